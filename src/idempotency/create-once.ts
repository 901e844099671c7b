/**
 * Creates an invoice at most once for a key.
 *
 * 1. The store has the invoice: it is read.
 * 2. The store has nothing: the intent is written at the moment of sending, by one atomic step that only one process can win,
 *    and is on the disk before the request leaves.
 * 3. The server certainly did not take the request: the intent is removed.
 * 4. Anything else, or an intent that another process left: the invoice is looked for until the server can no longer act on
 *    the attempt. Only then is it sent again, as a new attempt that one process can win.
 */

import {
  ApiError,
  ConfigurationError,
  ConnectionError,
  InvalidArgumentError,
  isBillitError,
  ResponseParseError,
  TimeoutError,
  UncertainOutcomeError,
} from '../core/errors.ts'
import type { IdempotencyRecord, IdempotencyStore } from '../core/idempotency-store.ts'
import type { CreatedOnce, RequestOptions } from '../core/options.ts'
import { messageOf } from '../core/text.ts'
import type { Invoice, InvoiceListItem } from '../core/types.ts'
import { type Caller, sharedDeadline } from '../http/caller.ts'
import { byUuid } from '../http/path.ts'
import { sleep } from '../http/time-limits.ts'
import { type Draft, isSameDraft } from './draft.ts'
import { keepRenewing, LEASE_MS, type Renewal } from './lease.ts'
import { type Looked, look } from './search.ts'
import { withTimeouts } from './store-timeout.ts'
import { planNextLook, timeLeft, type Watch, watch } from './timing.ts'

const POLL_MS = 100

export interface OnceParts {
  caller: Caller
  store: IdempotencyStore
  key: string
  draft: Draft
  /** Milliseconds after an attempt for which the server may act on it. */
  settle: number
  options: RequestOptions
  /** Sends the draft. `beforeSend` runs before each attempt. */
  send: (beforeSend: () => Promise<void>, options: RequestOptions) => PromiseLike<Invoice>
}

/** What this call knows of its own attempts, by `performance.now()`. */
interface Own {
  /** The version of the entry that the last one left. */
  version: number
  ended: number
}

export async function createOnce({ caller, key, draft, settle, options, send, ...given }: OnceParts): Promise<CreatedOnce> {
  const { settings } = caller
  const remaining = sharedDeadline(options, settings)
  const store = withTimeouts(given.store, () => remaining().deadline)
  const lease = Math.ceil(Math.min(options.timeout ?? settings.timeout, LEASE_MS))
  const maxSends = Math.max(1, options.maxRetries ?? settings.maxRetries) + 1
  let sends = 0
  let attempts = 0
  let failure: unknown
  let own: Own | undefined
  let first: { startedAt: number; monotonic: number } | undefined
  let watched: Watch | undefined

  for (;;) {
    const entry = await readEntry()
    if (entry && !isSameDraft(entry.hash, draft.hash)) {
      throw new InvalidArgumentError(
        `The key '${key}' was used for another draft. Use a key of its own for each invoice, and the same draft each time, its date included.`,
      )
    }
    if (entry?.uuid !== undefined) return { invoice: await readInvoice(entry.uuid), outcome: 'existing' }
    const settled = entry ? await lookOrWait(entry) : 'not there'
    if (settled === 'wait') continue
    const done = settled === 'not there' ? await attempt(entry) : settled
    if (done) return done
  }

  async function readEntry(): Promise<IdempotencyRecord | undefined> {
    try {
      return await store.read(key)
    } catch (cause) {
      if (own) throw uncertain(cause)
      throw new ConfigurationError(settings.redact(`The idempotency store failed: ${messageOf(cause)}; nothing was sent`), {
        cause,
      })
    }
  }

  async function readInvoice(uuid: string): Promise<Invoice> {
    return (await caller.fetch('getInvoice', () => byUuid(uuid), lookOptions())).data
  }

  /** A query is for the request that creates. */
  function lookOptions(): RequestOptions {
    return { ...remaining(), query: undefined }
  }

  /** Sends the draft. `undefined` if it is not certain what became of it, or another process was faster. */
  async function attempt(previous: IdempotencyRecord | undefined): Promise<CreatedOnce | undefined> {
    let latest = previous
    let isSent = false
    let isLost = false
    let isOver = false
    let renewal: Renewal | undefined
    /** The entry of an attempt that is made now. */
    const nextEntry = (): IdempotencyRecord => {
      const now = Date.now()
      const { version = 0, startedAt = now } = latest ?? {}
      return { key, version: version + 1, hash: draft.hash, startedAt, sentAt: now, until: now + lease }
    }
    /** @returns `false` once another process has taken over. */
    const renew = async (): Promise<boolean> => {
      const next = nextEntry()
      try {
        if (!(await store.write(next))) return false
        latest = next
      } catch (error) {
        tell(error)
      }
      return true
    }
    const sendRenewing = async () => {
      try {
        return await send(beforeSend, remaining())
      } finally {
        isOver = true
        await renewal?.stop()
      }
    }
    const beforeSend = async () => {
      await renewal?.stop()
      const next = nextEntry()
      if (!(await store.write(next))) {
        isLost = true
        throw new Error('another call with this key is sending the invoice')
      }
      if (!latest) first = { startedAt: next.startedAt, monotonic: performance.now() }
      latest = next
      isSent = true
      // A process that was stopped meanwhile must not send when it wakes up: another may have taken over.
      if (Date.now() >= next.until) throw new Error('writing to it took too long')
      // The deadline or an abort may have ended the call meanwhile.
      if (isOver) throw new Error('the call has ended')
      renewal = keepRenewing(renew, lease)
    }
    try {
      const invoice = await sendRenewing()
      attempts += 1
      sends += 1
      if (latest && typeof invoice.uuid === 'string') {
        await keep(latest, invoice.uuid)
        return { invoice, outcome: 'created' }
      }
      failure = new TypeError('the answer has no uuid')
    } catch (error) {
      if (error instanceof UncertainOutcomeError) throw error
      if (isBillitError(error)) attempts += error.attempts
      if (isLost) return undefined
      if (!latest || !isSent) throw error
      if (isBillitError(error) && !error.mayHaveSucceeded) {
        await clear(latest)
        throw error
      }
      failure = error
      sends += 1
    }
    own = { version: await end(latest), ended: performance.now() }
    return undefined
  }

  /** The server certainly did not take it. */
  async function clear({ version }: IdempotencyRecord): Promise<void> {
    try {
      await store.remove(key, version)
    } catch (error) {
      tell(error)
    }
  }

  /** Nothing of the attempt leaves any more, so that another process need not wait for its time limit. */
  async function end(entry: IdempotencyRecord | undefined): Promise<number> {
    if (!entry) return 0
    const ended = { ...entry, version: entry.version + 1, until: Math.min(entry.until, Date.now()) }
    try {
      return (await store.write(ended)) ? ended.version : entry.version
    } catch (error) {
      tell(error)
      return entry.version
    }
  }

  /**
   * Writes down the invoice. If that fails, the intent is still there, and the next call finds the invoice by its tag.
   *
   * @returns Whether the store has it. `false` if another key took it for its own.
   */
  async function keep(entry: IdempotencyRecord, uuid: string): Promise<boolean> {
    try {
      let current: IdempotencyRecord | undefined = entry
      for (let tries = 0; tries < 3; tries += 1) {
        const { version = 0, ...rest } = current ?? { ...entry, version: 0 }
        if (await store.write({ ...rest, version: version + 1, uuid })) return true
        current = await store.read(key)
        if (current?.uuid === uuid) return true
        if (current?.uuid !== undefined) throw uncertain(new Error(`there are two, ${current.uuid} and ${uuid}`))
      }
      return false
    } catch (error) {
      if (error instanceof UncertainOutcomeError) throw error
      tell(error)
      return true
    }
  }

  function tell(error: unknown): void {
    settings.logger?.error(settings.redact(`The idempotency store failed: ${messageOf(error)}`))
  }

  /** One step towards certainty about an attempt of this or another process. */
  async function lookOrWait(entry: IdempotencyRecord): Promise<CreatedOnce | 'not there' | 'wait'> {
    const now = performance.now()
    const isOwn = own?.version === entry.version
    if (watched?.version !== entry.version) watched = watch(entry, isOwn, isOwn && own ? own.ended : now, settle)
    const seen = watched
    const leftAt = (wall: number, monotonic: number) => timeLeft(entry, seen, settle, { monotonic, wall })
    try {
      if (now < seen.lookAt) {
        await pause(Math.min(seen.lookAt - now, Math.max(POLL_MS, (now - seen.seen) / 8)))
        return 'wait'
      }
      const started = Date.now()
      const looked = await lookAgain(entry, () => leftAt(started, now) > 0)
      if (looked?.found && (await keep(entry, looked.found.uuid))) return { invoice: looked.found, outcome: 'recovered' }
      // Counted from the moment before the look: an invoice that came after it may have been missed.
      const left = leftAt(Math.min(started, looked?.serverTime ?? started), now)
      if (left > 0 || looked?.found) {
        planNextLook(seen, performance.now(), Math.max(POLL_MS, left))
        return 'wait'
      }
      if (looked && looked.doubtful.length > 0) throw uncertain(new Error(doubt(draft.tag)), looked.doubtful, entry)
      if (sends >= maxSends) throw failure
      return 'not there'
    } catch (error) {
      throw error instanceof UncertainOutcomeError ? error : uncertain(error, [], entry)
    }
  }

  /** @returns `undefined` if the look failed in a way that passes, and there is time for another. */
  async function lookAgain(entry: IdempotencyRecord, hasTime: () => boolean): Promise<Looked | undefined> {
    const isOwn = first?.startedAt === entry.startedAt
    const age = () => (isOwn && first ? performance.now() - first.monotonic : Math.max(0, Date.now() - entry.startedAt))
    try {
      return await look({ caller, store, draft, entry, age, options: lookOptions })
    } catch (error) {
      if (options.signal?.aborted || !mayPass(error) || !hasTime()) throw error
      return undefined
    }
  }

  /** @throws TimeoutError at once if the deadline comes first. */
  async function pause(milliseconds: number): Promise<void> {
    const { deadline, signal } = remaining()
    if (deadline !== undefined && deadline <= milliseconds) {
      throw new TimeoutError('the deadline comes first', { cause: failure, mayHaveSucceeded: true })
    }
    await sleep(milliseconds, signal)
  }

  function uncertain(cause: unknown, candidates: InvoiceListItem[] = [], entry?: IdempotencyRecord): UncertainOutcomeError {
    const left = entry && watched ? timeLeft(entry, watched, settle, { monotonic: performance.now(), wall: Date.now() }) : settle
    const safeAfter = new Date(Date.now() + Math.max(0, left))
    const why = messageOf(cause).replace(/\.$/, '')
    return new UncertainOutcomeError(
      settings.redact(
        `It is not certain whether the invoice of the key '${key}' exists: ${why}. Call createOnce again with the same key and draft after ${safeAfter.toISOString()}.`,
      ),
      { key, safeAfter, candidates, attempts, cause },
    )
  }
}

/** Whether a request that failed may go better later. */
function mayPass(error: unknown): boolean {
  if (error instanceof ApiError) return error.status >= 500 || error.status === 408 || error.status === 429
  return error instanceof ConnectionError || error instanceof TimeoutError || error instanceof ResponseParseError
}

const doubt = (tag: string): string =>
  `there are invoices like it. If one of them is it, give it the tag ${tag}; if none of them is, use another key`
