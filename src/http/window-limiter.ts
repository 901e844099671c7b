import { numberIn } from '../core/headers.ts'
import type { LimitedAnswer, RateLimit } from '../core/options.ts'
import { sleep } from './time-limits.ts'

/**
 * How often a waiting call checks its turn, because calls ahead of it may have been aborted, or a slot become free early: after a
 * tenth of its wait, but not more often than this, in milliseconds.
 */
const CHECK_MS = 1000
/** With a long queue, the calls check less often, so that all together check at most ten times per millisecond. */
const CHECKS_PER_MS = 10
/** A call that is this late for its check no longer exists, in milliseconds. */
const LATE_MS = 1000

/** A slot in use, or slots whose requests the server still counts. */
interface Slot {
  /** When it becomes free at the latest. */
  until: number
  readonly count: number
}

/** A call that waits for a slot. */
interface Waiter {
  /** How many calls were ahead of it when it came. */
  readonly ahead: number
  /** How many calls had left the queue then. */
  readonly left: number
  checkAt: number
}

/**
 * Limits arrivals at the server to `requests` in any window of `perMilliseconds`, wherever the server's window begins.
 *
 * A slot is taken when a request starts, and becomes free `perMilliseconds` after its *response*. A log of starts would not be
 * enough: the first request of a window can arrive later than those that open the next.
 *
 * Each call waits for its own timer and takes its slot itself, and a slot that is never released expires. Otherwise, a request
 * that a Cloudflare worker has cancelled would block all others: its timers and callbacks never run.
 */
export class WindowLimiter {
  readonly #slots = new Set<Slot>()
  /** In the order of arrival. */
  readonly #queue = new Set<Waiter>()
  /** How many calls have left the queue. */
  #left = 0
  #pausedUntil = 0
  /** The limits of the clients, and when each was used last. */
  readonly #limits = new Map<string, RateLimit & { usedAt: number }>()
  #limit: RateLimit

  constructor(limit: RateLimit) {
    this.#limit = limit
  }

  /** Applies the lowest rate of all limits that were used in the last window, or that a waiting call has. */
  #use({ requests, perMilliseconds }: RateLimit): void {
    const now = performance.now()
    this.#limits.set(`${requests}/${perMilliseconds}`, { requests, perMilliseconds, usedAt: now })
    for (const [key, { usedAt, perMilliseconds }] of this.#limits) {
      if (usedAt + perMilliseconds < now && this.#limits.size > 1) this.#limits.delete(key)
    }
    this.#limit = [...this.#limits.values()].reduce((strictest, each) => (rate(each) < rate(strictest) ? each : strictest))
  }

  /** Whether no slot is taken, no call waits and no pause lasts, so that removing the limiter loses nothing. */
  get idle(): boolean {
    const now = performance.now()
    this.#expire(now)
    return this.#slots.size === 0 && this.#queue.size === 0 && now >= this.#pausedUntil
  }

  /** Returns the minimum wait of a new call, in milliseconds. */
  minimumWait(limit: RateLimit): number {
    this.#use(limit)
    const now = performance.now()
    return this.#minimumWait(this.#countAhead(this.#createWaiter(now), now), now)
  }

  /**
   * Waits for a slot.
   *
   * @param limit The client's limit. Of several, the strictest applies.
   * @param timeout Milliseconds after which the request has certainly ended.
   * @returns A function that releases the slot.
   */
  async acquire(limit: RateLimit, signal: AbortSignal, timeout: number): Promise<(response?: LimitedAnswer) => void> {
    const waiter = this.#createWaiter(performance.now())
    this.#use(limit)
    this.#queue.add(waiter)
    try {
      // Clients that start their calls at the same time register their limits before the first call takes a slot.
      await undefined
      for (;;) {
        signal.throwIfAborted()
        this.#use(limit)
        // Others remove a call that is late for its check.
        this.#queue.add(waiter)
        const now = performance.now()
        const wait = this.#minimumWait(this.#countAhead(waiter, now), now)
        if (wait <= 0) break
        const next = Math.ceil(Math.min(wait, Math.max(CHECK_MS, wait / 10, this.#queue.size / CHECKS_PER_MS)))
        waiter.checkAt = now + next
        await sleep(next, signal)
      }
      return this.#take(timeout)
    } finally {
      this.#leave(waiter)
    }
  }

  #createWaiter(now: number): Waiter {
    return { ahead: this.#queue.size, left: this.#left, checkAt: now }
  }

  /** Returns how many calls are ahead of one that waits. Beyond the size of the limit, it is an estimate. */
  #countAhead(waiter: Waiter, now: number): number {
    this.#removeLate(now)
    const atLeast = waiter.ahead - (this.#left - waiter.left)
    if (atLeast >= this.#limit.requests) return atLeast
    let ahead = 0
    for (const other of this.#queue) {
      if (other === waiter || ahead > this.#limit.requests) break
      ahead += 1
    }
    return ahead
  }

  /** Removes the first calls of the queue that no longer exist. */
  #removeLate(now: number): void {
    for (const waiter of this.#queue) {
      if (waiter.checkAt + LATE_MS >= now) return
      this.#leave(waiter)
    }
  }

  #leave(waiter: Waiter): void {
    if (this.#queue.delete(waiter)) this.#left += 1
  }

  /** @param ahead How many calls come first. */
  #minimumWait(ahead: number, now: number): number {
    this.#expire(now)
    const { requests, perMilliseconds } = this.#limit
    const pause = Math.max(0, this.#pausedUntil - now)
    const missing = ahead - this.#free
    if (missing < 0) return pause
    const rounds = Math.floor(missing / requests)
    return Math.max(pause, rounds * perMilliseconds + this.#nextFree(missing % requests, now))
  }

  /** Returns in how many milliseconds a slot becomes free, at the earliest: those in use, one window from now. */
  #nextFree(index: number, now: number): number {
    let left = index
    const slot = [...this.#slots]
      .sort((one, other) => one.until - other.until)
      .find(({ count }) => {
        left -= count
        return left < 0
      })
    return Math.min(slot ? slot.until - now : Number.POSITIVE_INFINITY, this.#limit.perMilliseconds)
  }

  #take(timeout: number): (response?: LimitedAnswer) => void {
    const slot = { until: performance.now() + timeout + this.#limit.perMilliseconds, count: 1 }
    this.#slots.add(slot)
    return (response) => this.#release(slot, response)
  }

  #release(slot: Slot, response: LimitedAnswer | undefined): void {
    const now = performance.now()
    const until = now + this.#limit.perMilliseconds
    // The server does not count requests that it rejects.
    if (response?.status === 429) {
      this.#slots.delete(slot)
      this.#pausedUntil = Math.max(this.#pausedUntil, now + (response.pause ?? 0))
      return
    }
    slot.until = until
    this.#slots.add(slot)
    // If the server reports fewer requests left than expected, others use the token too: their share is taken for one window.
    const remaining = response && numberIn(response.headers, 'X-RateLimit-Remaining')
    if (remaining === undefined) return
    this.#expire(now)
    if (this.#free > remaining) this.#slots.add({ until, count: this.#free - remaining })
  }

  get #free(): number {
    return Array.from(this.#slots).reduce((free, { count }) => free - count, this.#limit.requests)
  }

  #expire(now: number): void {
    for (const slot of this.#slots) if (slot.until <= now) this.#slots.delete(slot)
  }
}

const rate = ({ requests, perMilliseconds }: RateLimit): number => requests / perMilliseconds
