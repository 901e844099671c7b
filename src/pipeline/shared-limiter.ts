import { type RateLimit, WindowLimiter } from './window-limiter.ts'

const MANY = 1000

type Token = string | (() => string | Promise<string>)

/** The limiters of this process. The server counts by token, so that clients of one token share one. */
const byToken = new Map<string, WindowLimiter>()
const byFunction = new WeakMap<() => unknown, Map<string, WindowLimiter>>()

/** The limiter for an API and a token (or the function that gives it, whose token may change). */
export function sharedLimiter(baseUrl: string, token: Token, limit: RateLimit): WindowLimiter {
  let limiters = byToken
  let key = `${limit.requests}/${limit.perMilliseconds} ${new URL(baseUrl).origin}`
  if (typeof token === 'string') key += ` ${token}`
  else {
    limiters = byFunction.get(token) ?? new Map<string, WindowLimiter>()
    byFunction.set(token, limiters)
  }
  let limiter = limiters.get(key)
  if (!limiter) {
    // A server for many tenants sees many tokens.
    if (limiters.size >= MANY) for (const [other, { idle }] of limiters) if (idle) limiters.delete(other)
    limiter = new WindowLimiter(limit)
    limiters.set(key, limiter)
  }
  return limiter
}
