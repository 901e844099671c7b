import { checkInteger } from './arguments.ts'
import { InvalidArgumentError } from './errors.ts'
import type { Result } from './outcome.ts'
import { Page, type PageFacts } from './page.ts'
import type { ListQuery } from './types.ts'

/** Rows on a page when one page is asked for: the API's own default, sent since servers differ. */
const ONE_PAGE = 25
/** Rows on a page when all are read: the most that the API gives, so the fewest requests. */
const ALL_PAGES = 250

/** Reads one page of a list. */
export type FetchPage<T> = (page: number, perPage: number) => Promise<Result<PageFacts<T>>>

/**
 * A list that asks for nothing until it is used: await it for its first page, or iterate over it for every row.
 */
export class List<T> implements Promise<Page<T>>, AsyncIterable<T> {
  readonly [Symbol.toStringTag] = 'List'
  readonly #query: ListQuery
  readonly #fetch: FetchPage<T>
  #first: Promise<Result<Page<T>>> | undefined

  constructor(query: ListQuery, fetch: FetchPage<T>) {
    this.#query = query
    this.#fetch = fetch
  }

  /** Every row of every page, from the page asked for. */
  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    for await (const page of this.pages()) yield* page.data
  }

  /** Every page, from the page asked for. */
  async *pages(): AsyncGenerator<Page<T>, void, undefined> {
    let { data: page } = await this.#read(this.#query.page ?? 1, this.#query.perPage ?? ALL_PAGES)
    yield page
    while (page.hasNext) {
      page = await page.next()
      yield page
    }
  }

  /**
   * The rows as an array.
   *
   * @param options.limit Stop after so many rows. Default: all of them.
   */
  async toArray({ limit = Number.MAX_SAFE_INTEGER }: { limit?: number | undefined } = {}): Promise<T[]> {
    checkInteger('limit', limit, { min: 0, max: Number.MAX_SAFE_INTEGER })
    const rows: T[] = []
    if (limit === 0) return rows
    for await (const row of this) {
      rows.push(row)
      if (rows.length === limit) break
    }
    return rows
  }

  /** The first page together with the HTTP response. */
  withResponse(): Promise<Result<Page<T>>> {
    this.#first ??= this.#read(this.#query.page ?? 1, this.#query.perPage ?? ONE_PAGE)
    return this.#first
  }

  // biome-ignore lint/suspicious/noThenProperty: being awaited is what it is for
  then<A = Page<T>, B = never>(
    onFulfilled?: ((page: Page<T>) => A | PromiseLike<A>) | null,
    onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return this.withResponse()
      .then(({ data }) => data)
      .then(onFulfilled, onRejected)
  }

  catch<B = never>(onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null): Promise<Page<T> | B> {
    return this.then(undefined, onRejected)
  }

  finally(onFinally?: (() => void) | null): Promise<Page<T>> {
    return this.then().finally(onFinally)
  }

  async #read(page: number, perPage: number): Promise<Result<Page<T>>> {
    checkQuery(this.#query)
    const { data, response } = await this.#fetch(page, perPage)
    return { data: new Page(data, async (next) => (await this.#read(next, perPage)).data), response }
  }
}

function checkQuery(query: ListQuery): void {
  const { page, perPage } = query
  if (page !== undefined) checkInteger('page', page, { min: 1, max: Number.MAX_SAFE_INTEGER })
  if (perPage !== undefined) checkInteger('perPage', perPage, { min: 1, max: 250 })
  if ('per_page' in query) throw new InvalidArgumentError('The page size is called perPage here, not per_page.')
}
