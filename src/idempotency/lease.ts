/**
 * How long a record says that its process is sending, in milliseconds. A running process renews it in time. After this long
 * without a renewal, the process is presumed dead.
 */
export const LEASE_MS = 3000

/** A lease that is renewed until it is stopped. */
export interface Renewal {
  /** Waits for a renewal that is under way. */
  stop(): Promise<void>
}

/** @param renew Resolves to whether there is still a lease to renew. */
export function keepRenewing(renew: () => Promise<boolean>, lease: number): Renewal {
  let isStopped = false
  let renewing: Promise<void> | undefined
  let timer = setTimeout(run, lease / 3)
  function run(): void {
    renewing = renew().then((isHeld) => {
      if (isHeld && !isStopped) timer = setTimeout(run, lease / 3)
    })
  }
  return {
    async stop() {
      isStopped = true
      clearTimeout(timer)
      await renewing
    },
  }
}
