/** VAT by month, with the rules of `vatSummary()`, and the invoices that are in no sum. */
import { vatCategories } from '../../../generated/mydata.ts'
import { OSS_EXEMPTIONS, SUM_CURRENCY } from '../../mydata/assumptions.ts'
import {
  INPUT_TYPES,
  LEVY_TYPE,
  OUTPUT_TYPES,
  SELF_BILLED_TYPES,
  UNPLACED_REASONS,
  type UnplacedReason,
  VAT_RATES,
} from '../../mydata/placement.ts'
import type { FlatDialect } from '../database.ts'
import { flatQuery } from './flat.ts'
import { INVOICE_ITEMS, INVOICES } from './invoices.ts'
import { firstOf, listOf, quote } from './sql.ts'
import type { View } from './view.ts'

const ROWS_MISSING = 'It was exported without its rows. Export it with its details.'

/** The rate of a VAT category. NULL for an unknown category. */
const CATEGORY_PERCENT = firstOf(
  vatCategories.map(({ code, percent = 0 }) => [`vat_category = ${code}`, String(percent)] as const),
)

const IS_FOREIGN = [
  `vat_exemption IN ${listOf(OSS_EXEMPTIONS)}`,
  '(percent IS NULL AND vat_amount_cents <> 0)',
  `percent NOT IN ${listOf(VAT_RATES)}`,
].join(' OR ')

const IS_MISMATCH = 'percent <> category_percent OR (percent = 0 AND vat_amount_cents <> 0)'
const HAS_NO_AMOUNT = 'net_amount_cents IS NULL OR (vat_amount_cents IS NULL AND percent <> 0)'
const IS_EXPENSE = `income_category LIKE 'category2%' OR expense_category LIKE 'category2%'`

const reason = (name: UnplacedReason): string => quote(UNPLACED_REASONS[name])

/** In the order of `placeInvoices()`. NULL for an invoice that is summed. */
const REASON = firstOf([
  [`is_cancelled AND COALESCE(mark, '') <> '' AND COALESCE(cancellation_mark, '') = ''`, reason('cancelledInBillit')],
  ['is_cancelled', 'NULL'],
  ['row_count IS NULL', quote(ROWS_MISSING)],
  [`mydata_state = 'cancelled'`, reason('cancelledAtAuthority')],
  [`mydata_state = 'failed'`, reason('refused')],
  [`currency <> ${quote(SUM_CURRENCY)}`, reason('currency')],
  ['mydata_type IS NULL', reason('typeMissing')],
  [`mydata_type = ${quote(LEVY_TYPE)}`, reason('levy')],
  ['direction IS NULL AND amount_count = 0', 'NULL'],
  ['direction IS NULL', reason('type')],
  ['is_credit AND net_sum < 0', reason('negativeCredit')],
  ['foreign_count > 0', reason('oss')],
  ['mismatch_count > 0', reason('rateMismatch')],
  ['no_rate_count > 0', reason('rateMissing')],
  ['no_amount_count > 0', reason('amountMissing')],
  [`direction = 'output' AND expense_count > 0`, reason('expenseRows')],
])

const DIRECTION = firstOf([
  ['is_self_billed', firstOf([[`mydata_type IN ${listOf(SELF_BILLED_TYPES)}`, quote('input')]])],
  [`mydata_type IN ${listOf(INPUT_TYPES)}`, quote('input')],
  [`mydata_type IN ${listOf(OUTPUT_TYPES)}`, quote('output')],
])

const countIf = (condition: string): string => `sum(CASE WHEN ${condition} THEN 1 ELSE 0 END)`

/** The common table expressions: `vat_rows`, the rows with their rate, and `vat_invoices`, the invoices with their reason. */
const withInvoices = (flat: FlatDialect): string => `WITH invoice_rows AS (
  SELECT items.*, ${CATEGORY_PERCENT} AS category_percent FROM (${flatQuery(INVOICE_ITEMS, flat)}) AS items
), vat_rows AS (
  SELECT invoice_rows.*, COALESCE(vat_percent, category_percent) AS percent FROM invoice_rows
), row_sums AS (
  SELECT key, count(*) AS row_count, sum(net_amount_cents) AS net_sum,
    ${countIf('net_amount_cents <> 0 OR vat_amount_cents <> 0')} AS amount_count,
    ${countIf(IS_FOREIGN)} AS foreign_count,
    ${countIf(IS_MISMATCH)} AS mismatch_count,
    ${countIf('percent IS NULL')} AS no_rate_count,
    ${countIf(HAS_NO_AMOUNT)} AS no_amount_count,
    ${countIf(IS_EXPENSE)} AS expense_count
  FROM vat_rows GROUP BY key
), placed AS (
  SELECT invoices.*, invoices.key AS invoice_key, row_count, net_sum, amount_count, foreign_count, mismatch_count, no_rate_count, no_amount_count, expense_count, ${DIRECTION} AS direction
  FROM (${flatQuery(INVOICES, flat)}) AS invoices LEFT JOIN row_sums ON row_sums.key = invoices.key
  WHERE invoices.deleted_at IS NULL
), vat_invoices AS (
  SELECT invoice_key, number, type, date_issued, customer, direction, is_credit, is_cancelled, ${REASON} AS reason FROM placed
)`

export const VAT_BY_MONTH: View = {
  name: 'vat_by_month',
  file: 'vat_by_month',
  needs: ['invoices'],
  columns: [
    { name: 'month', kind: 'text' },
    { name: 'percent', kind: 'number' },
    { name: 'exemption', kind: 'number' },
    { name: 'direction', kind: 'text' },
    { name: 'net_cents', kind: 'number' },
    { name: 'vat_cents', kind: 'number' },
  ],
  order: 'month, direction, percent, exemption',
  query: (flat) => `${withInvoices(flat)}
SELECT month, percent, exemption, direction, sum(sign * net_amount_cents) AS net_cents, sum(sign * vat_amount_cents) AS vat_cents
FROM (
  SELECT ${flat.month('vat_invoices.date_issued')} AS month, percent,
    CAST(CASE WHEN percent = 0 THEN vat_exemption END AS INTEGER) AS exemption, direction,
    CASE WHEN is_credit THEN -1 ELSE 1 END AS sign, net_amount_cents, COALESCE(vat_amount_cents, 0) AS vat_amount_cents
  FROM vat_invoices JOIN vat_rows ON vat_rows.key = vat_invoices.invoice_key
  WHERE reason IS NULL AND NOT is_cancelled AND direction IS NOT NULL
) AS placed_rows
GROUP BY month, percent, exemption, direction`,
}

export const VAT_UNPLACED: View = {
  name: 'vat_unplaced',
  file: 'vat_unplaced',
  needs: ['invoices'],
  columns: [
    { name: 'key', kind: 'text' },
    { name: 'month', kind: 'text' },
    { name: 'number', kind: 'number' },
    { name: 'type', kind: 'text' },
    { name: 'date_issued', kind: 'date' },
    { name: 'customer', kind: 'text' },
    { name: 'reason', kind: 'text' },
  ],
  order: 'date_issued, key',
  query: (flat) => `${withInvoices(flat)}
SELECT invoice_key AS key, ${flat.month('date_issued')} AS month, number, type, date_issued, customer, reason
FROM vat_invoices WHERE reason IS NOT NULL`,
}
