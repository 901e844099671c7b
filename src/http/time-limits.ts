import type { Call, Outcome, Send, Step } from './call.ts'

/** What `within` gives when the time ran out. */
export const EXPIRED = Symbol('expired')

/** Timers overflow beyond this and fire at once. */
export const MAX_TIMER_MS = 2 ** 31 - 1

/** Limits one attempt, its body included. */
export const timeout: Step = (next) => (call) => limited(call, next, 'timeout', call.timeout)

/** Limits the whole call: attempts, waits and queueing. */
export const deadline: Step = (next) => (call) => {
  // Without a deadline, the steps below heed the caller's signal themselves.
  if (call.deadline === undefined) return next(call)
  call.expires = performance.now() + call.deadline
  return limited(call, next, 'deadline', call.deadline)
}

async function limited(call: Call, next: Send, limit: 'timeout' | 'deadline', milliseconds: number): Promise<Outcome> {
  const parent = call.signal
  const outcome = await within(parent, milliseconds, (signal) => {
    call.signal = signal
    return next(call)
  })
  call.signal = parent
  if (outcome !== EXPIRED) return outcome
  const { waitingFor } = call
  call.waitingFor = undefined
  const what = waitingFor ? `still waiting for ${waitingFor} after` : 'no complete answer within'
  return {
    kind: 'timeout',
    limit,
    message: `${what} ${milliseconds} ms (${limit})${call.attempts === 0 ? '; nothing was sent' : ''}`,
  }
}

/**
 * Runs work under a signal of its own, which ends with the parent's or with the time. It returns then even if the work
 * does not heed its signal, and leaves no timer and no listener behind.
 *
 * @throws The parent's own reason, if it aborts.
 */
export function within<T>(
  parent: AbortSignal | undefined,
  milliseconds: number | undefined,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T | typeof EXPIRED> {
  return new Promise((resolve, reject) => {
    if (parent?.aborted) return reject(parent.reason)
    const controller = new AbortController()
    const timed = milliseconds !== undefined && milliseconds <= MAX_TIMER_MS
    const timer = timed ? setTimeout(() => finish(() => resolve(EXPIRED), new Error('Out of time')), milliseconds) : undefined
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

/** The callbacks that wait for a signal. */
const callbacksOf = new WeakMap<AbortSignal, Set<() => void>>()

/**
 * Calls back when a signal aborts. However many calls share the signal, it has one listener: Node 20 warns when there are
 * more than ten.
 *
 * @returns Ends the listening.
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

/** The one listener of each set of callbacks. */
const listeners = new WeakMap<Set<() => void>, () => void>()

/**
 * Waits, however long.
 *
 * @throws The signal's own reason, as soon as it aborts.
 */
export async function sleep(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  for (let left = milliseconds; left > 0; left -= MAX_TIMER_MS) {
    await within(signal, Math.min(left, MAX_TIMER_MS), () => new Promise<never>(() => {}))
  }
}
