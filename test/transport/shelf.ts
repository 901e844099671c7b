import type { Billit, BillitOptions, Tag } from '../../src/index.ts'
import { json, virtualClient } from './virtual.ts'

export interface ShelfOptions extends BillitOptions {
  /** The most rows that the server gives on a page. */
  clamp?: number
  /** How the numbers of `meta` are sent: before version 9, Laravel echoes `per_page` as the string of the query. */
  write?: (number: number) => unknown
  /** Runs before a page is read, the n-th time: rows may come and go. */
  before?: (shelf: Shelf, request: number, page: number) => unknown
  /** The order of the rows for one request. Default: as they are. */
  order?: (rows: readonly Tag[], request: { number: number; page: number; size: number }) => readonly Tag[]
}

/** A list of tags behind Laravel's paging, which tests may change while it is read. */
export class Shelf {
  rows: Tag[]
  /** The pages asked for, in order. */
  readonly asked: number[] = []
  readonly sizes: number[] = []
  readonly signals: AbortSignal[] = []
  readonly client: Billit
  #next: number

  constructor(count: number, { clamp = 250, write = Number, before, order = (rows) => rows, ...options }: ShelfOptions = {}) {
    this.rows = Array.from({ length: count }, (_, index) => ({ id: index + 1, tag: `tag ${index + 1}` }))
    this.#next = count + 1
    this.client = virtualClient(async ({ url, signal }) => {
      const page = Number(url.searchParams.get('page'))
      const size = Math.min(clamp, Number(url.searchParams.get('per_page')))
      const number = this.asked.push(page)
      this.sizes.push(size)
      this.signals.push(signal)
      await before?.(this, number, page)
      signal.throwIfAborted()
      return json(this.#page(order(this.rows, { number, page, size }), page, size, write))
    }, options)
  }

  remove(count: number, at = 0): void {
    this.rows.splice(at, count)
  }

  insert(count: number, at = 0): void {
    const fresh = Array.from({ length: count }, () => ({ id: this.#next++, tag: 'new' }))
    this.rows.splice(at, 0, ...fresh)
  }

  #page(rows: readonly Tag[], page: number, size: number, write: (number: number) => unknown) {
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
        ...{ current_page: write(page), last_page: write(last), per_page: write(size), total: write(rows.length) },
        ...{ from: null, to: null },
      },
    }
  }
}
