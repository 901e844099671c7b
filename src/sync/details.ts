import { messageOf } from '../core/text.ts'
import { type Details, errorStatus, readInvoice } from './client.ts'
import { Pace } from './pace.ts'
import { recheckLevel } from './plan.ts'
import { type ExportProgress, MAX_FAILURES_IN_A_ROW } from './progress.ts'
import { isFatal, type ResourceState, type RunContext } from './round.ts'
import type { Listings, Pending, ReadRecord } from './store.ts'

/** Concurrent requests. Few, because a crash loses their responses. */
const CONCURRENT_DETAILS = 8
/** How many recent or undecided invoices a run reads again. At 60 requests a minute, 8 minutes. */
const MAX_RECHECKED = 500
/** How many of the other invoices a run reads again: at least this many, or one in a hundred. */
const MIN_ROTATED = 25
const ROTATED_SHARE = 0.01

/** Marks unchanged invoices to be read again, because not every change of the details changes the list. */
export async function markDue({ store, refresh }: RunContext, { resource }: ResourceState, listings: Listings): Promise<void> {
  if (refresh) return store.markAllDue(resource, listings)
  const { rows } = await store.count(resource)
  await store.markDue(resource, listings, 'recheck', MAX_RECHECKED)
  await store.markDue(resource, listings, 'rest', Math.max(MIN_ROTATED, Math.ceil(rows * ROTATED_SHARE)))
}

/**
 * Reads the records whose stored version is not the listed one, and those to read again. A record that cannot be read is a
 * failure, and comes last in the next run.
 *
 * @throws The last error, if too many records in a row cannot be read.
 */
export async function* readDetails(
  { client, store, signal }: RunContext,
  state: ResourceState,
  listings: Listings,
): AsyncGenerator<ExportProgress, void> {
  const { resource, rounds: round } = state
  const total = await store.countPending(resource, listings)
  const pace = new Pace(performance.now())
  let failedInARow = 0
  for (let done = 0; ; ) {
    const batch = await store.pending(resource, listings, CONCURRENT_DETAILS)
    if (batch.length === 0) return store.endDetails(resource, listings)
    const results = await Promise.allSettled(batch.map(({ key }) => readInvoice(client, key, signal)))
    const read = results.flatMap((result, index) => toReadRecord(result, batch[index]))
    const failed = results.flatMap((result, index) => toFailure(result, batch[index]))
    const tried = failed.filter(({ reason }) => !isFatal(reason))
    // Saved before any error is thrown.
    state.written += await store.saveRecords(
      resource,
      read,
      tried.map(({ key }) => key),
      listings.last,
    )
    state.details += read.length
    const fatal = failed.find(({ reason }) => isFatal(reason))
    if (fatal) throw fatal.reason
    for (const { key, reason } of tried) {
      state.failures.push({ resource, key, message: messageOf(reason) })
      // It may have been deleted after it was listed, so list again.
      if (errorStatus(reason) !== 404 || state.vanished.has(key)) continue
      state.vanished.add(key)
      state.changes += 1
    }
    state.changes += batch.filter(({ isChanged }, index) => isChanged && results[index]?.status === 'fulfilled').length
    failedInARow = countInARow(failedInARow, results)
    if (failedInARow >= MAX_FAILURES_IN_A_ROW) throw tried.at(-1)?.reason
    done += batch.length
    yield { resource, step: 'details', round, done, total, ...pace.mark(performance.now(), done, total) }
  }
}

/** Records that do not exist are not counted, because the server responded well. */
function countInARow(before: number, results: ReadonlyArray<PromiseSettledResult<unknown>>): number {
  let count = before
  for (const result of results) {
    if (result.status === 'fulfilled') count = 0
    else if (errorStatus(result.reason) !== 404) count += 1
  }
  return count
}

function toReadRecord(result: PromiseSettledResult<Details>, pending: Pending | undefined): ReadRecord[] {
  if (result.status === 'rejected' || !pending) return []
  const { readAt, ...record } = result.value
  return [{ ...record, key: pending.key, version: pending.wanted, recheck: recheckLevel(record, readAt) }]
}

const toFailure = (
  result: PromiseSettledResult<Details>,
  pending: Pending | undefined,
): Array<{ key: string; reason: unknown }> =>
  result.status === 'rejected' && pending ? [{ key: pending.key, reason: result.reason }] : []
