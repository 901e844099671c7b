import type { Row } from './row.ts'

/** Follows the records of a collection, so that a rule need not read all of them. */
export interface CollectionIndex {
  add(row: Row): void
  remove(row: Row): void
  /** `row` takes the place of `old` in the list. */
  replace(old: Row, row: Row): void
  /** Calls `apply`, which changes the record in place. */
  change(row: Row, apply: () => void): void
  clear(): void
}

/** The records that a query asks for. */
export interface Selection {
  /** The records to choose from, the oldest first. Undefined: all records. */
  candidates?: readonly Row[] | undefined
  /** Whether a candidate is chosen. Undefined: all are. */
  matches?: ((row: Row) => boolean) | undefined
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
  readonly createRecord: () => Row
  /** An empty record for a fixture to fill, without a key. */
  readonly snapshotDefaults: () => Row
  #oldestFirst: Row[] = []
  /** How to complete a record that nobody has read yet. */
  readonly #incomplete = new Map<Row, () => Row>()
  readonly #byKey = new Map<unknown, Row>()
  readonly #indexes: CollectionIndex[] = []
  #highestId = 0

  constructor(
    name: string,
    key: string,
    { blank, neverEmpty }: { blank: (freshId: () => number) => Row; neverEmpty: Set<string> },
  ) {
    this.name = name
    this.key = key
    this.createRecord = () => blank(() => this.#highestId + 1)
    this.snapshotDefaults = () =>
      Object.fromEntries(Object.entries(this.createRecord()).filter(([field]) => field !== key && !neverEmpty.has(field)))
  }

  get size(): number {
    return this.#oldestFirst.length
  }

  /** A copy of the list, the newest first. */
  get rows(): Row[] {
    for (const row of this.#incomplete.keys()) this.#complete(row)
    return this.#oldestFirst.toReversed()
  }

  find(key: unknown): Row | undefined {
    const found = this.#byKey.get(normalizeKey(key))
    return found && this.#complete(found)
  }

  /** Some of the records, the newest first, and how many there are in all. */
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
   * @param complete makes the whole record when it is first read. Until then, `row` has only what the indexes look at: with
   *   tens of thousands of records, making all of them would take seconds.
   */
  add(row: Row, complete?: () => Row): void {
    this.#oldestFirst.push(row)
    if (complete) this.#incomplete.set(row, complete)
    const key = row[this.key]
    this.#byKey.set(normalizeKey(key), row)
    if (typeof key === 'number') this.#highestId = Math.max(this.#highestId, key)
    for (const index of this.#indexes) index.add(row)
  }

  /** Both have the same key. */
  replace(old: Row, row: Row): void {
    this.#oldestFirst[this.#oldestFirst.lastIndexOf(old)] = row
    this.#byKey.set(normalizeKey(row[this.key]), row)
    for (const index of this.#indexes) index.replace(old, row)
  }

  change(row: Row, changes: Row): void {
    const apply = (): void => void Object.assign(row, changes)
    const followed = this.#indexes.reduce<() => void>((inner, index) => () => index.change(row, inner), apply)
    followed()
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

  /** Keeps an index of the records from now on. */
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

/** Keys in a path are text, even if they are numbers. */
const normalizeKey = (key: unknown): unknown => (typeof key === 'string' && /^\d+$/.test(key) ? Number(key) : key)
