import type { Outcome } from './call.ts'
import { DEEPEST } from './disconnected.ts'

/** Codes of failures in which no connection came about, so that the server saw nothing. */
const NEVER_CONNECTED = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN)$/

/** Whether the server certainly did not act on the attempt. Anything unknown counts as acted on. */
export function certainlyNotDone(outcome: Outcome): boolean {
  if (outcome.kind === 'misconfigured') return true
  if (outcome.kind === 'timeout') return false
  if (outcome.kind === 'disconnected') return neverConnected(outcome.cause)
  const { status } = outcome.response
  // 408 is the one 4xx that says nothing about how far the request came.
  return status >= 400 && status < 500 && status !== 408
}

function neverConnected(error: unknown, depth = 0): boolean {
  if (!(error instanceof Error) || depth > DEEPEST) return false
  // One address after the other was tried.
  if (error instanceof AggregateError) {
    return error.errors.length > 0 && error.errors.every((each) => neverConnected(each, depth + 1))
  }
  if ('code' in error && NEVER_CONNECTED.test(String(error.code))) return true
  return neverConnected(error.cause, depth + 1)
}
