/**
 * Amounts of rows and taxes, in whole cents. `invoiceTotals` and the mock share these functions.
 *
 * Each amount is rounded when it is calculated, half a cent away from zero: first price × quantity, then the discount on it, then
 * the VAT on the rest. Totals are sums of rounded rows. A tax on the whole invoice is a percentage of the net total, and is
 * rounded once.
 */
import { type Amount, calculatePercentage, removeVat, toCents } from './cents.ts'

/** A row with its VAT rate. */
export interface PricedRow {
  /** In euros. */
  price: Amount
  quantity: Amount
  /** In percent. */
  discount: Amount
  vatPercent: Amount
  /** Whether `price` includes VAT. Default `false`. */
  isVatIncluded?: boolean
}

/** The amounts of a row, in cents. */
export interface RowAmounts {
  /** After the discount, before VAT. */
  net: number
  /** VAT on `net`. */
  vat: number
  /** `net` plus `vat`. */
  total: number
  /** The discount, before VAT. */
  discount: number
  /** What `total` would be without the discount. */
  undiscounted: number
}

/** A tax on the whole invoice. */
export interface InvoiceTax {
  /** Percent of the net total, or euros. */
  value: Amount
  isPercent: boolean
  /** Whether the customer withholds the tax from the payment. Otherwise it is added to the payable amount. */
  isWithheld: boolean
  /** Whether a withheld amount is a deduction (κρατήσεις) rather than a withheld tax. Default `false`. */
  isDeduction?: boolean
}

/** The amounts of an invoice or a row, in cents. */
export interface Amounts {
  /** After discounts, before VAT. */
  net: number
  /** VAT on `net`. */
  vat: number
  /** `net` plus `vat`. */
  total: number
  /** Discounts, before VAT. */
  discount: number
  /** Taxes other than VAT that are added to the payable amount. A levy with a separate row is part of `net` instead. */
  taxes: number
  /** Taxes that the customer withholds. */
  withheld: number
  /** Deductions (κρατήσεις) that the customer withholds for a fund or the state. */
  deductions: number
  /** What the customer has to pay: `total` plus `taxes`, less `withheld` and `deductions`. */
  payable: number
}

export function calculateRow({ price, quantity, discount: percent, vatPercent, isVatIncluded = false }: PricedRow): RowAmounts {
  const full = toCents(price, quantity)
  if (!isVatIncluded) {
    const discount = calculatePercentage(full, percent)
    const net = full - discount
    const vat = calculatePercentage(net, vatPercent)
    return { net, vat, total: net + vat, discount, undiscounted: full + calculatePercentage(full, vatPercent) }
  }
  const total = full - calculatePercentage(full, percent)
  const net = removeVat(total, vatPercent)
  return { net, vat: total - net, total, discount: removeVat(full, vatPercent) - net, undiscounted: full }
}

export function sumRows(rows: Array<Pick<RowAmounts, 'net' | 'vat' | 'discount'>>, invoiceTaxes: InvoiceTax[]): Amounts {
  const sum = (field: 'net' | 'vat' | 'discount') => rows.reduce((total, row) => total + row[field], 0)
  const net = sum('net')
  const sumTaxes = (isIncluded: (tax: InvoiceTax) => boolean) =>
    invoiceTaxes
      .filter(isIncluded)
      .reduce((total, { value, isPercent }) => total + (isPercent ? calculatePercentage(net, value) : toCents(value)), 0)
  return addPayable({
    net,
    vat: sum('vat'),
    discount: sum('discount'),
    taxes: sumTaxes(({ isWithheld }) => !isWithheld),
    withheld: sumTaxes(({ isWithheld, isDeduction }) => isWithheld && isDeduction !== true),
    deductions: sumTaxes(({ isWithheld, isDeduction }) => isWithheld && isDeduction === true),
  })
}

/** Adds `total` and `payable`, which follow from the other amounts. */
export const addPayable = (amounts: Omit<Amounts, 'total' | 'payable'>): Amounts => {
  const total = amounts.net + amounts.vat
  return { ...amounts, total, payable: total + amounts.taxes - amounts.withheld - amounts.deductions }
}
