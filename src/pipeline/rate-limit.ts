import type { Step } from './call.ts'
import type { Logger } from './log.ts'

/** What a limiter is told of an answer. */
export interface LimitedAnswer {
  /** The HTTP status. 429 means that the request was not counted. */
  status: number
  /** With `Retry-After` and `X-RateLimit-*`, where the server sends them. */
  headers: Headers
}

/** Decides when a request may be sent. `rateLimit` takes one of your own, such as one shared between processes. */
export interface RateLimiter {
  /**
   * Waits for a slot, first come, first served. The function that it gives is called once, when the request is over: with
   * the answer, or without where none came.
   *
   * @throws The signal's own reason, as soon as it aborts.
   */
  acquire(signal: AbortSignal | undefined): Promise<(answer?: LimitedAnswer) => void>
}

/** Holds each attempt back until the limiter lets it go. */
export const rateLimit =
  (limiter: RateLimiter, logger?: Logger): Step =>
  (next) =>
  async (call) => {
    const { signal } = call
    const started = performance.now()
    const release = await limiter.acquire(signal)
    const waited = Math.round(performance.now() - started)
    if (waited > 0) logger?.debug(`${call.method} ${call.url} waited ${waited} ms for the rate limit`)
    let answer: LimitedAnswer | undefined
    try {
      // A limiter that does not heed the signal may let a call go that has ended.
      signal?.throwIfAborted()
      const outcome = await next(call)
      if (outcome.kind === 'answer') answer = outcome.response
      return outcome
    } finally {
      release(answer)
    }
  }
