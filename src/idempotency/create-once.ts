/**
 * Creates an invoice at most once for a key.
 *
 * 1. The store has the invoice: it is read from the API.
 * 2. The store has no record: the intent is stored at the moment of sending, by one atomic write that only one process can win,
 *    and is on the disk before the request leaves.
 * 3. The request certainly did not reach the server: the intent is removed.
 * 4. The server refused the request: the error is thrown, and the next call searches once before it sends again.
 * 5. In any other case, or if another process left an intent: the invoice is searched for until the server can no longer act on
 *    the attempt. Only then is it sent again, as a new attempt that one process can win. As long as there are invoices that may
 *    be the right one, nothing is sent: the caller decides with `options.resolve`.
 */
import { ConfigurationError, InvalidArgumentError, TimeoutError, UncertainOutcomeError } from '../core/errors.ts'
import type { IdempotencyRecord, IdempotencyStore } from '../core/idempotency-store.ts'
import type { CreatedOnce, CreateOnceOptions } from '../core/options.ts'
import { messageOf } from '../core/text.ts'
import type { Invoice, InvoiceCreate, InvoiceListItem } from '../core/types.ts'
import { type CallOptions, shareDeadline } from '../http/call-options.ts'
import type { Caller, RequestParts } from '../http/caller.ts'
import { byUuid } from '../http/encode.ts'
import { sleep } from '../http/time-limits.ts'
import { attempt } from './attempt.ts'
import { type Draft, isSameDraft, prepareDraft, readKey } from './draft.ts'
import { KeyRecord, withTimeouts } from './key-record.ts'
import { readLabels } from './labels.ts'
import { LEASE_MS } from './lease.ts'
import { type SearchResult, search } from './search.ts'
import { planNextSearch, timeLeft, type Watch, watch } from './timing.ts'
import { adviseOnDoubt, isTransient } from './uncertainty.ts'

const POLL_MS = 100

/** The checked arguments of `invoices.createOnce()`. */
export interface CreateOnceArguments {
  caller: Caller
  store: IdempotencyStore
  key: string
  /** The request body, copied. */
  body: InvoiceCreate
  tag: boolean
  /** Milliseconds after an attempt for which the server may still act on it. */
  settle: number
  resolve: CreateOnceOptions['resolve']
  options: CallOptions
  send: (parts: RequestParts, options: CallOptions) => Promise<Invoice>
}

export async function createOnce(given: CreateOnceArguments): Promise<CreatedOnce> {
  const key = readKey(given.key)
  const draft = await prepareDraft(key, given.body, given.tag)
  return new Creation({ ...given, key }, draft).run()
}

/** One call of `createOnce`. */
class Creation {
  readonly #caller: Caller
  readonly #draft: Draft
  readonly #settle: number
  readonly #options: CallOptions
  readonly #send: CreateOnceArguments['send']
  readonly #remaining: () => CallOptions
  readonly #keyRecord: KeyRecord
  readonly #lease: number
  readonly #maxSends: number
  readonly #isTagged: boolean
  #answer: CreateOnceOptions['resolve']
  #sends = 0
  #requests = 0
  #failure: unknown
  /** The latest attempt of this call: the version of the record that it left, and its end by `performance.now()`. */
  #own: { version: number; ended: number } | undefined
  /** The first attempt for this key, if this call made it. */
  #first: { startedAt: number; monotonic: number } | undefined
  #watch: Watch | undefined

  constructor({ caller, store, key, settle, options, send, tag, resolve }: CreateOnceArguments, draft: Draft) {
    const { settings } = caller
    this.#caller = caller
    this.#draft = draft
    this.#settle = settle
    this.#options = options
    this.#send = send
    this.#isTagged = tag
    this.#answer = resolve
    this.#remaining = shareDeadline(options, settings.deadline)
    this.#keyRecord = new KeyRecord(
      key,
      withTimeouts(store, () => this.#remaining().deadline),
      settings,
    )
    this.#lease = Math.ceil(Math.min(options.timeout ?? settings.timeout, LEASE_MS))
    this.#maxSends = Math.max(1, options.maxRetries ?? settings.maxRetries) + 1
  }

  async run(): Promise<CreatedOnce> {
    for (;;) {
      const record = await this.#readRecord()
      if (typeof this.#answer === 'object') return this.#adopt(record, this.#answer.uuid)
      if (record?.uuid !== undefined) return this.#result(await this.#readInvoice(record.uuid), 'existing')
      const state = record ? await this.#resolve(record) : 'absent'
      if (state === 'pending') continue
      const done = state === 'absent' ? await this.#attempt(record) : state
      if (done) return done
    }
  }

  async #readRecord(): Promise<IdempotencyRecord | undefined> {
    const { key } = this.#keyRecord
    const record = await this.#keyRecord.read().catch((cause: unknown) => {
      throw this.#own ? this.#uncertain(cause) : this.#storeFailed(cause)
    })
    if (!record || record.status !== undefined || isSameDraft(record.hash, this.#draft.hash)) return record
    throw new InvalidArgumentError(
      `The key '${key}' was used for another draft. Use a unique key for each invoice, and the same draft each time, its date included.`,
    )
  }

  #storeFailed(cause: unknown): ConfigurationError {
    const { redact } = this.#caller.settings
    return new ConfigurationError(redact(`The idempotency store failed: ${messageOf(cause)}; nothing was sent`), { cause })
  }

  async #readInvoice(uuid: string): Promise<Invoice> {
    return (await this.#caller.fetch('getInvoice', byUuid(uuid), this.#searchOptions())).data
  }

  #result(invoice: Invoice, outcome: CreatedOnce['outcome']): CreatedOnce {
    return { invoice, outcome: isCancelled(invoice) ? 'cancelled' : outcome }
  }

  /** Records an invoice that the caller has named. */
  async #adopt(record: IdempotencyRecord | undefined, uuid: string): Promise<CreatedOnce> {
    const { key } = this.#keyRecord
    if (record?.uuid !== undefined && record.uuid !== uuid) {
      throw new InvalidArgumentError(`resolve: The key '${key}' already has the invoice ${record.uuid}.`, { field: 'resolve' })
    }
    const invoice = await this.#readInvoice(uuid)
    if (record?.uuid === uuid) return this.#result(invoice, 'existing')
    const now = Date.now()
    const fresh = { key, version: 0, startedAt: now, sentAt: now, until: now }
    const claimed = await this.#keyRecord
      .claim({ ...(record ?? fresh), hash: this.#draft.hash }, uuid)
      .catch((cause: unknown) => Promise.reject(this.#storeFailed(cause)))
    if (claimed === 'stored') return this.#result(invoice, 'recovered')
    const holder =
      claimed === 'taken' ? 'Another key has this invoice' : `The key '${key}' already has the invoice ${claimed.other}`
    throw new InvalidArgumentError(`resolve: ${holder}.`, { field: 'resolve' })
  }

  /** The caller's query is only for the request that creates the invoice. */
  #searchOptions(): CallOptions {
    return { ...this.#remaining(), query: undefined }
  }

  /** Sends the draft. `undefined` if the outcome is not certain, or another process was faster. */
  async #attempt(previous: IdempotencyRecord | undefined): Promise<CreatedOnce | undefined> {
    const isFresh = this.#answer === 'not-created'
    this.#answer = undefined
    const result = await attempt({
      ...{ keyRecord: this.#keyRecord, hash: this.#draft.hash, previous, lease: this.#lease, isFresh },
      send: (beforeSend) => this.#send({ json: JSON.stringify(this.#draft.body), beforeSend }, this.#remaining()),
    })
    this.#requests += result.requests
    if (result.kind === 'lost') return undefined
    const { record, intentAt } = result
    if (!previous || isFresh) this.#first = { startedAt: record.startedAt, monotonic: intentAt }
    this.#sends += 1
    if (result.kind === 'created') {
      const { invoice } = result
      if (!(await this.#claim(record, invoice.uuid)))
        throw this.#uncertain(new Error(`another key has the invoice ${invoice.uuid}`))
      if (this.#isTagged) this.#checkTag(invoice)
      return { invoice, outcome: 'created' }
    }
    this.#failure = result.failure
    this.#own = { version: await this.#keyRecord.endAttempt(record), ended: performance.now() }
    return undefined
  }

  /** Without its tag, an invoice whose response is lost cannot be recognized. */
  #checkTag({ tags }: Invoice): void {
    if (untaggedCallers.has(this.#caller) || readLabels(tags).includes(this.#draft.tag)) return
    untaggedCallers.add(this.#caller)
    const { logger, redact } = this.#caller.settings
    logger?.warn(
      redact(
        `createOnce: the server did not return the tag ${this.#draft.tag}. If a response is lost, an invoice without its tag leads to an UncertainOutcomeError.`,
      ),
    )
  }

  /**
   * Records the invoice. If the store fails, the intent is still there, and the next call finds the invoice by its tag.
   *
   * @returns `false` if another key has the invoice.
   */
  async #claim(record: IdempotencyRecord, uuid: string): Promise<boolean> {
    const claimed = await this.#keyRecord.claim(record, uuid).catch((error: unknown) => {
      this.#keyRecord.logFailure(error)
      return 'stored' as const
    })
    if (typeof claimed === 'object') throw this.#uncertain(new Error(`there are two, ${claimed.other} and ${uuid}`))
    return claimed === 'stored'
  }

  /** One step towards certainty about an attempt of this or another process. */
  async #resolve(record: IdempotencyRecord): Promise<CreatedOnce | 'absent' | 'pending'> {
    const now = performance.now()
    const watched = this.#watchRecord(record, now)
    const leftAt = (wall: number, monotonic: number) => this.#timeLeft(record, watched, { monotonic, wall })
    try {
      if (now < watched.searchAt) {
        await this.#pause(Math.min(watched.searchAt - now, Math.max(POLL_MS, (now - watched.seen) / 8)))
        return 'pending'
      }
      const started = Date.now()
      const result = await this.#search(record, () => leftAt(started, now) > 0)
      const found = result?.found
      if (found && (await this.#claim({ ...record, hash: this.#draft.hash }, found.uuid))) return this.#result(found, 'recovered')
      // Counted from the moment before the search: an invoice that was created after it may have been missed.
      const left = leftAt(Math.min(started, result?.serverTime ?? started), now)
      if (left > 0 || found) {
        planNextSearch(watched, performance.now(), Math.max(POLL_MS, left))
        return 'pending'
      }
      if (result && result.doubtful.length > 0 && this.#answer !== 'not-created') {
        throw this.#uncertain(new Error('there are invoices like it'), result.doubtful, record)
      }
      if (this.#sends >= this.#maxSends) throw this.#failure
      return 'absent'
    } catch (error) {
      throw error instanceof UncertainOutcomeError ? error : this.#uncertain(error, [], record)
    }
  }

  /** Milliseconds until the server can no longer act on the latest attempt. */
  #timeLeft(record: IdempotencyRecord, watched: Watch, now: { monotonic: number; wall: number }): number {
    if (record.status === 'refused') return 0
    // The caller has seen the doubt, so that the time by the record is enough.
    if (this.#answer === 'not-created') return record.until + this.#settle - now.wall
    return timeLeft(record, watched, this.#settle, now)
  }

  #watchRecord(record: IdempotencyRecord, now: number): Watch {
    if (this.#watch?.version === record.version) return this.#watch
    const own = this.#own?.version === record.version ? this.#own : undefined
    this.#watch = watch(record, own !== undefined, own?.ended ?? now, this.#settle)
    return this.#watch
  }

  /** @returns `undefined` if the search failed for a transient reason, and there is time for another. */
  async #search(record: IdempotencyRecord, hasTime: () => boolean): Promise<SearchResult | undefined> {
    const first = this.#first?.startedAt === record.startedAt ? this.#first : undefined
    const age = () => (first ? performance.now() - first.monotonic : Math.max(0, Date.now() - record.startedAt))
    const { store } = this.#keyRecord
    try {
      const options = () => this.#searchOptions()
      return await search({ ...{ caller: this.#caller, store, draft: this.#draft, record, age }, options })
    } catch (error) {
      if (this.#options.signal?.aborted || !isTransient(error) || !hasTime()) throw error
      return undefined
    }
  }

  /** @throws TimeoutError at once if the deadline is earlier. */
  async #pause(milliseconds: number): Promise<void> {
    const { deadline, signal } = this.#remaining()
    if (deadline !== undefined && deadline <= milliseconds) {
      throw new TimeoutError('the deadline is earlier', { cause: this.#failure, mayHaveSucceeded: true })
    }
    await sleep(milliseconds, signal)
  }

  #uncertain(cause: unknown, candidates: InvoiceListItem[] = [], record?: IdempotencyRecord): UncertainOutcomeError {
    const { key } = this.#keyRecord
    const now = { monotonic: performance.now(), wall: Date.now() }
    const left = record && this.#watch ? this.#timeLeft(record, this.#watch, now) : this.#settle
    const safeAfter = new Date(Date.now() + Math.max(0, left))
    const why = messageOf(cause).replace(/\.$/, '')
    return new UncertainOutcomeError(
      this.#caller.settings.redact(
        `It is not certain whether the invoice for the key '${key}' exists: ${why}. ${adviseOnDoubt(candidates, safeAfter)}`,
      ),
      { key, safeAfter, candidates, attempts: this.#requests, cause },
    )
  }
}

/** Clients whose server does not return the tags of a new invoice. */
const untaggedCallers = new WeakSet<Caller>()

const isCancelled = ({ deletedAt, mydata }: Invoice): boolean => Boolean(deletedAt) || Boolean(mydata?.canceledByMark)
