/** What a call reports to its logger and hooks. */
import { ConfigurationError } from '../core/errors.ts'
import type { AttemptEvent, LogDetails, Logger, WaitEvent } from '../core/options.ts'
import { escapeLine, messageOf } from '../core/text.ts'
import type { Call, Observers } from './call.ts'
import { describeRequest } from './outcome.ts'
import { withoutQueryValues } from './redact.ts'

/** From the most verbose to the least. */
export const LEVELS = ['debug', 'info', 'warn', 'error'] as const

/** A logger that writes messages of `level` and above to stderr. `undefined` if no level is set. */
export function stderrLogger(level: string | undefined): Logger | undefined {
  if (level === undefined) return undefined
  const threshold = (LEVELS as readonly string[]).indexOf(level)
  if (threshold === -1) throw new ConfigurationError(`BILLIT_LOG must be one of ${LEVELS.join(', ')}, not '${level}'.`)
  const writers = LEVELS.map((name, index) => [
    name,
    (message: string) => {
      // biome-ignore lint/suspicious/noConsole: console.error is stderr everywhere; console.debug and info are stdout
      if (index >= threshold) console.error(`billit ${name}: ${escapeLine(message)}`)
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

/** The part of an event that all hooks receive. */
export function attemptEvent(call: Call): AttemptEvent {
  const { id, callId, operation, method, url, before, queuedMs, waitedMs } = call
  return { id, callId, operation, method, url, attempt: before.attempts + 1, queuedMs, waitedMs }
}

/** What a log message says, as data. Without the values of the query, which may be personal data. */
export function logDetails(call: Call, more: LogDetails, redact: (text: string) => string): LogDetails {
  const { url, ...event } = attemptEvent(call)
  return { ...event, url: redact(withoutQueryValues(url)), ...more }
}

/** Reports to the logger and to `onWait` that a call starts to wait. */
export function reportWait(call: Call, reason: WaitEvent['reason'], milliseconds: number, observers: Observers): void {
  const { logger, redact, onWait } = observers
  const event = { ...attemptEvent(call), url: redact(call.url), reason, milliseconds }
  const why = reason === 'retry' ? '' : 'for the rate limit '
  const text = `${describeRequest(call)}: waiting ${Math.round(milliseconds)} ms ${why}before attempt ${event.attempt}`
  logger?.info(redact(text), logDetails(call, { reason, milliseconds }, redact))
  if (onWait) runHook('onWait', () => onWait(event), observers)
}
