import type { RateLimit } from '../core/options.ts'
import { WindowLimiter } from './window-limiter.ts'

/** A server for many tenants sees many tokens: beyond this number, idle limiters are let go. */
const MAX_KEPT_LIMITERS = 1000

type Token = string | (() => string | Promise<string>)

/** The limiters of this process by API and token: the server counts by token, so clients of one token share one. */
const kept = new Map<string, WindowLimiter>()
/** Those that are let go may still be used by a client. */
const used = new Map<string, WeakRef<WindowLimiter>>()
const forgotten = new FinalizationRegistry<string>((key) => {
  if (!used.get(key)?.deref()) used.delete(key)
})

/** The limiters by the function that gives the token, which may change. */
const byFunction = new WeakMap<() => unknown, Map<string, WindowLimiter>>()

/** The limiter for an API and a token, or for the function that gives it. */
export function sharedLimiter(baseUrl: string, token: Token, limit: RateLimit): WindowLimiter {
  const key = `${limit.requests}/${limit.perMilliseconds} ${new URL(baseUrl).origin}`
  if (typeof token === 'string') return limiterOf(`${key} ${token}`, limit)
  const limiters = byFunction.get(token) ?? new Map<string, WindowLimiter>()
  byFunction.set(token, limiters)
  const limiter = limiters.get(key) ?? new WindowLimiter(limit)
  limiters.set(key, limiter)
  return limiter
}

function limiterOf(key: string, limit: RateLimit): WindowLimiter {
  const known = kept.get(key) ?? used.get(key)?.deref()
  const limiter = known ?? new WindowLimiter(limit)
  if (kept.size >= MAX_KEPT_LIMITERS) for (const [other, { idle }] of kept) if (idle) kept.delete(other)
  kept.set(key, limiter)
  if (!known) {
    used.set(key, new WeakRef(limiter))
    forgotten.register(limiter, key)
  }
  return limiter
}
