/**
 * What rows and taxes come to, in whole cents. `invoiceTotals` and the mock count with the same functions.
 *
 * Each amount is rounded where it arises, half a cent away from zero: price times quantity, then the discount on it, then the
 * VAT on what is left. Totals are sums of rounded rows. A tax on the whole invoice is a percent of the net total, rounded once.
 */
import { type Amount, centsOf, percentOf } from './cents.ts'

/** A row, and what is known of its VAT. */
export interface PricedRow {
  price: Amount
  quantity: Amount
  /** In percent. */
  discount: Amount
  vatPercent: Amount
}

/** What a row comes to, in cents. */
export interface RowAmounts {
  /** After the discount, before VAT. */
  net: number
  /** VAT on `net`. */
  vat: number
  /** `net` and `vat`. */
  total: number
  /** What the discount took off, before VAT. */
  discount: number
  /** What `total` would be without the discount. */
  undiscounted: number
}

/** A tax on the whole invoice. */
export interface Tax {
  /** Percent of the net total, or euros. */
  value: Amount
  isPercent: boolean
  /** Whether the customer keeps it, and pays it to the state. Otherwise the customer pays it on top. */
  isWithheld: boolean
}

/** What an invoice, or a row of it, comes to, in cents. */
export interface Amounts {
  /** After discounts, before VAT. */
  net: number
  /** VAT on `net`, row by row. */
  vat: number
  /** `net` and `vat`. */
  total: number
  /** What discounts took off, before VAT. */
  discount: number
  /** Taxes that come on top, other than VAT. A levy that has a row of its own is in `net`. */
  taxes: number
  /** Taxes that the customer withholds. */
  withheld: number
  /** What the customer has to pay: `total` and `taxes`, less `withheld`. */
  payable: number
}

export function rowAmounts({ price, quantity, discount: percent, vatPercent }: PricedRow): RowAmounts {
  const gross = centsOf(price, quantity)
  const discount = percentOf(gross, percent)
  const net = gross - discount
  const vat = percentOf(net, vatPercent)
  return { net, vat, total: net + vat, discount, undiscounted: gross + percentOf(gross, vatPercent) }
}

export function sumOf(rows: Array<Pick<RowAmounts, 'net' | 'vat' | 'discount'>>, charges: Tax[]): Amounts {
  const sum = (field: 'net' | 'vat' | 'discount') => rows.reduce((total, row) => total + row[field], 0)
  const net = sum('net')
  const vat = sum('vat')
  const taxed = (withheld: boolean) =>
    charges
      .filter(({ isWithheld }) => isWithheld === withheld)
      .reduce((total, { value, isPercent }) => total + (isPercent ? percentOf(net, value) : centsOf(value)), 0)
  return withPayable({ net, vat, discount: sum('discount'), taxes: taxed(false), withheld: taxed(true) })
}

export const withPayable = (amounts: Omit<Amounts, 'total' | 'payable'>): Amounts => {
  const total = amounts.net + amounts.vat
  return { ...amounts, total, payable: total + amounts.taxes - amounts.withheld }
}
