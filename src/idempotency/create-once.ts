/**
 * Creates an invoice at most once for a key.
 *
 * 1. The store has the invoice: it is read from the API.
 * 2. The store has no record: the intent is stored at the moment of sending, by one atomic write that only one process can win,
 *    and is on the disk before the request leaves.
 * 3. The server certainly did not accept the request: the intent is removed.
 * 4. In any other case, or if another process left an intent: the invoice is searched for until the server can no longer act on
 *    the attempt. Only then is it sent again, as a new attempt that one process can win.
 */
import {
  ApiError,
  ConfigurationError,
  ConnectionError,
  InvalidArgumentError,
  ResponseParseError,
  TimeoutError,
  UncertainOutcomeError,
} from '../core/errors.ts'
import type { IdempotencyRecord, IdempotencyStore } from '../core/idempotency-store.ts'
import type { CreatedOnce } from '../core/options.ts'
import { messageOf } from '../core/text.ts'
import type { Invoice, InvoiceCreate, InvoiceListItem } from '../core/types.ts'
import { type CallOptions, shareDeadline } from '../http/call-options.ts'
import type { Caller, RequestParts } from '../http/caller.ts'
import { byUuid } from '../http/encode.ts'
import { sleep } from '../http/time-limits.ts'
import { attempt } from './attempt.ts'
import { type Draft, isSameDraft, prepareDraft } from './draft.ts'
import { KeyRecord, withTimeouts } from './key-record.ts'
import { LEASE_MS } from './lease.ts'
import { type SearchResult, search } from './search.ts'
import { planNextSearch, timeLeft, type Watch, watch } from './timing.ts'

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
  options: CallOptions
  send: (parts: RequestParts, options: CallOptions) => Promise<Invoice>
}

export async function createOnce(given: CreateOnceArguments): Promise<CreatedOnce> {
  const draft = await prepareDraft(given.key, given.body, given.tag)
  return new Creation(given, draft).run()
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
  #sends = 0
  #requests = 0
  #failure: unknown
  /** The latest attempt of this call: the version of the record that it left, and its end by `performance.now()`. */
  #own: { version: number; ended: number } | undefined
  /** The first attempt for this key, if this call made it. */
  #first: { startedAt: number; monotonic: number } | undefined
  #watch: Watch | undefined

  constructor({ caller, store, key, settle, options, send }: CreateOnceArguments, draft: Draft) {
    const { settings } = caller
    this.#caller = caller
    this.#draft = draft
    this.#settle = settle
    this.#options = options
    this.#send = send
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
      if (record?.uuid !== undefined) return { invoice: await this.#readInvoice(record.uuid), outcome: 'existing' }
      const state = record ? await this.#resolve(record) : 'absent'
      if (state === 'pending') continue
      const done = state === 'absent' ? await this.#attempt(record) : state
      if (done) return done
    }
  }

  async #readRecord(): Promise<IdempotencyRecord | undefined> {
    const { key } = this.#keyRecord
    const record = await this.#keyRecord.read().catch((cause: unknown) => {
      if (this.#own) throw this.#uncertain(cause)
      const { redact } = this.#caller.settings
      throw new ConfigurationError(redact(`The idempotency store failed: ${messageOf(cause)}; nothing was sent`), { cause })
    })
    if (!record || isSameDraft(record.hash, this.#draft.hash)) return record
    throw new InvalidArgumentError(
      `The key '${key}' was used for another draft. Use a unique key for each invoice, and the same draft each time, its date included.`,
    )
  }

  async #readInvoice(uuid: string): Promise<Invoice> {
    return (await this.#caller.fetch('getInvoice', byUuid(uuid), this.#searchOptions())).data
  }

  /** The caller's query is only for the request that creates the invoice. */
  #searchOptions(): CallOptions {
    return { ...this.#remaining(), query: undefined }
  }

  /** Sends the draft. `undefined` if the outcome is not certain, or another process was faster. */
  async #attempt(previous: IdempotencyRecord | undefined): Promise<CreatedOnce | undefined> {
    const result = await attempt({
      ...{ keyRecord: this.#keyRecord, hash: this.#draft.hash, previous, lease: this.#lease },
      send: (beforeSend) => this.#send({ json: JSON.stringify(this.#draft.body), beforeSend }, this.#remaining()),
    })
    this.#requests += result.requests
    if (result.kind === 'lost') return undefined
    const { record, intentAt } = result
    if (!previous) this.#first = { startedAt: record.startedAt, monotonic: intentAt }
    this.#sends += 1
    if (result.kind === 'created') {
      await this.#claim(record, result.invoice.uuid)
      return { invoice: result.invoice, outcome: 'created' }
    }
    this.#failure = result.failure
    this.#own = { version: await this.#keyRecord.endAttempt(record), ended: performance.now() }
    return undefined
  }

  /** @returns `false` if another key has the invoice. */
  async #claim(record: IdempotencyRecord, uuid: string): Promise<boolean> {
    const claimed = await this.#keyRecord.claim(record, uuid)
    if (typeof claimed === 'object') throw this.#uncertain(new Error(`there are two, ${claimed.other} and ${uuid}`))
    return claimed === 'stored'
  }

  /** One step towards certainty about an attempt of this or another process. */
  async #resolve(record: IdempotencyRecord): Promise<CreatedOnce | 'absent' | 'pending'> {
    const now = performance.now()
    const watched = this.#watchRecord(record, now)
    const leftAt = (wall: number, monotonic: number) => timeLeft(record, watched, this.#settle, { monotonic, wall })
    try {
      if (now < watched.searchAt) {
        await this.#pause(Math.min(watched.searchAt - now, Math.max(POLL_MS, (now - watched.seen) / 8)))
        return 'pending'
      }
      const started = Date.now()
      const result = await this.#search(record, () => leftAt(started, now) > 0)
      const found = result?.found
      if (found && (await this.#claim(record, found.uuid))) return { invoice: found, outcome: 'recovered' }
      // Counted from the moment before the search: an invoice that was created after it may have been missed.
      const left = leftAt(Math.min(started, result?.serverTime ?? started), now)
      if (left > 0 || found) {
        planNextSearch(watched, performance.now(), Math.max(POLL_MS, left))
        return 'pending'
      }
      if (result && result.doubtful.length > 0) {
        throw this.#uncertain(new Error(describeDoubt(this.#draft.tag)), result.doubtful, record)
      }
      if (this.#sends >= this.#maxSends) throw this.#failure
      return 'absent'
    } catch (error) {
      throw error instanceof UncertainOutcomeError ? error : this.#uncertain(error, [], record)
    }
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
    const left = record && this.#watch ? timeLeft(record, this.#watch, this.#settle, now) : this.#settle
    const safeAfter = new Date(Date.now() + Math.max(0, left))
    const why = messageOf(cause).replace(/\.$/, '')
    return new UncertainOutcomeError(
      this.#caller.settings.redact(
        `It is not certain whether the invoice for the key '${key}' exists: ${why}. Call createOnce again with the same key and draft after ${safeAfter.toISOString()}.`,
      ),
      { key, safeAfter, candidates, attempts: this.#requests, cause },
    )
  }
}

/** Whether a request that failed may succeed later. */
function isTransient(error: unknown): boolean {
  if (error instanceof ApiError) return error.status >= 500 || error.status === 408 || error.status === 429
  return error instanceof ConnectionError || error instanceof TimeoutError || error instanceof ResponseParseError
}

const describeDoubt = (tag: string): string =>
  `there are invoices like it. If one of them is the invoice, add the tag ${tag} to it. If none of them is, use another key`
