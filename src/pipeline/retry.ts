import type { Call, Outcome, Step } from './call.ts'
import { certainlyNotDone } from './certainty.ts'
import type { Logger } from './log.ts'
import { retryAfter } from './retry-after.ts'
import { sleep } from './sleep.ts'

const BASE_MILLISECONDS = 500
const MOST_MILLISECONDS = 8000
const PASSING = [408, 429, 500, 502, 503, 504]

/** Sends again what failed in a passing way, if that cannot do its work twice. */
export const retry =
  (logger?: Logger): Step =>
  (next) =>
  async (call) => {
    for (let retries = 0; ; retries += 1) {
      const outcome = await next(call)
      if (retries >= call.maxRetries || !mayRepeat(call, outcome)) return outcome
      const wait = waitBefore(retries, outcome)
      // Waiting past the deadline would only hide the reason behind a timeout.
      if (performance.now() + wait >= call.expires) return outcome
      logger?.info(call.redact(`${call.method} ${call.url} waits ${wait} ms before attempt ${call.attempts + 1}`))
      await sleep(wait, call.signal)
    }
  }

/** Whether to send again. An unsafe request only when the server certainly did not take it. */
function mayRepeat(call: Call, outcome: Outcome): boolean {
  if (outcome.kind === 'misconfigured') return false
  if (outcome.kind === 'answer' && !PASSING.includes(outcome.response.status)) return false
  if (outcome.kind === 'timeout' && outcome.limit === 'deadline') return false
  return !call.unsafe || certainlyNotDone(outcome)
}

/**
 * Milliseconds to wait: what the server asks for, in full, else a random time below a doubling limit, so that clients
 * that failed together do not come back together.
 */
function waitBefore(retries: number, outcome: Outcome): number {
  const asked = outcome.kind === 'answer' ? retryAfter(outcome.response.headers, Date.now()) : undefined
  return Math.ceil(
    asked === undefined ? Math.random() * Math.min(MOST_MILLISECONDS, BASE_MILLISECONDS * 2 ** retries) : asked * 1000,
  )
}
