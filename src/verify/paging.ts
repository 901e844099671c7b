/** Checks the paging of a page of a list. Pure. */
import { isRecord } from '../core/record.ts'
import type { Deviation } from './compare.ts'

export interface PageRequest {
  page: number
  /** `undefined` if the request has no `per_page`. */
  perPage?: number
}

/** The default of `per_page` in the OpenAPI document. */
export const DEFAULT_PAGE_SIZE = 25

export interface Page {
  rows: unknown[]
  currentPage: number
  perPage: number
  lastPage: number
  total: number
  from: unknown
  to: unknown
  next: unknown
}

/** Reads a page. `undefined` if a part is missing or has another type, which the comparison reports. */
export function readPage(body: unknown): Page | undefined {
  const { data, meta, links } = isRecord(body) ? body : {}
  if (!Array.isArray(data) || !isRecord(meta) || !isRecord(links)) return undefined
  const { current_page: currentPage, per_page: perPage, last_page: lastPage, total, from, to } = meta
  if (![currentPage, perPage, lastPage, total].every((value) => Number.isSafeInteger(value))) return undefined
  // The line above checks all four.
  const numbers = { currentPage, perPage, lastPage, total } as Record<'currentPage' | 'perPage' | 'lastPage' | 'total', number>
  return { rows: data, ...numbers, from, to, next: links.next }
}

/** Returns the first failed check. Later ones may fail for the same reason. */
export function pagingDeviation(page: Page, request: PageRequest): Deviation | undefined {
  const wrong = checks(page, request).find(([, isCorrect]) => !isCorrect)
  return wrong && { kind: 'paging', path: wrong[0], declared: wrong[2] }
}

function checks(page: Page, { page: number, perPage }: PageRequest): Array<[path: string, isCorrect: boolean, problem: string]> {
  const { rows, currentPage, lastPage, total, from, to, next } = page
  const before = (currentPage - 1) * page.perPage
  const expected = Math.max(0, Math.min(page.perPage, total - before))
  const size = perPage ?? DEFAULT_PAGE_SIZE
  const [first, last] = expected > 0 ? [before + 1, before + expected] : [null, null]
  return [
    ['meta.current_page', currentPage === number, 'not the requested page'],
    ['meta.per_page', page.perPage === size, perPage === undefined ? `not the default, ${size}` : 'not the requested size'],
    ['meta.last_page', lastPage === Math.max(1, Math.ceil(total / page.perPage)), 'does not follow from total and per_page'],
    ['data', rows.length === expected, 'number of rows does not follow from total and per_page'],
    ['meta.from', from === first, 'not the position of the first row'],
    ['meta.to', to === last, 'not the position of the last row'],
    ['links.next', (next === null) === currentPage >= lastPage, 'null before the last page, or not null on the last page'],
    ['links.next', !hasFilters(next), 'contains query parameters other than page'],
  ]
}

/** Whether a link contains query parameters other than `page`. */
function hasFilters(link: unknown): boolean {
  if (typeof link !== 'string' || !URL.canParse(link)) return false
  return [...new URL(link).searchParams.keys()].some((name) => name !== 'page')
}
