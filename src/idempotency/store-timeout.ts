import type { IdempotencyStore } from '../core/idempotency-store.ts'
import { EXPIRED, within } from '../http/time-limits.ts'

/** How long an answer of the store may take. */
const STORE_TIMEOUT_MS = 30_000
/** How long it may take even after the deadline, since what happened must be written down. */
const STORE_GRACE_MS = 1000

/**
 * A store whose methods reject when they take too long: a connection that hangs must not hold a call for ever.
 *
 * @param left Milliseconds until the deadline of the call.
 */
export function withTimeouts(store: IdempotencyStore, left: () => number | undefined): IdempotencyStore {
  const timely = async <T>(work: () => Promise<T>): Promise<T> => {
    const limit = Math.min(STORE_TIMEOUT_MS, Math.max(STORE_GRACE_MS, left() ?? STORE_TIMEOUT_MS))
    const outcome = await within(undefined, limit, work)
    if (outcome === EXPIRED) throw new Error(`no answer within ${Math.round(limit)} ms`)
    return outcome
  }
  return {
    read: (key) => timely(() => store.read(key)),
    write: (entry) => timely(() => store.write(entry)),
    remove: (key, version) => timely(() => store.remove(key, version)),
    claimed: (uuids) => timely(() => store.claimed(uuids)),
    unsettled: () => timely(() => store.unsettled()),
  }
}
