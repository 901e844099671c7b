import type { WaitEvent } from '../core/options.ts'
import { messageOf } from '../core/text.ts'
import type { Call, Telling } from './call.ts'

/**
 * Calls a function of the caller's own after the fact. Whatever it does, throw, reject or hang, the call goes on: what has
 * been done on the server must not look undone.
 */
export function callSafely(name: string, run: () => unknown, { logger, redact }: Pick<Telling, 'logger' | 'redact'>): void {
  const tell = (error: unknown) => logger?.error(redact(`${name} failed: ${messageOf(error)}`))
  try {
    Promise.resolve(run()).then(undefined, tell)
  } catch (error) {
    tell(error)
  }
}

/** Tells the logger and the hook that a call begins to wait, and for how long. */
export function tellWait(call: Call, reason: WaitEvent['reason'], milliseconds: number, telling: Telling): void {
  const { operation, method } = call
  const { logger, redact, onWait } = telling
  const url = redact(call.url)
  const attempt = call.attempts + 1
  logger?.info(
    `${method} ${url} waits ${milliseconds} ms ${reason === 'retry' ? 'before' : 'for the rate limit, for'} attempt ${attempt}`,
  )
  if (onWait) callSafely('onWait', () => onWait({ operation, method, url, attempt, reason, milliseconds }), telling)
}
