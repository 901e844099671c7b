/** What `within` gives where the time ran out. */
export const EXPIRED = Symbol('expired')

/** Timers overflow past this and fire at once. */
export const LONGEST_TIMER = 2 ** 31 - 1

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
    const timed = milliseconds !== undefined && milliseconds <= LONGEST_TIMER
    const timer = timed ? setTimeout(() => finish(() => resolve(EXPIRED), new Error('Out of time')), milliseconds) : undefined
    const onAbort = () => finish(() => reject(parent?.reason), parent?.reason)
    parent?.addEventListener('abort', onAbort, { once: true })

    function finish(settle: () => void, abortReason?: unknown): void {
      clearTimeout(timer)
      parent?.removeEventListener('abort', onAbort)
      settle()
      if (abortReason !== undefined) controller.abort(abortReason)
    }

    // An async function, so that what the work throws at once is a rejection too.
    const running = async () => work(controller.signal)
    running().then(
      (value) => finish(() => resolve(value)),
      (error: unknown) => finish(() => reject(error)),
    )
  })
}
