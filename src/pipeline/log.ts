import type { Logger } from '../core/options.ts'
import type { Step } from './call.ts'

/** Tells the logger about each attempt and how it ended. */
export const log =
  (logger: Logger, redact: (text: string) => string): Step =>
  (next) =>
  async (call) => {
    const started = performance.now()
    const outcome = await next(call)
    const status = outcome.kind === 'answer' && outcome.response.status
    const ending = outcome.kind === 'answer' ? status : outcome.message
    const line = `${call.method} ${call.url} attempt ${call.attempts}: ${ending} in ${Math.round(performance.now() - started)} ms`
    logger[status && status < 400 ? 'debug' : 'warn'](redact(line))
    return outcome
  }
