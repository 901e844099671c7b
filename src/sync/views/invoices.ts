/** The views of invoices and of their rows, with the sign that an invoice has in a sum. */
import { invoiceTypes } from '../../../generated/mydata.ts'
import { CREDIT_NOTE_NAMES, SIGN_OF_CREDIT_NOTE, SUM_CURRENCY } from '../../mydata/assumptions.ts'
import { CREDIT_TYPES, OUTPUT_TYPES } from '../../mydata/placement.ts'
import type { FlatDialect } from '../database.ts'
import type { FlatView } from './flat.ts'
import { firstOf, listOf, quote } from './sql.ts'

const KNOWN_TYPES = invoiceTypes.map(({ code }) => code)

/** Unknown without a myDATA type, unless the name of the document says that it is a credit note. */
const IS_CREDIT = firstOf([
  ['mydata_type IS NOT NULL', `mydata_type IN ${listOf(CREDIT_TYPES)}`],
  [CREDIT_NOTE_NAMES.map((part) => `type LIKE ${quote(`%${part}%`)}`).join(' OR '), 'true'],
])

/** As in `mydataStateOf()`. Unknown if only the short form of the list was exported. */
const MYDATA_STATE = firstOf(
  [
    [`is_cancelled OR COALESCE(cancellation_mark, '') <> ''`, quote('cancelled')],
    ['NOT has_rows', 'NULL'],
    [`COALESCE(mark, '') <> ''`, quote('reported')],
    ['has_errors', quote('failed')],
    ['NOT is_enabled', quote('excluded')],
  ],
  quote('pending'),
)

/** 1 for a sale, -1 for a credit note, 0 for any other document, and NULL if that is unknown. */
const SIGN = firstOf([
  [`deleted_at IS NOT NULL OR mydata_state = 'cancelled'`, '0'],
  ['mydata_type IS NULL AND is_credit', String(SIGN_OF_CREDIT_NOTE)],
  ['mydata_type IS NULL', 'NULL'],
  ['is_self_billed', '0'],
  [`mydata_type IN ${listOf(OUTPUT_TYPES)}`, firstOf([['is_credit', String(SIGN_OF_CREDIT_NOTE)]], '1')],
  [`mydata_type IN ${listOf(KNOWN_TYPES)}`, '0'],
])

export const INVOICES: FlatView = {
  resource: 'invoices',
  columns: [
    ['number', 'number', 'number'],
    ['type', 'type.name', 'text'],
    ['type_id', 'type.id', 'id'],
    ['series', 'type.series', 'text'],
    ['date_issued', 'dateIssued', 'date'],
    ['date_expires', 'dateExpires', 'date'],
    ['customer_id', 'customer.id', 'id'],
    ['customer', 'customer.company', 'text'],
    ['customer_vat_id', 'customer.taxId', 'text'],
    ['net_amount', 'amount', 'amount'],
    ['vat_amount', 'vatAmount', 'amount'],
    ['total_amount', 'finalAmount', 'amount'],
    ['payable_amount', 'payableAmount', 'amount'],
    ['unpaid_amount', 'restAmount', 'amount'],
    ['is_paid', 'isPaid', 'boolean'],
    ['mark', 'mydata.invoiceMark', 'text'],
    ['cancellation_mark', 'mydata.canceledByMark', 'text'],
    ['mydata_errors', 'mydata.errors', 'text'],
    ['note', 'note', 'text'],
    ['cancelled_at', 'deletedAt', 'moment'],
    ['created_at', 'createdAt', 'moment'],
    ['updated_at', 'updatedAt', 'moment'],
  ],
  helpers: (flat) => ({
    has_rows: flat.isArray('data', ['items']),
    has_errors: flat.hasText('data', ['mydata', 'errors']),
    cancellation: flat.text('data', ['deletedAt']),
    is_enabled: `COALESCE(${asText(flat, ['isMydataEnabled'])} NOT IN ('false', '0'), true)`,
    self_pricing: asText(flat, ['mydata', 'selfPricing']),
    currency_code: asText(flat, ['templateExtras', 'currency']),
    type_code: asText(flat, ['mydata', 'type']),
  }),
  layers: [
    [
      { name: 'mydata_type', kind: 'text', sql: `NULLIF(trim(type_code), '')` },
      { name: 'is_cancelled', kind: 'boolean', sql: `COALESCE(cancellation, '') <> ''` },
    ],
    [
      { name: 'mydata_state', kind: 'text', sql: MYDATA_STATE },
      { name: 'is_self_billed', kind: 'boolean', sql: `COALESCE(self_pricing IN ('true', '1'), false)` },
      { name: 'is_credit', kind: 'boolean', sql: IS_CREDIT },
      { name: 'currency', kind: 'text', sql: `COALESCE(NULLIF(trim(currency_code), ''), ${quote(SUM_CURRENCY)})` },
    ],
    [{ name: 'sign', kind: 'number', sql: SIGN }],
    [
      { name: 'signed_net_amount', kind: 'amount', sql: 'sign * net_amount_cents' },
      { name: 'signed_vat_amount', kind: 'amount', sql: 'sign * vat_amount_cents' },
      { name: 'signed_total_amount', kind: 'amount', sql: 'sign * total_amount_cents' },
    ],
  ],
}

const asText = (flat: FlatDialect, path: readonly string[]): string => `CAST(${flat.text('data', path)} AS TEXT)`

export const INVOICE_ITEMS: FlatView = {
  resource: 'invoices',
  each: 'items',
  columns: [
    ['number', 'number', 'number'],
    ['date_issued', 'dateIssued', 'date'],
    ['cancelled_at', 'deletedAt', 'moment'],
  ],
  itemColumns: [
    ['product_id', 'product.id', 'id'],
    ['product', 'product.title', 'text'],
    ['description', 'product.description', 'text'],
    ['quantity', 'quantity', 'number'],
    ['discount_percent', 'discountPercent', 'number'],
    ['net_amount', 'netAmount', 'amount'],
    ['vat_percent', 'vatPercent', 'number'],
    ['vat_amount', 'vatAmount', 'amount'],
    ['total_amount', 'totalAmount', 'amount'],
    ['vat_category', 'mydata.vatCat', 'number'],
    ['vat_exemption', 'mydata.vatExemptionCat', 'number'],
    ['row_type', 'mydata.rowType', 'text'],
    // The first classification of each kind.
    ['income_category', 'mydata.incomeClassificationType.0.category', 'text'],
    ['income_type', 'mydata.incomeClassificationType.0.type', 'text'],
    ['expense_category', 'mydata.expensesClassificationType.0.category', 'text'],
    ['expense_type', 'mydata.expensesClassificationType.0.type', 'text'],
  ],
}
