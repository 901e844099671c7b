/** One rate limiter for each token in this process. */
import { numberIn } from '../core/headers.ts'
import type { LimitedAnswer, RateLimit, RateLimiter } from '../core/options.ts'
import { MAX_TIMER_MS, onAbort } from './time-limits.ts'

type Token = string | (() => string | Promise<string>)

/** The limiters of this process by API and token: the server counts by token, so all clients of a token share one. */
const byToken = new Map<string, WindowLimiter>()
/** The limiters by the function that returns the token, which may change. */
const byFunction = new WeakMap<() => unknown, Map<string, WindowLimiter>>()

/** A server for many tenants uses many tokens: beyond this number, idle limiters are removed. */
const MAX_KEPT_LIMITERS = 1000
let sweepAt = MAX_KEPT_LIMITERS

/** The limiter for an API and a token, or for the function that returns it. */
export function sharedLimiter(baseUrl: string, token: Token, limit: RateLimit): RateLimiter {
  const key = `${limit.requests}/${limit.perMilliseconds} ${new URL(baseUrl).origin}`
  return typeof token === 'string' ? limiterIn(byToken, `${key} ${token}`, limit) : limiterIn(limitersFor(token), key, limit)
}

/** Looks the limiter up for each request, so that clients of one token share it even after a sweep. */
function limiterIn(limiters: Map<string, WindowLimiter>, key: string, limit: RateLimit): RateLimiter {
  const current = (): WindowLimiter => {
    const limiter = limiters.get(key) ?? new WindowLimiter(limit)
    if (limiters.size >= sweepAt) sweep()
    limiters.set(key, limiter)
    return limiter
  }
  return { acquire: (signal) => current().acquire(signal), minimumWait: () => current().minimumWait() }
}

function limitersFor(token: () => unknown): Map<string, WindowLimiter> {
  const limiters = byFunction.get(token) ?? new Map<string, WindowLimiter>()
  byFunction.set(token, limiters)
  return limiters
}

/** Removes idle limiters. If most are busy, the next sweep comes later, so that its cost does not grow with each token. */
function sweep(): void {
  for (const [key, { idle }] of byToken) if (idle) byToken.delete(key)
  sweepAt = Math.max(MAX_KEPT_LIMITERS, 2 * byToken.size)
}

/** Slots that become free at the same time. */
interface Refill {
  time: number
  slots: number
}

/**
 * Limits arrivals at the server to `requests` in any window of `perMilliseconds`, wherever the server's window begins.
 *
 * A slot is taken when a request starts, and becomes free `perMilliseconds` after its *response*. A log of starts would not be
 * enough: the first request of a window can arrive later than those that open the next.
 */
export class WindowLimiter implements RateLimiter {
  readonly #limit: RateLimit
  #free: number
  /** When the taken slots become free, the earliest first. */
  #refills: Refill[] = []
  #queue: (() => void)[] = []
  #pausedUntil = 0
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(limit: RateLimit) {
    this.#limit = limit
    this.#free = limit.requests
  }

  /** Whether no slot is taken and no pause lasts, so that removing the limiter loses nothing. */
  get idle(): boolean {
    this.#advance()
    return this.#free === this.#limit.requests && performance.now() >= this.#pausedUntil
  }

  minimumWait(): number {
    const now = performance.now()
    const pause = Math.max(0, this.#pausedUntil - now)
    let ahead = this.#queue.length - this.#free
    if (ahead < 0) return pause
    // Slots in use become free `perMilliseconds` from now at the earliest, and so do those that the queue takes.
    const rounds = Math.floor(ahead / this.#limit.requests)
    ahead %= this.#limit.requests
    const refill = this.#refills.find(({ slots }) => {
      ahead -= slots
      return ahead < 0
    })
    const first = refill ? refill.time - now : this.#limit.perMilliseconds
    return Math.max(pause, first + rounds * this.#limit.perMilliseconds)
  }

  acquire(signal: AbortSignal): Promise<(response?: LimitedAnswer) => void> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason)
      const start = () => {
        unlisten()
        resolve((response) => this.#release(response))
      }
      const unlisten = onAbort(signal, () => {
        this.#queue = this.#queue.filter((waiting) => waiting !== start)
        this.#advance()
        reject(signal.reason)
      })
      this.#queue.push(start)
      this.#advance()
    })
  }

  #release(response: LimitedAnswer | undefined): void {
    const now = performance.now()
    if (response?.status === 429) {
      // The server does not count requests that it refuses.
      this.#free += 1
      this.#pausedUntil = Math.max(this.#pausedUntil, now + (response.pause ?? 0))
    } else {
      this.#refillLater(1, now)
      // If the server reports fewer requests left than expected, others use the token too: their share is taken for one window.
      const remaining = (response && numberIn(response.headers, 'X-RateLimit-Remaining')) ?? this.#free
      const others = Math.max(0, this.#free - remaining)
      this.#free -= others
      this.#refillLater(others, now)
    }
    this.#advance()
  }

  #refillLater(slots: number, now: number): void {
    if (slots > 0) this.#refills.push({ time: now + this.#limit.perMilliseconds, slots })
  }

  /** Frees the slots that are due, starts every queued call that has a free slot, and sets the timer for the next one. */
  #advance(): void {
    clearTimeout(this.#timer)
    const now = performance.now()
    const pending = this.#refills.findIndex(({ time }) => time > now)
    const due = this.#refills.splice(0, pending === -1 ? this.#refills.length : pending)
    for (const { slots } of due) this.#free += slots
    if (now >= this.#pausedUntil) {
      for (const start of this.#queue.splice(0, Math.max(0, this.#free))) {
        this.#free -= 1
        start()
      }
    }
    const next = Math.max(this.#pausedUntil, this.#free > 0 ? 0 : (this.#refills[0]?.time ?? Number.POSITIVE_INFINITY))
    // While requests under way use every slot, the next release continues.
    if (this.#queue.length > 0 && next < Number.POSITIVE_INFINITY) {
      this.#timer = setTimeout(() => this.#advance(), Math.min(MAX_TIMER_MS, Math.ceil(next - now)))
    }
  }
}
