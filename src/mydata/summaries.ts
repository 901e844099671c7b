/** What an accountant asks for each quarter: net and VAT by rate, and by line of the tax form E3. */
import { invoiceTypes } from '../../generated/mydata.ts'
import { InvalidArgumentError } from '../core/errors.ts'
import type { Invoice, InvoiceItem } from '../core/types.ts'
import { centsOf, isAmount, split } from './cents.ts'
import { given, recordsIn, textOf } from './given.ts'
import { type ClassificationBreakdown, groupsOf, type VatBreakdown } from './totals.ts'

/** An invoice that came back. */
export type SummedInvoice = Pick<Invoice, 'uuid'> & Partial<Pick<Invoice, 'items' | 'mydata' | 'deletedAt'>>

/** Net and VAT of invoices, in cents. Credit notes count as negative. */
export interface VatSummary {
  /** By rate and VAT category, the highest rate first. */
  rates: VatBreakdown[]
  /** Of all of them. */
  net: number
  /** Of all of them. */
  vat: number
}

/** Net and VAT of invoices by classification, in cents. Credit notes count as negative. */
export interface E3Summary {
  /** By category and type, in the order of their codes. A row that is not classified counts without them. */
  codes: ClassificationBreakdown[]
  /** Of all of them. */
  net: number
  /** Of all of them. */
  vat: number
}

/**
 * Net and VAT by rate, in whole cents. Credit notes are negative, and cancelled invoices are left out.
 *
 * @param invoices - Of the period, each as `invoices.get()` gives it.
 * @throws InvalidArgumentError for an invoice from a list, which has no rows, and for an amount that is no number.
 */
export function vatSummary(invoices: Iterable<SummedInvoice>): VatSummary {
  const rates = groupsOf(rowsOf(invoices), ({ item: { vatPercent, mydata } }) => ({
    percent: Number(vatPercent ?? 0),
    category: given(mydata).vatCat ?? undefined,
  }))
  return { rates: rates.sort((one, other) => other.percent - one.percent), ...sumOf(rates) }
}

/**
 * Net and VAT by E3 code, from `items[].mydata`, in whole cents. Credit notes are negative, and cancelled invoices are left out.
 *
 * @param invoices - Of the period, each as `invoices.get()` gives it.
 * @throws InvalidArgumentError for an invoice from a list, which has no rows, and for an amount that is no number.
 */
export function e3Summary(invoices: Iterable<SummedInvoice>): E3Summary {
  const codes = groupsOf(rowsOf(invoices).flatMap(classifiedParts), ({ category, type }) => ({ category, type }))
  const nameOf = ({ type = '', category = '' }: ClassificationBreakdown) => `${type} ${category}`
  return { codes: codes.sort((one, other) => (nameOf(one) < nameOf(other) ? -1 : 1)), ...sumOf(codes) }
}

interface SummedRow {
  item: Partial<InvoiceItem>
  net: number
  vat: number
}

function rowsOf(invoices: Iterable<SummedInvoice>): SummedRow[] {
  return [...invoices].flatMap((invoice) => {
    const { uuid, items, mydata, deletedAt } = given(invoice)
    if (deletedAt !== undefined) return []
    if (!Array.isArray(items)) {
      throw new InvalidArgumentError(`The invoice ${uuid} has no items: read it with invoices.get(), since lists leave them out.`)
    }
    const sign = isCreditNote(textOf(given(mydata).type)) ? -1 : 1
    return recordsIn(items).map((item, index) => {
      const cents = (field: 'netAmount' | 'vatAmount') => {
        const amount = item[field] ?? 0
        if (isAmount(amount)) return sign * centsOf(amount) + 0
        throw new InvalidArgumentError(`items.${index}.${field} of the invoice ${uuid} is no amount.`)
      }
      return { item, net: cents('netAmount'), vat: cents('vatAmount') }
    })
  })
}

/** Whether an invoice takes from what its customer owes, by its type. */
const isCreditNote = (type: string): boolean => invoiceTypes.find(({ code }) => code === type)?.credit !== undefined

/** A row may be split over several classifications: its net amount and its VAT go by theirs. */
function classifiedParts({ item, net, vat }: SummedRow): ClassificationBreakdown[] {
  const { incomeClassificationType, expensesClassificationType } = given(item.mydata)
  // The form of expenses is not published: that of income is the likeliest.
  const lists = [incomeClassificationType, expensesClassificationType].filter(Array.isArray)
  const entries = lists.flatMap((list: Array<{ category?: unknown; type?: unknown; amount?: unknown }>) => recordsIn(list))
  if (entries.length === 0) return [{ category: undefined, type: undefined, net, vat }]
  const weights = entries.map(({ amount }) => (isAmount(amount) ? Math.abs(centsOf(amount)) : 0))
  const nets = split(net, weights)
  const vats = split(vat, weights)
  return entries.map(({ category, type }, index) => ({
    category: textOf(category) || undefined,
    type: textOf(type) || undefined,
    net: nets[index] ?? 0,
    vat: vats[index] ?? 0,
  }))
}

const sumOf = (rows: Array<{ net: number; vat: number }>) => ({
  net: rows.reduce((sum, { net }) => sum + net, 0),
  vat: rows.reduce((sum, { vat }) => sum + vat, 0),
})
