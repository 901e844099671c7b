import { isRecord } from '../core/record.ts'
import { type Call, type Middleware, nothingSent, type Outcome, type Send } from './call.ts'
import { createController } from './controller.ts'

/** Returned by `within` when the time ran out. */
export const EXPIRED = Symbol('expired')

/** The reasons of signals that aborted because the time was over. */
const outOfTime = new WeakSet<object>()

function createOutOfTime(): Error {
  const reason = new Error('Out of time')
  outOfTime.add(reason)
  return reason
}

/** Whether a signal aborted because the time was over. */
export const isOutOfTime = (reason: unknown): boolean => isRecord(reason) && outOfTime.has(reason)

/** Timers overflow beyond this and fire at once. */
export const MAX_TIMER_MS = 2 ** 31 - 1

/** Limits one attempt, its body included. */
export const timeout: Middleware = (next) => (call) => limit(call, next, 'timeout', call.timeout)

/** Limits the whole call: attempts, waits and queueing. */
export const deadline: Middleware = (next) => (call) => {
  // Without a deadline, the middleware below observes the caller's signal itself.
  if (call.deadline === undefined) return next(call)
  return limit({ ...call, expires: performance.now() + call.deadline }, next, 'deadline', call.deadline)
}

async function limit(call: Call, next: Send, kind: 'timeout' | 'deadline', milliseconds: number): Promise<Outcome> {
  let progress = call.before
  let waitingFor: string | undefined
  const report: Call['report'] = (...reported) => {
    ;[progress, waitingFor] = reported
    call.report(...reported)
  }
  const outcome = await within(call.signal, milliseconds, (signal) => next({ ...call, signal, report }))
  if (outcome !== EXPIRED) return outcome
  const what = waitingFor ? `still waiting for ${waitingFor} after` : 'no complete response within'
  const message = `${what} ${milliseconds} ms (${kind})${nothingSent(progress)}`
  return { ...progress, kind: 'timeout', limit: kind, message }
}

/**
 * Runs work with a signal that aborts with the parent's or when the time is over. It returns then even if the work ignores its
 * signal, and leaves no timer and no listener behind.
 *
 * @throws The parent's reason, if it aborts.
 */
export function within<T>(
  parent: AbortSignal | undefined,
  milliseconds: number | undefined,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T | typeof EXPIRED> {
  return new Promise((resolve, reject) => {
    if (parent?.aborted) return reject(parent.reason)
    const controller = createController()
    const timed = milliseconds !== undefined && milliseconds <= MAX_TIMER_MS
    const timer = timed ? setTimeout(() => finish(() => resolve(EXPIRED), createOutOfTime()), milliseconds) : undefined
    const unlisten = parent && onAbort(parent, () => finish(() => reject(parent.reason), parent.reason))

    function finish(settle: () => void, abortReason?: unknown): void {
      clearTimeout(timer)
      unlisten?.()
      settle()
      if (abortReason !== undefined) controller.abort(abortReason)
    }

    // In an async function, what the work throws at once is a rejection too.
    const running = async () => work(controller.signal)
    running().then(
      (value) => finish(() => resolve(value)),
      (error: unknown) => finish(() => reject(error)),
    )
  })
}

/** The callbacks that wait for each signal. */
const callbacksOf = new WeakMap<AbortSignal, Set<() => void>>()

/**
 * Calls back when a signal aborts. The signal has one listener, however many calls share it: Node 20 warns when there are more
 * than ten.
 *
 * @returns A function that removes the callback.
 */
export function onAbort(signal: AbortSignal, callback: () => void): () => void {
  let callbacks = callbacksOf.get(signal)
  if (!callbacks) {
    callbacks = new Set()
    callbacksOf.set(signal, callbacks)
  }
  const waiting = callbacks
  const listener = () => {
    for (const each of [...waiting]) each()
  }
  if (waiting.size === 0) {
    signal.addEventListener('abort', listener, { once: true })
    listeners.set(waiting, listener)
  }
  waiting.add(callback)
  return () => {
    waiting.delete(callback)
    const attached = listeners.get(waiting)
    if (waiting.size === 0 && attached) signal.removeEventListener('abort', attached)
  }
}

/** The listener of each set of callbacks. */
const listeners = new WeakMap<Set<() => void>, () => void>()

/**
 * Waits for any number of milliseconds.
 *
 * @throws The signal's reason, as soon as it aborts.
 */
export async function sleep(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  for (let left = milliseconds; left > 0; left -= MAX_TIMER_MS) {
    await within(signal, Math.min(left, MAX_TIMER_MS), () => new Promise<never>(() => {}))
  }
}
