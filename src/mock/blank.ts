import { randomUUID } from 'node:crypto'
import { type Document, resolve, type Schema, typesOf } from './document.ts'
import type { Row } from './types.ts'

/** A record with every field of its schema, empty. Fields that have no empty value, such as an address, are left out. */
export function blankRecord(document: Document, schema: Schema, now: string): Row {
  const { properties = {}, required = [] } = resolve(document, schema)
  const fields = Object.entries(properties).map(([name, property]) => [
    name,
    emptyValue(document, property, now, required.includes(name)),
  ])
  return Object.fromEntries(fields.filter(([, value]) => value !== undefined))
}

const TIMESTAMPS: Record<string, (now: string) => string> = {
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
      return schema.format === undefined ? '' : (TIMESTAMPS[schema.format]?.(now) ?? (required ? '' : undefined))
    default:
      return undefined
  }
}

/** Only those fields that the schema has, inside objects too. */
export function project(document: Document, schema: Schema, row: Row): Row {
  const { properties = {} } = resolve(document, schema)
  const known = Object.entries(row).filter(([name]) => name in properties)
  return Object.fromEntries(
    known.map(([name, value]) => {
      const inner = resolve(document, properties[name] ?? {})
      return [name, inner.properties && isRow(value) ? project(document, inner, value) : value]
    }),
  )
}

export const isRow = (value: unknown): value is Row => typeof value === 'object' && value !== null && !Array.isArray(value)
