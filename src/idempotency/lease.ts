/**
 * How long an entry of the store says that its process is sending, in milliseconds. A living process renews it in time; a
 * dead one is given up after this long.
 */
export const LEASE_MS = 3000

/** A lease that is renewed until it is stopped. */
export interface Renewal {
  /** Waits for a renewal that is under way. */
  stop(): Promise<void>
}

/** @param renew Gives whether there is still a lease to renew. */
export function keepRenewing(renew: () => Promise<boolean>, lease: number): Renewal {
  let isStopped = false
  let underWay: Promise<void> | undefined
  let timer = setTimeout(run, lease / 3)
  function run(): void {
    underWay = renew().then((goesOn) => {
      if (goesOn && !isStopped) timer = setTimeout(run, lease / 3)
    })
  }
  return {
    async stop() {
      isStopped = true
      clearTimeout(timer)
      await underWay
    },
  }
}
