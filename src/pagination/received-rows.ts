import { getRowKey, type ReadPage } from './page.ts'

/** The different rows received of a list, over all walks through it. A row without a key is new each time. */
export class ReceivedRows<T> {
  /** Rows that were new when they were received. */
  count = 0
  /** Rows in the list, from the first page read on, according to the last page. `undefined` if the server does not say. */
  expected: number | undefined
  /** Different rows received since `expected` last changed. */
  countOfExpected = 0
  hasRowsWithoutKey = false
  readonly #firstPage: number
  /** The period in which each row was last received. A period starts with a walk, and whenever `expected` changes. */
  readonly #periods = new Map<unknown, number>()
  #period = 0
  #walkStart = 0
  #expectedSince = 0

  constructor(firstPage: number) {
    this.#firstPage = firstPage
  }

  startWalk(): void {
    this.#period += 1
    this.#walkStart = this.#period
  }

  /** Restarts `countOfExpected`, because the list has changed. */
  restartCount(): void {
    this.#period += 1
    this.#expectedSince = this.#period
    this.countOfExpected = 0
  }

  /** Whether this walk has received the row. */
  isInWalk(row: T): boolean {
    const key = getRowKey(row)
    return key !== undefined && (this.#periods.get(key) ?? -1) >= this.#walkStart
  }

  /** Whether as many different rows were received as the server reported all the while. */
  get isWhole(): boolean {
    return this.expected !== undefined && this.countOfExpected >= this.expected
  }

  /** Adds the rows of a page. Returns those that no walk has received, and how many this walk had not received. */
  add({ data, perPage, total }: ReadPage<T>): { data: T[]; newInWalk: number } {
    const expected = total === undefined ? undefined : Math.max(0, total - (this.#firstPage - 1) * perPage)
    if (expected !== this.expected) this.restartCount()
    this.expected = expected
    let newInWalk = 0
    const fresh = data.filter((row) => {
      const key = getRowKey(row)
      const period = key === undefined ? undefined : this.#periods.get(key)
      if (key === undefined) this.hasRowsWithoutKey = true
      else this.#periods.set(key, this.#period)
      if (period === undefined || period < this.#walkStart) newInWalk += 1
      if (period === undefined || period < this.#expectedSince) this.countOfExpected += 1
      return period === undefined
    })
    this.count += fresh.length
    return { data: fresh, newInWalk }
  }
}
