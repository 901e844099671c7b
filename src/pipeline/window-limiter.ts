import type { LimitedAnswer, RateLimiter } from './rate-limit.ts'
import { numberIn, retryAfter } from './retry-after.ts'
import { LONGEST_TIMER } from './within.ts'

/** So many requests in so much time. */
export interface RateLimit {
  /** How many may arrive in one window. */
  requests: number
  /** The length of the window. */
  perMilliseconds: number
}

/**
 * Keeps arrivals at the server to `requests` in any window of `perMilliseconds`, wherever the server's window begins.
 *
 * A slot is taken when a request starts and comes free `perMilliseconds` after its *answer*. A log of starts would not do:
 * the first request of a window can arrive later than those that open the next.
 */
export class WindowLimiter implements RateLimiter {
  readonly #limit: RateLimit
  #free: number
  /** When the slots that are taken come free, the earliest first. */
  #due: number[] = []
  #queue: (() => void)[] = []
  #pausedUntil = 0
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(limit: RateLimit) {
    this.#limit = limit
    this.#free = limit.requests
  }

  /** Whether nothing is taken and nobody waits, so that it holds nothing worth keeping. */
  get idle(): boolean {
    this.#advance()
    return this.#free === this.#limit.requests && this.#queue.length === 0
  }

  acquire(signal: AbortSignal | undefined): Promise<(answer?: LimitedAnswer) => void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason)
      const go = () => {
        signal?.removeEventListener('abort', onAbort)
        resolve((answer) => this.#release(answer))
      }
      const onAbort = () => {
        this.#queue = this.#queue.filter((waiting) => waiting !== go)
        this.#advance()
        reject(signal?.reason)
      }
      signal?.addEventListener('abort', onAbort, { once: true })
      this.#queue.push(go)
      this.#advance()
    })
  }

  #release(answer: LimitedAnswer | undefined): void {
    const now = performance.now()
    if (answer?.status === 429) {
      // The server does not count what it refuses.
      this.#free += 1
      const seconds = retryAfter(answer.headers, Date.now())
      if (seconds !== undefined) this.#pausedUntil = Math.max(this.#pausedUntil, now + seconds * 1000)
    } else {
      this.#due.push(now + this.#limit.perMilliseconds)
      this.#yieldToOthers(answer, now)
    }
    this.#advance()
  }

  /** Where the server has less left than we think, others use the token too: their share is taken for one window. */
  #yieldToOthers(answer: LimitedAnswer | undefined, now: number): void {
    const remaining = (answer && numberIn(answer.headers, 'X-RateLimit-Remaining')) ?? this.#free
    for (; this.#free > remaining; this.#free -= 1) this.#due.push(now + this.#limit.perMilliseconds)
  }

  /** Frees what is due, lets go whom it can, and sets the timer for the next. */
  #advance(): void {
    clearTimeout(this.#timer)
    const now = performance.now()
    const due = this.#due.findIndex((time) => time > now)
    const freed = due === -1 ? this.#due.length : due
    this.#due.splice(0, freed)
    this.#free += freed
    if (now >= this.#pausedUntil) {
      for (const go of this.#queue.splice(0, Math.max(0, this.#free))) {
        this.#free -= 1
        go()
      }
    }
    const next = Math.max(this.#pausedUntil, this.#free > 0 ? 0 : (this.#due[0] ?? Number.POSITIVE_INFINITY))
    // While every slot is in use by a request under way, its release is what goes on.
    if (this.#queue.length > 0 && next < Number.POSITIVE_INFINITY) {
      this.#timer = setTimeout(() => this.#advance(), Math.min(LONGEST_TIMER, Math.ceil(next - now)))
    }
  }
}
