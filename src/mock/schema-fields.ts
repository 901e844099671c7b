import { type Document, propertiesOf, resolve, type Schema } from '../tools/document.ts'
import { isRow, type Row } from './row.ts'

/** Only the fields that the schema has, in its order, inside objects too. */
export function project(document: Document, schema: Schema, row: Row): Row {
  const shown: Row = {}
  for (const [name, field] of fieldsOf(document, schema)) {
    const value = row[name]
    if (value === undefined) continue
    shown[name] = field.properties && isRow(value) ? project(document, field, value) : value
  }
  return shown
}

const known = new WeakMap<Schema, Map<string, Schema>>()

/** The fields of a schema, with their references followed. Read once: each row of a list needs them. */
export function fieldsOf(document: Document, schema: Schema): Map<string, Schema> {
  const found = known.get(schema)
  if (found) return found
  const fields = new Map(Object.entries(propertiesOf(document, schema)).map(([name, field]) => [name, resolve(document, field)]))
  known.set(schema, fields)
  return fields
}
