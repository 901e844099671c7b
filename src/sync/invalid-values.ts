/** Finds amounts that are not numbers, such as `1.234,50`. They are NULL in the views. */
import type { Database, FlatDialect } from './database.ts'
import type { TableName } from './resources.ts'
import type { FlatView } from './views/flat.ts'
import { INVOICE_ITEMS, INVOICES } from './views/invoices.ts'
import { CONTACTS, PAYMENTS, PRODUCTS, PURCHASES } from './views/records.ts'

const VIEWS: Record<string, FlatView> = {
  invoices_flat: INVOICES,
  invoice_items_flat: INVOICE_ITEMS,
  payments_flat: PAYMENTS,
  contacts_flat: CONTACTS,
  products_flat: PRODUCTS,
  purchases_flat: PURCHASES,
}

const MAX_RECORDS = 20

/** Returns a warning for each record of the tables with such an amount. */
export async function findInvalidValues(database: Database, tables: readonly TableName[]): Promise<string[]> {
  const warnings: string[] = []
  for (const [name, view] of Object.entries(VIEWS)) {
    if (!tables.includes(view.resource)) continue
    const rows = await database.query(invalidQuery(view, database.dialect.flat), [MAX_RECORDS])
    for (const { key, columns } of rows) {
      warnings.push(`${name}: ${String(columns).trim()} of ${key} is not a number, so it is NULL there.`)
    }
  }
  return warnings
}

/** Selects the key and the names of the columns. */
function invalidQuery({ resource, each, columns, itemColumns = [] }: FlatView, flat: FlatDialect): string {
  const describe =
    (json: string) =>
    ([name, path, kind]: FlatView['columns'][number]): string[] => {
      if (kind !== 'number' && kind !== 'amount') return []
      const steps = path.split('.')
      const text = flat.text(json, steps)
      return [
        `CASE WHEN (${text}) IS NOT NULL AND (${text}) <> '' AND (${flat.number(json, steps)}) IS NULL THEN ' ${name}' ELSE '' END`,
      ]
    }
  const names = [...columns.flatMap(describe('data')), ...itemColumns.flatMap(describe('item_value'))]
  const from = each ? flat.eachItem(resource, each) : resource
  return `SELECT key, columns FROM (SELECT key, ${names.join(' || ')} AS columns FROM ${from} WHERE deleted_at IS NULL) AS checked
    WHERE columns <> '' ORDER BY key LIMIT $1`
}
