import { type Document, propertiesOf, resolve, type Schema } from '../tools/document.ts'
import { isRow, type Row } from './row.ts'

/** Picks the fields of a schema from a record, in the order of the schema, at every level. */
export function pickSchemaFields(document: Document, schema: Schema, row: Row): Row {
  const picked: Row = {}
  for (const [name, field] of getSchemaFields(document, schema)) {
    const value = row[name]
    if (value === undefined) continue
    picked[name] = field.properties && isRow(value) ? pickSchemaFields(document, field, value) : value
  }
  return picked
}

const cache = new WeakMap<Schema, Map<string, Schema>>()

/** The fields of a schema, with references resolved. Cached, since each row of a list needs them. */
export function getSchemaFields(document: Document, schema: Schema): Map<string, Schema> {
  const found = cache.get(schema)
  if (found) return found
  const fields = new Map(Object.entries(propertiesOf(document, schema)).map(([name, field]) => [name, resolve(document, field)]))
  cache.set(schema, fields)
  return fields
}
