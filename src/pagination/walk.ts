/**
 * Reads a list page by page, once. Pages are offsets: a created row pushes others to a later page, and a deleted row pulls
 * others to an earlier page.
 *
 * Why no row is lost that exists throughout, if the order is stable and new rows are added at the front:
 *
 * - **Sequential reading.** A row between page p and page p+1, read later, is missed only if more rows before it were deleted
 *   than created. Then the total has shrunk. So when the total shrinks, the walk steps back to a page with a seen row,
 *   returns the rows after it, and continues from there.
 * - **Prefetching.** The server may have processed prefetched pages in any order. Such a page is accepted only if it has the
 *   same total as the page before it and no seen row. Together, both rule out a shift: with equal totals, creations and
 *   deletions balance, and a creation that shifts a page pushes a seen row onto it. Otherwise all prefetched pages are
 *   discarded. One case goes undetected: while a few pages are in flight, more rows are created than precede these pages, and
 *   as many are deleted. That takes more than a whole page of rows created and deleted within that moment.
 *
 * If the order is not stable, because rows with equal sort keys change places between two requests, rows are lost. `mayMissRows`
 * detects that. A row that moves forward past the reader pushes a seen row back, which is then received again. So between two
 * steps back, rows are received again for two reasons only: the total has grown by as many, or a row was missed. (A row that is
 * created while another is deleted behind the reader looks the same as a missed row.) It follows, if the total never shrinks:
 * a walk that receives as many different rows as its smallest total has missed at most as many old rows as it received new
 * ones, which is none if new rows are added at the front.
 *
 * One case goes undetected: rows change places at the moment when the total shrinks, so that a row moves forward past the page to
 * which the walk steps back. The seen row that it pushes back is then on a page that is read again anyway.
 */
import {
  checkPage,
  countStalled,
  endsWithSamePage,
  expectsNextPage,
  growth,
  hasShrunk,
  inconsistentListError,
  type Stalled,
  startsWithRowsOf,
} from './consistency.ts'
import { getRowKey, type ReadPage } from './page.ts'
import type { ReceivedRows } from './received-rows.ts'

export interface WalkOptions<T> {
  /** Reads one page. */
  read: (page: number) => Promise<ReadPage<T>>
  /** The first page to read. */
  start: number
  /** How many pages to prefetch. 0: none. */
  prefetch: number
  /** Returns how many rows are still wanted. The walk ends at 0. */
  wanted: () => number
  received: ReceivedRows<T>
}

/** Consecutive steps back without a new row: after the first number, weaker evidence is accepted; after the second, it fails. */
const STRICT_STEPS_BACK = 3
const MAX_STEPS_BACK = 20

export class Walk<T> {
  readonly #options: WalkOptions<T>
  readonly #prefetched = new Map<number, Promise<ReadPage<T>>>()
  /** The last page read. All rows up to its end have been returned. */
  #base: ReadPage<T> | undefined
  #stalled: Stalled = { pages: 0, rows: 0, identical: 0 }
  /** Different rows of this walk. */
  #count = 0
  /** The smallest number of rows that the server reported during the walk. `undefined` if a page had none. */
  #smallest: number | undefined = Number.POSITIVE_INFINITY
  /** How many rows may still be received again, because the total has grown. Negative: a row was missed. */
  #mayRepeat = 0
  #hasUnexplainedRepeats = false
  #hasRepeats = false
  #hasAssumedOrder = false

  constructor(options: WalkOptions<T>) {
    this.#options = options
  }

  /** Whether rows of the list may be missing. `false` if the server does not report totals. */
  get mayMissRows(): boolean {
    return this.#smallest !== undefined && (this.#count < this.#smallest || this.#hasUnexplainedRepeats)
  }

  /** Whether a page was not read again after a deletion, which loses no row in a stable order, but may lose one otherwise. */
  get hasAssumedOrder(): boolean {
    return this.#smallest !== undefined && this.#hasAssumedOrder
  }

  /** Whether a page contained rows of earlier pages. */
  get hasRepeats(): boolean {
    return this.#hasRepeats
  }

  /** The last page, if it is identical to the page before it although rows are missing. */
  get repeatedPage(): ReadPage<T> | undefined {
    return this.#base && endsWithSamePage(this.#base, this.#count, this.#stalled) ? this.#base : undefined
  }

  /** Page size of the last page. */
  get perPage(): number | undefined {
    return this.#base?.perPage
  }

  /**
   * Iterates over the pages. Each contains only rows that no walk has received.
   *
   * @throws ResponseParseError if the pages contradict each other, so that rows would be lost or the list would never end.
   */
  async *pages(): AsyncGenerator<ReadPage<T>, void, undefined> {
    const { start, wanted, received } = this.#options
    received.startWalk()
    for (let page = start; ; page += 1) {
      let current = checkPage(await this.#readNext(page), this.#base)
      for (let steps = 1; this.#base && hasShrunk(this.#base, current); steps += 1) {
        if (steps > MAX_STEPS_BACK) throw inconsistentListError('it shrinks faster than it can be read')
        const before: ReadPage<T> = this.#base
        const base = await this.#stepBack(before.page)
        const { data, newInWalk } = this.#add(base)
        // If the caller deletes the rows it receives, each step back finds new rows.
        if (newInWalk > 0 && hasShrunk(before, base)) steps = 0
        if (data.length > 0) yield { ...base, data }
        if (wanted() <= 0) return
        if (base.page === page - 1 && isContiguous(current, base, before, steps)) {
          this.#hasAssumedOrder = true
          break
        }
        page = base.page + 1
        current = checkPage(await this.#options.read(page), base)
      }
      const data = this.#addNext(current)
      this.#prefetchAfter(page, current)
      yield { ...current, data }
      if (wanted() <= 0 || !expectsNextPage(current, this.#stalled)) return
    }
  }

  #prefetchAfter(page: number, { lastPage = page + 1, perPage, total }: ReadPage<T>): void {
    if (total === undefined) return
    const { prefetch, wanted, read } = this.#options
    const needed = Math.ceil(wanted() / Math.max(1, perPage))
    for (let next = page + 1; next <= Math.min(lastPage, page + prefetch, page + needed); next += 1) {
      if (this.#prefetched.has(next)) continue
      const response = read(next)
      // It is awaited later. Until then, a failure must not be reported as an unhandled rejection.
      response.catch(() => {})
      this.#prefetched.set(next, response)
    }
  }

  async #readNext(page: number): Promise<ReadPage<T>> {
    const { read, received } = this.#options
    const response = this.#prefetched.get(page)
    this.#prefetched.delete(page)
    const found = await response
    const isSeen = (row: T) => received.isInWalk(row)
    if (found?.total !== undefined && found.total === this.#base?.total && !found.data.some(isSeen)) return found
    if (found && found.total !== this.#base?.total) received.restartCount()
    this.#prefetched.clear()
    return read(page)
  }

  /** Goes back to a page with a seen row, or to the first page. All rows before it have been returned. */
  async #stepBack(from: number): Promise<ReadPage<T>> {
    const { read, start, received } = this.#options
    this.#prefetched.clear()
    this.#mayRepeat = 0
    received.restartCount()
    for (let page = from; ; page -= 1) {
      const found = await read(page)
      if (page === start || found.data.some((row) => received.isInWalk(row))) return found
    }
  }

  /** Adds the rows of a page, and makes it the base. */
  #add(page: ReadPage<T>): { data: T[]; newInWalk: number } {
    const { received } = this.#options
    const added = received.add(page)
    this.#base = page
    this.#count += added.newInWalk
    const { expected } = received
    this.#smallest = this.#smallest === undefined || expected === undefined ? undefined : Math.min(this.#smallest, expected)
    return added
  }

  /** Adds the rows of the page after the base. */
  #addNext(page: ReadPage<T>): T[] {
    const base = this.#base
    const { data, newInWalk } = this.#add(page)
    const repeats = page.data.length - newInWalk
    this.#stalled = countStalled(this.#stalled, newInWalk, page, base)
    if (repeats > 0) this.#hasRepeats = true
    this.#mayRepeat += (base && growth(base, page)) ?? 0
    this.#mayRepeat -= repeats
    if (this.#mayRepeat < 0) this.#hasUnexplainedRepeats = true
    return data
  }
}

/**
 * Whether a page that was read between two reads of the page before it follows that page without a gap: they share a row, or
 * (weaker, for a list that keeps shrinking) the page before it has only lost rows at its end.
 */
function isContiguous<T>(page: ReadPage<T>, after: ReadPage<T>, before: ReadPage<T>, steps: number): boolean {
  const keys = new Set(after.data.map(getRowKey))
  const isOverlapping = page.data.some((row) => getRowKey(row) !== undefined && keys.has(getRowKey(row)))
  return isOverlapping || (steps > STRICT_STEPS_BACK && startsWithRowsOf(before, after))
}
