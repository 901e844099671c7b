import { InvalidArgumentError } from '../core/errors.ts'

/** Where a page stands in its list, as the server said. */
export interface PageFacts<T> {
  data: T[]
  page: number
  perPage: number
  lastPage: number
  total: number
}

/** One page of a list. */
export class Page<T> implements PageFacts<T> {
  // Assigned all at once.
  /** The rows. */
  declare readonly data: T[]
  /** The number of this page, from 1. */
  declare readonly page: number
  /** Rows on a page, as the server applied it: it may give fewer than were asked for. */
  declare readonly perPage: number
  /** The number of the last page. */
  declare readonly lastPage: number
  /** Rows on all pages. `NaN` where the server does not say. */
  declare readonly total: number
  readonly #turn: (page: number) => Promise<Page<T>>

  constructor({ data, page, perPage, lastPage, total }: PageFacts<T>, turn: (page: number) => Promise<Page<T>>) {
    Object.assign(this, { data, page, perPage, lastPage, total } satisfies PageFacts<T>)
    this.#turn = turn
  }

  /** Whether there is a page after this one. */
  get hasNext(): boolean {
    return this.page < this.lastPage
  }

  /**
   * The page after this one, asked for with the same page size and filters.
   *
   * @throws InvalidArgumentError on the last page: look at `hasNext` first.
   */
  async next(): Promise<Page<T>> {
    if (!this.hasNext) throw new InvalidArgumentError(`Page ${this.page} is the last: look at hasNext before next().`)
    return this.#turn(this.page + 1)
  }
}
