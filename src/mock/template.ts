import { randomUUID } from 'node:crypto'
import { type Document, propertiesOf, resolve, type Schema, typesOf } from '../tools/document.ts'
import type { Row } from './row.ts'

/**
 * Returns a function that creates a record with every field of a schema, empty. It omits fields that have no empty value, such as
 * a URI. All records share their arrays.
 */
export function createTemplate(document: Document, schema: Schema): (now: string) => Row {
  const { required = [] } = resolve(document, schema)
  const constant: Row = {}
  const generated: Array<[name: string, generate: Generate]> = []
  for (const [name, property] of Object.entries(propertiesOf(document, schema))) {
    const empty = createEmptyValue(document, property, required.includes(name))
    if (empty === undefined) continue
    constant[name] = typeof empty === 'function' ? null : empty
    if (typeof empty === 'function') generated.push([name, empty])
  }
  return (now) => {
    const row = { ...constant }
    for (const [name, generate] of generated) row[name] = generate(now)
    return row
  }
}

type Generate = (now: string) => unknown

const STRING_TEMPLATES: Record<string, Generate> = {
  date: (now) => now.slice(0, 10),
  'date-time': (now) => now,
  uuid: () => randomUUID(),
}

/** An empty value, or a function that generates one for each record. */
function createEmptyValue(
  document: Document,
  unresolved: Schema,
  required: boolean,
): null | unknown[] | boolean | number | string | Generate | undefined {
  const schema = resolve(document, unresolved)
  const types = typesOf(schema)
  if (types.includes('null')) return null
  switch (types[0]) {
    case 'array':
      return []
    case 'object':
      return createTemplate(document, schema)
    case 'boolean':
      return false
    case 'integer':
    case 'number':
      return 0
    case 'string':
      return schema.format === undefined ? '' : (STRING_TEMPLATES[schema.format] ?? (required ? '' : undefined))
    default:
      return undefined
  }
}
