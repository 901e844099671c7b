/**
 * Reads a list page by page and returns each row once, although rows shift while it reads. Pages are offsets: a created row
 * pushes others to a later page, and a deleted row pulls others to an earlier page.
 *
 * Why no row is lost that exists throughout, on a list to which rows are added at the front:
 *
 * - **Sequential reading.** A row between page p and page p+1, read later, is missed only if more rows before it were deleted
 *   than created. Then the total has shrunk. So when the total shrinks, the reader steps back to a page with a seen row,
 *   returns the rows after it, and continues from there.
 * - **Prefetching.** The server may have processed prefetched pages in any order. Such a page is accepted only if it has the
 *   same total as the page before it and no seen row. Together, both rule out a shift: with equal totals, creations and
 *   deletions balance, and a creation that shifts a page pushes a seen row onto it. Otherwise all prefetched pages are
 *   discarded. One case goes undetected: while a few pages are in flight, more rows are created than precede these pages, and
 *   as many are deleted. That takes more than a whole page of rows created and deleted within that moment.
 */
import {
  checkPage,
  countStalled,
  endsWithSamePage,
  expectsNextPage,
  hasShrunk,
  inconsistentListError,
  isSamePage,
  type Stalled,
  startsWithRowsOf,
} from './consistency.ts'
import { getRowKey, type ReadPage } from './page.ts'

export interface IterateOptions {
  /** The first page to read. */
  start: number
  /** How many pages to prefetch. 0: none. */
  prefetch: number
  /** Maximum number of rows. */
  limit: number
}

/** Consecutive steps back without a new row: after the first number, weaker evidence is accepted; after the second, it fails. */
const STRICT_STEPS_BACK = 3
const MAX_STEPS_BACK = 20

/**
 * Iterates over the pages of a list. Each page holds only rows that no earlier page held.
 *
 * @param read Reads one page.
 * @throws ResponseParseError if the pages contradict each other, so that rows would be lost or the list would never end.
 */
export async function* iteratePages<T>(
  read: (page: number) => Promise<ReadPage<T>>,
  { start, prefetch, limit }: IterateOptions,
): AsyncGenerator<ReadPage<T>, void, undefined> {
  const seenKeys = new Set<unknown>()
  const prefetched = new Map<number, Promise<ReadPage<T>>>()
  /** The last page read. All rows up to its end have been returned. */
  let base: ReadPage<T> | undefined
  let delivered = 0
  let stalled: Stalled = { pages: 0, rows: 0, identical: 0 }

  const isSeen = (row: T): boolean => seenKeys.has(getRowKey(row))
  const withoutSeenRows = (page: ReadPage<T>): ReadPage<T> => {
    const data = page.data.filter((row) => markSeen(seenKeys, row))
    delivered += data.length
    return { ...page, data }
  }
  const prefetchAfter = (page: number, { lastPage = page + 1, perPage, total }: ReadPage<T>): void => {
    if (total === undefined) return
    const needed = Math.ceil((limit - delivered) / Math.max(1, perPage))
    for (let next = page + 1; next <= Math.min(lastPage, page + prefetch, page + needed); next += 1) {
      if (prefetched.has(next)) continue
      const response = read(next)
      // It is awaited later. Until then, a failure must not be reported as an unhandled rejection.
      response.catch(() => {})
      prefetched.set(next, response)
    }
  }
  const readNext = async (page: number): Promise<ReadPage<T>> => {
    const response = prefetched.get(page)
    prefetched.delete(page)
    const found = await response
    if (found?.total !== undefined && found.total === base?.total && !found.data.some(isSeen)) return found
    prefetched.clear()
    return read(page)
  }
  /** Goes back to a page with a seen row, or to the first page. All rows before it have been returned. */
  const stepBack = async (from: number): Promise<ReadPage<T>> => {
    for (let page = from; ; page -= 1) {
      const found = await read(page)
      if (page === start || found.data.some(isSeen)) return found
    }
  }

  for (let page = start; ; page += 1) {
    let current = checkPage(await readNext(page), base)
    for (let steps = 1; base && hasShrunk(base, current); steps += 1) {
      if (steps > MAX_STEPS_BACK) throw inconsistentListError('it shrinks faster than it can be read')
      prefetched.clear()
      const before: ReadPage<T> = base
      base = await stepBack(before.page)
      const shifted = withoutSeenRows(base)
      // If the caller deletes the rows it receives, each step back finds new rows.
      if (shifted.data.length > 0 && hasShrunk(before, base)) steps = 0
      if (shifted.data.length > 0) yield shifted
      if (delivered >= limit) return
      if (base.page === page - 1 && isContiguous(current, base, before, steps)) break
      page = base.page + 1
      current = checkPage(await read(page), base)
    }
    const fresh = withoutSeenRows(current)
    stalled = countStalled(stalled, fresh.data.length, current, base)
    prefetchAfter(page, current)
    yield fresh
    if (delivered >= limit) return
    if (!expectsNextPage(current, stalled)) {
      const isDoubtful = start === 1 && endsWithSamePage(current, delivered, stalled)
      if (isDoubtful && isSamePage(await read(start), current))
        throw inconsistentListError('the server keeps returning the same page')
      return
    }
    base = current
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

/** Returns whether the row is new. A row without a key is always new. */
function markSeen(seenKeys: Set<unknown>, row: unknown): boolean {
  const key = getRowKey(row)
  if (key === undefined) return true
  if (seenKeys.has(key)) return false
  seenKeys.add(key)
  return true
}
