/**
 * Reads a list page by page and gives each row once, although rows shift while it reads. Pages are offsets: a row that is
 * created pushes others onto a later page, and one that is deleted pulls others onto an earlier one.
 *
 * Why no row is lost that was there all the time, on a list to which rows are added at the front:
 *
 * - **In order.** A row between page p and page p+1, read later, is missed only if more rows before it were deleted than
 *   created. Then the total has shrunk. So when it shrinks, the walk goes back to a page that holds a known row, gives what
 *   follows that row, and reads forward again.
 * - **Ahead.** Pages that were asked for at the same time may have been read in any order. They count only if each has the
 *   total of the page before it and no known row. Together, both rule out a shift: with equal totals, creations and
 *   deletions balance, and a creation that shifts a page pushes a known row onto it. At the first doubt, the pages that were
 *   read ahead are dropped. What this cannot see: that, while a few pages are in flight, more rows are created than lie
 *   before these pages, and as many are deleted. No more than a whole page of rows may come and go in that moment.
 */
import {
  checkPage,
  contradiction,
  countFruitless,
  endsWithSamePage,
  type Fruitless,
  isSamePage,
  mustGoOn,
  startsLike,
} from './contradictions.ts'
import { keyOf, type ReadPage } from './page.ts'

/** How a list is walked. */
export interface WalkOptions {
  /** The first page. */
  start: number
  /** How many pages are asked for ahead of the one that is read. 0: each is asked for when it is needed. */
  ahead: number
  /** How many rows are wanted. */
  limit: number
}

/** How often the walk goes back in a row, and finds nothing new, before it takes weaker evidence, and before it gives up. */
const STRICT_STEPS_BACK = 3
const MAX_STEPS_BACK = 20

/**
 * @param read Reads one page.
 * @throws ResponseParseError if the pages contradict each other, so that rows would be lost, or do not end.
 */
export async function* walk<T>(
  read: (page: number) => Promise<ReadPage<T>>,
  { start, ahead, limit }: WalkOptions,
): AsyncGenerator<ReadPage<T>, void, undefined> {
  const known = new Set<unknown>()
  const pagesAhead = new Map<number, Promise<ReadPage<T>>>()
  /** All rows up to the end of this page, as it was when it was read, have been given. */
  let base: ReadPage<T> | undefined
  let delivered = 0
  let fruitless: Fruitless = { pages: 0, rows: 0, identical: 0 }

  const isKnown = (row: T): boolean => known.has(keyOf(row))
  const deliver = (page: ReadPage<T>): ReadPage<T> => {
    const data = page.data.filter((row) => remember(known, row))
    delivered += data.length
    return { ...page, data }
  }
  const readAhead = (page: number, { lastPage, perPage, total }: ReadPage<T>): void => {
    if (Number.isNaN(total)) return
    const needed = Math.ceil((limit - delivered) / Math.max(1, perPage))
    for (let next = page + 1; next <= Math.min(lastPage, page + ahead, page + needed); next += 1) {
      if (pagesAhead.has(next)) continue
      const answer = read(next)
      // It is awaited in its turn. Until then, a failure must not count as unhandled.
      answer.catch(() => {})
      pagesAhead.set(next, answer)
    }
  }
  const readInTurn = async (page: number): Promise<ReadPage<T>> => {
    const early = pagesAhead.get(page)
    pagesAhead.delete(page)
    const found = await early
    if (found && found.total === base?.total && !found.data.some(isKnown)) return found
    pagesAhead.clear()
    return read(page)
  }
  /** Goes back from a page until one holds a known row, or is the first: all before it has been given. */
  const stepBack = async (from: number): Promise<ReadPage<T>> => {
    for (let page = from; ; page -= 1) {
      const found = await read(page)
      if (page === start || found.data.some(isKnown)) return found
    }
  }

  for (let page = start; ; page += 1) {
    let current = checkPage(await readInTurn(page), base)
    for (let steps = 1; base && current.total < base.total; steps += 1) {
      if (steps > MAX_STEPS_BACK) throw contradiction('it shrinks faster than it can be read')
      pagesAhead.clear()
      const before: ReadPage<T> = base
      base = await stepBack(before.page)
      const slid = deliver(base)
      // Where the caller deletes the rows that it gets, each step brings some.
      if (slid.data.length > 0 && base.total < before.total) steps = 0
      if (slid.data.length > 0) yield slid
      if (delivered >= limit) return
      if (base.page === page - 1 && follows(current, base, before, steps)) break
      page = base.page + 1
      current = checkPage(await read(page), base)
    }
    const given = deliver(current)
    fruitless = countFruitless(fruitless, given, current, base)
    readAhead(page, current)
    yield given
    if (delivered >= limit) return
    if (!mustGoOn(current, fruitless)) {
      const isDoubtful = start === 1 && endsWithSamePage(current, delivered, fruitless)
      if (isDoubtful && isSamePage(await read(start), current))
        throw contradiction('the server gives the same page again and again')
      return
    }
    base = current
  }
}

/**
 * Whether a page that was read between two readings of the page before it follows that page without a gap: they share a
 * row, or (weaker, for a list that keeps shrinking) the page before it has only lost rows at its end.
 */
function follows<T>(page: ReadPage<T>, after: ReadPage<T>, before: ReadPage<T>, steps: number): boolean {
  const keys = new Set(after.data.map(keyOf))
  const isOverlapping = page.data.some((row) => keyOf(row) !== undefined && keys.has(keyOf(row)))
  return isOverlapping || (steps > STRICT_STEPS_BACK && startsLike(before, after))
}

/** Whether the row is new. A row without an id is never taken for another. */
function remember(known: Set<unknown>, row: unknown): boolean {
  const key = keyOf(row)
  if (key === undefined) return true
  if (known.has(key)) return false
  known.add(key)
  return true
}
