import type { Result } from '../call/outcome.ts'

/** A promise of the data of a result: not a subclass of Promise, whose methods would make more of its kind. */
export abstract class Thenable<T> implements Promise<T> {
  abstract readonly [Symbol.toStringTag]: string

  /** The data together with the HTTP response (status, headers). Its body has been read. */
  abstract withResponse(): Promise<Result<T>>

  // biome-ignore lint/suspicious/noThenProperty: being awaited is what it is for
  then<A = T, B = never>(
    onFulfilled?: ((value: T) => A | PromiseLike<A>) | null,
    onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return this.withResponse()
      .then(({ data }) => data)
      .then(onFulfilled, onRejected)
  }

  catch<B = never>(onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null): Promise<T | B> {
    return this.then(undefined, onRejected)
  }

  finally(onFinally?: (() => void) | null): Promise<T> {
    return this.then().finally(onFinally)
  }
}
