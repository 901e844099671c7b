/** What a server may say about a list that cannot be true. Left alone, it would lose rows in silence or never end. */
import { ResponseParseError } from '../core/errors.ts'
import { keyOf, type ReadPage } from './page.ts'

/** A list that brings nothing new for this many pages, and for this many rows, does not end by itself. */
const MAX_FRUITLESS_PAGES = 20
const MAX_FRUITLESS_ROWS = 1000
/** A server that repeats a page this often, with the same total, ignores the page number. */
const MAX_IDENTICAL_PAGES = 5

/** How long a list has brought nothing new. */
export interface Fruitless {
  /** Pages in a row without a new row. */
  pages: number
  /** The rows on them. */
  rows: number
  /** Pages in a row that are the page before them again. */
  identical: number
}

/** An error that says why a list cannot be read to its end. */
export const contradiction = (why: string): ResponseParseError =>
  new ResponseParseError(`The list cannot be read to its end: ${why}.`, { status: 200, body: '', attempts: 1 })

/**
 * Checks a page against the one before it.
 *
 * @throws ResponseParseError if it is another page than the one asked for, or has another size.
 */
export function checkPage<T>(current: ReadPage<T>, base: ReadPage<T> | undefined): ReadPage<T> {
  const { page, servedPage = page, perPage } = current
  if (base && perPage > base.perPage) {
    throw contradiction(`the server changed the page size from ${base.perPage} to ${perPage} rows at page ${page}`)
  }
  if (servedPage === page) return current
  // A list that has shrunk may have no such page any more, and its last one is given instead.
  const hasShrunk = base !== undefined && servedPage < page && current.total <= base.total
  if (hasShrunk && servedPage === current.lastPage) return { ...current, data: [], hasNext: false }
  throw contradiction(`page ${page} was asked for, and the server says that it gave page ${servedPage}`)
}

/** Counts the pages that bring nothing new. */
export function countFruitless<T>(
  before: Fruitless,
  given: ReadPage<T>,
  current: ReadPage<T>,
  base: ReadPage<T> | undefined,
): Fruitless {
  if (given.data.length > 0) return { pages: 0, rows: 0, identical: 0 }
  const isRepeated = base !== undefined && Object.is(current.total, base.total) && isSamePage(current, base)
  return {
    pages: before.pages + 1,
    rows: before.rows + current.data.length,
    identical: isRepeated ? before.identical + 1 : 0,
  }
}

/** Whether two pages hold the same rows in the same order. */
export const isSamePage = <T>(one: ReadPage<T>, other: ReadPage<T>): boolean =>
  one.data.length === other.data.length && startsLike(one, other)

/** Whether a page begins with all rows of another one, which has some. */
export const startsLike = <T>(page: ReadPage<T>, { data }: ReadPage<T>): boolean =>
  data.length > 0 && data.every((row, index) => keyOf(row) !== undefined && keyOf(row) === keyOf(page.data[index]))

/**
 * Whether there is a page after this one, by any of the fields that can say so.
 *
 * @throws ResponseParseError if the list should have more rows than its pages give, or does not end.
 */
export function mustGoOn<T>(current: ReadPage<T>, fruitless: Fruitless): boolean {
  const { page, perPage, total, data, hasNext } = current
  const rowsBefore = (page - 1) * perPage
  if (data.length === 0 && total > rowsBefore) {
    throw contradiction(`the server says that there are ${total} rows, and page ${page} is empty`)
  }
  if (fruitless.identical >= MAX_IDENTICAL_PAGES) {
    throw contradiction(`the server gives the same page again and again, up to page ${page}`)
  }
  if (fruitless.pages >= MAX_FRUITLESS_PAGES && (data.length === 0 || fruitless.rows >= MAX_FRUITLESS_ROWS)) {
    throw contradiction(`the last ${fruitless.pages} pages brought no new row, and the server says that there are more`)
  }
  return hasNext || total > rowsBefore + perPage
}

/**
 * Whether the last page was the one before it again, and rows are missing: the server ignores the page number, or the rows
 * have just moved by a whole page.
 */
export const endsWithSamePage = ({ total }: ReadPage<unknown>, delivered: number, fruitless: Fruitless): boolean =>
  fruitless.identical > 0 && delivered < total
