import { type Result, Thenable } from '../core/api-promise.ts'
import { checkInteger, checkNames } from '../core/arguments.ts'
import { TimeoutError } from '../core/errors.ts'
import { onAbort } from '../http/time-limits.ts'
import { iteratePages } from './iterate-pages.ts'
import { createPage, type Page, type ReadPage } from './page.ts'

/** Rows on a page when one page is asked for: the API's own default, sent since servers differ. */
const ONE_PAGE_ROWS = 25
/** Rows on a page when all are read: the most that the API gives, so the fewest requests. */
export const MAX_PAGE_ROWS = 250

const UNLIMITED = Number.MAX_SAFE_INTEGER

/** Which page, how many rows, and the options that its request has of its own. */
export interface PageRequest {
  page: number
  perPage: number
  signal?: AbortSignal | undefined
  deadline?: number | undefined
}

/** What a list was asked for, read at the moment of the call. */
export interface ListRequest<T> {
  page: number | undefined
  perPage: number | undefined
  concurrency: number
  signal: AbortSignal | undefined
  deadline: number | undefined
  /** Reads one page. */
  fetch: (request: PageRequest) => Promise<Result<ReadPage<T>>>
}

/**
 * A list that asks for nothing until it is used: await it for its first page, or iterate over it for every row.
 *
 * Pages are offsets, so rows shift when others are created or deleted while you read. No row is given twice, and none is
 * lost that was there all the time, as long as new rows come in at the front. A row that is created while you read may be
 * missing. If the server's pages contradict each other, so that rows would be lost, or never end, you get a
 * `ResponseParseError`.
 */
export class List<T> extends Thenable<Page<T>> implements AsyncIterable<T> {
  /** Every promise has one. */
  readonly [Symbol.toStringTag] = 'List'
  readonly #prepare: () => ListRequest<T>
  #first: Promise<Result<Page<T>>> | undefined

  /** @param prepare Gives the request, or throws if something in it was refused: as a rejection when the list is used. */
  constructor(prepare: () => ListRequest<T>) {
    super()
    this.#prepare = prepare
  }

  /** Every row of every page, from the page asked for. */
  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    for await (const page of this.pages()) yield* page.data
  }

  /** Every page, from the page asked for. Each holds the rows that no page before it held. */
  async *pages(): AsyncGenerator<Page<T>, void, undefined> {
    yield* this.#pages(UNLIMITED)
  }

  /**
   * The rows as an array.
   *
   * @param options.limit How many rows at most. Default: all of them.
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

  /** The first page together with the HTTP response. */
  withResponse(): Promise<Result<Page<T>>> {
    this.#first ??= this.#firstPage()
    return this.#first
  }

  async #firstPage(): Promise<Result<Page<T>>> {
    const { page = 1, perPage = ONE_PAGE_ROWS, ...request } = this.#prepare()
    return readOne(request, page, perPage)
  }

  async *#pages(limit: number): AsyncGenerator<Page<T>, void, undefined> {
    const request = this.#prepare()
    const { signal, deadline, concurrency, page: start = 1, perPage = Math.min(MAX_PAGE_ROWS, limit) } = request
    const expires = deadline === undefined ? undefined : performance.now() + deadline
    const stop = new AbortController()
    signal?.throwIfAborted()
    const unlisten = signal && onAbort(signal, () => stop.abort(signal.reason))
    const read = async (page: number) => {
      const left = expires === undefined ? undefined : expires - performance.now()
      if (left !== undefined && left <= 0) throw new TimeoutError(`The list was not read within ${deadline} ms (deadline).`)
      return (await request.fetch({ page, perPage, signal: stop.signal, deadline: left })).data
    }
    try {
      for await (const page of iteratePages(read, { start, prefetch: concurrency, limit })) {
        signal?.throwIfAborted()
        yield pageOf(page, request, perPage)
      }
    } finally {
      // When the caller leaves the loop, the pages still under way are of no use.
      unlisten?.()
      stop.abort(new Error('The listing has ended'))
    }
  }
}

type OnePageRequest<T> = Pick<ListRequest<T>, 'fetch' | 'signal' | 'deadline'>

async function readOne<T>(request: OnePageRequest<T>, page: number, perPage: number): Promise<Result<Page<T>>> {
  const { signal, deadline } = request
  const { data, response } = await request.fetch({ page, perPage, signal, deadline })
  return { data: pageOf(data, request, perPage), response }
}

function pageOf<T>({ servedPage: _, ...facts }: ReadPage<T>, request: OnePageRequest<T>, perPage: number): Page<T> {
  return createPage(facts, async (page) => (await readOne(request, page, perPage)).data)
}
