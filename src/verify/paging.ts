/** What is wrong with a page of a list, as a page. Pure. */
import { isRecord } from '../core/record.ts'
import type { Deviation } from './compare.ts'

export interface Asked {
  page: number
  /** `undefined`: not sent. */
  perPage?: number
}

/** The default of `per_page`, by the document. */
export const DEFAULT_PAGE_SIZE = 25

export interface PageFacts {
  rows: unknown[]
  currentPage: number
  perPage: number
  lastPage: number
  total: number
  from: unknown
  to: unknown
  next: unknown
}

/** The parts of a page. `undefined` where one of them is missing or has another type, which the comparison tells. */
export function readPage(body: unknown): PageFacts | undefined {
  const { data, meta, links } = isRecord(body) ? body : {}
  if (!Array.isArray(data) || !isRecord(meta) || !isRecord(links)) return undefined
  const { current_page: currentPage, per_page: perPage, last_page: lastPage, total, from, to } = meta
  if (![currentPage, perPage, lastPage, total].every((value) => Number.isSafeInteger(value))) return undefined
  // All four were just seen to be numbers.
  const numbers = { currentPage, perPage, lastPage, total } as Record<'currentPage' | 'perPage' | 'lastPage' | 'total', number>
  return { rows: data, ...numbers, from, to, next: links.next }
}

/** The first thing that does not fit: what follows from it would be told twice. */
export function pagingDeviation(page: PageFacts, asked: Asked): Deviation | undefined {
  const wrong = checks(page, asked).find(([, holds]) => !holds)
  return wrong && { kind: 'paging', path: wrong[0], declared: wrong[2] }
}

function checks(page: PageFacts, { page: number, perPage }: Asked): Array<[path: string, holds: boolean, otherwise: string]> {
  const { rows, currentPage, lastPage, total, from, to, next } = page
  const before = (currentPage - 1) * page.perPage
  const expected = Math.max(0, Math.min(page.perPage, total - before))
  const size = perPage ?? DEFAULT_PAGE_SIZE
  const [first, last] = expected > 0 ? [before + 1, before + expected] : [null, null]
  return [
    ['meta.current_page', currentPage === number, 'not the page that was asked for'],
    ['meta.per_page', page.perPage === size, perPage === undefined ? `not the default, ${size}` : 'not what was asked for'],
    ['meta.last_page', lastPage === Math.max(1, Math.ceil(total / page.perPage)), 'does not follow from total and per_page'],
    ['data', rows.length === expected, 'not as many rows as total and per_page give'],
    ['meta.from', from === first, 'not the position of the first row'],
    ['meta.to', to === last, 'not the position of the last row'],
    ['links.next', (next === null) === currentPage >= lastPage, 'null before the last page, or not null on it'],
    ['links.next', !carriesMore(next), 'carries more than the page, which the document says it drops'],
  ]
}

/** The names in its query are ours: `page`, and what we sent. */
function carriesMore(link: unknown): boolean {
  if (typeof link !== 'string' || !URL.canParse(link)) return false
  return [...new URL(link).searchParams.keys()].some((name) => name !== 'page')
}
