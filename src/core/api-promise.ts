/** The value of a call, with its HTTP response. */
export interface Result<T> {
  /** The record, the page, or `undefined` if the operation returns nothing. */
  data: T
  /** The status and headers. The body has been read: it is in `text`. */
  response: Response
  /**
   * The body as the server sent it, before it was parsed. JavaScript cannot represent every JSON number: an amount with many
   * digits is exact only here. Empty for a PDF.
   */
  text: string
}

/** A promise of the data of a result. It does not extend `Promise`, so that `.then()` returns a plain promise. */
export abstract class Thenable<T> implements Promise<T> {
  abstract readonly [Symbol.toStringTag]: string

  /** Resolves to the data together with the HTTP response (status, headers). The response body has already been read. */
  abstract withResponse(): Promise<Result<T>>

  // biome-ignore lint/suspicious/noThenProperty: it is meant to be awaited
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

/** The promise that a call returns. Await it for the record. Call `withResponse()` to get the HTTP response too. */
export class ApiPromise<T> extends Thenable<T> {
  /** Name of the class. */
  readonly [Symbol.toStringTag] = 'ApiPromise'
  readonly #result: Promise<Result<T>>

  constructor(result: Promise<Result<T>>) {
    super()
    this.#result = result
  }

  /** Resolves to the record together with the HTTP response (status, headers). The response body has already been read. */
  withResponse(): Promise<Result<T>> {
    return this.#result
  }
}
