import type { ExportProgress, ExportSummary } from './progress.ts'

/**
 * A running export. Await it for the summary, or iterate over it for progress and await it afterwards. The export starts with
 * the first of these. Leaving the loop early stops it, and keeps the records read so far.
 */
export class ExportRun implements Promise<ExportSummary>, AsyncIterable<ExportProgress> {
  /** Name of the class. */
  readonly [Symbol.toStringTag] = 'ExportRun'
  readonly #work: AsyncGenerator<ExportProgress, ExportSummary, undefined>
  #summary: Promise<ExportSummary> | undefined
  #end: { resolve(summary: ExportSummary): void; reject(error: unknown): void } | undefined

  /** @internal */
  constructor(work: AsyncGenerator<ExportProgress, ExportSummary, undefined>) {
    this.#work = work
  }

  /** Progress, after every page and every few records. @throws The error that ended the export. */
  async *[Symbol.asyncIterator](): AsyncGenerator<ExportProgress, void, undefined> {
    if (this.#summary) throw new Error('The progress of an export can be iterated only once, and before the export is awaited.')
    this.#summary = new Promise((resolve, reject) => {
      this.#end = { resolve, reject }
    })
    // The loop throws the error too, so an unused summary must not cause an unhandled rejection.
    this.#summary.catch(() => {})
    try {
      for (;;) {
        const next = await this.#work.next()
        if (next.done) return this.#end?.resolve(next.value)
        yield next.value
      }
    } catch (error) {
      this.#end?.reject(error)
      throw error
    } finally {
      this.#end?.reject(new Error('The export was stopped.'))
      // Runs the generator's `finally` block, which closes the target. The return value is not used.
      await this.#work.return(undefined as never)
    }
  }

  // biome-ignore lint/suspicious/noThenProperty: ExportRun implements Promise
  then<A = ExportSummary, B = never>(
    onFulfilled?: ((summary: ExportSummary) => A | PromiseLike<A>) | null,
    onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    this.#summary ??= finish(this.#work)
    return this.#summary.then(onFulfilled, onRejected)
  }

  catch<B = never>(onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null): Promise<ExportSummary | B> {
    return this.then(undefined, onRejected)
  }

  finally(onFinally?: (() => void) | null): Promise<ExportSummary> {
    return this.then().finally(onFinally)
  }
}

/** Runs the export to its end, ignoring progress. */
async function finish(work: AsyncGenerator<unknown, ExportSummary, undefined>): Promise<ExportSummary> {
  for (;;) {
    const next = await work.next()
    if (next.done) return next.value
  }
}
