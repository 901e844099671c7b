import { type RateLimit, WindowLimiter } from './window-limiter.ts'

const MANY = 1000

type Token = string | (() => string | Promise<string>)

/** The limiters of this process. The server counts by token, so that clients of one token share one. */
const byToken = new Map<string, WindowLimiter>()
const byFunction = new WeakMap<() => unknown, Map<string, WindowLimiter>>()

/** The limiter for an API and a token (or the function that gives it, whose token may change). */
export function sharedLimiter(baseUrl: string, token: Token, limit: RateLimit): WindowLimiter {
  const key = `${limit.requests}/${limit.perMilliseconds} ${new URL(baseUrl).origin}`
  if (typeof token === 'string') return limiterIn(byToken, `${key} ${token}`, limit)
  const limiters = byFunction.get(token) ?? new Map<string, WindowLimiter>()
  byFunction.set(token, limiters)
  return limiterIn(limiters, key, limit)
}

function limiterIn(limiters: Map<string, WindowLimiter>, key: string, limit: RateLimit): WindowLimiter {
  const known = limiters.get(key)
  if (known) return known
  if (limiters.size >= MANY) forgetIdle(limiters)
  const limiter = new WindowLimiter(limit)
  limiters.set(key, limiter)
  return limiter
}

/** A server for many tenants sees many tokens. */
function forgetIdle(limiters: Map<string, WindowLimiter>): void {
  for (const [key, limiter] of limiters) if (limiter.idle) limiters.delete(key)
}
