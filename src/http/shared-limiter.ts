import type { RateLimit, RateLimiter } from '../core/options.ts'
import { WindowLimiter } from './window-limiter.ts'

type Token = string | (() => string | Promise<string>)

/** The limiters of this process by API and token: the server counts by token, so clients of one token share one. */
const byToken = new Map<string, WindowLimiter>()
/** The limiters by the function that gives the token, which may change. */
const byFunction = new WeakMap<() => unknown, Map<string, WindowLimiter>>()

/** A server for many tenants sees many tokens: beyond this number, idle limiters are forgotten. */
const MAX_KEPT_LIMITERS = 1000
let sweepAt = MAX_KEPT_LIMITERS

/** The limiter for an API and a token, or for the function that gives it. */
export function sharedLimiter(baseUrl: string, token: Token, limit: RateLimit): RateLimiter {
  const key = `${limit.requests}/${limit.perMilliseconds} ${new URL(baseUrl).origin}`
  return typeof token === 'string' ? limiterIn(byToken, `${key} ${token}`, limit) : limiterIn(limitersOf(token), key, limit)
}

/** Looks the limiter up for each request, so that clients of one token share it even if it was forgotten in between. */
function limiterIn(limiters: Map<string, WindowLimiter>, key: string, limit: RateLimit): RateLimiter {
  const current = (): WindowLimiter => {
    const limiter = limiters.get(key) ?? new WindowLimiter(limit)
    if (limiters.size >= sweepAt) sweep()
    limiters.set(key, limiter)
    return limiter
  }
  return { acquire: (signal) => current().acquire(signal), minimumWait: () => current().minimumWait() }
}

function limitersOf(token: () => unknown): Map<string, WindowLimiter> {
  const limiters = byFunction.get(token) ?? new Map<string, WindowLimiter>()
  byFunction.set(token, limiters)
  return limiters
}

/** Forgets idle limiters. If most are busy, the next sweep comes later, so that its cost does not grow with each token. */
function sweep(): void {
  for (const [key, { idle }] of byToken) if (idle) byToken.delete(key)
  sweepAt = Math.max(MAX_KEPT_LIMITERS, 2 * byToken.size)
}
