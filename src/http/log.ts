/** What a call reports to its logger and hooks. */
import { ConfigurationError } from '../core/errors.ts'
import type { Logger, WaitEvent } from '../core/options.ts'
import { escapeControls, messageOf } from '../core/text.ts'
import type { Call, Middleware, Observers } from './call.ts'

/** From the most verbose to the least. */
export const LEVELS = ['debug', 'info', 'warn', 'error'] as const

/** Logs each attempt and how it ended, also when a time limit or an abort ended it. */
export const log =
  (logger: Logger, redact: (text: string) => string): Middleware =>
  (next) =>
  async (call) => {
    const { method, url, before } = call
    const started = performance.now()
    const write = (level: 'debug' | 'warn', ending: string) => {
      const milliseconds = Math.round(performance.now() - started)
      logger[level](redact(`${method} ${url} attempt ${before.attempts + 1}: ${ending} in ${milliseconds} ms`))
    }
    try {
      const outcome = await next(call)
      if (outcome.kind === 'response') write(outcome.response.status < 400 ? 'debug' : 'warn', String(outcome.response.status))
      else write('warn', outcome.message)
      return outcome
    } catch (reason) {
      write('warn', `no response (${messageOf(reason)})`)
      throw reason
    }
  }

/** A logger that writes messages of `level` and above to stderr. `undefined` if no level is set. */
export function stderrLogger(level: string | undefined): Logger | undefined {
  if (level === undefined) return undefined
  const threshold = (LEVELS as readonly string[]).indexOf(level)
  if (threshold === -1) throw new ConfigurationError(`BILLIT_LOG must be one of ${LEVELS.join(', ')}, not '${level}'.`)
  const writers = LEVELS.map((name, index) => [
    name,
    (message: string) => {
      // biome-ignore lint/suspicious/noConsole: console.error is stderr everywhere; console.debug and info are stdout
      if (index >= threshold) console.error(`billit ${name}: ${escapeControls(message)}`)
    },
  ])
  // One writer for each level.
  return Object.fromEntries(writers) as Record<keyof Logger, Logger['info']>
}

/**
 * Runs a caller's hook. If it throws, rejects or hangs, the call continues: work that was done on the server must not look
 * undone.
 */
export function runHook(name: string, hook: () => unknown, { logger, redact }: Pick<Observers, 'logger' | 'redact'>): void {
  const report = (error: unknown) => logger?.error(redact(`${name} failed: ${messageOf(error)}`))
  try {
    Promise.resolve(hook()).then(undefined, report)
  } catch (error) {
    report(error)
  }
}

/** Reports to the logger and to `onWait` that a call starts to wait. */
export function reportWait(call: Call, reason: WaitEvent['reason'], milliseconds: number, observers: Observers): void {
  const { operation, method } = call
  const { logger, redact, onWait } = observers
  const url = redact(call.url)
  const attempt = call.before.attempts + 1
  const why = reason === 'retry' ? '' : 'for the rate limit '
  logger?.info(`${method} ${url}: waiting ${milliseconds} ms ${why}before attempt ${attempt}`)
  if (onWait) runHook('onWait', () => onWait({ operation, method, url, attempt, reason, milliseconds }), observers)
}
