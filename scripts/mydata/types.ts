/** Turns the generator's types of codes, which are plain strings and numbers, into unions that an editor can complete. */
import type { Entry } from './lists.ts'
import { union } from './module.ts'
import { entriesOf, type ListNames, withoutTable } from './tables.ts'

interface Schema {
  type?: string
  description?: string
  $ref?: string
  'x-billit-codes'?: ListNames
  properties?: Record<string, Schema>
}

/** The parts of the document that hold codes. */
export interface Described {
  components: { schemas: Record<string, Schema> }
}

/**
 * The document as the client's types shall tell it: without the tables, which would fill an editor's hints, and with a
 * description beside each reference to a code, where the generator looks for it.
 */
export function withoutTables<Spec extends Described>(document: Spec): Spec {
  const copy = structuredClone(document)
  const { schemas } = copy.components
  for (const schema of Object.values(schemas)) {
    for (const holder of [schema, ...Object.values(schema.properties ?? {})]) {
      if (holder.description) holder.description = withoutTable(holder.description)
    }
  }
  for (const { properties = {} } of Object.values(schemas)) {
    for (const property of Object.values(properties)) {
      const target = schemas[property.$ref?.replace('#/components/schemas/', '') ?? '']
      if (target?.description && target['x-billit-codes']) property.description ??= target.description
    }
  }
  return copy
}

/**
 * `export type MydataInvoiceType = string` becomes the codes or any other string: the authority adds codes, and `(string & {})`
 * keeps TypeScript from dropping the known ones.
 */
export function openUnions(types: string, document: Described, lists: Record<string, Entry[]>): string {
  return Object.entries(document.components.schemas).reduce((text, [name, schema]) => {
    const names = schema['x-billit-codes']
    if (!names) return text
    const plain = schema.type === 'string' ? 'string' : 'number'
    const declared = `export type ${name} = ${plain};`
    if (!text.includes(declared)) throw new Error(`The generated types have no '${declared}'`)
    const entries = entriesOf(lists, names).map((entry) => ({
      ...entry,
      code: plain === 'string' ? String(entry.code) : entry.code,
    }))
    return text.replace(declared, `export type ${name} = ${union(entries)} | (${plain} & {});`)
  }, types)
}
