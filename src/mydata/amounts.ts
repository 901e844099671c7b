/**
 * What rows and taxes come to, in whole cents. `invoiceTotals` and the mock count with the same functions.
 *
 * Each amount is rounded where it arises, half a cent away from zero: price times quantity, then the discount on it, then the
 * VAT on what is left. Totals are sums of rounded rows. A tax on the whole invoice is a percent of the net total, rounded once.
 */
import { type Amount, centsOf, netOf, percentOf } from './cents.ts'

/** A row, and what is known of its VAT. */
export interface PricedRow {
  price: Amount
  quantity: Amount
  /** In percent. */
  discount: Amount
  vatPercent: Amount
  /** Whether VAT is in the price. Default `false`. */
  isVatIncluded?: boolean
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
  /** Whether what is kept is a deduction (κρατήσεις) and not a withheld tax. Default `false`. */
  isDeduction?: boolean
}

/** What an invoice, or a row of it, comes to, in cents. */
export interface Amounts {
  /** After discounts, before VAT. */
  net: number
  /** VAT on `net`. */
  vat: number
  /** `net` and `vat`. */
  total: number
  /** What discounts took off, before VAT. */
  discount: number
  /** Taxes that come on top, other than VAT. A levy that has a row of its own is in `net`. */
  taxes: number
  /** Taxes that the customer withholds. */
  withheld: number
  /** Deductions (κρατήσεις) that the customer keeps for a fund or the state. */
  deductions: number
  /** What the customer has to pay: `total` and `taxes`, less `withheld` and `deductions`. */
  payable: number
}

export function rowAmounts({ price, quantity, discount: percent, vatPercent, isVatIncluded = false }: PricedRow): RowAmounts {
  const full = centsOf(price, quantity)
  if (!isVatIncluded) {
    const discount = percentOf(full, percent)
    const net = full - discount
    const vat = percentOf(net, vatPercent)
    return { net, vat, total: net + vat, discount, undiscounted: full + percentOf(full, vatPercent) }
  }
  const total = full - percentOf(full, percent)
  const net = netOf(total, vatPercent)
  return { net, vat: total - net, total, discount: netOf(full, vatPercent) - net, undiscounted: full }
}

export function sumOf(rows: Array<Pick<RowAmounts, 'net' | 'vat' | 'discount'>>, charges: Tax[]): Amounts {
  const sum = (field: 'net' | 'vat' | 'discount') => rows.reduce((total, row) => total + row[field], 0)
  const net = sum('net')
  const charged = (isMeant: (tax: Tax) => boolean) =>
    charges
      .filter(isMeant)
      .reduce((total, { value, isPercent }) => total + (isPercent ? percentOf(net, value) : centsOf(value)), 0)
  return withPayable({
    net,
    vat: sum('vat'),
    discount: sum('discount'),
    taxes: charged(({ isWithheld }) => !isWithheld),
    withheld: charged(({ isWithheld, isDeduction }) => isWithheld && isDeduction !== true),
    deductions: charged(({ isWithheld, isDeduction }) => isWithheld && isDeduction === true),
  })
}

export const withPayable = (amounts: Omit<Amounts, 'total' | 'payable'>): Amounts => {
  const total = amounts.net + amounts.vat
  return { ...amounts, total, payable: total + amounts.taxes - amounts.withheld - amounts.deductions }
}
