import type { Result } from '../call/outcome.ts'
import { Thenable } from './thenable.ts'

/**
 * The promise of a call that has been sent. Awaiting it gives the record; `withResponse()` gives the HTTP response too.
 */
export class ApiPromise<T> extends Thenable<T> {
  /** What a promise has to have. */
  readonly [Symbol.toStringTag] = 'ApiPromise'
  readonly #result: Promise<Result<T>>

  constructor(result: Promise<Result<T>>) {
    super()
    this.#result = result
  }

  /** The record together with the HTTP response (status, headers). Its body has been read. */
  withResponse(): Promise<Result<T>> {
    return this.#result
  }
}
