import { messageOf } from '../core/text.ts'
import { type Details, errorStatus, readInvoice } from './client.ts'
import { Pace } from './pace.ts'
import { mayChangeUnnoticed } from './plan.ts'
import { type ExportProgress, MAX_FAILURES_IN_A_ROW } from './progress.ts'
import type { ExportResource } from './resources.ts'
import { concernsOneRecord, MAX_ROUNDS, type Round } from './round.ts'
import type { Pending, ReadRecord } from './store.ts'

/** Concurrent requests. Few, because a crash loses their responses. */
const CONCURRENT_DETAILS = 8

/** Reads the records whose stored version is not the listed one. `vanished` counts those that returned 404. */
export async function* readDetails(
  { client, store, signal, startedAt, number: round, failures }: Round,
  resource: ExportResource,
  listing: number,
): AsyncGenerator<ExportProgress, { details: number; vanished: number }> {
  const total = await store.countPending(resource, listing, startedAt)
  const pace = new Pace(performance.now())
  let details = 0
  let vanished = 0
  let failedInARow = 0
  for (let after = '', done = 0; ; ) {
    const batch = await store.pending(resource, listing, startedAt, after, CONCURRENT_DETAILS)
    if (batch.length === 0) return { details, vanished }
    after = batch.at(-1)?.key ?? after
    const results = await Promise.allSettled(batch.map(({ key }) => readInvoice(client, key, signal)))
    const read = results.flatMap((result, index) => toReadRecord(result, batch[index]))
    // Saved before any error is thrown.
    await store.saveRecords(resource, read)
    details += read.length
    for (const [index, result] of results.entries()) {
      if (result.status === 'fulfilled') {
        failedInARow = 0
        continue
      }
      const { reason } = result
      const isGone = errorStatus(reason) === 404
      failedInARow += isGone ? 0 : 1
      if (!concernsOneRecord(reason) || failedInARow >= MAX_FAILURES_IN_A_ROW) throw reason
      // It may have been deleted after it was listed, so list again.
      if (isGone && round < MAX_ROUNDS) vanished += 1
      failures.push({ resource, key: batch[index]?.key, message: messageOf(reason) })
    }
    done += batch.length
    yield { resource, step: 'details', round, done, total, ...pace.mark(performance.now(), done, total) }
  }
}

function toReadRecord(result: PromiseSettledResult<Details>, pending: Pending | undefined): ReadRecord[] {
  if (result.status === 'rejected' || !pending) return []
  const { readAt, ...record } = result.value
  const recheckAt = mayChangeUnnoticed(record.updatedAt, readAt) ? Date.now() + RECHECK_AFTER_MS : null
  return [{ ...record, version: pending.wanted, recheckAt }]
}

/** By then, the second in which the record was read is over. */
const RECHECK_AFTER_MS = 2000
