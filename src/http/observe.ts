/** Reports how each attempt ended, to the logger and to the hooks. */
import type { TimeoutError } from '../core/errors.ts'
import { messageOf } from '../core/text.ts'
import type { Call, Middleware, Observers, Outcome, Progress } from './call.ts'
import { attemptEvent, logDetails, runHook } from './log.ts'
import { createError, describeRequest } from './outcome.ts'
import type { Redactor } from './redact.ts'
import { isOutOfTime } from './time-limits.ts'

export interface ObserveOptions extends Observers {
  redactor: Redactor
}

/**
 * Reports the end of each attempt exactly once: after `onRequest` was called, `onResponse` or `onError` follows. It is outside of
 * the time limit and the sending, so that nothing can end an attempt unseen.
 */
export const observe =
  (options: ObserveOptions): Middleware =>
  (next) =>
  async (call) => {
    // From here on, `onRequest` is certainly called.
    call.signal?.throwIfAborted()
    let progress: Progress = call.before
    let sentAt: number | undefined
    const report: Call['report'] = (reported, waitingFor) => {
      progress = reported
      if (reported.attempts > call.before.attempts) sentAt = performance.now()
      call.report(reported, waitingFor)
    }
    const duration = () => (sentAt === undefined ? 0 : performance.now() - sentAt)
    try {
      const outcome = await next({ ...call, report })
      if (outcome.kind === 'response') reportResponse(call, outcome.response, duration(), options)
      else reportError(call, createError(call, outcome, options.redactor), outcome.message, duration(), options)
      return outcome
    } catch (reason) {
      const error = isOutOfTime(reason) ? deadlineError(call, progress, options) : reason
      reportError(call, error, `no response (${messageOf(reason)})`, duration(), options)
      throw reason
    }
  }

/** The deadline of the call ended the attempt. */
function deadlineError(call: Call, progress: Progress, { redactor }: ObserveOptions): TimeoutError {
  const message = `no complete response within ${call.deadline} ms (deadline)`
  const outcome: Outcome = { ...progress, kind: 'timeout', limit: 'deadline', message }
  return createError(call, outcome, redactor)
}

/** The call does not wait for the hook. */
function reportResponse(call: Call, { status, headers }: Response, milliseconds: number, options: ObserveOptions): void {
  const { onResponse } = options
  write(call, status < 400 ? 'debug' : 'warn', String(status), { status, milliseconds }, options)
  if (onResponse) runHook('onResponse', () => onResponse({ ...attemptEvent(call), status, headers, milliseconds }), options)
}

/** The call does not wait for the hook. */
function reportError(call: Call, error: unknown, ending: string, milliseconds: number, options: ObserveOptions): void {
  const { onError } = options
  write(call, 'warn', ending, { error: messageOf(error), milliseconds }, options)
  if (onError) runHook('onError', () => onError({ ...attemptEvent(call), error, milliseconds }), options)
}

function write(
  call: Call,
  level: 'debug' | 'warn',
  ending: string,
  details: { status?: number; error?: string; milliseconds: number },
  { logger, redact }: ObserveOptions,
): void {
  const attempt = call.before.attempts + 1
  const text = `${describeRequest(call)} attempt ${attempt}: ${ending} in ${Math.round(details.milliseconds)} ms`
  logger?.[level](redact(text), logDetails(call, details, redact))
}
