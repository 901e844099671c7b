import { numberIn } from '../core/headers.ts'
import type { LimitedAnswer, Logger, RateLimit } from '../core/options.ts'
import { toText } from '../core/record.ts'
import { Lease, leaseSizes, leasesFor } from './lease.ts'
import { type FlexibleLimiter, LeaseStore, StoreError } from './lease-store.ts'
import { OwnShare } from './own-share.ts'

/** A lease lasts longer than the window by this much at the least, so that a usual answer comes before it has to be renewed. */
const MIN_MARGIN_MS = 500
/** How long before its end a lease with a request under way is renewed. */
const RENEW_BEFORE_MS = 500
/** How many leases are asked for at a time. */
const MAX_PARALLEL_TAKES = 4
/** How long a process relies on having heard that there is no pause. */
const PAUSE_CHECK_MS = 250
/** A pause that is longer by less than this is the same one: many calls are refused at a time. */
const SAME_PAUSE_MS = 1000
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
 * Why the server never gets more than `requests` in one window, wherever that begins: a request is sent only on a lease, the
 * leases allow `requests` together, and a process keeps a lease until a whole window after the last answer that came on it.
 * So a lease serves no other request while one that it allowed may still count.
 */
export class FleetQueue {
  readonly #limit: RateLimit
  readonly #store: LeaseStore
  readonly #onStoreError: OnStoreError
  /** For how long a lease is taken or renewed. Stores count in whole seconds. */
  readonly #leaseSeconds: number
  readonly #leases: Lease[]
  readonly #share: OwnShare
  #queue: Waiting[] = []
  #isServing = false
  #timer: ReturnType<typeof setTimeout> | undefined
  #pausedUntil = Number.NEGATIVE_INFINITY
  #pauseCheckedAt = Number.NEGATIVE_INFINITY
  #surveyedAt = Number.NEGATIVE_INFINITY
  /** While the store does not answer: when to ask it again, and how long to wait after that. */
  #retryAt = 0
  #retryAfter = FIRST_RETRY_MS
  #logger: Logger | undefined

  /** @param prefix Begins the keys in the store. The budget's name and limit are in it. */
  constructor(limiter: FlexibleLimiter, prefix: string, limit: RateLimit, onStoreError: OnStoreError) {
    this.#limit = limit
    this.#leaseSeconds = Math.ceil((limit.perMilliseconds + MIN_MARGIN_MS) / 1000)
    this.#store = new LeaseStore(limiter, prefix, this.#leaseSeconds)
    this.#onStoreError = onStoreError
    this.#leases = leaseSizes(limit.requests).map((size, index) => new Lease(index, size))
    this.#share = new OwnShare(limit)
  }

  /** Whether no call waits and none is under way: what is then known here can be learnt again from the store. */
  get isIdle(): boolean {
    return this.#queue.length === 0 && this.#share.used(performance.now()) === 0
  }

  minimumWait(): number {
    const now = performance.now()
    const pause = Math.max(0, this.#pausedUntil - now)
    if (this.#share.isOnItsOwn) return Math.max(pause, this.#share.minimumWait(now, this.#queue.length))
    let ahead = this.#queue.length - this.#left(now)
    if (ahead < 0) return pause
    const taken = this.#leases.filter((lease) => !lease.isUsable(now) && !lease.isFree(now)).sort((a, b) => a.freeAt - b.freeAt)
    const next = taken.find(({ size }) => {
      ahead -= size
      return ahead < 0
    })
    return Math.max(pause, ((next ?? taken.at(-1))?.freeAt ?? now) - now)
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

  /** Lets calls go for as long as any can, then waits for the next moment at which one can. */
  async #serve(): Promise<void> {
    if (this.#isServing) return
    this.#isServing = true
    clearTimeout(this.#timer)
    let wait = 0
    while (this.#queue.length > 0 && wait <= 0) wait = await this.#step()
    this.#isServing = false
    if (this.#queue.length === 0) this.#giveBackUnused()
    else if (wait < Number.POSITIVE_INFINITY) {
      this.#timer = setTimeout(() => this.#serve(), Math.min(MAX_TIMER_MS, Math.ceil(wait)))
    }
  }

  /** Does the next thing that lets a call go. Gives the milliseconds until there is another thing to do. Never rejects. */
  async #step(): Promise<number> {
    const now = performance.now()
    if (now < this.#pausedUntil) return this.#pausedUntil - now
    if (this.#share.isOnItsOwn) return this.#stepOnItsOwn(now)
    const usable = this.#leases.find((lease) => lease.isUsable(now))
    const toTake = usable ? [] : leasesFor(this.#queue.length, this.#freeLeases(now), MAX_PARALLEL_TAKES)
    if (!usable && toTake.length === 0) return this.#untilNextIsFree(now)
    try {
      if (now - this.#pauseCheckedAt > PAUSE_CHECK_MS) await this.#checkPause()
      else if (usable) await this.#use(usable)
      else await Promise.all(toTake.map((lease) => this.#take(lease)))
    } catch (error) {
      this.#storeFailed(error)
    }
    return 0
  }

  /** From the largest to the smallest, those of one size in random order: processes that ask at once should not all ask for the same. */
  #freeLeases(now: number): Lease[] {
    return this.#leases
      .filter((lease) => lease.isFree(now))
      .map((lease) => ({ lease, order: Math.random() }))
      .sort((a, b) => b.lease.size - a.lease.size || a.order - b.order)
      .map(({ lease }) => lease)
  }

  /** A lease with a request under way is free at a time that nobody knows yet; its release goes on. */
  #untilNextIsFree(now: number): number {
    const times = this.#leases.filter(({ underWay }) => underWay === 0).map(({ freeAt }) => freeAt)
    return Math.max(1, Math.min(...times) - now)
  }

  /** @param forUse Whether calls may go on it. */
  async #take(lease: Lease, forUse = true): Promise<void> {
    const asked = performance.now()
    const { taken, expiresIn } = await this.#store.take(lease.index)
    lease.freeAt = performance.now() + expiresIn
    lease.left = taken && forUse ? lease.size : 0
    lease.heldUntil = taken ? asked + expiresIn : Number.NEGATIVE_INFINITY
  }

  /** Lets calls go on a lease, once it is certain to last. */
  async #use(lease: Lease): Promise<void> {
    const { heldUntil } = lease
    if (lease.isOutlived(performance.now(), this.#limit.perMilliseconds)) await this.#renew(lease)
    // If the renewal came too late, another process may have the lease too.
    if (performance.now() > heldUntil) lease.left = 0
    for (const waiting of this.#queue.splice(0, lease.left)) {
      lease.left -= 1
      lease.underWay += 1
      if (lease.underWay === 1) this.#keepWhileUnderWay(lease)
      this.#letGo(waiting, lease)
    }
  }

  #letGo(waiting: Waiting, lease?: Lease): void {
    this.#share.begin()
    waiting.go((answer) => this.#release(answer, lease))
  }

  async #renew(lease: Lease): Promise<void> {
    lease.heldUntil = performance.now() + this.#leaseSeconds * 1000
    lease.freeAt = lease.heldUntil
    await this.#store.hold(lease.index)
  }

  /** Renews a lease in time while a request on it gets no answer. */
  #keepWhileUnderWay(lease: Lease): void {
    const rest = lease.heldUntil - performance.now() - RENEW_BEFORE_MS
    const renew = () => {
      if (rest <= 0) this.#inBackground(this.#renew(lease))
      this.#keepWhileUnderWay(lease)
    }
    lease.timer = setTimeout(renew, Math.max(RENEW_BEFORE_MS / 2, rest))
  }

  #release(answer: LimitedAnswer | undefined, lease: Lease | undefined): void {
    const now = performance.now()
    // The server does not count what it refuses.
    const isRefused = answer?.status === 429
    this.#share.end(now, !isRefused)
    if (lease) {
      lease.underWay -= 1
      if (lease.underWay === 0) clearTimeout(lease.timer)
      if (isRefused) lease.left += 1
      else if (lease.isOutlived(now, this.#limit.perMilliseconds)) this.#inBackground(this.#renew(lease))
    }
    if (isRefused) this.#pause(answer.pause)
    else if (answer) this.#heed(answer, now)
    void this.#serve()
  }

  /** Gives leases back that were taken for calls that have left the queue. */
  #giveBackUnused(): void {
    const now = performance.now()
    for (const lease of this.#leases.filter((each) => each.isUnused(now))) {
      lease.left = 0
      const giveBack = async () => {
        await this.#store.giveBack(lease.index)
        lease.freeAt = performance.now()
      }
      this.#inBackground(giveBack())
    }
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

  /** If the server has less left than the leases allow, others use the token too: their share is taken for one window. */
  #heed({ headers }: LimitedAnswer, now: number): void {
    const remaining = numberIn(headers, 'X-RateLimit-Remaining')
    const { requests, perMilliseconds } = this.#limit
    // Of what the other processes have taken, this one knows only a part: it has to look, and does so now and then.
    if (remaining === undefined || this.#left(now) - remaining < Math.max(1, requests / 10)) return
    if (this.#share.isOnItsOwn || now < this.#surveyedAt + perMilliseconds / 4) return
    this.#surveyedAt = now
    this.#inBackground(this.#survey(remaining))
  }

  /** How many requests the leases allow at the moment, as far as this process knows. */
  #left(now: number): number {
    return this.#leases.reduce((sum, each) => sum + (each.isUsable(now) ? each.left : each.isFree(now) ? each.size : 0), 0)
  }

  async #survey(remaining: number): Promise<void> {
    const look = async (lease: Lease) => {
      const free = await this.#store.freeIn(lease.index)
      if (free > 0) lease.freeAt = performance.now() + free
    }
    await Promise.all(this.#freeLeases(performance.now()).map(look))
    const now = performance.now()
    let others = this.#left(now) - remaining
    for (const lease of this.#leases.filter((each) => each.isUsable(now))) {
      const taken = Math.max(0, Math.min(lease.left, others))
      lease.left -= taken
      others -= taken
    }
    await this.#withhold(others)
  }

  /** Takes leases for requests that count at the server and were sent on none. */
  async #withhold(requests: number): Promise<void> {
    for (let wanted = requests; wanted > 0; ) {
      const [lease] = leasesFor(wanted, this.#freeLeases(performance.now()), 1)
      if (!lease) return
      await this.#take(lease, false)
      if (lease.heldUntil > performance.now()) wanted -= lease.size
    }
  }

  /** What is done beside a request must not end it. */
  #inBackground(work: Promise<void>): void {
    work.catch((error: unknown) => this.#storeFailed(error))
  }

  #storeFailed(error: unknown): void {
    const failure = new StoreError(`The store that the processes share failed: ${toText(error)}`, { cause: error })
    if (this.#onStoreError === 'fail') {
      for (const waiting of this.#queue.splice(0)) waiting.fail(failure)
      return
    }
    if (this.#share.isOnItsOwn) return
    const requests = this.#share.start(performance.now())
    this.#retryAfter = FIRST_RETRY_MS
    this.#retryAt = performance.now() + this.#retryAfter
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
      const held = this.#leases.filter((lease) => lease.isHeld(performance.now()))
      await Promise.all(held.map((lease) => this.#renew(lease)))
      const onLeases = held.reduce((sum, { size, left }) => sum + size - left, 0)
      await this.#withhold(this.#share.used(performance.now()) - onLeases)
    } catch {
      return
    }
    this.#share.stop()
    this.#logger?.info('The store that the processes share answers again.')
    void this.#serve()
  }
}
