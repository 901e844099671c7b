/** The views of an export, and the indexes that joins between them use. */
import type { Database } from '../database.ts'
import type { TableName } from '../resources.ts'
import { flatView } from './flat.ts'
import { INVOICE_ITEMS, INVOICES } from './invoices.ts'
import { CONTACTS, PAYMENTS, PRODUCTS, PURCHASES } from './records.ts'
import { CUSTOMER_STATEMENT, PURCHASES_BY_MONTH, RECEIVABLES, REPORTING_STATUS } from './statements.ts'
import { VAT_BY_MONTH, VAT_UNPLACED } from './vat.ts'
import type { View } from './view.ts'

export type { View, ViewColumn } from './view.ts'

const VIEWS: readonly View[] = [
  flatView('invoices', INVOICES),
  flatView('invoice_items', INVOICE_ITEMS),
  flatView('payments', PAYMENTS),
  flatView('contacts', CONTACTS),
  flatView('products', PRODUCTS),
  flatView('purchases', PURCHASES),
  VAT_BY_MONTH,
  VAT_UNPLACED,
  CUSTOMER_STATEMENT,
  RECEIVABLES,
  REPORTING_STATUS,
  PURCHASES_BY_MONTH,
]

/** The views for which the target has all tables. */
export const viewsOf = (tables: readonly TableName[]): View[] =>
  VIEWS.filter(({ needs }) => needs.every((name) => tables.includes(name)))

/** The ids of other records. */
const FOREIGN_KEYS = [
  ['invoices', 'customer_id', ['customer', 'id']],
  ['payments', 'customer_id', ['customerId']],
  ['purchases', 'supplier_id', ['supplierId']],
] as const satisfies ReadonlyArray<readonly [TableName, string, readonly string[]]>

/** Creates the indexes that are missing. */
export async function createIndexes(
  { dialect, query }: Pick<Database, 'dialect' | 'query'>,
  tables: readonly TableName[],
  found: ReadonlySet<string>,
): Promise<void> {
  for (const [table, name, path] of FOREIGN_KEYS) {
    if (!tables.includes(table) || found.has(`${table}_${name}`)) continue
    await query(`CREATE INDEX ${table}_${name} ON ${table} ((${dialect.flat.id('data', path)}))`)
  }
}
