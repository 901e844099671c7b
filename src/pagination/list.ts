import type { Result } from '../call/outcome.ts'
import { checkInteger } from '../core/arguments.ts'
import { InvalidArgumentError, TimeoutError } from '../core/errors.ts'
import { Thenable } from '../core/thenable.ts'
import type { ListOptions, ListQuery } from '../core/types.ts'
import { Page, type PageFacts } from './page.ts'
import { walk } from './walk.ts'

/** Rows on a page when one page is asked for: the API's own default, sent since servers differ. */
const ONE_PAGE = 25
/** Rows on a page when all are read: the most that the API gives, so the fewest requests. */
const ALL_PAGES = 250

const UNLIMITED = Number.MAX_SAFE_INTEGER

/** Which page, of how many rows, and the options that its request has of its own. */
export interface PageRequest {
  page: number
  perPage: number
  signal?: AbortSignal | undefined
  deadline?: number | undefined
}

/** Reads one page of a list. */
export type FetchPage<T> = (request: PageRequest) => Promise<Result<PageFacts<T>>>

/**
 * A list that asks for nothing until it is used: await it for its first page, or iterate over it for every row.
 *
 * Pages are offsets, so rows shift when others are created or deleted while you read. No row is given twice, and one
 * that slides to an earlier page because others were deleted is still given. What cannot be guaranteed: a row created
 * while you read may be missing; so may one that slides back while as many others are created (the total stays the same
 * and does not tell).
 */
export class List<T> extends Thenable<Page<T>> implements AsyncIterable<T> {
  /** What a promise has to have. */
  readonly [Symbol.toStringTag] = 'List'
  readonly #query: ListQuery
  readonly #options: ListOptions
  readonly #fetch: FetchPage<T>
  #first: Promise<Result<Page<T>>> | undefined

  constructor(query: ListQuery, options: ListOptions, fetch: FetchPage<T>) {
    super()
    this.#query = query
    this.#options = options
    this.#fetch = fetch
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
   * @param options.limit Stop after so many rows. Default: all of them.
   */
  async toArray(options: { limit?: number | undefined } = {}): Promise<T[]> {
    const { limit = UNLIMITED } = options
    checkInteger('limit', limit, 0)
    const rows: T[] = []
    if (limit === 0) return rows
    for await (const page of this.#pages(limit)) for (const row of page.data) rows.push(row)
    return rows.slice(0, limit)
  }

  /** The first page together with the HTTP response. */
  withResponse(): Promise<Result<Page<T>>> {
    this.#first ??= this.#read({ page: this.#query.page ?? 1, perPage: this.#query.perPage ?? ONE_PAGE })
    return this.#first
  }

  async *#pages(limit: number): AsyncGenerator<Page<T>, void, undefined> {
    checkList(this.#query, this.#options)
    const { signal, deadline, concurrency = 0 } = this.#options
    const perPage = this.#query.perPage ?? Math.min(ALL_PAGES, limit)
    const expires = deadline === undefined ? undefined : performance.now() + deadline
    const stop = new AbortController()
    const onAbort = () => stop.abort(signal?.reason)
    signal?.addEventListener('abort', onAbort, { once: true })
    const read = async (page: number) => {
      const left = expires === undefined ? undefined : expires - performance.now()
      if (left !== undefined && left <= 0) throw new TimeoutError(`The list was not read within ${deadline} ms (deadline).`)
      return (await this.#fetch({ page, perPage, signal: stop.signal, deadline: left })).data
    }
    try {
      signal?.throwIfAborted()
      for await (const facts of walk(read, { start: this.#query.page ?? 1, ahead: concurrency, limit })) {
        signal?.throwIfAborted()
        yield this.#page(facts, perPage)
      }
    } finally {
      // Whoever leaves the loop wants none of the pages that were asked for ahead.
      signal?.removeEventListener('abort', onAbort)
      stop.abort(new Error('The listing has ended'))
    }
  }

  async #read(request: PageRequest): Promise<Result<Page<T>>> {
    checkList(this.#query, this.#options)
    const { signal, deadline } = this.#options
    const { data, response } = await this.#fetch({ signal, deadline, ...request })
    return { data: this.#page(data, request.perPage), response }
  }

  #page(facts: PageFacts<T>, perPage: number): Page<T> {
    return new Page(facts, async (page) => (await this.#read({ page, perPage })).data)
  }
}

function checkList(query: ListQuery, { concurrency = 1 }: ListOptions): void {
  const { page = 1, perPage = 1 } = query
  checkInteger('page', page, 1)
  checkInteger('perPage', perPage, 1, ALL_PAGES)
  checkInteger('concurrency', concurrency, 1)
  if ('per_page' in query) throw new InvalidArgumentError('The page size is called perPage here, not per_page.')
}
