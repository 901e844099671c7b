import type { RateLimit, RateLimiter } from '../core/options.ts'
import { WindowLimiter } from './window-limiter.ts'

type Token = string | (() => string | Promise<string>)

/** The limiters of this process by API and token: the server counts by token, so clients of one token share one. */
const byToken = new Map<string, WindowLimiter>()
/** The limiters by the function that gives the token, which may change. */
const byFunction = new WeakMap<() => unknown, Map<string, WindowLimiter>>()

/** A server for many tenants sees many tokens: beyond this number, idle limiters are let go. */
const MAX_KEPT_LIMITERS = 1000
let sweepAt = MAX_KEPT_LIMITERS

/** The limiter for an API and a token, or for the function that gives it. */
export function sharedLimiter(baseUrl: string, token: Token, limit: RateLimit): RateLimiter {
  const limiters = typeof token === 'string' ? byToken : limitersOf(token)
  const key = `${limit.requests}/${limit.perMilliseconds} ${new URL(baseUrl).origin} ${typeof token === 'string' ? token : ''}`
  // Looked up each time, so that clients of one token share one limiter however many others were let go.
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

/** Lets go what holds nothing. Where most are busy, the next time is later: it must not cost more with each token. */
function sweep(): void {
  for (const [key, { idle }] of byToken) if (idle) byToken.delete(key)
  sweepAt = Math.max(MAX_KEPT_LIMITERS, 2 * byToken.size)
}
