import { randomUUID } from 'node:crypto'
import { blankRecord, isRow } from './blank.ts'
import { type Document, resolve, successOf, typesOf } from './document.ts'
import { type Action, findActions, type Resource } from './resources.ts'
import type { Collection, Row, State } from './types.ts'

/** The records of every resource, as the document's examples have them. */
export function createState(document: Document, actions: Map<string, Action> = findActions(document)): State {
  const all = [...actions.values()]
  const collections = new Map<string, Collection>()
  for (const { resource } of all) {
    if (resource.name !== resource.records || collections.has(resource.name)) continue
    const { name, key } = resource
    const rows = exampleRows(document, resource, all)
    collections.set(name, {
      name,
      key,
      rows,
      find: (value) => collectionOf(name).rows.find((row) => String(row[key]) === String(value)),
      blank: () => {
        const blank = blankRecord(document, resource.record, now())
        return { ...blank, [key]: freshKey(document, resource, collectionOf(name).rows) }
      },
    })
  }
  function collectionOf(name: string): Collection {
    const found = collections.get(name)
    if (!found) throw new Error(`The document has no resource ${name}`)
    return found
  }
  return { collection: collectionOf, account: accountIn(document), now }
}

/** As the API writes it: without milliseconds, with an offset. */
const now = (): string => `${new Date().toISOString().slice(0, 19)}+00:00`

/** The rows of the list's examples, completed by the examples of single records with the same key. */
function exampleRows(document: Document, resource: Resource, all: Action[]): Row[] {
  const own = all.filter((action) => action.resource === resource)
  const list = own
    .filter(({ does }) => does === 'list')
    .flatMap(({ operation }) => Object.values(successOf(document, operation).examples))
  const single = own
    .filter(({ does }) => does !== 'list')
    .flatMap(({ operation }) => Object.values(successOf(document, operation).examples))
  const singles = new Map(single.map((example) => dataOf(example)).map((record) => [record[resource.key], record]))
  const rows = list.flatMap((example) => (Array.isArray((example as Row).data) ? ((example as Row).data as Row[]) : []))
  return rows.map((row) => merge(merge(blankRecord(document, resource.record, now()), singles.get(row[resource.key]) ?? {}), row))
}

/** A copy of `base` with the fields of `over`, inside objects too: a list's row has less in its objects than the record. */
function merge(base: Row, over: Row): Row {
  const merged = structuredClone(base)
  for (const [name, value] of Object.entries(over)) {
    const below = merged[name]
    merged[name] = isRow(below) && isRow(value) ? merge(below, value) : structuredClone(value)
  }
  return merged
}

/** Examples were checked against their schemas: what is in the envelope is a record. */
const dataOf = (example: unknown): Row => ((example as Row).data ?? {}) as Row

function freshKey(document: Document, { key, record }: Resource, rows: Row[]): unknown {
  const property = record.properties?.[key]
  const isText = property && typesOf(resolve(document, property)).includes('string')
  if (isText) return randomUUID()
  return Math.max(0, ...rows.map((row) => Number(row[key]))) + 1
}

function accountIn(document: Document): Row {
  const operation = document.paths['/account']?.get
  const [example] = operation ? Object.values(successOf(document, operation).examples) : []
  return structuredClone(dataOf(example ?? {}))
}
