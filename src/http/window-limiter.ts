import { numberIn } from '../core/headers.ts'
import type { LimitedAnswer, RateLimit, RateLimiter } from '../core/options.ts'
import { MAX_TIMER_MS, onAbort } from './time-limits.ts'

/** Slots that come free at the same time. */
interface Due {
  time: number
  slots: number
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
  /** When the taken slots come free, the earliest first. */
  #due: Due[] = []
  #queue: (() => void)[] = []
  #pausedUntil = 0
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(limit: RateLimit) {
    this.#limit = limit
    this.#free = limit.requests
  }

  /** Whether no slot is taken and no pause lasts, so that no call waits: forgetting the limiter loses nothing. */
  get idle(): boolean {
    this.#advance()
    return this.#free === this.#limit.requests && performance.now() >= this.#pausedUntil
  }

  minimumWait(): number {
    const now = performance.now()
    const pause = Math.max(0, this.#pausedUntil - now)
    let ahead = this.#queue.length - this.#free
    if (ahead < 0) return pause
    // Slots in use come free `perMilliseconds` from now at the earliest, and so do those that the queue takes.
    const rounds = Math.floor(ahead / this.#limit.requests)
    ahead %= this.#limit.requests
    const due = this.#due.find(({ slots }) => {
      ahead -= slots
      return ahead < 0
    })
    const first = due ? due.time - now : this.#limit.perMilliseconds
    return Math.max(pause, first + rounds * this.#limit.perMilliseconds)
  }

  acquire(signal: AbortSignal): Promise<(answer?: LimitedAnswer) => void> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason)
      const go = () => {
        unlisten()
        resolve((answer) => this.#release(answer))
      }
      const unlisten = onAbort(signal, () => {
        this.#queue = this.#queue.filter((waiting) => waiting !== go)
        this.#advance()
        reject(signal.reason)
      })
      this.#queue.push(go)
      this.#advance()
    })
  }

  #release(answer: LimitedAnswer | undefined): void {
    const now = performance.now()
    if (answer?.status === 429) {
      // The server does not count what it refuses.
      this.#free += 1
      this.#pausedUntil = Math.max(this.#pausedUntil, now + (answer.pause ?? 0))
    } else {
      this.#takeUntilDue(1, now)
      // If the server has less left than we think, others use the token too: their share is taken for one window.
      const remaining = (answer && numberIn(answer.headers, 'X-RateLimit-Remaining')) ?? this.#free
      const others = Math.max(0, this.#free - remaining)
      this.#free -= others
      this.#takeUntilDue(others, now)
    }
    this.#advance()
  }

  #takeUntilDue(slots: number, now: number): void {
    if (slots > 0) this.#due.push({ time: now + this.#limit.perMilliseconds, slots })
  }

  /** Frees the slots that are due, starts every queued call that has a free slot, and sets the timer for the next. */
  #advance(): void {
    clearTimeout(this.#timer)
    const now = performance.now()
    const pending = this.#due.findIndex(({ time }) => time > now)
    const due = this.#due.splice(0, pending === -1 ? this.#due.length : pending)
    for (const { slots } of due) this.#free += slots
    if (now >= this.#pausedUntil) {
      for (const go of this.#queue.splice(0, Math.max(0, this.#free))) {
        this.#free -= 1
        go()
      }
    }
    const next = Math.max(this.#pausedUntil, this.#free > 0 ? 0 : (this.#due[0]?.time ?? Number.POSITIVE_INFINITY))
    // While every slot is used by a request under way, the next release goes on.
    if (this.#queue.length > 0 && next < Number.POSITIVE_INFINITY) {
      this.#timer = setTimeout(() => this.#advance(), Math.min(MAX_TIMER_MS, Math.ceil(next - now)))
    }
  }
}
