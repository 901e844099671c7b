import { isRecord } from '../core/record.ts'

/** One page of a list: a plain object, which can be spread, serialized as JSON, and passed to a React Client Component. */
export interface Page<T> {
  /** The rows. */
  readonly data: T[]
  /** Number of this page, from 1. */
  readonly page: number
  /** Page size that the server applied. It may be smaller than the requested one. */
  readonly perPage: number
  /** Number of the last page. `undefined` if the server does not say. */
  readonly lastPage: number | undefined
  /** Number of rows on all pages. `undefined` if the server does not say. */
  readonly total: number | undefined
  /** Whether there is a page after this one. `nextPage()` of the list reads it. */
  readonly hasNext: boolean
}

/** A page in a response. The server may omit fields, even where the OpenAPI document requires them. */
export interface WirePage<Row> {
  data: Row[]
  links?: { next?: string | null } | null
  meta?: { current_page?: number; per_page?: number; last_page?: number; total?: number } | null
}

/** A page, with facts about its request and response. */
export interface ReadPage<T> extends Page<T> {
  /** Page size in the request. */
  requestedRows: number
  /** Page number in the response. `undefined` if the server does not say. */
  servedPage: number | undefined
}

/**
 * Parses a page of a response. If only one of `meta` and the next link says that another page follows, it is read: an
 * unnecessary request is better than lost rows.
 */
export function readPage<Row>({ data, meta, links }: WirePage<Row>, page: number, perPage: number): ReadPage<Row> {
  const servedPage = parseNumberOr(meta?.current_page, undefined)
  const isLinked = Boolean(links?.next)
  const lastPage = parseNumberOr(meta?.last_page, isLinked ? undefined : page)
  return {
    data,
    page,
    perPage: parseNumberOr(meta?.per_page, perPage),
    lastPage: isLinked && lastPage !== undefined ? Math.max(lastPage, (servedPage ?? page) + 1) : lastPage,
    total: meta ? parseNumberOr(meta.total, undefined) : data.length,
    hasNext: isLinked || page < (lastPage ?? page),
    requestedRows: perPage,
    servedPage,
  }
}

/** Parses a number. PHP may send it as a string: before version 9, Laravel echoes `per_page` from the query. */
function parseNumberOr<Other>(value: unknown, other: Other): number | Other {
  const number = typeof value === 'string' && /\d/.test(value) ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : other
}

/** Returns the identity of a row: its uuid or id. `undefined` if it has neither. */
export function getRowKey(row: unknown): unknown {
  return isRecord(row) ? (row.uuid ?? row.id ?? undefined) : undefined
}
