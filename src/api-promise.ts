import type { Result } from './outcome.ts'

/**
 * The promise of a call that has been sent. Awaiting it gives the record; `withResponse()` gives the HTTP response too.
 */
export class ApiPromise<T> implements Promise<T> {
  readonly [Symbol.toStringTag] = 'ApiPromise'
  readonly #result: Promise<Result<T>>

  constructor(result: Promise<Result<T>>) {
    this.#result = result
  }

  /** The record together with the HTTP response (status, headers). Its body has been read. */
  withResponse(): Promise<Result<T>> {
    return this.#result
  }

  // biome-ignore lint/suspicious/noThenProperty: being awaited is what it is for
  then<A = T, B = never>(
    onFulfilled?: ((value: T) => A | PromiseLike<A>) | null,
    onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return this.#result.then(({ data }) => data).then(onFulfilled, onRejected)
  }

  catch<B = never>(onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null): Promise<T | B> {
    return this.then(undefined, onRejected)
  }

  finally(onFinally?: (() => void) | null): Promise<T> {
    return this.then().finally(onFinally)
  }
}
