import type { Outcome, Step } from './call.ts'

/** Where the client tells what it does. `console` is one. */
export interface Logger {
  /** An attempt that was answered well. */
  debug(message: string): void
  /** A wait before the next attempt, and why. */
  info(message: string): void
  /** An attempt that failed. */
  warn(message: string): void
  /** A hook of yours that failed after the answer. */
  error(message: string): void
}

/** Tells each attempt and how it ended. */
export const log =
  (logger: Logger): Step =>
  (next) =>
  async (call) => {
    const started = performance.now()
    const outcome = await next(call)
    const line = `${call.method} ${call.url} attempt ${call.attempts}: ${describe(outcome)} in ${Math.round(performance.now() - started)} ms`
    const failed = outcome.kind !== 'answer' || outcome.response.status >= 400
    logger[failed ? 'warn' : 'debug'](call.redact(line))
    return outcome
  }

function describe(outcome: Outcome): string {
  if (outcome.kind === 'answer') return String(outcome.response.status)
  if (outcome.kind === 'timeout') return `no whole answer within ${outcome.milliseconds} ms`
  if (outcome.kind === 'misconfigured') return outcome.message
  return `no answer: ${outcome.cause instanceof Error ? outcome.cause.message : outcome.cause}`
}
