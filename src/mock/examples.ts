import { type Document, successOf } from '../tools/document.ts'
import type { Action } from './resources.ts'
import { isRow, type Row } from './row.ts'
import type { State } from './state.ts'

/** Fills the state with the records of the document's examples. */
export function loadExamples(state: State, document: Document, actions: Map<string, Action>): void {
  const all = [...actions.values()]
  for (const collection of state.collections.values()) {
    const own = all.filter(({ resource }) => resource.name === collection.name)
    const examplesOf = (isList: boolean) =>
      own
        .filter(({ does }) => (does === 'list') === isList)
        .flatMap(({ operation }) => Object.values(successOf(document, operation).examples))
    const { key } = collection
    const singles = new Map(examplesOf(false).map((example) => [dataOf(example)[key], dataOf(example)]))
    const listed = examplesOf(true).flatMap((example) => ((example as Row).data as Row[] | undefined) ?? [])
    const rows = [...new Map(listed.map((row) => [row[key], row])).values()]
    // A row of a list has fewer fields than the record of the same key.
    collection.load(rows.map((row) => merge(merge(collection.blank(), singles.get(row[key]) ?? {}), row)))
  }
}

/** A copy of `base` with the fields of `over`, inside objects too. */
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
