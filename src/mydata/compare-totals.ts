import type { Invoice } from '../core/types.ts'
import type { Amounts } from './amounts.ts'
import { centsOf, isAmount } from './cents.ts'
import { given, recordsIn } from './given.ts'
import type { InvoiceTotals } from './totals.ts'

/** An amount in which the server and `invoiceTotals()` differ. */
export interface AmountDifference {
  /** The field of the invoice, such as `vatAmount` or `items.0.netAmount`. */
  path: string
  /** What was counted, in cents. */
  expected: number
  /** What the server says, in cents. */
  received: number
  /** How many cents more the server says. Negative where it says less. */
  difference: number
}

/** An invoice that came back. One from a list has no `items`: then only its totals are compared. */
export type ReceivedAmounts = Partial<Pick<Invoice, keyof typeof TOTALS | keyof typeof KEPT | 'items'>>

const TOTALS = {
  amount: 'net',
  vatAmount: 'vat',
  finalAmount: 'total',
  discountedAmount: 'discount',
  payableAmount: 'payable',
} as const satisfies Record<string, keyof Amounts>

/** What the customer keeps. */
const KEPT = {
  totalWithheldAmount: 'withheld',
  totalDeductionsAmount: 'deductions',
} as const satisfies Record<string, keyof Amounts>

const ITEM = {
  netAmount: 'net',
  vatAmount: 'vat',
  totalAmount: 'total',
  discountAmount: 'discount',
} as const satisfies Record<string, keyof Amounts>

/**
 * Compares what was counted with what the server answered. Empty if they agree; what the server leaves out is not compared.
 *
 * Taxes that come on top are compared within `payableAmount` only: which of the invoice's other totals a tax counts in is not
 * published. Rows are compared if there are as many as were sent.
 */
export function compareTotals(totals: InvoiceTotals, invoice: ReceivedAmounts): AmountDifference[] {
  const { items: received, ...amounts } = given(invoice)
  const items = recordsIn(received)
  const rows = items.length === totals.rows.length ? totals.rows : []
  return [
    ...differences('', TOTALS, totals, amounts),
    ...keptDifferences(totals, amounts),
    ...rows.flatMap((row, index) => differences(`items.${index}.`, ITEM, row, items[index] ?? {})),
  ]
}

/** Whether a tax is withheld or a deduction may be a guess by its name, so that only their sum is certain. */
function keptDifferences(totals: InvoiceTotals, amounts: Record<string, unknown>): AmountDifference[] {
  const found = differences('', KEPT, totals, amounts)
  // A server that gives one amount for both has them both in it.
  const other = isAmount(amounts.totalDeductionsAmount) ? 0 : totals.deductions
  const difference = found.reduce((sum, one) => sum + one.difference, 0)
  return difference === 0 || difference === other ? [] : found
}

function differences(
  prefix: string,
  fields: Record<string, keyof Amounts>,
  counted: Amounts,
  answer: Record<string, unknown>,
): AmountDifference[] {
  return Object.entries(fields).flatMap(([field, name]) => {
    const value = answer[field]
    if (!isAmount(value)) return []
    const expected = counted[name]
    const received = centsOf(value)
    return received === expected ? [] : [{ path: prefix + field, expected, received, difference: received - expected }]
  })
}
