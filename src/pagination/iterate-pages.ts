/**
 * Reads a list, and returns each row once. If rows may be missing, it reads the list again, and returns the missing rows.
 *
 * How it decides that no row is missing:
 *
 * - **The walk itself shows it.** See `walk.ts`. A list with a stable order is read once.
 * - **The numbers match.** While the server reports the same number of rows, it returns as many different rows. They may come
 *   from several walks: if many rows have equal sort keys, a single walk rarely receives all of them. This proves that the list
 *   is complete, whatever its order, unless a row was created and another deleted between two responses.
 *
 * Each walk has another page size. Databases often return rows with equal sort keys in an order that depends on the limit and
 * the offset, and not on the time: the same pages would lack the same rows each time. With another page size, few of these rows
 * are at the border of a page again.
 */
import { IncompleteListError } from '../core/errors.ts'
import { inconsistentListError, isSamePage } from './consistency.ts'
import type { ReadPage } from './page.ts'
import { ReceivedRows } from './received-rows.ts'
import { Walk } from './walk.ts'

export interface IterateOptions {
  /** The first page to read. */
  start: number
  /** How many pages to prefetch. 0: none. */
  prefetch: number
  /** Maximum number of rows. */
  limit: number
}

/** How often a list is read again, and how often in a row without a new row. */
const MAX_REREADS = 30
const MAX_FRUITLESS_REREADS = 8
/** Pages with fewer rows are read again with larger pages. */
const SMALL_PAGE_ROWS = 25
/** The fractions of its multiples are spread evenly, so that each reading has another page size. */
const GOLDEN_RATIO = 0.618034

/**
 * Iterates over the pages of a list. Each page holds only rows that no earlier page held.
 *
 * @param read Reads one page. Without `perPage`, it uses the same page size each time.
 * @throws ResponseParseError if the pages contradict each other, so that rows would be lost or the list would never end.
 * @throws IncompleteListError if rows are still missing after the list was read again.
 */
export async function* iteratePages<T>(
  read: (page: number, perPage?: number) => Promise<ReadPage<T>>,
  { start, prefetch, limit }: IterateOptions,
): AsyncGenerator<ReadPage<T>, void, undefined> {
  const received = new ReceivedRows<T>(start)
  const isEnough = () => received.count >= limit || received.isWhole
  const first = new Walk({ read: (page) => read(page), start, prefetch, received, wanted: () => limit - received.count })
  yield* first.pages()

  // With another page size, a later start page would start at another row.
  const sizeOf = (reread: number) => (start === 1 ? changePageSize(first.perPage, reread) : undefined)
  if (isEnough()) return
  const { repeatedPage } = first
  if (start === 1 && repeatedPage && isSamePage(await read(start, sizeOf(1)), repeatedPage)) {
    throw inconsistentListError('the server keeps returning the same page')
  }
  if (received.hasRowsWithoutKey) {
    if (first.mayMissRows) throw incompleteListError(received, 1)
    return
  }
  // Deleted rows of the first walk must not count for rows that are missing.
  received.restartCount()
  let walk = first
  let fruitless = 0
  for (let reread = 1; walk.mayMissRows || walk.hasAssumedOrder; reread += 1) {
    if (fruitless > 0 && !walk.mayMissRows) return
    // If no row came twice either, the list has fewer rows than the server reports.
    const isHopeless = fruitless > 0 && !walk.hasRepeats
    if (isHopeless || fruitless === MAX_FRUITLESS_REREADS || reread > MAX_REREADS) throw incompleteListError(received, reread)
    const before = received.count
    const perPage = sizeOf(reread)
    const wanted = () => (isEnough() ? 0 : limit - received.count)
    walk = new Walk({ read: (page) => read(page, perPage), start, prefetch, received, wanted })
    for await (const page of walk.pages()) if (page.data.length > 0) yield page
    if (isEnough()) return
    fruitless = received.count > before ? 0 : fruitless + 1
  }
}

/** A page size between half of the size and the size. Small pages become larger, because a few ties fill several of them. */
function changePageSize(perPage: number | undefined, reread: number): number | undefined {
  if (perPage === undefined) return undefined
  const largest = perPage < SMALL_PAGE_ROWS ? 2 * SMALL_PAGE_ROWS : perPage
  return Math.ceil(largest * (1 - ((reread * GOLDEN_RATIO) % 1) / 2))
}

function incompleteListError({ expected = 0, countOfExpected }: ReceivedRows<unknown>, walks: number): IncompleteListError {
  return new IncompleteListError(
    `The list is incomplete: the server reports ${expected} rows, but returned only ${countOfExpected} different ones, ` +
      `although the list was read ${walks === 1 ? 'once' : `${walks} times`}. Read the list again. If it fails again, ` +
      'use a filter for a shorter list, or report to Billit that the list returns rows in a changing order.',
    { expected, received: countOfExpected, attempts: 1 },
  )
}
