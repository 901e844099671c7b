import type { Call, Outcome, Step, Telling } from './call.ts'
import { neverConnected } from './foreign-error.ts'
import { tellWait } from './tell.ts'
import { sleep } from './time-limits.ts'
import { retryAfter } from './wait-headers.ts'

const BASE_DELAY_MS = 500
const MAX_DELAY_MS = 8000
/** Statuses of failures that pass. */
const PASSING = [408, 429, 500, 502, 503, 504]

export interface RetryOptions extends Telling {
  /** Whether a refused connection is certainly our own: a caller's `fetch` may have failed to reach something else. */
  ownConnection: () => boolean
}

/** Sends again what failed in a passing way, if that cannot do its work twice. */
export const retry =
  (options: RetryOptions): Step =>
  (next) =>
  async (call) => {
    let failures = 0
    let waited = 0
    for (let attempt = 0; ; attempt += 1) {
      const before = call.mayHaveSucceeded
      const outcome = await next(call)
      const certain = certainlyNotDone(outcome, call, options.ownConnection())
      if (certain) call.mayHaveSucceeded = before
      const isLimited = outcome.kind === 'answer' && outcome.response.status === 429
      // A 429 does no work and is no failure: it only says that it is too early.
      if (call.maxRetries === 0 || (failures >= call.maxRetries && !isLimited)) return outcome
      if (!isPassing(outcome) || (call.unsafe && !certain)) return outcome
      const asked = waitAskedFor(outcome)
      const wait = Math.ceil(asked ?? randomDelay(attempt))
      if (asked !== undefined || isLimited) waited += wait
      // Waiting longer would only hide the reason behind a timeout.
      if (waited > call.maxWait || performance.now() + wait >= call.expires) return outcome
      if (!isLimited) failures += 1
      tellWait(call, 'retry', wait, options)
      await sleep(wait, call.signal)
    }
  }

/**
 * Whether the server certainly did not act on the attempt. Anything unknown counts as acted on.
 *
 * @param ownConnection Whether a refused connection is certainly the one to the API.
 */
export function certainlyNotDone(outcome: Outcome, call: Pick<Call, 'url'>, ownConnection: boolean): boolean {
  if (outcome.kind === 'misconfigured') return true
  if (outcome.kind === 'timeout') return false
  if (outcome.kind === 'disconnected') return ownConnection && neverConnected(outcome.cause, new URL(call.url))
  const { status } = outcome.response
  // A 408 is the one 4xx that does not tell how far the request came.
  return status >= 400 && status < 500 && status !== 408
}

function isPassing(outcome: Outcome): boolean {
  if (outcome.kind === 'misconfigured') return false
  if (outcome.kind === 'timeout') return outcome.limit !== 'deadline'
  return outcome.kind === 'disconnected' || PASSING.includes(outcome.response.status)
}

/** Milliseconds that the server asks to wait, with a random part on top, so that processes do not all come back at once. */
function waitAskedFor(outcome: Outcome): number | undefined {
  const seconds = outcome.kind === 'answer' ? retryAfter(outcome.response, Date.now()) : undefined
  return seconds === undefined ? undefined : seconds * 1000 + randomPart(seconds * 1000)
}

/** Up to a tenth of the wait, and between a quarter of a second and five seconds. */
export const randomPart = (wait: number): number => Math.random() * Math.min(5000, Math.max(250, wait / 10))

/** A random time below a doubling limit. */
const randomDelay = (attempt: number): number => Math.random() * Math.min(MAX_DELAY_MS, BASE_DELAY_MS * 2 ** attempt)
