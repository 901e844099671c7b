import type { ExportProgress, ExportSummary } from './progress.ts'

/**
 * An export: await it for its summary, or iterate over it for its progress first. It starts when either is done. If you leave
 * the loop, it ends; what was read is kept.
 */
export class ExportRun implements Promise<ExportSummary>, AsyncIterable<ExportProgress> {
  /** Every promise has one. */
  readonly [Symbol.toStringTag] = 'ExportRun'
  readonly #work: AsyncGenerator<ExportProgress, ExportSummary, undefined>
  #summary: Promise<ExportSummary> | undefined
  #end: { resolve(summary: ExportSummary): void; reject(error: unknown): void } | undefined

  /** @internal */
  constructor(work: AsyncGenerator<ExportProgress, ExportSummary, undefined>) {
    this.#work = work
  }

  /** How far it has come, after every page and every few records. */
  async *[Symbol.asyncIterator](): AsyncGenerator<ExportProgress, void, undefined> {
    if (this.#summary) throw new Error('The progress of an export can be read once, before the export is awaited.')
    this.#summary = new Promise((resolve, reject) => {
      this.#end = { resolve, reject }
    })
    // Whoever iterates meets the error there, and need not await the summary.
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
      this.#end?.reject(new Error('The export was stopped before its end.'))
      // A summary is no longer asked for: this runs what closes the target.
      await this.#work.return(undefined as never)
    }
  }

  // biome-ignore lint/suspicious/noThenProperty: being awaited is what it is for
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

/** Runs it to its end. */
async function finish(work: AsyncGenerator<unknown, ExportSummary, undefined>): Promise<ExportSummary> {
  for (;;) {
    const next = await work.next()
    if (next.done) return next.value
  }
}
