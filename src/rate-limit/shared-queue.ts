import { numberIn } from '../core/headers.ts'
import type { LimitedAnswer, Logger, RateLimit } from '../core/options.ts'
import { toText } from '../core/record.ts'
import { OwnShare } from './own-share.ts'
import type { Slot } from './slot.ts'
import { SlotRing } from './slot-ring.ts'
import { type FlexibleLimiter, SlotStore, StoreError } from './slot-store.ts'

/** A slot lasts longer than the window by this much at the least, so that a usual answer comes before it has to be renewed. */
const MIN_MARGIN_MS = 500
/** How long before its end a slot with a request under way is renewed. */
const RENEW_BEFORE_MS = 500
/** How long a process relies on having heard that there is no pause. */
const PAUSE_CHECK_MS = 250
/** A pause that is longer by less than this is the same one: many calls are refused at a time. */
const SAME_PAUSE_MS = 1000
/** How often at the most a process looks whether others use the token. */
const LOOKS_PER_WINDOW = 20
const MIN_PAUSE_MS = 1000
/** The wait before a store that has failed is asked again. It doubles. */
const FIRST_RETRY_MS = 250
const MAX_RETRY_MS = 8000
/** Timers overflow beyond this and fire at once. */
const MAX_TIMER_MS = 2 ** 31 - 1

type Release = (answer?: LimitedAnswer) => void

interface Waiting {
  go: (release: Release) => void
  fail: (error: unknown) => void
}

/** What to do when the store fails: go on with this process's own share of the limit, or fail the calls that wait. */
export type OnStoreError = 'local' | 'fail'

/**
 * The calls of this process that wait for the budget that it shares with others.
 *
 * Why the server never gets more than `requests` in one window, wherever that begins: a request is sent only on a slot, there
 * are `requests` of them, and a process keeps a slot until a whole window after the answer that came on it. So a slot serves
 * no other request while the one that it allowed may still count.
 */
export class SharedQueue {
  readonly #limit: RateLimit
  readonly #store: SlotStore
  readonly #onStoreError: OnStoreError
  readonly #ring: SlotRing
  readonly #share: OwnShare
  #queue: Waiting[] = []
  #isServing = false
  #timer: ReturnType<typeof setTimeout> | undefined
  #pausedUntil = Number.NEGATIVE_INFINITY
  #pauseCheckedAt = Number.NEGATIVE_INFINITY
  #lookedAt = Number.NEGATIVE_INFINITY
  /** While the store does not answer: when to ask it again, and how long to wait after that. */
  #retryAt = 0
  #retryAfter = FIRST_RETRY_MS
  #logger: Logger | undefined

  /** @param prefix Begins the keys in the store. The budget's name and limit are in it. */
  constructor(limiter: FlexibleLimiter, prefix: string, limit: RateLimit, onStoreError: OnStoreError) {
    this.#limit = limit
    // Stores count in whole seconds.
    this.#store = new SlotStore(limiter, prefix, Math.ceil((limit.perMilliseconds + MIN_MARGIN_MS) / 1000))
    this.#ring = new SlotRing(this.#store, limit)
    this.#onStoreError = onStoreError
    this.#share = new OwnShare(limit)
  }

  /** Whether no call waits and none counts: what is then known here can be learnt again from the store. */
  get isIdle(): boolean {
    return this.#queue.length === 0 && this.#share.used(performance.now()) === 0
  }

  minimumWait(): number {
    const now = performance.now()
    const { requests, perMilliseconds } = this.#limit
    const ahead = this.#queue.length
    const first = this.#share.isOnItsOwn
      ? this.#share.minimumWait(now, ahead)
      : Math.max(0, this.#ring.askAt - now) + Math.floor(ahead / requests) * perMilliseconds
    return Math.max(0, this.#pausedUntil - now, first)
  }

  /** @throws The signal's own reason, or a StoreError where the store fails and the limit is not kept without it. */
  acquire(signal: AbortSignal, logger: Logger | undefined): Promise<Release> {
    if (logger) this.#logger = logger
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason)
      const leave = () => signal.removeEventListener('abort', abort)
      const waiting: Waiting = {
        go: (release) => {
          leave()
          resolve(release)
        },
        fail: (error) => {
          leave()
          reject(error)
        },
      }
      const abort = () => {
        this.#queue = this.#queue.filter((each) => each !== waiting)
        reject(signal.reason)
        void this.#serve()
      }
      signal.addEventListener('abort', abort, { once: true })
      this.#queue.push(waiting)
      void this.#serve()
    })
  }

  /** Serves waiting calls while there are free slots, then sets a timer for when the next slot is due. */
  async #serve(): Promise<void> {
    if (this.#isServing) return
    this.#isServing = true
    clearTimeout(this.#timer)
    let wait = 0
    while (this.#queue.length > 0 && wait <= 0) wait = await this.#step()
    this.#isServing = false
    if (this.#queue.length > 0) this.#timer = setTimeout(() => this.#serve(), Math.min(MAX_TIMER_MS, Math.ceil(wait)))
    else if (!this.#share.isOnItsOwn) {
      // The calls that they were taken for have left the queue.
      for (const slot of this.#ring.spare(performance.now())) this.#inBackground(this.#ring.giveBack(slot))
    }
  }

  /** Does the next thing that lets a call go. Gives the milliseconds until there is another thing to do. Never rejects. */
  async #step(): Promise<number> {
    const now = performance.now()
    if (now < this.#pausedUntil) return this.#pausedUntil - now
    if (this.#share.isOnItsOwn) return this.#stepOnItsOwn(now)
    const spare = this.#ring.spare(now).slice(0, this.#queue.length)
    if (spare.length === 0 && now < this.#ring.askAt) return this.#ring.askAt - now
    try {
      if (spare.length === 0) await this.#ring.ask(this.#queue.length)
      else if (now - this.#pauseCheckedAt > PAUSE_CHECK_MS) await this.#checkPause()
      else await Promise.all(spare.map((slot) => this.#use(slot)))
    } catch (error) {
      this.#storeFailed(error)
    }
    return 0
  }

  /** Lets a call go on a slot, once the slot is certain to last. */
  async #use(slot: Slot): Promise<void> {
    const { heldUntil } = slot
    if (slot.isOutlived(performance.now(), this.#limit.perMilliseconds)) await this.#ring.renew(slot)
    // If the renewal came too late, another process may have the slot too.
    if (performance.now() > heldUntil) return slot.lose(slot.freeAt)
    const waiting = this.#queue.shift()
    if (!waiting) return
    slot.use()
    this.#keepWhileInUse(slot)
    this.#letGo(waiting, slot)
  }

  #letGo(waiting: Waiting, slot?: Slot): void {
    this.#share.begin()
    waiting.go((answer) => this.#release(answer, slot))
  }

  /** Renews a slot in time while its request gets no answer. */
  #keepWhileInUse(slot: Slot): void {
    const rest = slot.heldUntil - performance.now() - RENEW_BEFORE_MS
    const renew = () => {
      if (rest <= 0) this.#inBackground(this.#ring.renew(slot))
      this.#keepWhileInUse(slot)
    }
    slot.timer = setTimeout(renew, Math.min(MAX_TIMER_MS, Math.max(RENEW_BEFORE_MS / 2, rest)))
  }

  #release(answer: LimitedAnswer | undefined, slot: Slot | undefined): void {
    const now = performance.now()
    // The server does not count what it refuses.
    const isCounted = answer?.status !== 429
    this.#share.end(now, isCounted)
    slot?.release(isCounted)
    if (slot && isCounted && !this.#share.isOnItsOwn) this.#inBackground(this.#ring.answered(slot))
    if (!isCounted) this.#pause(answer.pause)
    else if (answer) this.#heed(answer, now)
    void this.#serve()
  }

  async #checkPause(): Promise<void> {
    const pause = await this.#store.pausedFor()
    const now = performance.now()
    this.#pauseCheckedAt = now
    // Not all processes go on at once.
    const spread = Math.random() * Math.min(5000, Math.max(250, pause / 10))
    if (pause > 0) this.#pausedUntil = Math.max(this.#pausedUntil, now + pause + spread)
  }

  /** Pauses all processes after a 429. */
  #pause(milliseconds = MIN_PAUSE_MS): void {
    const until = performance.now() + Math.max(MIN_PAUSE_MS, milliseconds)
    const isKnown = until - this.#pausedUntil < SAME_PAUSE_MS
    this.#pausedUntil = Math.max(this.#pausedUntil, until)
    if (!isKnown) this.#inBackground(this.#store.pause(Math.max(MIN_PAUSE_MS, milliseconds)))
  }

  /** If the server has less left than the processes can have used, others use the token too: their share is taken for one window. */
  #heed({ headers }: LimitedAnswer, now: number): void {
    const remaining = numberIn(headers, 'X-RateLimit-Remaining')
    if (remaining === undefined || this.#ring.usedByOthers(remaining) <= 0) return
    // Most often, the turns that this process has not seen yet are the reason. It looks, but not too often.
    if (this.#share.isOnItsOwn || now < this.#lookedAt + this.#limit.perMilliseconds / LOOKS_PER_WINDOW) return
    this.#lookedAt = now
    const leave = async () => this.#ring.withhold(await this.#ring.lookForOthers(remaining))
    this.#inBackground(leave())
  }

  /** What is done beside a request must not end it. */
  #inBackground(work: Promise<void>): void {
    work.catch((error: unknown) => this.#storeFailed(error))
  }

  #storeFailed(error: unknown): void {
    const reason = error instanceof Error ? error.message : toText(error)
    const failure = new StoreError(`The store that the processes share failed: ${reason}`, { cause: error })
    if (this.#onStoreError === 'fail') {
      for (const waiting of this.#queue.splice(0)) waiting.fail(failure)
      return
    }
    // If no call needs the store, the program may be ending and have closed its client. The next call finds out.
    if (this.#share.isOnItsOwn || (this.#queue.length === 0 && !this.#share.isBusy)) return
    const now = performance.now()
    const requests = this.#share.start(now)
    this.#retryAfter = FIRST_RETRY_MS
    this.#retryAt = now + this.#retryAfter
    this.#logger?.warn(
      `${failure.message}. Until it answers, this process keeps to its own share of the rate limit: ${requests} requests in ${this.#limit.perMilliseconds} ms.`,
    )
    void this.#serve()
  }

  #stepOnItsOwn(now: number): number {
    if (now >= this.#retryAt) void this.#tryStore(now)
    for (const waiting of this.#queue.splice(0, this.#share.room(now))) this.#letGo(waiting)
    return Math.max(1, Math.min(this.#share.minimumWait(now, 0), this.#retryAt - now))
  }

  /** Asks the store whether it answers again, and tells it what it has missed. */
  async #tryStore(now: number): Promise<void> {
    this.#retryAfter = Math.min(MAX_RETRY_MS, this.#retryAfter * 2)
    this.#retryAt = now + this.#retryAfter
    try {
      await this.#checkPause()
      const held = await this.#ring.renewHeld()
      await this.#ring.withhold(this.#share.used(performance.now()) - held)
    } catch {
      return
    }
    this.#share.stop()
    this.#logger?.info('The store that the processes share answers again.')
    void this.#serve()
  }
}
