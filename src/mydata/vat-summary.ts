/** Net and VAT of a period, for the VAT return. */

import {
  type Direction,
  type PlacedRow,
  placeInvoices,
  type SummedInvoice,
  UNPLACED_REASONS,
  type UnplacedInvoice,
} from './placement.ts'
import { directionOfCategory, readClassifications } from './row-classifications.ts'
import { groupRows } from './totals.ts'

/** Net and VAT of the rows with one rate, VAT category and exemption, in cents. */
export interface VatSummaryRow {
  /** The rate, in percent. */
  percent: number
  /** The VAT category of myDATA, a code of `vatCategories`. Undefined if the rows do not have it. */
  category: number | undefined
  /** The reason for 0 % VAT, a code of `vatExemptionCategories`. Undefined for rows with VAT. */
  exemption: number | undefined
  /** Before VAT. */
  net: number
  /** VAT. */
  vat: number
}

/** Net and VAT of sales or purchases, in cents. */
export interface VatTotals {
  /** By rate, category and exemption, the highest rate first. */
  rates: VatSummaryRow[]
  /** The net total of all rows. */
  net: number
  /** The VAT total of all rows. */
  vat: number
}

/** Net and VAT of a period, in cents. Credit notes are subtracted. */
export interface VatSummary {
  /** Sales. */
  output: VatTotals
  /** Self-billed purchases, and purchase titles (3.1, 3.2). The API has other purchases without their VAT rate: see `purchases`. */
  input: VatTotals
  /** Invoices that are in neither, with the reason. Check each of them. */
  unplaced: UnplacedInvoice[]
}

/**
 * Sums net and VAT of invoices, in whole cents: sales apart from self-billed purchases, by rate, VAT category and exemption.
 * Credit notes are subtracted. Cancelled invoices are left out.
 *
 * What cannot be placed safely is in `unplaced` and in no sum: an invoice that the tax authority refused, one that only one of
 * Billit and the authority has as cancelled, one in another currency or without a myDATA type, OSS sales, and the
 * accommodation levy.
 *
 * @param invoices - The invoices of the period, each from `invoices.get()`.
 * @throws InvalidArgumentError if an invoice is from a list, so that it has no rows, or if a row has an invalid amount.
 */
export function vatSummary(invoices: Iterable<SummedInvoice>): VatSummary {
  const { placed, unplaced } = placeInvoices(invoices)
  const doubtful = placed.filter(({ rows }) => rows.some(isExpenseInOutput))
  const rows = placed.filter((invoice) => !doubtful.includes(invoice)).flatMap(({ rows }) => rows)
  return {
    output: sumRates(rows, 'output'),
    input: sumRates(rows, 'input'),
    unplaced: [...unplaced, ...doubtful.map(({ uuid }) => ({ uuid, reason: UNPLACED_REASONS.expenseRows }))],
  }
}

/** Whether a row of a sale is classified as an expense, which contradict each other. */
const isExpenseInOutput = ({ direction, mydata }: PlacedRow): boolean =>
  direction === 'output' && readClassifications(mydata).some(({ category }) => directionOfCategory(category) === 'input')

function sumRates(rows: PlacedRow[], direction: Direction): VatTotals {
  const rates = groupRows(
    rows.filter((row) => row.direction === direction),
    ({ percent, category, exemption }) => ({ percent, category, exemption }),
  )
  const order = ({ percent, category = 0, exemption = 0 }: VatSummaryRow) => -percent * 10_000 + category * 100 + exemption
  return {
    rates: rates.sort((one, other) => order(one) - order(other)),
    net: rates.reduce((sum, { net }) => sum + net, 0),
    vat: rates.reduce((sum, { vat }) => sum + vat, 0),
  }
}
