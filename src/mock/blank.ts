import { randomUUID } from 'node:crypto'
import { isRecord } from '../core/record.ts'
import { type Document, propertiesOf, resolve, type Schema, typesOf } from '../tools/document.ts'
import type { Row } from './types.ts'

export const isRow = (value: unknown): value is Row => isRecord(value) && !Array.isArray(value)

/** A record with every field of its schema, empty. Fields that have no empty value, such as an address, are left out. */
export function blankRecord(document: Document, schema: Schema, now: string): Row {
  const { required = [] } = resolve(document, schema)
  const fields = Object.entries(propertiesOf(document, schema)).map(([name, property]) => [
    name,
    emptyValue(document, property, now, required.includes(name)),
  ])
  return Object.fromEntries(fields.filter(([, value]) => value !== undefined))
}

const EMPTY_TEXTS: Record<string, (now: string) => string> = {
  date: (now) => now.slice(0, 10),
  'date-time': (now) => now,
  uuid: () => randomUUID(),
}

function emptyValue(document: Document, given: Schema, now: string, required: boolean): unknown {
  const schema = resolve(document, given)
  const types = typesOf(schema)
  if (types.includes('null')) return null
  switch (types[0]) {
    case 'array':
      return []
    case 'object':
      return blankRecord(document, schema, now)
    case 'boolean':
      return false
    case 'integer':
    case 'number':
      return 0
    case 'string':
      return schema.format === undefined ? '' : (EMPTY_TEXTS[schema.format]?.(now) ?? (required ? '' : undefined))
    default:
      return undefined
  }
}

/** Only the fields that the schema has, inside objects too. */
export function project(document: Document, schema: Schema, row: Row): Row {
  const fields = fieldsOf(document, schema)
  const shown: Row = {}
  for (const name of Object.keys(row)) {
    const field = fields.get(name)
    if (!field) continue
    const value = row[name]
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
