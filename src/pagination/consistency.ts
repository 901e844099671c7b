/** Detects pages that contradict each other. Without these checks, a list would silently lose rows or never end. */
import { ResponseParseError } from '../core/errors.ts'
import { getRowKey, type ReadPage } from './page.ts'

/** A list is treated as endless after this many pages without a new row, if they are empty or hold this many rows. */
const MAX_STALLED_PAGES = 20
const MAX_STALLED_ROWS = 1000
/** A server that returns an identical page this often, with the same total, ignores the page number. */
const MAX_IDENTICAL_PAGES = 5

/** Consecutive pages without a new row. */
export interface Stalled {
  pages: number
  /** Rows on these pages. */
  rows: number
  /** Consecutive pages that are identical to the page before. */
  identical: number
}

export const inconsistentListError = (reason: string): ResponseParseError =>
  new ResponseParseError(`The list cannot be read completely: ${reason}.`, { status: 200, body: '', attempts: 1 })

/** How many rows were added to the list between two pages. Negative if it shrank, `undefined` if a total is missing. */
export function growth(before: ReadPage<unknown>, after: ReadPage<unknown>): number | undefined {
  return before.total === undefined || after.total === undefined ? undefined : after.total - before.total
}

/** Whether the list shrank between two pages. `false` if a total is missing. */
export const hasShrunk = (before: ReadPage<unknown>, after: ReadPage<unknown>): boolean => (growth(before, after) ?? 0) < 0

/**
 * Checks a page against the page before it.
 *
 * @throws ResponseParseError if the server returned another page than the requested one, or a larger page size.
 */
export function checkPage<T>(current: ReadPage<T>, base: ReadPage<T> | undefined): ReadPage<T> {
  const { page, servedPage = page, perPage } = current
  if (base && perPage > base.perPage) {
    throw inconsistentListError(`the server changed the page size from ${base.perPage} to ${perPage} rows at page ${page}`)
  }
  if (servedPage === page) return current
  // After a list shrinks, the requested page may no longer exist. Some servers then return the last page instead.
  const mayHaveGrown = base === undefined || (growth(base, current) ?? 1) > 0
  if (!mayHaveGrown && servedPage < page && servedPage === current.lastPage) return { ...current, data: [], hasNext: false }
  throw inconsistentListError(`the server returned page ${servedPage} instead of page ${page}`)
}

/**
 * Counts consecutive pages without a new row.
 *
 * @param current The page as the server returned it.
 * @param newRows How many of its rows are new.
 */
export function countStalled<T>(stalled: Stalled, newRows: number, current: ReadPage<T>, base: ReadPage<T> | undefined): Stalled {
  if (newRows > 0) return { pages: 0, rows: 0, identical: 0 }
  const isRepeated = base !== undefined && current.total === base.total && isSamePage(current, base)
  return {
    pages: stalled.pages + 1,
    rows: stalled.rows + current.data.length,
    identical: isRepeated ? stalled.identical + 1 : 0,
  }
}

/** Whether two pages have the same rows in the same order. */
export const isSamePage = <T>(one: ReadPage<T>, other: ReadPage<T>): boolean =>
  one.data.length === other.data.length && startsWithRowsOf(one, other)

/** Whether a page starts with all rows of another page. `false` if that page is empty. */
export const startsWithRowsOf = <T>(page: ReadPage<T>, { data }: ReadPage<T>): boolean =>
  data.length > 0 && data.every((row, index) => getRowKey(row) !== undefined && getRowKey(row) === getRowKey(page.data[index]))

/**
 * Whether any field of the page says that another page follows.
 *
 * @throws ResponseParseError if the list should have more rows than its pages hold, or does not end.
 */
export function expectsNextPage<T>(current: ReadPage<T>, stalled: Stalled): boolean {
  const { page, perPage, total = 0, data, hasNext } = current
  const rowsBefore = (page - 1) * perPage
  if (data.length === 0 && total > rowsBefore) {
    throw inconsistentListError(`the server reports ${total} rows, but page ${page} is empty`)
  }
  if (stalled.identical >= MAX_IDENTICAL_PAGES) {
    throw inconsistentListError(`the server keeps returning the same page, up to page ${page}`)
  }
  if (stalled.pages >= MAX_STALLED_PAGES && (data.length === 0 || stalled.rows >= MAX_STALLED_ROWS)) {
    throw inconsistentListError(`the last ${stalled.pages} pages have no new rows, but the server reports more`)
  }
  return hasNext || total > rowsBefore + perPage
}

/**
 * Whether the last page is identical to the page before it and rows are missing. Either the server ignores the page number,
 * or the rows have moved by exactly one page.
 */
export const endsWithSamePage = ({ total = 0 }: ReadPage<unknown>, delivered: number, stalled: Stalled): boolean =>
  stalled.identical > 0 && delivered < total
