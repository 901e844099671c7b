/** Quarterly summaries for the accountant: net and VAT by rate, and by code of the tax form E3. */
import { invoiceTypes } from '../../generated/mydata.ts'
import { InvalidArgumentError } from '../core/errors.ts'
import type { Invoice, InvoiceItem } from '../core/types.ts'
import { isAmount, split, toCents } from './cents.ts'
import { dropEmptyFields, readRecords, readText } from './input.ts'
import { type ClassificationBreakdown, groupRows, type VatBreakdown } from './totals.ts'

/** An invoice as `invoices.get()` returns it. */
export type SummedInvoice = Pick<Invoice, 'uuid'> & Partial<Pick<Invoice, 'items' | 'mydata' | 'deletedAt'>>

/** Net and VAT of invoices by rate, in cents. Credit notes are negative. */
export interface VatSummary {
  /** By rate and VAT category, the highest rate first. */
  rates: VatBreakdown[]
  /** The net total of all rates. */
  net: number
  /** The VAT total of all rates. */
  vat: number
}

/** Net and VAT of invoices by classification, in cents. Credit notes are negative. */
export interface E3Summary {
  /** By category and type, sorted by type. Rows without a classification have `undefined` for both. */
  codes: ClassificationBreakdown[]
  /** The net total of all classifications. */
  net: number
  /** The VAT total of all classifications. */
  vat: number
}

/**
 * Sums net and VAT of invoices by rate, in whole cents. Credit notes are negative. Cancelled invoices are left out.
 *
 * @param invoices - The invoices of the period, each from `invoices.get()`.
 * @throws InvalidArgumentError if an invoice is from a list, so that it has no rows, or if a row has an invalid amount.
 */
export function vatSummary(invoices: Iterable<SummedInvoice>): VatSummary {
  const rates = groupRows(readRows(invoices), ({ item: { vatPercent, mydata } }) => ({
    percent: Number(vatPercent ?? 0),
    category: dropEmptyFields(mydata).vatCat ?? undefined,
  }))
  return { rates: rates.sort((one, other) => other.percent - one.percent), ...sumNetAndVat(rates) }
}

/**
 * Sums net and VAT of invoices by E3 code, from `items[].mydata`, in whole cents. Credit notes are negative. Cancelled invoices
 * are left out.
 *
 * @param invoices - The invoices of the period, each from `invoices.get()`.
 * @throws InvalidArgumentError if an invoice is from a list, so that it has no rows, or if a row has an invalid amount.
 */
export function e3Summary(invoices: Iterable<SummedInvoice>): E3Summary {
  const codes = groupRows(readRows(invoices).flatMap(splitByClassification), ({ category, type }) => ({ category, type }))
  const toSortKey = ({ type = '', category = '' }: ClassificationBreakdown) => `${type} ${category}`
  return { codes: codes.sort((one, other) => (toSortKey(one) < toSortKey(other) ? -1 : 1)), ...sumNetAndVat(codes) }
}

interface SummedRow {
  item: Partial<InvoiceItem>
  net: number
  vat: number
}

function readRows(invoices: Iterable<SummedInvoice>): SummedRow[] {
  return [...invoices].flatMap((invoice) => {
    const { uuid, items, mydata, deletedAt } = dropEmptyFields(invoice)
    if (deletedAt !== undefined) return []
    if (!Array.isArray(items)) {
      throw new InvalidArgumentError(`The invoice ${uuid} has no items, since it is from a list. Read it with invoices.get().`)
    }
    const sign = isCreditNote(readText(dropEmptyFields(mydata).type)) ? -1 : 1
    return readRecords(items).map((item, index) => {
      const readCents = (field: 'netAmount' | 'vatAmount') => {
        const amount = item[field] ?? 0
        if (isAmount(amount)) return sign * toCents(amount) + 0
        throw new InvalidArgumentError(`items.${index}.${field} of the invoice ${uuid} is not an amount.`)
      }
      return { item, net: readCents('netAmount'), vat: readCents('vatAmount') }
    })
  })
}

/** Whether a type of invoice is a credit note. */
const isCreditNote = (type: string): boolean => invoiceTypes.find(({ code }) => code === type)?.credit !== undefined

/** Splits the net amount and VAT of a row over its classifications, in proportion to their amounts. */
function splitByClassification({ item, net, vat }: SummedRow): ClassificationBreakdown[] {
  const { incomeClassificationType, expensesClassificationType } = dropEmptyFields(item.mydata)
  // Billit does not publish the form of expense classifications. It is assumed to be that of income classifications.
  const lists = [incomeClassificationType, expensesClassificationType].filter(Array.isArray)
  const entries = lists.flatMap((list: Array<{ category?: unknown; type?: unknown; amount?: unknown }>) => readRecords(list))
  if (entries.length === 0) return [{ category: undefined, type: undefined, net, vat }]
  const weights = entries.map(({ amount }) => (isAmount(amount) ? Math.abs(toCents(amount)) : 0))
  const nets = split(net, weights)
  const vats = split(vat, weights)
  return entries.map(({ category, type }, index) => ({
    category: readText(category) || undefined,
    type: readText(type) || undefined,
    net: nets[index] ?? 0,
    vat: vats[index] ?? 0,
  }))
}

const sumNetAndVat = (rows: Array<{ net: number; vat: number }>) => ({
  net: rows.reduce((sum, { net }) => sum + net, 0),
  vat: rows.reduce((sum, { vat }) => sum + vat, 0),
})
