/** Net and VAT of a period by classification, for the tax form E3. */
import { expenseClassificationTypes } from '../../generated/mydata.ts'
import { split } from './cents.ts'
import { type Direction, type PlacedRow, placeInvoices, type SummedInvoice } from './placement.ts'
import { directionOfCategory, readClassifications } from './row-classifications.ts'
import { type ClassificationBreakdown, groupRows } from './totals.ts'

/** Net and VAT of income or expenses, in cents. */
export interface E3Totals {
  /** By category and type, sorted by type. Rows without a classification have `undefined` for both. */
  codes: ClassificationBreakdown[]
  /** The net total of all classifications. */
  net: number
  /** The VAT total of all classifications. */
  vat: number
}

/** Net and VAT of a period by classification, in cents. Credit notes are subtracted. */
export interface E3Summary {
  /** Sales. */
  income: E3Totals
  /** Self-billed purchases, and purchase titles (3.1, 3.2). */
  expense: E3Totals
}

/**
 * Sums net and VAT of invoices by E3 code, from `items[].mydata`, in whole cents. Credit notes are subtracted. Cancelled
 * invoices are left out.
 *
 * A row is income or an expense by its classification category. A row without one is an expense on a self-billed invoice, and
 * income on any other. Invoices that `vatSummary()` lists as `unplaced` are left out here too, except for invoices that are not
 * marked as self-billed and have expense rows: their classification decides.
 *
 * @param invoices - The invoices of the period, each from `invoices.get()`.
 * @throws InvalidArgumentError if an invoice is from a list, so that it has no rows, or if a row has an invalid amount.
 */
export function e3Summary(invoices: Iterable<SummedInvoice>): E3Summary {
  const rows = placeInvoices(invoices).placed.flatMap((invoice) => invoice.rows.flatMap(splitByClassification))
  return { income: sumCodes(rows, 'output'), expense: sumCodes(rows, 'input') }
}

interface ClassifiedAmounts extends ClassificationBreakdown {
  direction: Direction
}

/** Splits the net amount and VAT of a row over its classifications, in proportion to their amounts. */
function splitByClassification({ mydata, direction, net, vat }: PlacedRow): ClassifiedAmounts[] {
  const entries = readClassifications(mydata).filter(({ type }) => !isVatClassification(type))
  if (entries.length === 0) return [{ direction, category: undefined, type: undefined, net, vat }]
  const weights = entries.map(({ amount }) => Math.abs(amount))
  const nets = split(net, weights)
  const vats = split(vat, weights)
  return entries.map(({ category, type }, index) => ({
    direction: directionOfCategory(category) ?? direction,
    category: category || undefined,
    type: type || undefined,
    net: nets[index] ?? 0,
    vat: vats[index] ?? 0,
  }))
}

/** Whether a code is of the VAT return. An expense has it beside its E3 code, for the same amount. */
const isVatClassification = (type: string): boolean =>
  expenseClassificationTypes.some(({ code, kind }) => code === type && kind === 'vat')

function sumCodes(rows: ClassifiedAmounts[], direction: Direction): E3Totals {
  const codes = groupRows(
    rows.filter((row) => row.direction === direction),
    ({ category, type }) => ({ category, type }),
  )
  const toSortKey = ({ type = '', category = '' }: ClassificationBreakdown) => `${type} ${category}`
  return {
    codes: codes.sort((one, other) => (toSortKey(one) < toSortKey(other) ? -1 : 1)),
    net: codes.reduce((sum, { net }) => sum + net, 0),
    vat: codes.reduce((sum, { vat }) => sum + vat, 0),
  }
}
