import type { Logger } from '../core/options.ts'
import { messageOf } from '../core/text.ts'
import type { Step } from './call.ts'

/** Tells the logger about each attempt and how it ended, also where a time limit or an abort ended it. */
export const log =
  (logger: Logger, redact: (text: string) => string): Step =>
  (next) =>
  async (call) => {
    const { method, url, attempts } = call
    const started = performance.now()
    const tell = (level: 'debug' | 'warn', ending: string) => {
      const milliseconds = Math.round(performance.now() - started)
      logger[level](redact(`${method} ${url} attempt ${attempts + 1}: ${ending} in ${milliseconds} ms`))
    }
    try {
      const outcome = await next(call)
      if (outcome.kind === 'answer') tell(outcome.response.status < 400 ? 'debug' : 'warn', String(outcome.response.status))
      else tell('warn', outcome.message)
      return outcome
    } catch (reason) {
      tell('warn', `no answer (${messageOf(reason)})`)
      throw reason
    }
  }
