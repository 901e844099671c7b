/** The records of every resource. */
import { randomUUID } from 'node:crypto'
import { type Document, resolve, successOf, typesOf } from '../tools/document.ts'
import { blankRecord, fieldsOf, isRow } from './blank.ts'
import type { Action, Resource } from './resources.ts'
import type { Row, State } from './types.ts'

/** Follows the records of a collection, so that a rule need not read all of them. */
export interface Index {
  add(row: Row): void
  remove(row: Row): void
}

/**
 * The records of one resource. What is nested in a record may be shared with other records: replace it, never change it in
 * place. A record changes through `change` and `replace` alone, so that the indexes follow.
 */
export class Collection {
  /** The path without the slash: `invoices`. */
  readonly name: string
  /** What identifies a record, as the path names it: `id` or `uuid`. */
  readonly key: string
  /** An empty record with a key of its own. It is not stored yet. */
  readonly blank: () => Row
  /** An empty record for a fixture to fill, without a key. */
  readonly fixture: () => Row
  #oldestFirst: Row[] = []
  readonly #byKey = new Map<string, Row>()
  readonly #indexes: Index[] = []
  #highestId = 0

  constructor(
    name: string,
    key: string,
    { blank, neverEmpty }: { blank: (freshId: () => number) => Row; neverEmpty: Set<string> },
  ) {
    this.name = name
    this.key = key
    this.blank = () => blank(() => this.#highestId + 1)
    this.fixture = () =>
      Object.fromEntries(Object.entries(this.blank()).filter(([field]) => field !== key && !neverEmpty.has(field)))
  }

  get size(): number {
    return this.#oldestFirst.length
  }

  /** A copy of the list, the newest first. */
  get rows(): Row[] {
    return this.#oldestFirst.toReversed()
  }

  find(key: unknown): Row | undefined {
    return this.#byKey.get(String(key))
  }

  /** Some of the records, the newest first, and how many there are in all. */
  page(first: number, count: number, keeps?: (row: Row) => boolean): { rows: Row[]; total: number } {
    const kept = keeps ? this.#oldestFirst.filter(keeps) : this.#oldestFirst
    const end = Math.max(0, kept.length - first)
    return { rows: kept.slice(Math.max(0, end - count), end).reverse(), total: kept.length }
  }

  add(row: Row): void {
    this.#oldestFirst.push(row)
    this.#follow(row)
  }

  replace(old: Row, row: Row): void {
    this.#forget(old)
    this.#oldestFirst[this.#oldestFirst.lastIndexOf(old)] = row
    this.#follow(row)
  }

  change(row: Row, changes: Row): void {
    for (const index of this.#indexes) index.remove(row)
    Object.assign(row, changes)
    for (const index of this.#indexes) index.add(row)
  }

  remove(row: Row): void {
    this.#forget(row)
    this.#oldestFirst.splice(this.#oldestFirst.lastIndexOf(row), 1)
  }

  /** Replaces every record. */
  load(newestFirst: Row[]): void {
    for (const row of this.#oldestFirst) this.#forget(row)
    this.#oldestFirst = []
    this.#highestId = 0
    for (const row of newestFirst.toReversed()) this.add(row)
  }

  /** Keeps an index of the records from now on. */
  follow<T extends Index>(index: T): T {
    for (const row of this.#oldestFirst) index.add(row)
    this.#indexes.push(index)
    return index
  }

  #follow(row: Row): void {
    const key = row[this.key]
    this.#byKey.set(String(key), row)
    if (typeof key === 'number') this.#highestId = Math.max(this.#highestId, key)
    for (const index of this.#indexes) index.add(row)
  }

  #forget(row: Row): void {
    this.#byKey.delete(String(row[this.key]))
    for (const index of this.#indexes) index.remove(row)
  }
}

/** A collection for every resource of the document, empty, and the document's account. */
export function createState(document: Document, actions: Map<string, Action>, now: () => string): State {
  const resources = [...actions.values()].map(({ resource }) => resource)
  const own = resources.filter(({ name, records }) => name === records)
  const collections = new Map(own.map((resource) => [resource.name, collectionFor(document, resource, now)]))
  return {
    collections,
    collection(name) {
      const found = collections.get(name)
      if (!found) throw new Error(`The document has no resource ${name}`)
      return found
    },
    account: accountIn(document),
    now,
  }
}

function collectionFor(document: Document, { name, key, record }: Resource, now: () => string): Collection {
  const property = record.properties?.[key]
  const isText = property && typesOf(resolve(document, property)).includes('string')
  const fields = [...fieldsOf(document, record)]
  const neverEmpty = fields.filter(
    ([, { enum: values, minLength }]) => (values && !values.includes(null)) || (minLength ?? 0) > 0,
  )
  return new Collection(name, key, {
    blank: (freshId) => ({ ...blankRecord(document, record, now()), [key]: isText ? randomUUID() : freshId() }),
    neverEmpty: new Set(neverEmpty.map(([field]) => field)),
  })
}

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

function accountIn(document: Document): Row {
  const operation = document.paths['/account']?.get
  const [example] = operation ? Object.values(successOf(document, operation).examples) : []
  return structuredClone(dataOf(example ?? {}))
}
