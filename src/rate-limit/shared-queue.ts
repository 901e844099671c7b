import { numberIn } from '../core/headers.ts'
import type { LimitedAnswer, Logger, RateLimit } from '../core/options.ts'
import { messageOf } from '../core/text.ts'
import { LocalFallback } from './local-fallback.ts'
import type { Slot } from './slot.ts'
import { SlotRing } from './slot-ring.ts'
import { type FlexibleLimiter, SlotStore, StoreError } from './slot-store.ts'

/** A slot lasts at least this much longer than the window, so that most requests end before it must be renewed. */
const MIN_MARGIN_MS = 500
/** How long before its expiry a slot with a request in flight is renewed. */
const RENEW_BEFORE_MS = 500
/** How long a pause check remains valid. */
const PAUSE_CHECK_MS = 250
/** A pause that ends within this time of the current one is the same pause, because many requests fail at the same time. */
const SAME_PAUSE_MS = 1000
/** Maximum number of checks per window whether other clients use the token. */
const USAGE_CHECKS_PER_WINDOW = 20
const MIN_PAUSE_MS = 1000
/** Wait before reconnecting to a store that has failed. It doubles with each attempt. */
const FIRST_RETRY_MS = 250
const MAX_RETRY_MS = 8000
/** Timers with a longer delay overflow and fire immediately. */
const MAX_TIMER_MS = 2 ** 31 - 1

type Release = (response?: LimitedAnswer) => void

interface QueuedCall {
  start: (release: Release) => void
  fail: (error: unknown) => void
}

/** What to do when the store fails: `local` limits this process without the store, `fail` rejects the waiting calls. */
export type OnStoreError = 'local' | 'fail'

/**
 * Queue of the calls of this process that wait for a shared rate limit.
 *
 * Why the server never receives more than `requests` requests in any window: each request needs a slot, there are `requests`
 * slots, and a process holds a slot until one full window after its request has ended. So a slot is not used again while the
 * server may still count its last request. If processes have different limits, they use the slots of the lowest one, as soon as
 * they have read it from the store. Until then, there are as many slots as the highest limit has.
 */
export class SharedQueue {
  readonly #limit: RateLimit
  readonly #store: SlotStore
  readonly #onStoreError: OnStoreError
  readonly #ring: SlotRing
  readonly #fallback: LocalFallback
  /** In the order of arrival. */
  readonly #queue = new Set<QueuedCall>()
  #isServing = false
  #timer: ReturnType<typeof setTimeout> | undefined
  #pausedUntil = Number.NEGATIVE_INFINITY
  #pauseCheckedAt = Number.NEGATIVE_INFINITY
  #usageCheckedAt = Number.NEGATIVE_INFINITY
  #limitCheckedAt = Number.NEGATIVE_INFINITY
  /** While the store is unavailable: when to reconnect, and how long to wait after that attempt. */
  #retryAt = 0
  #retryAfter = FIRST_RETRY_MS
  #logger: Logger | undefined

  /** @param prefix Prefix of the keys in the store. It contains the identifier of the rate limit and its window. */
  constructor(limiter: FlexibleLimiter, prefix: string, limit: RateLimit, onStoreError: OnStoreError) {
    this.#limit = limit
    // Stores use whole seconds.
    this.#store = new SlotStore(limiter, prefix, Math.ceil((limit.perMilliseconds + MIN_MARGIN_MS) / 1000))
    this.#ring = new SlotRing(this.#store, limit)
    this.#onStoreError = onStoreError
    this.#fallback = new LocalFallback(limit)
  }

  /** Whether no call waits and no request counts, so that the queue can be discarded. */
  get isIdle(): boolean {
    return this.#queue.size === 0 && this.#fallback.countUsed(performance.now()) === 0
  }

  minimumWait(): number {
    const now = performance.now()
    const { perMilliseconds } = this.#limit
    const ahead = this.#queue.size
    const first = this.#fallback.isActive
      ? this.#fallback.minimumWait(now, ahead)
      : Math.max(0, this.#ring.retryAt - now) + Math.floor(ahead / this.#ring.requests) * perMilliseconds
    return Math.max(0, this.#pausedUntil - now, first)
  }

  /** @throws The signal's reason. With `onStoreError: 'fail'`, a StoreError if the store fails. */
  acquire(signal: AbortSignal, logger: Logger | undefined): Promise<Release> {
    if (logger) this.#logger = logger
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason)
      const leave = () => signal.removeEventListener('abort', abort)
      const call: QueuedCall = {
        start: (release) => {
          leave()
          resolve(release)
        },
        fail: (error) => {
          leave()
          reject(error)
        },
      }
      const abort = () => {
        this.#queue.delete(call)
        reject(signal.reason)
        void this.#serve()
      }
      signal.addEventListener('abort', abort, { once: true })
      this.#queue.add(call)
      void this.#serve()
    })
  }

  /** Starts waiting calls while there are free slots, then sets a timer for the next slot. */
  async #serve(): Promise<void> {
    if (this.#isServing) return
    this.#isServing = true
    clearTimeout(this.#timer)
    let wait = 0
    while (this.#queue.size > 0 && wait <= 0) wait = await this.#step()
    this.#isServing = false
    if (this.#queue.size > 0) this.#timer = setTimeout(() => this.#serve(), Math.min(MAX_TIMER_MS, Math.ceil(wait)))
    else if (!this.#fallback.isActive) {
      // The calls for which these slots were taken have been aborted.
      for (const slot of this.#ring.spareSlots(performance.now())) this.#runInBackground(this.#ring.release(slot))
    }
  }

  /** Takes the next step towards starting a call. Returns the wait until the following step, in milliseconds. Never rejects. */
  async #step(): Promise<number> {
    const now = performance.now()
    if (now < this.#pausedUntil) return this.#pausedUntil - now
    if (this.#fallback.isActive) return this.#stepWithoutStore(now)
    const spare = this.#ring.spareSlots(now).slice(0, this.#queue.size)
    if (spare.length === 0 && now < this.#ring.retryAt) return this.#ring.retryAt - now
    try {
      if (now > this.#limitCheckedAt + this.#limit.perMilliseconds) await this.#checkLimit()
      else if (spare.length === 0) await this.#ring.takeSlots(this.#queue.size)
      else if (now - this.#pauseCheckedAt > PAUSE_CHECK_MS) await this.#checkPause()
      else await Promise.all(spare.map((slot) => this.#useSlot(slot)))
    } catch (error) {
      this.#handleStoreFailure(error)
    }
    return 0
  }

  /** Removes the first calls from the queue. */
  #takeCalls(count: number): QueuedCall[] {
    const calls: QueuedCall[] = []
    for (const call of this.#queue) {
      if (calls.length === count) break
      this.#queue.delete(call)
      calls.push(call)
    }
    return calls
  }

  /** Starts a call on a slot, once its lease is long enough. */
  async #useSlot(slot: Slot): Promise<void> {
    const { heldUntil } = slot
    if (slot.expiresWithin(performance.now(), this.#limit.perMilliseconds)) await this.#ring.renew(slot)
    // If the renewal was too late, another process may also hold the slot.
    if (performance.now() > heldUntil) return slot.drop(slot.freeAt)
    const [call] = this.#takeCalls(1)
    if (!call) return
    slot.use()
    this.#renewWhileInUse(slot)
    this.#startCall(call, slot)
  }

  #startCall(call: QueuedCall, slot?: Slot): void {
    this.#fallback.beginRequest()
    call.start((response) => this.#release(response, slot))
  }

  /** Renews a slot until its request has ended. */
  #renewWhileInUse(slot: Slot): void {
    const remaining = slot.heldUntil - performance.now() - RENEW_BEFORE_MS
    const renew = () => {
      if (remaining <= 0) this.#runInBackground(this.#ring.renew(slot))
      this.#renewWhileInUse(slot)
    }
    slot.timer = setTimeout(renew, Math.min(MAX_TIMER_MS, Math.max(RENEW_BEFORE_MS / 2, remaining)))
  }

  #release(response: LimitedAnswer | undefined, slot: Slot | undefined): void {
    const now = performance.now()
    // The server does not count requests that it rejects.
    const isCounted = response?.status !== 429
    this.#fallback.endRequest(now, isCounted)
    slot?.endUse(isCounted)
    if (slot && isCounted && !this.#fallback.isActive) this.#runInBackground(this.#ring.adjustAfterRequest(slot))
    if (!isCounted) this.#pause(response.pause)
    else if (response) this.#detectOtherUsage(response, now)
    void this.#serve()
  }

  async #checkLimit(): Promise<void> {
    this.#ring.restrictTo(await this.#store.agreeOnLimit())
    this.#limitCheckedAt = performance.now()
  }

  async #checkPause(): Promise<void> {
    const pause = await this.#store.pausedFor()
    const now = performance.now()
    this.#pauseCheckedAt = now
    // Jitter, so that processes do not all resume at the same moment.
    const jitter = Math.random() * Math.min(5000, Math.max(250, pause / 10))
    if (pause > 0) this.#pausedUntil = Math.max(this.#pausedUntil, now + pause + jitter)
  }

  /** Pauses all processes after a 429. */
  #pause(milliseconds = MIN_PAUSE_MS): void {
    const until = performance.now() + Math.max(MIN_PAUSE_MS, milliseconds)
    const isKnown = until - this.#pausedUntil < SAME_PAUSE_MS
    this.#pausedUntil = Math.max(this.#pausedUntil, until)
    if (!isKnown) this.#runInBackground(this.#store.pause(Math.max(MIN_PAUSE_MS, milliseconds)))
  }

  /**
   * Detects that clients outside this store use the same token: the server has fewer requests left than these processes can
   * have used. Reserves slots for those requests.
   */
  #detectOtherUsage({ headers }: LimitedAnswer, now: number): void {
    const remaining = numberIn(headers, 'X-RateLimit-Remaining')
    if (remaining === undefined || this.#ring.countOtherUsage(remaining) <= 0) return
    // Usually, the difference is due to recent turns of the other processes, so the counter is read again, but not too often.
    if (this.#fallback.isActive || now < this.#usageCheckedAt + this.#limit.perMilliseconds / USAGE_CHECKS_PER_WINDOW) return
    this.#usageCheckedAt = now
    const reserveSlots = async () => this.#ring.reserve(await this.#ring.updateOtherUsage(remaining))
    this.#runInBackground(reserveSlots())
  }

  /** Runs work whose failure must not fail a call. */
  #runInBackground(work: Promise<void>): void {
    work.catch((error: unknown) => this.#handleStoreFailure(error))
  }

  #handleStoreFailure(error: unknown): void {
    const reason = messageOf(error)
    const failure = new StoreError(`The store of the shared rate limit failed: ${reason}`, { cause: error })
    if (this.#onStoreError === 'fail') {
      for (const call of this.#takeCalls(this.#queue.size)) call.fail(failure)
      return
    }
    // If no call needs the store, the program may be ending and have closed its client. The next call detects a real failure.
    if (this.#fallback.isActive || (this.#queue.size === 0 && !this.#fallback.hasRequestsInFlight)) return
    const now = performance.now()
    const requests = this.#fallback.activate(now)
    this.#retryAfter = FIRST_RETRY_MS
    this.#retryAt = now + this.#retryAfter
    this.#logger?.warn(
      `${failure.message}. Until it recovers, this process limits itself to ${requests} requests in ${this.#limit.perMilliseconds} ms.`,
    )
    void this.#serve()
  }

  #stepWithoutStore(now: number): number {
    if (now >= this.#retryAt) void this.#reconnect(now)
    for (const call of this.#takeCalls(this.#fallback.countAvailable(now))) this.#startCall(call)
    return Math.max(1, Math.min(this.#fallback.minimumWait(now, 0), this.#retryAt - now))
  }

  /** Checks whether the store is available again, and if so, writes the slots and requests that it has missed. */
  async #reconnect(now: number): Promise<void> {
    this.#retryAfter = Math.min(MAX_RETRY_MS, this.#retryAfter * 2)
    this.#retryAt = now + this.#retryAfter
    try {
      await this.#checkPause()
      const held = await this.#ring.renewHeld()
      await this.#ring.reserve(this.#fallback.countUsed(performance.now()) - held)
    } catch {
      return
    }
    this.#fallback.deactivate()
    this.#logger?.info('The store of the shared rate limit is available again.')
    void this.#serve()
  }
}
