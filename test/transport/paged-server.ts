import type { Billit, BillitOptions, Tag } from '../../src/index.ts'
import { createTestClient, json } from './test-client.ts'

export interface PagedServerOptions extends BillitOptions {
  /** The largest page size that the server allows. */
  maxPageSize?: number
  /** Formats the numbers of `meta`. Before version 9, Laravel returns `per_page` as the string from the query. */
  formatNumber?: (number: number) => unknown
  /** Runs before each page is read, and may change the rows. `request` counts from 1. */
  beforePage?: (server: PagedServer, request: number, page: number) => unknown
  /** The order of the rows for one request. Default: always the same. */
  order?: (rows: readonly Tag[], request: { number: number; page: number; size: number }) => readonly Tag[]
}

/** A list of tags with Laravel's paging. Tests may change its rows while a client reads it. */
export class PagedServer {
  rows: Tag[]
  /** The requested page numbers, in order. */
  readonly requestedPages: number[] = []
  readonly requestedSizes: number[] = []
  readonly signals: AbortSignal[] = []
  readonly client: Billit
  #nextId: number

  constructor(
    count: number,
    { maxPageSize = 250, formatNumber = Number, beforePage, order = (rows) => rows, ...options }: PagedServerOptions = {},
  ) {
    this.rows = Array.from({ length: count }, (_, index) => ({ id: index + 1, tag: `tag ${index + 1}` }))
    this.#nextId = count + 1
    this.client = createTestClient(async ({ url, signal }) => {
      const page = Number(url.searchParams.get('page'))
      const size = Math.min(maxPageSize, Number(url.searchParams.get('per_page')))
      const number = this.requestedPages.push(page)
      this.requestedSizes.push(size)
      this.signals.push(signal)
      await beforePage?.(this, number, page)
      signal.throwIfAborted()
      return json(readPage(order(this.rows, { number, page, size }), page, size, formatNumber))
    }, options)
  }

  remove(count: number, at = 0): void {
    this.rows.splice(at, count)
  }

  insert(count: number, at = 0): void {
    const rows = Array.from({ length: count }, () => ({ id: this.#nextId++, tag: 'new' }))
    this.rows.splice(at, 0, ...rows)
  }
}

function readPage(rows: readonly Tag[], page: number, size: number, formatNumber: (number: number) => unknown) {
  const data = rows.slice((page - 1) * size, page * size)
  const last = Math.max(1, Math.ceil(rows.length / size))
  const path = 'https://billit.example/v1/tags'
  return {
    data,
    links: {
      first: `${path}?page=1`,
      last: `${path}?page=${last}`,
      prev: null,
      next: page < last ? `${path}?page=${page + 1}` : null,
    },
    meta: {
      ...{ current_page: formatNumber(page), last_page: formatNumber(last) },
      ...{ per_page: formatNumber(size), total: formatNumber(rows.length), from: null, to: null },
    },
  }
}

export const getIds = (rows: Array<{ id: number }>): number[] => rows.map(({ id }) => id)

/** The numbers from 1 to `count`. */
export const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1)
