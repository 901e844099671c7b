import type { LimitedAnswer, LimitedClient, RateLimiter } from '../core/options.ts'
import { messageOf } from '../core/text.ts'
import type { Outcome, Step, Telling } from './call.ts'
import { randomPart } from './retry.ts'
import { callSafely, tellWait } from './tell.ts'
import { within } from './time-limits.ts'
import { retryAfter } from './wait-headers.ts'

/** Holds each attempt back until the limiter lets it go. */
export const rateLimit =
  (limiter: RateLimiter, client: LimitedClient, telling: Telling): Step =>
  (next) =>
  async (call) => {
    const { signal } = call
    const expected = expectedWait(limiter, client, telling)
    if (performance.now() + expected >= call.expires) {
      return {
        kind: 'timeout',
        limit: 'deadline',
        message: `the rate limit lets it go in ${expected} ms at the earliest, later than the deadline of ${call.deadline} ms allows${call.attempts === 0 ? '; nothing was sent' : ''}`,
      }
    }
    if (expected > 0) tellWait(call, 'rate limit', expected, telling)
    call.waitingFor = 'the rate limit'
    let release: unknown
    try {
      release = await acquire(limiter, client, signal, telling)
    } catch (cause) {
      signal?.throwIfAborted()
      return { kind: 'misconfigured', message: `The rate limiter failed: ${messageOf(cause)}`, cause }
    }
    call.waitingFor = undefined
    let outcome: Outcome | undefined
    try {
      outcome = await next(call)
      return outcome
    } finally {
      releaseSafely(release, limitedAnswer(outcome, call.maxWait), telling)
    }
  }

/** Milliseconds that the limiter will wait at least. If it cannot say, it is only asked for the slot. */
function expectedWait(limiter: RateLimiter, client: LimitedClient, telling: Telling): number {
  let wait: unknown
  const ask = () => {
    wait = limiter.minimumWait?.(client)
    return wait
  }
  callSafely('minimumWait of the rate limiter', ask, telling)
  return typeof wait === 'number' && Number.isFinite(wait) ? Math.ceil(wait) : 0
}

/** Waits for a slot, no longer than the signal allows, even if the limiter does not heed it. */
async function acquire(
  limiter: RateLimiter,
  client: LimitedClient,
  signal: AbortSignal | undefined,
  telling: Telling,
): Promise<unknown> {
  let slot: Promise<unknown> | undefined
  try {
    return await within(signal, undefined, async (own) => {
      slot = limiter.acquire(own, client)
      return slot
    })
  } catch (error) {
    // The call has ended, so a slot that was given all the same is given back.
    Promise.resolve(slot).then(
      (release) => releaseSafely(release, undefined, telling),
      () => {},
    )
    throw error
  }
}

function releaseSafely(release: unknown, answer: LimitedAnswer | undefined, telling: Telling): void {
  if (typeof release === 'function') callSafely('The release of the rate limiter', () => release(answer), telling)
  else if (release !== undefined) telling.logger?.error('The rate limiter gave no function to release its slot.')
}

function limitedAnswer(outcome: Outcome | undefined, maxWait: number): LimitedAnswer | undefined {
  if (outcome?.kind !== 'answer') return undefined
  const { status, headers } = outcome.response
  const seconds = status === 429 ? retryAfter({ status, headers }, Date.now()) : undefined
  const pause = seconds === undefined ? undefined : Math.min(maxWait, seconds * 1000 + randomPart(seconds * 1000))
  return { status, headers, pause }
}
