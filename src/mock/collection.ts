import type { Row } from './row.ts'

/** An index of a collection's records, so that a rule does not have to read all of them. The collection reports each change to it. */
export interface CollectionIndex {
  add(row: Row): void
  remove(row: Row): void
  /** `row` replaces `old`, at the same position. */
  replace(old: Row, row: Row): void
  /** Must call `apply`, which changes the record in place. */
  change(row: Row, apply: () => void): void
  clear(): void
}

/** The records that match a query. */
export interface Selection {
  /** The records to filter, oldest first. Undefined: all records. */
  candidates?: readonly Row[] | undefined
  /** Whether a candidate matches. Undefined: all do. */
  matches?: ((row: Row) => boolean) | undefined
}

/**
 * The records of one resource. Records may share nested objects, so replace those and never modify them. Modify records with
 * `change` and `replace` only, which keep the indexes up to date.
 */
export class Collection {
  /** The path of the resource without its slash: `invoices`. */
  readonly name: string
  /** The field that identifies a record: `id` or `uuid`. */
  readonly key: string
  /** Creates an empty record with a new key. Does not store it. */
  readonly createRecord: () => Row
  /** Creates defaults for the fields that a record of a snapshot omits, without a key. */
  readonly createSnapshotDefaults: () => Row
  #oldestFirst: Row[] = []
  /** Completes the records that have not been read yet. */
  readonly #incomplete = new Map<Row, () => Row>()
  readonly #byKey = new Map<unknown, Row>()
  readonly #indexes: CollectionIndex[] = []
  #highestId = 0

  constructor(
    name: string,
    key: string,
    { create, neverEmpty }: { create: (nextId: () => number) => Row; neverEmpty: Set<string> },
  ) {
    this.name = name
    this.key = key
    this.createRecord = () => create(() => this.#highestId + 1)
    this.createSnapshotDefaults = () =>
      Object.fromEntries(Object.entries(this.createRecord()).filter(([field]) => field !== key && !neverEmpty.has(field)))
  }

  get size(): number {
    return this.#oldestFirst.length
  }

  /** A copy of the list, newest first. */
  get rows(): Row[] {
    for (const row of this.#incomplete.keys()) this.#complete(row)
    return this.#oldestFirst.toReversed()
  }

  find(key: unknown): Row | undefined {
    const found = this.#byKey.get(normalizeKey(key))
    return found && this.#complete(found)
  }

  /** One page of the matching records, newest first, and their total number. */
  page(first: number, count: number, selection: Selection = {}): { rows: Row[]; total: number } {
    const { candidates = this.#oldestFirst, matches } = selection
    if (!matches) {
      const end = Math.max(0, candidates.length - first)
      const rows = candidates.slice(Math.max(0, end - count), end).reverse()
      return { rows: rows.map((row) => this.#complete(row)), total: candidates.length }
    }
    const rows: Row[] = []
    let total = 0
    for (let index = candidates.length - 1; index >= 0; index -= 1) {
      const row = candidates[index]
      if (!row || !matches(row)) continue
      if (total >= first && rows.length < count) rows.push(this.#complete(row))
      total += 1
    }
    return { rows, total }
  }

  /**
   * @param complete creates the whole record when it is first read. Until then, `row` needs only the indexed fields. Creating
   *   tens of thousands of records at startup would take seconds.
   */
  add(row: Row, complete?: () => Row): void {
    this.#oldestFirst.push(row)
    if (complete) this.#incomplete.set(row, complete)
    const key = row[this.key]
    this.#byKey.set(normalizeKey(key), row)
    if (typeof key === 'number') this.#highestId = Math.max(this.#highestId, key)
    for (const index of this.#indexes) index.add(row)
  }

  /** Both records must have the same key. */
  replace(old: Row, row: Row): void {
    this.#oldestFirst[this.#oldestFirst.lastIndexOf(old)] = row
    this.#byKey.set(normalizeKey(row[this.key]), row)
    for (const index of this.#indexes) index.replace(old, row)
  }

  change(row: Row, changes: Row): void {
    const apply = (): void => void Object.assign(row, changes)
    const applyWithIndexes = this.#indexes.reduce<() => void>((inner, index) => () => index.change(row, inner), apply)
    applyWithIndexes()
  }

  remove(row: Row): void {
    this.#oldestFirst.splice(this.#oldestFirst.lastIndexOf(row), 1)
    this.#byKey.delete(normalizeKey(row[this.key]))
    for (const index of this.#indexes) index.remove(row)
  }

  /** Replaces every record. */
  load(newestFirst: Row[]): void {
    for (const index of this.#indexes) index.clear()
    this.#oldestFirst = []
    this.#incomplete.clear()
    this.#byKey.clear()
    this.#highestId = 0
    for (const row of newestFirst.toReversed()) this.add(row)
  }

  /** Adds all records to an index, and keeps it up to date. */
  addIndex<T extends CollectionIndex>(index: T): T {
    for (const row of this.#oldestFirst) index.add(row)
    this.#indexes.push(index)
    return index
  }

  #complete(row: Row): Row {
    const complete = this.#incomplete.get(row)
    if (!complete) return row
    this.#incomplete.delete(row)
    return Object.assign(row, complete())
  }
}

/** Converts numeric keys to numbers, since keys from a path are text. */
const normalizeKey = (key: unknown): unknown => (typeof key === 'string' && /^\d+$/.test(key) ? Number(key) : key)
