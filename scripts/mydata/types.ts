/** Turns the generated types of codes, which are plain strings and numbers, into unions that an editor can complete. */
import type { Entry } from './lists.ts'
import { renderUnion } from './module.ts'
import { findEntries, type ListNames, withoutTable } from './tables.ts'

interface Schema {
  type?: string
  description?: string
  $ref?: string
  'x-billit-codes'?: ListNames
  'x-billit-listed'?: Array<string | number>
  properties?: Record<string, Schema>
}

/** The part of the OpenAPI document that has codes. */
export interface DocumentWithCodes {
  components: { schemas: Record<string, Schema> }
}

/** The fields of a draft whose codes `checkInvoice()` compares with Billit's lists. Billit's list of expense types is incomplete. */
const COMPARED = ['MydataInvoiceType', 'MydataMeasurementUnit', 'MydataVatException', 'MydataPaymentMethod']

/** The codes that Billit lists, by schema. */
export const readListedCodes = ({ components: { schemas } }: DocumentWithCodes): Record<string, string[]> =>
  Object.fromEntries(COMPARED.map((name) => [name, (schemas[name]?.['x-billit-listed'] ?? []).map(String)]))

/**
 * A copy of the document for the generated types. It has no code tables, which are too long for an editor's hints, and repeats
 * the description of a code beside each reference to it, where the generator expects it.
 */
export function withoutTables<Spec extends DocumentWithCodes>(document: Spec): Spec {
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
 * Replaces `export type MydataInvoiceType = string` by a union of the codes and any other string, since the authority adds codes.
 * `(string & {})` prevents TypeScript from reducing the union to `string`.
 */
export function openUnions(types: string, document: DocumentWithCodes, lists: Record<string, Entry[]>): string {
  return Object.entries(document.components.schemas).reduce((text, [name, schema]) => {
    const names = schema['x-billit-codes']
    if (!names) return text
    const plain = schema.type === 'string' ? 'string' : 'number'
    const declared = `export type ${name} = ${plain};`
    if (!text.includes(declared)) throw new Error(`The generated types have no '${declared}'`)
    const entries = findEntries(lists, names).map((entry) => ({
      ...entry,
      code: plain === 'string' ? String(entry.code) : entry.code,
    }))
    return text.replace(declared, `export type ${name} = ${renderUnion(entries)} | (${plain} & {});`)
  }, types)
}
