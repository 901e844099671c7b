import { type Document, successOf } from '../tools/document.ts'
import type { Action } from './resources.ts'
import { isRow, type Row } from './row.ts'
import type { State } from './state.ts'

/** Replaces all records with those in the examples of the OpenAPI document. */
export function loadExamples(state: State, document: Document, actions: Map<string, Action>): void {
  const allActions = [...actions.values()]
  for (const collection of state.collections.values()) {
    const ownActions = allActions.filter(({ resource }) => resource.name === collection.name)
    const getExamples = (isList: boolean) =>
      ownActions
        .filter(({ kind }) => (kind === 'list') === isList)
        .flatMap(({ operation }) => Object.values(successOf(document, operation).examples))
    const { key } = collection
    const singles = new Map(getExamples(false).map((example) => [readData(example)[key], readData(example)]))
    const listed = getExamples(true).flatMap((example) => ((example as Row).data as Row[] | undefined) ?? [])
    const rows = [...new Map(listed.map((row) => [row[key], row])).values()]
    // A row of a list has fewer fields than the single record with the same key.
    collection.load(rows.map((row) => merge(merge(collection.createRecord(), singles.get(row[key]) ?? {}), row)))
  }
}

/** A copy of `base`, with the fields of `over` merged into it at every level. */
function merge(base: Row, over: Row): Row {
  const merged = structuredClone(base)
  for (const [name, value] of Object.entries(over)) {
    const below = merged[name]
    merged[name] = isRow(below) && isRow(value) ? merge(below, value) : structuredClone(value)
  }
  return merged
}

/** The examples match their schemas, so `data` is a record. */
const readData = (example: unknown): Row => ((example as Row).data ?? {}) as Row
