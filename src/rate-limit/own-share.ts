import type { RateLimit } from '../core/options.ts'
import { STORE_TIMEOUT_MS } from './slot-store.ts'

/**
 * What this process itself has sent in the last window, and how much it may send while the shared store does not answer: as
 * much as in the window before, and a tenth of the limit at the least.
 */
export class OwnShare {
  readonly #limit: RateLimit
  #underWay = 0
  /** When requests were answered, the earliest first. Older ones than can matter are forgotten. */
  #answered: number[] = []
  /** `undefined` while the store answers. */
  #requests: number | undefined

  constructor(limit: RateLimit) {
    this.#limit = limit
  }

  /** Whether the process goes on without the store. */
  get isOnItsOwn(): boolean {
    return this.#requests !== undefined
  }

  /** Whether a request is under way. */
  get isBusy(): boolean {
    return this.#underWay > 0
  }

  begin(): void {
    this.#underWay += 1
  }

  /** @param counted Whether the server has counted the request. It does not count what it refuses. */
  end(now: number, counted: boolean): void {
    this.#underWay -= 1
    if (counted) this.#answered.push(now)
    this.#answered = this.#answeredSince(now - this.#limit.perMilliseconds - STORE_TIMEOUT_MS)
  }

  /** How many requests may count at the server now. */
  used(now: number): number {
    return this.#underWay + this.#answeredSince(now - this.#limit.perMilliseconds).length
  }

  /**
   * The store has failed; the process may have waited for its answer until now.
   *
   * @returns How many requests the process may send in a window from now on.
   */
  start(now: number): number {
    const before = this.#answeredSince(now - this.#limit.perMilliseconds - STORE_TIMEOUT_MS).length
    this.#requests = Math.max(this.#underWay + before, Math.ceil(this.#limit.requests / 10))
    return this.#requests
  }

  stop(): void {
    this.#requests = undefined
  }

  /** How many requests may be sent now. */
  room(now: number): number {
    return Math.max(0, (this.#requests ?? 0) - this.used(now))
  }

  /** Milliseconds until there is room for a call behind so many others. While all is under way, nobody knows. */
  minimumWait(now: number, ahead: number): number {
    const missing = ahead - this.room(now)
    if (missing < 0) return 0
    const counting = this.#answeredSince(now - this.#limit.perMilliseconds)
    const answered = counting[missing] ?? counting.at(-1) ?? now
    return answered + this.#limit.perMilliseconds - now
  }

  #answeredSince(start: number): number[] {
    return this.#answered.filter((time) => time > start)
  }
}
