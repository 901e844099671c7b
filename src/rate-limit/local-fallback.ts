import type { RateLimit } from '../core/options.ts'
import { STORE_TIMEOUT_MS } from './slot-store.ts'

/**
 * Rate limit of this process while the shared store is unavailable: as many requests as it sent in the last window, and at
 * least a tenth of the limit. Counts the requests of this process at all times, so that the limit is known when the store fails.
 */
export class LocalFallback {
  readonly #limit: RateLimit
  #inFlight = 0
  /** When counted requests ended, in ascending order. Times that no longer matter are removed. */
  #endTimes: number[] = []
  /** Requests per window. `undefined` while the store is available. */
  #requests: number | undefined

  constructor(limit: RateLimit) {
    this.#limit = limit
  }

  /** Whether the store is unavailable. */
  get isActive(): boolean {
    return this.#requests !== undefined
  }

  get hasRequestsInFlight(): boolean {
    return this.#inFlight > 0
  }

  beginRequest(): void {
    this.#inFlight += 1
  }

  /** @param isCounted Whether the server counts the request. It does not count a request that it rejects with 429. */
  endRequest(now: number, isCounted: boolean): void {
    this.#inFlight -= 1
    if (isCounted) this.#endTimes.push(now)
    this.#endTimes = this.#endedSince(now - this.#limit.perMilliseconds - STORE_TIMEOUT_MS)
  }

  /** Returns how many requests of this process the server may count in the current window. */
  countUsed(now: number): number {
    return this.#inFlight + this.#endedSince(now - this.#limit.perMilliseconds).length
  }

  /**
   * Starts the fallback after the store has failed. This process may have waited for the store until now.
   *
   * @returns The number of requests per window.
   */
  activate(now: number): number {
    const ended = this.#endedSince(now - this.#limit.perMilliseconds - STORE_TIMEOUT_MS).length
    this.#requests = Math.max(this.#inFlight + ended, Math.ceil(this.#limit.requests / 10))
    return this.#requests
  }

  deactivate(): void {
    this.#requests = undefined
  }

  /** Returns how many requests may be sent now. */
  countAvailable(now: number): number {
    return Math.max(0, (this.#requests ?? 0) - this.countUsed(now))
  }

  /** Returns the minimum wait, in milliseconds, of a call behind others. While all requests are in flight, it is an estimate. */
  minimumWait(now: number, callsAhead: number): number {
    const missing = callsAhead - this.countAvailable(now)
    if (missing < 0) return 0
    const counted = this.#endedSince(now - this.#limit.perMilliseconds)
    const endTime = counted[missing] ?? counted.at(-1) ?? now
    return endTime + this.#limit.perMilliseconds - now
  }

  #endedSince(start: number): number[] {
    return this.#endTimes.filter((time) => time > start)
  }
}
