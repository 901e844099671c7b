import type { LimitedAnswer, LimitedClient, Logger, RateLimiter } from '../core/options.ts'
import { sha256 } from '../core/sha256.ts'
import { messageOf } from '../core/text.ts'
import { type Call, type Middleware, nothingSent, type Observers, type Outcome } from './call.ts'
import { reportWait, runHook } from './log.ts'
import { jitter } from './retry.ts'
import { EXPIRED, within } from './time-limits.ts'
import { retryAfter } from './wait-headers.ts'

/**
 * Returns the limiter of an attempt. Only a limiter that is chosen by the token reads it.
 *
 * @param timeout Milliseconds after which the attempt has ended in any case.
 */
export type FindLimiter = (readToken: () => Promise<string>, timeout: number) => RateLimiter | Promise<RateLimiter>

export interface RateLimitOptions extends Observers {
  token: () => Promise<string>
}

/** A token that was read longer ago may have been replaced. */
const MAX_TOKEN_AGE_MS = 1000

/** Delays each attempt until the limiter has a slot for it. */
export const rateLimit =
  (findLimiter: FindLimiter, client: LimitedClient, options: RateLimitOptions): Middleware =>
  (next) =>
  async (call) => {
    const { signal, before, timeout } = call
    const { limiter, token } = await chooseLimiter(findLimiter, call, options)
    if (limiter === EXPIRED) {
      const message = `still waiting for the token after ${timeout} ms (timeout)${nothingSent(before)}`
      return { ...before, kind: 'timeout', limit: 'timeout', message }
    }
    // Without the token, the limiter is unknown. Then the attempt fails where it needs the token.
    if (limiter === undefined) return next({ ...call, token })
    const expected = expectedWait(limiter, client, options)
    if (performance.now() + expected >= call.expires) {
      const message = `the rate limit would delay the request by ${expected} ms, past its deadline of ${call.deadline} ms`
      return { ...before, kind: 'timeout', limit: 'deadline', message: message + nothingSent(before) }
    }
    if (expected > 0) reportWait(call, 'rate limit', expected, options)
    call.report(before, 'the rate limit')
    const started = performance.now()
    let release: unknown
    try {
      release = await acquire(limiter, client, signal, options)
    } catch (cause) {
      signal?.throwIfAborted()
      return { ...before, kind: 'misconfigured', message: `The rate limiter failed: ${messageOf(cause)}`, cause }
    }
    const queuedMs = performance.now() - started
    call.report(before)
    let outcome: Outcome | undefined
    try {
      outcome = await next({ ...call, queuedMs, token: queuedMs < MAX_TOKEN_AGE_MS ? token : undefined })
      return outcome
    } finally {
      releaseSlot(release, limitedAnswer(outcome, call.maxWait), options)
    }
  }

/** Finds the limiter of an attempt. `EXPIRED` if the token takes too long, `undefined` if it cannot be read. */
async function chooseLimiter(
  findLimiter: FindLimiter,
  { signal, before, timeout, report }: Call,
  options: RateLimitOptions,
): Promise<{ limiter: RateLimiter | typeof EXPIRED | undefined; token: Promise<string> | undefined }> {
  let token: Promise<string> | undefined
  const readToken = () => {
    token = options.token()
    return token
  }
  report(before, 'the token')
  try {
    return { limiter: await within(signal, timeout, async () => findLimiter(readToken, timeout)), token }
  } catch {
    signal?.throwIfAborted()
    return { limiter: undefined, token }
  }
}

/** Milliseconds that the limiter will wait at least. 0 if it cannot say. */
function expectedWait(limiter: RateLimiter, client: LimitedClient, observers: Observers): number {
  let wait: unknown
  const read = () => {
    wait = limiter.minimumWait?.(client)
    return wait
  }
  runHook('minimumWait of the rate limiter', read, observers)
  return typeof wait === 'number' && Number.isFinite(wait) ? Math.ceil(wait) : 0
}

/** Waits for a slot, no longer than the signal allows, even if the limiter ignores it. */
async function acquire(
  limiter: RateLimiter,
  client: LimitedClient,
  signal: AbortSignal | undefined,
  observers: Observers,
): Promise<unknown> {
  let slot: Promise<unknown> | undefined
  try {
    return await within(signal, undefined, async (inner) => {
      slot = limiter.acquire(inner, client)
      return slot
    })
  } catch (error) {
    // The call has ended, so a slot that arrives later is released.
    Promise.resolve(slot).then(
      (release) => releaseSlot(release, undefined, observers),
      () => {},
    )
    throw error
  }
}

function releaseSlot(release: unknown, response: LimitedAnswer | undefined, observers: Observers): void {
  if (typeof release === 'function') runHook('The release of the rate limiter', () => release(response), observers)
  else if (release !== undefined) observers.logger?.error('acquire() of the rate limiter must resolve to a release function.')
}

function limitedAnswer(outcome: Outcome | undefined, maxWait: number): LimitedAnswer | undefined {
  if (outcome?.kind !== 'response') return undefined
  const { status, headers } = outcome.response
  const seconds = status === 429 ? retryAfter({ status, headers }, Date.now()) : undefined
  const pause = seconds === undefined ? undefined : Math.min(maxWait, seconds * 1000 + jitter(seconds * 1000))
  return { status, headers, pause }
}

/** What a limiter learns about a client: enough to identify the budget that the server counts, without the token. */
export function limitedClient({
  baseUrl,
  token,
  logger,
}: {
  baseUrl: string
  token: () => Promise<string>
  logger: Logger | undefined
}): LimitedClient {
  const { origin } = new URL(baseUrl)
  let hashed: { token: string; hash: Promise<string> } | undefined
  return {
    logger,
    async budget() {
      const current = await token()
      if (hashed?.token !== current) hashed = { token: current, hash: sha256(`${origin} ${current}`) }
      return hashed.hash
    },
  }
}
