/** Statements: what each customer owes and since when, what is reported, and purchases by month. */
import { LEVY_TYPE } from '../../mydata/placement.ts'
import type { FlatDialect } from '../database.ts'
import { flatQuery, money } from './flat.ts'
import { INVOICES } from './invoices.ts'
import { CONTACTS, PAYMENTS, PURCHASES } from './records.ts'
import { quote } from './sql.ts'
import type { View, ViewColumn } from './view.ts'

/** The setting with the day to which `receivables` counts ages. An export sets it to its own day. */
export const AS_OF = 'as of'

const asOf = (flat: FlatDialect): string => flat.toDate(`(SELECT value FROM billit_export WHERE name = ${quote(AS_OF)})`)

/** A customer owes the accommodation levy too, although it is not turnover. */
const OWED_SIGN = `CASE WHEN mydata_type = ${quote(LEVY_TYPE)} AND mydata_state <> 'cancelled' AND deleted_at IS NULL THEN 1 ELSE sign END`

/** The documents that change what a customer owes. Without a sign, it is unknown how. */
const documents = (flat: FlatDialect): string =>
  `SELECT * FROM (SELECT invoices.*, ${OWED_SIGN} AS owed_sign FROM (${flatQuery(INVOICES, flat)}) AS invoices) AS owed
   WHERE owed_sign IS NULL OR owed_sign <> 0`

const amountColumns = (name: string): ViewColumn[] => [
  { name, kind: 'number' },
  { name: `${name}_cents`, kind: 'number' },
]

/**
 * What a customer owes is the payable amount of a document, after taxes that the customer withholds. Billit has no payment for
 * an invoice that was created as paid, so the last line of a customer settles what no payment covers.
 */
export const CUSTOMER_STATEMENT: View = {
  name: 'customer_statement',
  file: 'customer_statement',
  needs: ['invoices', 'payments', 'contacts'],
  columns: [
    { name: 'customer_id', kind: 'text' },
    { name: 'customer', kind: 'text' },
    { name: 'currency', kind: 'text' },
    { name: 'line', kind: 'number' },
    { name: 'date', kind: 'date' },
    { name: 'kind', kind: 'text' },
    { name: 'key', kind: 'text' },
    { name: 'number', kind: 'number' },
    { name: 'type', kind: 'text' },
    { name: 'mydata_state', kind: 'text' },
    ...amountColumns('amount'),
    ...amountColumns('balance'),
  ],
  order: 'customer_id, currency, line',
  query: (flat) => `WITH documents AS (${documents(flat)}
), contacts_by_key AS (
  SELECT key, company, COALESCE(NULLIF(currency, ''), 'EUR') AS currency FROM (${flatQuery(CONTACTS, flat)}) AS contacts
), received AS (
  SELECT payments.*, ${flat.idText('payments.customer_id')} AS customer_key
  FROM (${flatQuery(PAYMENTS, flat)}) AS payments WHERE payments.deleted_at IS NULL
), lines AS (
  SELECT ${flat.idText('customer_id')} AS customer_key, currency, date_issued AS date, 1 AS rank, 'document' AS kind, key, number, type,
    mydata_state, owed_sign * payable_amount_cents AS cents, owed_sign * (payable_amount_cents - unpaid_amount_cents) AS settled
  FROM documents
  UNION ALL
  SELECT customer_key, COALESCE(contacts_by_key.currency, 'EUR'), date_occurred, 2, 'payment', received.key, NULL, NULL, NULL,
    -amount_cents, COALESCE(overflow_amount_cents, 0) - amount_cents
  FROM received LEFT JOIN contacts_by_key ON contacts_by_key.key = customer_key
), settled AS (
  SELECT customer_key, currency, sum(settled) AS cents FROM lines GROUP BY customer_key, currency
), all_lines AS (
  SELECT customer_key, currency, date, rank, kind, key, number, type, mydata_state, cents FROM lines
  UNION ALL
  SELECT customer_key, currency, NULL, 3, 'settled without a payment', NULL, NULL, NULL, NULL, -cents FROM settled WHERE cents > 0
), numbered AS (
  SELECT all_lines.*, row_number() OVER (PARTITION BY customer_key, currency ORDER BY CASE rank WHEN 3 THEN 2 ELSE 1 END, date, rank, key) AS line
  FROM all_lines
), balanced AS (
  SELECT numbered.*, sum(cents) OVER (PARTITION BY customer_key, currency ORDER BY line) AS balance_cents FROM numbered
)
SELECT customer_key AS customer_id, company AS customer, balanced.currency, line, date, kind, balanced.key, number, type, mydata_state,
  ${[...money('amount', 'cents'), ...money('balance', 'balance_cents').slice(0, 1), 'balance_cents'].join(', ')}
FROM balanced LEFT JOIN contacts_by_key ON contacts_by_key.key = customer_key`,
}

/** The columns of `receivables` by age in days, from the due date. */
const AGES = [
  ['current', 'age <= 0'],
  ['days_1_30', 'age BETWEEN 1 AND 30'],
  ['days_31_60', 'age BETWEEN 31 AND 60'],
  ['days_61_90', 'age BETWEEN 61 AND 90'],
  ['days_over_90', 'age > 90'],
] as const

const sumIf = (condition: string): string => `sum(CASE WHEN ${condition} THEN cents ELSE 0 END)`

export const RECEIVABLES: View = {
  name: 'receivables',
  file: 'receivables',
  needs: ['invoices'],
  columns: [
    { name: 'customer_id', kind: 'text' },
    { name: 'customer', kind: 'text' },
    { name: 'currency', kind: 'text' },
    { name: 'as_of', kind: 'date' },
    ...AGES.flatMap(([name]) => amountColumns(name)),
    ...amountColumns('credit'),
    ...amountColumns('open'),
  ],
  order: 'customer_id, currency',
  query: (flat) => `WITH documents AS (${documents(flat)}
), open_documents AS (
  SELECT ${flat.idText('customer_id')} AS customer_id, customer, currency, ${asOf(flat)} AS as_of, owed_sign * unpaid_amount_cents AS cents,
    ${flat.daysBetween(asOf(flat), 'COALESCE(date_expires, date_issued)')} AS age
  FROM documents WHERE owed_sign IS NOT NULL AND unpaid_amount_cents <> 0
)
SELECT customer_id, max(customer) AS customer, currency, as_of,
  ${[
    ...AGES.flatMap(([name, condition]) => money(name, sumIf(`cents > 0 AND ${condition}`))),
    ...money('credit', sumIf('cents < 0')),
    ...money('open', 'sum(cents)'),
  ].join(', ')}
FROM open_documents GROUP BY customer_id, currency, as_of`,
}

export const REPORTING_STATUS: View = {
  name: 'reporting_status',
  file: 'reporting_status',
  needs: ['invoices'],
  columns: [
    { name: 'key', kind: 'text' },
    { name: 'number', kind: 'number' },
    { name: 'type', kind: 'text' },
    { name: 'mydata_type', kind: 'text' },
    { name: 'date_issued', kind: 'date' },
    { name: 'customer', kind: 'text' },
    { name: 'mydata_state', kind: 'text' },
    { name: 'mark', kind: 'text' },
    { name: 'mydata_errors', kind: 'text' },
    { name: 'without_mark_since', kind: 'moment' },
  ],
  order: 'date_issued, key',
  query: (flat) => `SELECT key, number, type, mydata_type, date_issued, customer, mydata_state, mark, mydata_errors,
  CASE WHEN mydata_state IN ('pending', 'failed') THEN created_at END AS without_mark_since
FROM (${flatQuery(INVOICES, flat)}) AS invoices WHERE deleted_at IS NULL`,
}

export const PURCHASES_BY_MONTH: View = {
  name: 'purchases_by_month',
  file: 'purchases_by_month',
  needs: ['purchases'],
  columns: [
    { name: 'month', kind: 'text' },
    { name: 'purchases', kind: 'number' },
    ...amountColumns('net_amount'),
    ...amountColumns('vat_amount'),
  ],
  order: 'month',
  query: (flat) => `SELECT month, count(*) AS purchases,
  ${[...money('net_amount', 'sum(net_amount_cents)'), ...money('vat_amount', 'sum(vat_amount_cents)')].join(', ')}
FROM (SELECT purchases.*, ${flat.month('date_occurred')} AS month FROM (${flatQuery(PURCHASES, flat)}) AS purchases WHERE deleted_at IS NULL) AS months
GROUP BY month`,
}
