import type { Ledger } from '../core/ledger.ts'
import { EXPIRED, within } from '../pipeline/time-limits.ts'

/** How long an answer of the ledger may take. */
const LEDGER_TIMEOUT_MS = 30_000
/** How long it may take even after the deadline, since what happened must be written down. */
const LEDGER_GRACE_MS = 1000

/**
 * A ledger whose methods reject when they take too long: a connection that hangs must not hold a call for ever.
 *
 * @param left Milliseconds until the deadline of the call.
 */
export function timelyLedger(ledger: Ledger, left: () => number | undefined): Ledger {
  const timely = async <T>(work: () => Promise<T>): Promise<T> => {
    const limit = Math.min(LEDGER_TIMEOUT_MS, Math.max(LEDGER_GRACE_MS, left() ?? LEDGER_TIMEOUT_MS))
    const outcome = await within(undefined, limit, work)
    if (outcome === EXPIRED) throw new Error(`no answer within ${Math.round(limit)} ms`)
    return outcome
  }
  return {
    read: (key) => timely(() => ledger.read(key)),
    write: (entry) => timely(() => ledger.write(entry)),
    remove: (key, version) => timely(() => ledger.remove(key, version)),
    claimed: (uuids) => timely(() => ledger.claimed(uuids)),
    unsettled: () => timely(() => ledger.unsettled()),
  }
}
