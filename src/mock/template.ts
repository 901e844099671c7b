import { randomUUID } from 'node:crypto'
import { type Document, propertiesOf, resolve, type Schema, typesOf } from '../tools/document.ts'
import type { Row } from './row.ts'

/**
 * Makes records with every field of a schema, empty. Fields that have no empty value, such as an address, are left out. What is
 * nested is shared by all records, unless it holds a moment or a uuid of its own.
 */
export function blankMaker(document: Document, schema: Schema): (now: string) => Row {
  const { required = [] } = resolve(document, schema)
  const constant: Row = {}
  const fresh: Array<[name: string, make: Make]> = []
  for (const [name, property] of Object.entries(propertiesOf(document, schema))) {
    const empty = emptyValue(document, property, required.includes(name))
    if (empty === undefined) continue
    constant[name] = typeof empty === 'function' ? null : empty
    if (typeof empty === 'function') fresh.push([name, empty])
  }
  return (now) => {
    const row = { ...constant }
    for (const [name, make] of fresh) row[name] = make(now)
    return row
  }
}

type Make = (now: string) => unknown

const EMPTY_TEXTS: Record<string, Make> = {
  date: (now) => now.slice(0, 10),
  'date-time': (now) => now,
  uuid: () => randomUUID(),
}

/** A value, or how to make one for each record. */
function emptyValue(
  document: Document,
  given: Schema,
  required: boolean,
): null | unknown[] | boolean | number | string | Make | undefined {
  const schema = resolve(document, given)
  const types = typesOf(schema)
  if (types.includes('null')) return null
  switch (types[0]) {
    case 'array':
      return []
    case 'object':
      return blankMaker(document, schema)
    case 'boolean':
      return false
    case 'integer':
    case 'number':
      return 0
    case 'string':
      return schema.format === undefined ? '' : (EMPTY_TEXTS[schema.format] ?? (required ? '' : undefined))
    default:
      return undefined
  }
}
