import { type Result, Thenable } from '../core/api-promise.ts'
import { checkInteger, checkNames, show } from '../core/arguments.ts'
import { InvalidArgumentError, TimeoutError } from '../core/errors.ts'
import { isRecord } from '../core/record.ts'
import { onAbort } from '../http/time-limits.ts'
import { iteratePages } from './iterate-pages.ts'
import type { Page, ReadPage } from './page.ts'

/** Page size when a list is awaited. It is the API's default, and sent explicitly because servers differ. */
const DEFAULT_PAGE_ROWS = 25
/** Page size when a list is iterated. It is the API's maximum, for the fewest requests. */
export const MAX_PAGE_ROWS = 250

const UNLIMITED = Number.MAX_SAFE_INTEGER

/** One request for a page. */
export interface PageRequest {
  page: number
  perPage: number
  signal?: AbortSignal | undefined
  deadline?: number | undefined
}

/** The arguments of `list()`, copied when it was called. */
export interface ListRequest<T> {
  page: number | undefined
  perPage: number | undefined
  concurrency: number
  signal: AbortSignal | undefined
  deadline: number | undefined
  /** Reads one page. */
  fetch: (request: PageRequest) => Promise<Result<ReadPage<T>>>
}

type OnePageRequest<T> = Pick<ListRequest<T>, 'fetch' | 'signal' | 'deadline'>

/**
 * A lazy list: it sends no request until you use it. Await it for the first page, or iterate over it for all rows.
 *
 * Pages are offsets, so rows shift when others are created or deleted during iteration. Each row is returned once, and no row
 * is lost that exists throughout, provided that new rows are added at the front. A row that is created during iteration may be
 * missing.
 *
 * If the server returns fewer different rows than it reports, the list is read again, and the missing rows follow at the end. If
 * rows are still missing, iteration throws an `IncompleteListError`. If the server's pages contradict each other, so that the list
 * would never end, it throws a `ResponseParseError`.
 */
export class List<T> extends Thenable<Page<T>> implements AsyncIterable<T> {
  /** Name of the class. */
  readonly [Symbol.toStringTag] = 'List'
  readonly #prepare: () => ListRequest<T>
  #first: Promise<Result<Page<T>>> | undefined
  /** The page size in the request of each page. The server may report another. */
  readonly #requestedRows = new WeakMap<object, number>()

  /** @param prepare Returns the request. If an argument is invalid, it throws, and the list rejects when it is used. */
  constructor(prepare: () => ListRequest<T>) {
    super()
    this.#prepare = prepare
  }

  /** Iterates over the rows of all pages, from the requested page on. */
  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    for await (const page of this.pages()) yield* page.data
  }

  /** Iterates over the pages, from the requested page on. Each page has only rows that no earlier page had. */
  async *pages(): AsyncGenerator<Page<T>, void, undefined> {
    yield* this.#pages(UNLIMITED)
  }

  /**
   * Reads the rows into an array.
   *
   * @param options.limit Maximum number of rows. Default: all rows.
   */
  async toArray(options: { limit?: number | undefined } = {}): Promise<T[]> {
    checkNames('toArray()', options, ['limit'])
    const { limit = UNLIMITED } = options
    checkInteger('limit', limit, 0)
    const rows: T[] = []
    if (limit === 0) return rows
    for await (const page of this.#pages(limit)) for (const row of page.data) rows.push(row)
    return rows.slice(0, limit)
  }

  /**
   * Reads the page after another one, with the same page size and filters.
   *
   * @param page A page of this list, or a copy of it, for example from JSON.
   * @throws InvalidArgumentError if it is the last page. Check its `hasNext` first.
   */
  async nextPage(page: Page<T>): Promise<Page<T>> {
    const request = this.#prepare()
    if (!isRecord(page)) throw new InvalidArgumentError(`nextPage() expects a page of the list, not ${show(page)}.`)
    checkInteger('page.page', page.page, 1)
    if (!page.hasNext) {
      throw new InvalidArgumentError(`Page ${page.page} is the last page. Check hasNext before you call nextPage().`)
    }
    const rows = this.#requestedRows.get(page) ?? page.perPage
    checkInteger('page.perPage', rows, 1)
    return (await this.#requestPage(request, page.page + 1, rows)).data
  }

  /** Reads the first page, and resolves to it together with the HTTP response. */
  withResponse(): Promise<Result<Page<T>>> {
    this.#first ??= this.#firstPage()
    return this.#first
  }

  async #firstPage(): Promise<Result<Page<T>>> {
    const { page = 1, perPage = DEFAULT_PAGE_ROWS, ...request } = this.#prepare()
    return this.#requestPage(request, page, perPage)
  }

  async #requestPage(request: OnePageRequest<T>, page: number, perPage: number): Promise<Result<Page<T>>> {
    const { signal, deadline } = request
    const result = await request.fetch({ page, perPage, signal, deadline })
    return { ...result, data: this.#toPage(result.data) }
  }

  #toPage({ servedPage: _, requestedRows, ...page }: ReadPage<T>): Page<T> {
    this.#requestedRows.set(page, requestedRows)
    return page
  }

  async *#pages(limit: number): AsyncGenerator<Page<T>, void, undefined> {
    const request = this.#prepare()
    const { signal, deadline, concurrency, page: start = 1, perPage = Math.min(MAX_PAGE_ROWS, limit) } = request
    const expires = deadline === undefined ? undefined : performance.now() + deadline
    const stop = new AbortController()
    signal?.throwIfAborted()
    const unlisten = signal && onAbort(signal, () => stop.abort(signal.reason))
    const read = async (page: number, rows = perPage) => {
      const left = expires === undefined ? undefined : expires - performance.now()
      if (left !== undefined && left <= 0) throw new TimeoutError(`The list was not read within ${deadline} ms (deadline).`)
      return (await request.fetch({ page, perPage: rows, signal: stop.signal, deadline: left })).data
    }
    try {
      for await (const page of iteratePages(read, { start, prefetch: concurrency, limit })) {
        signal?.throwIfAborted()
        yield this.#toPage(page)
      }
    } finally {
      // The caller may leave the loop early. Requests for prefetched pages are then aborted.
      unlisten?.()
      stop.abort(new Error('The listing has ended'))
    }
  }
}
