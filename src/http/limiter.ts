/** The rate limits of this process: one for each API and token. */
import type { RateLimit, RateLimiter } from '../core/options.ts'
import { WindowLimiter } from './window-limiter.ts'

/** A server for many tenants uses many tokens: beyond this number, idle limiters are removed. */
const MAX_KEPT_LIMITERS = 1000

/** The limiters by budget: the server counts by token, so all clients of a token share one. */
class Limiters {
  /** Private, because the keys contain tokens. */
  readonly #byBudget = new Map<string, WindowLimiter>()
  #sweepAt = MAX_KEPT_LIMITERS

  get(budget: string, limit: RateLimit): WindowLimiter {
    const existing = this.#byBudget.get(budget)
    if (existing) return existing
    if (this.#byBudget.size >= this.#sweepAt) this.#sweep()
    const limiter = new WindowLimiter(limit)
    this.#byBudget.set(budget, limiter)
    return limiter
  }

  /** Removes idle limiters. If most are busy, the next sweep comes later, so that its cost does not grow with each token. */
  #sweep(): void {
    for (const [budget, { idle }] of this.#byBudget) if (idle) this.#byBudget.delete(budget)
    this.#sweepAt = Math.max(MAX_KEPT_LIMITERS, 2 * this.#byBudget.size)
  }
}

/** All copies of the package in this process share the limiters: the ES module, and the CommonJS module of another dependency. */
const KEY = Symbol.for('billit-io.rate-limits.1')

/**
 * Returns the rate limiter for one token. Call it for each request: an idle limiter is removed.
 *
 * @param limit The client's limit. Of several, the strictest applies.
 * @param timeout Milliseconds after which a request has ended in any case.
 */
export function sharedLimiter(baseUrl: string, token: string, limit: RateLimit, timeout: number): RateLimiter {
  const shared = globalThis as { [KEY]?: Limiters }
  shared[KEY] ??= new Limiters()
  const limiter = shared[KEY].get(`${new URL(baseUrl).origin} ${token}`, limit)
  return {
    acquire: (signal) => limiter.acquire(limit, signal, timeout),
    minimumWait: () => limiter.minimumWait(limit),
  }
}
