import { InvalidArgumentError } from '../core/errors.ts'
import { isRecord } from '../core/record.ts'

/** One page of a list: plain data, which can be spread, copied and written as JSON. `next()` is not part of the copy. */
export interface Page<T> {
  /** The rows. */
  readonly data: T[]
  /** The number of this page, from 1. */
  readonly page: number
  /** Rows on a page, as the server applied it: it may give fewer than were asked for. */
  readonly perPage: number
  /** The number of the last page. `undefined` if the server does not say. */
  readonly lastPage: number | undefined
  /** Number of rows on all pages. `undefined` if the server does not say. */
  readonly total: number | undefined
  /** Whether there is a page after this one. */
  readonly hasNext: boolean
  /**
   * The page after this one, asked for with the same page size and filters.
   *
   * @throws InvalidArgumentError on the last page: look at `hasNext` first.
   */
  next(): Promise<Page<T>>
}

/** A page as the server gave it. */
export type PageFacts<T> = Omit<Page<T>, 'next'>

/** Puts `next()` beside the facts, where neither a spread nor JSON nor `structuredClone` meets it. */
export function createPage<T>(facts: PageFacts<T>, turn: (page: number) => Promise<Page<T>>): Page<T> {
  const next = async (): Promise<Page<T>> => {
    if (!facts.hasNext) throw new InvalidArgumentError(`Page ${facts.page} is the last: look at hasNext before next().`)
    return turn(facts.page + 1)
  }
  return Object.defineProperty({ ...facts, next }, 'next', { enumerable: false })
}

/** A page on the wire. Servers leave things out, whatever the document says. */
export interface WirePage<Row> {
  data: Row[]
  links?: { next?: string | null } | null
  meta?: { current_page?: number; per_page?: number; last_page?: number; total?: number } | null
}

/** A page, and the number that the server gave it. */
export interface ReadPage<T> extends PageFacts<T> {
  /** `undefined` if the server does not say which page it gave. */
  servedPage: number | undefined
}

/**
 * What a page on the wire says. If `meta` and the next link disagree about a page after this one, there is one: reading it
 * costs a request, and leaving it out would lose rows.
 */
export function readPage<Row>({ data, meta, links }: WirePage<Row>, page: number, perPage: number): ReadPage<Row> {
  const servedPage = numberOr(meta?.current_page, undefined)
  const isLinked = Boolean(links?.next)
  const lastPage = numberOr(meta?.last_page, isLinked ? undefined : page)
  return {
    data,
    page,
    perPage: numberOr(meta?.per_page, perPage),
    lastPage: isLinked && lastPage !== undefined ? Math.max(lastPage, (servedPage ?? page) + 1) : lastPage,
    total: meta ? numberOr(meta.total, undefined) : data.length,
    hasNext: isLinked || page < (lastPage ?? page),
    servedPage,
  }
}

/** PHP may send a number as a string: before version 9, Laravel echoes `per_page` as it stood in the query. */
function numberOr<Other>(value: unknown, other: Other): number | Other {
  const number = typeof value === 'string' && /\d/.test(value) ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : other
}

/** What tells rows apart: the uuid or the id. `undefined` for a row that has neither. */
export function getRowKey(row: unknown): unknown {
  return isRecord(row) ? (row.uuid ?? row.id ?? undefined) : undefined
}
