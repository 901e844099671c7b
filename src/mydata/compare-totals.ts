import type { Invoice } from '../core/types.ts'
import type { Amounts } from './amounts.ts'
import { isAmount, toCents } from './cents.ts'
import { dropEmptyFields, readRecords } from './input.ts'
import type { InvoiceTotals } from './totals.ts'

/** An amount for which Billit and `invoiceTotals()` have different values. */
export interface AmountDifference {
  /** The field of the invoice, such as `vatAmount` or `items.0.netAmount`. */
  path: string
  /** The value from `invoiceTotals()`, in cents. */
  expected: number
  /** The value from Billit, in cents. */
  received: number
  /** `received` less `expected`, in cents. */
  difference: number
}

/** An invoice from Billit. One from a list has no `items`, so only its totals are compared. */
export type ReceivedAmounts = Partial<Pick<Invoice, keyof typeof TOTALS | keyof typeof WITHHELD | 'items'>>

const TOTALS = {
  amount: 'net',
  vatAmount: 'vat',
  finalAmount: 'total',
  discountedAmount: 'discount',
  payableAmount: 'payable',
} as const satisfies Record<string, keyof Amounts>

const WITHHELD = {
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
 * Compares calculated totals with the amounts of the created invoice. Fields that the invoice does not have are not compared.
 *
 * Taxes that are added to the payable amount are compared as part of `payableAmount` only, since Billit does not publish which
 * other total includes them. Rows are compared only if both sides have the same number of rows.
 *
 * @param totals - The result of `invoiceTotals()`.
 * @param invoice - The invoice that Billit returned, with amounts in euros.
 * @returns The differences, in cents. `[]` if all amounts are equal.
 */
export function compareTotals(totals: InvoiceTotals, invoice: ReceivedAmounts): AmountDifference[] {
  const { items: received, ...amounts } = dropEmptyFields(invoice)
  const items = readRecords(received)
  const rows = items.length === totals.rows.length ? totals.rows : []
  return [
    ...compareFields('', TOTALS, totals, amounts),
    ...compareWithheld(totals, amounts),
    ...rows.flatMap((row, index) => compareFields(`items.${index}.`, ITEM, row, items[index] ?? {})),
  ]
}

/** Compares the sum of withheld taxes and deductions, since a deduction may only be recognised by its name. */
function compareWithheld(totals: InvoiceTotals, amounts: Record<string, unknown>): AmountDifference[] {
  const differences = compareFields('', WITHHELD, totals, amounts)
  // A server that returns only one of the two amounts includes both in it.
  const otherAmount = isAmount(amounts.totalDeductionsAmount) ? 0 : totals.deductions
  const sum = differences.reduce((total, { difference }) => total + difference, 0)
  return sum === 0 || sum === otherAmount ? [] : differences
}

function compareFields(
  prefix: string,
  fields: Record<string, keyof Amounts>,
  calculated: Amounts,
  invoice: Record<string, unknown>,
): AmountDifference[] {
  return Object.entries(fields).flatMap(([field, name]) => {
    const value = invoice[field]
    if (!isAmount(value)) return []
    const expected = calculated[name]
    const received = toCents(value)
    return received === expected ? [] : [{ path: prefix + field, expected, received, difference: received - expected }]
  })
}
