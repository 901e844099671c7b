import type { Call, Outcome, Send, Step } from './call.ts'
import { EXPIRED, within } from './within.ts'

/** Limits one attempt, its body included. */
export const timeout: Step = (next) => (call) => limited(call, next, 'timeout', call.timeout)

/** Limits the whole call: attempts, waits and queueing. */
export const deadline: Step = (next) => (call) => {
  // Without one, the steps below heed the caller's signal themselves.
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
  return outcome === EXPIRED
    ? { kind: 'timeout', limit, message: `no whole answer within ${milliseconds} ms (${limit})` }
    : outcome
}
