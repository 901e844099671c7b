import type { Step } from './call.ts'

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
    const status = outcome.kind === 'answer' && outcome.response.status
    const ending = outcome.kind === 'answer' ? status : outcome.message
    const line = `${call.method} ${call.url} attempt ${call.attempts}: ${ending} in ${Math.round(performance.now() - started)} ms`
    logger[status && status < 400 ? 'debug' : 'warn'](call.redact(line))
    return outcome
  }
