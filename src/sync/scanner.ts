import { isBillitError, ResponseParseError } from '../core/errors.ts'
import { errorStatus, readInvoice, readPages } from './client.ts'
import type { DetailQueue } from './detail-queue.ts'
import type { Outbox } from './outbox.ts'
import { pause } from './paced-client.ts'
import { type ListingRules, planPage, recheckLevel } from './plan.ts'
import { type ExportResource, hasDetails } from './resources.ts'
import { createState, isFatal, isOutage, type ResourceState, type RunContext } from './round.ts'
import { readListing } from './run.ts'
import { type DetailTask, FIRST_TURN, nextTurn, type Turns } from './schedule.ts'
import type { Pending } from './store.ts'

/** What a watch is reading. */
export interface WatchProgress {
  /** Whether the first copy is being made. */
  isFirstCopy: boolean
  /** The resource that is being read. */
  resource: ExportResource
  /** `list` reads the list, and `details` the invoices one by one. */
  step: 'list' | 'details'
  /** Rows done in this step. */
  done: number
  /** Rows in this step. `undefined` while unknown. */
  total: number | undefined
}

export interface ScannerOptions {
  context: RunContext
  outbox: Outbox
  resources: readonly ExportResource[]
  /** Milliseconds between two requests. */
  interval: number
  onError: (error: unknown) => void
  onProgress: (progress: WatchProgress) => void
}

/** The resources whose newest page is read often. */
const LOOKED_AT: readonly ExportResource[] = ['invoices', 'payments']
/** A single look reads each of these at most. */
const ONCE_LIMITS: Record<DetailTask, number> = { changed: Number.POSITIVE_INFINITY, undecided: 500, recent: 500, rest: 25 }
const MAX_OUTAGE_PAUSE_MS = 60_000
/** A list whose order has ties may need several readings until every row was seen. */
const INCOMPLETE_READINGS = 3

/** Reads the account bit by bit, and keeps the copy up to date. */
export class Scanner {
  readonly #options: ScannerOptions
  readonly #queue: DetailQueue
  readonly #states: readonly ResourceState[]
  #turns: Turns = FIRST_TURN
  #lists: AsyncGenerator<void> | undefined
  #looks = 0
  #outages = 0
  #isFirstCopy = false

  constructor(options: ScannerOptions, queue: DetailQueue) {
    this.#options = options
    this.#queue = queue
    this.#states = options.resources.map(createState)
  }

  /**
   * Continues after about each request. Ends only if `once` is set, after everything was looked at.
   *
   * @param from `beginning` reports the records of the first copy as created.
   */
  async *steps(from: 'now' | 'beginning', once: boolean): AsyncGenerator<void> {
    const { outbox, resources } = this.#options
    await this.#queue.markChanged(0)
    const unwatched = resources.filter((name) => !outbox.isWatched(name))
    this.#isFirstCopy = unwatched.length > 0
    if (from === 'beginning') for (const name of unwatched) await outbox.startFromBeginning(name)
    const listing = this.#isFirstCopy || once ? yield* this.#readAll() : 0
    this.#isFirstCopy = false
    if (once) {
      for (const task of ['undecided', 'recent', 'rest'] as const) yield* this.#drain(task, listing)
      return
    }
    for (;;) yield await this.#step()
  }

  /**
   * Reads all lists and the changed invoices. The resources whose lists are complete are watched from then on.
   *
   * @returns A number of a listing, since which these invoices were read.
   */
  async *#readAll(): AsyncGenerator<void, number> {
    yield* this.#readLists()
    const listing = await this.#options.context.store.beginListing('invoices')
    yield* this.#drain('changed', listing)
    await this.#startInvoices()
    return listing
  }

  /** Starts to report the changes of invoices, if their list was read completely, and then the details of each. */
  async #startInvoices(): Promise<void> {
    const state = this.#states.find(({ resource }) => resource === 'invoices')
    if (state?.isSettled && (await this.#queue.count('changed')) === 0) await this.#startWatching(state)
  }

  /** Reads the invoices of a task that were not read since this listing began. */
  async *#drain(task: DetailTask, listing: number): AsyncGenerator<void> {
    if (!this.#options.resources.includes('invoices')) return
    const limit = ONCE_LIMITS[task]
    const total = Math.min(limit, await this.#queue.count(task))
    for (let done = 0; done < limit; done += 1) {
      const pending = await this.#queue.next(task, listing)
      if (!pending) return
      await this.#attempt(() => this.#readDetails(pending, listing))
      this.#report('invoices', 'details', done + 1, total)
      yield
    }
  }

  async #step(): Promise<void> {
    const { context, interval, resources } = this.#options
    const listing = Number((await context.store.settings.get('listing of invoices')) ?? 0)
    let found: Pending | undefined
    const isReady = async (task: DetailTask) => {
      found = resources.includes('invoices') ? await this.#queue.next(task, listing) : undefined
      return found !== undefined
    }
    const { task, turns } = await nextTurn(this.#turns, performance.now(), interval, isReady)
    this.#turns = turns
    const pending = found
    if (task === 'look') return this.#attempt(() => this.#look())
    if (task !== 'list' && pending) return this.#attempt(() => this.#readDetails(pending, listing))
    this.#lists ??= this.#readLists()
    if ((await this.#lists.next()).done) this.#lists = undefined
  }

  /** Reads the newest page of invoices or of payments, in turn. */
  async #look(): Promise<void> {
    const { context, resources } = this.#options
    const names = LOOKED_AT.filter((name) => resources.includes(name))
    const resource = names[this.#looks++ % names.length]
    if (!resource) return
    const { client, store, signal } = context
    for await (const { data } of readPages(client, resource, signal)) {
      const listing = await store.beginListing(resource)
      const keys = data.map(({ key }) => key)
      await store.savePage(resource, listing, planPage(data, await store.versions(resource, keys), rulesOf(resource)))
      if (resource === 'invoices') await this.#queue.markChanged(listing)
      break
    }
    await store.settings.set('last look', new Date().toISOString())
  }

  async #readDetails({ key, wanted }: Pending, listing: number): Promise<void> {
    const { client, store, signal } = this.#options.context
    try {
      const { readAt, ...record } = await readInvoice(client, key, signal)
      await store.saveRecords('invoices', [{ ...record, version: wanted, recheck: recheckLevel(record, readAt) }], [], listing)
    } catch (error) {
      if (isFatal(error)) throw error
      await store.saveRecords('invoices', [], [key], listing)
      const status = errorStatus(error)
      // Without a response, or with 502 to 504, the server is at fault, so the invoice keeps its place.
      if (status !== undefined && status <= 500) await this.#queue.postpone(key)
      // It was deleted, which the list will show.
      if (status !== 404) throw error
    }
  }

  /** Reads all lists. A list that cannot be read stops no other. */
  async *#readLists(): AsyncGenerator<void> {
    for (const state of this.#states) {
      state.isSettled = false
      const reading = readListing(this.#options.context, state, rulesOf(state.resource))
      for (let isDone = false; !isDone; ) {
        isDone = true
        await this.#attempt(async () => {
          const next = await reading.next()
          if (state.resource === 'invoices') await this.#queue.markChanged(state.listing)
          isDone = next.done === true
          if (next.done) return this.#endReading(state, next.value.problem)
          this.#report(state.resource, 'list', next.value.done, next.value.total)
        })
        yield
      }
    }
    await this.#startInvoices()
    await this.#options.context.store.settings.set('last reading', new Date().toISOString())
  }

  /** @throws ResponseParseError if the list was incomplete several times in a row. */
  async #endReading(state: ResourceState, problem: string | undefined): Promise<void> {
    state.isSettled = !problem
    state.rounds = problem ? state.rounds + 1 : 0
    // The details of invoices come later.
    if (!problem && state.resource !== 'invoices') await this.#startWatching(state)
    if (problem && state.rounds >= INCOMPLETE_READINGS) {
      throw new ResponseParseError(`${state.resource}: ${problem}`, { status: 200, body: '', attempts: 1 })
    }
  }

  async #startWatching({ resource }: ResourceState): Promise<void> {
    const { outbox } = this.#options
    if (!outbox.isWatched(resource)) await outbox.startWatching(resource)
  }

  /** Reports an error after which the watch continues. @throws Any other error. */
  async #attempt(work: () => Promise<void>): Promise<void> {
    const { context, onError, interval } = this.#options
    try {
      await work()
      this.#outages = 0
    } catch (error) {
      context.signal?.throwIfAborted()
      const isLimit = isBillitError(error) && errorStatus(error) === 429
      if (isFatal(error) && !isLimit) throw error
      onError(error)
      if (!isLimit && !isOutage(error)) return
      this.#outages += 1
      await pause(Math.min(MAX_OUTAGE_PAUSE_MS, interval * 2 ** this.#outages), context.signal)
    }
  }

  #report(resource: ExportResource, step: WatchProgress['step'], done: number, total: number | undefined): void {
    this.#options.onProgress({ isFirstCopy: this.#isFirstCopy, resource, step, done, total })
  }
}

const rulesOf = (resource: ExportResource): ListingRules => ({ details: true, isShort: hasDetails(resource), since: undefined })
