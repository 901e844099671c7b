/** One run: lists, asks for what changed, and lists again until nothing has changed meanwhile. */
import { isBillitError } from '../core/errors.ts'
import { messageOf } from '../core/text.ts'
import { type Details, type ExportClient, pagesOf, readInvoice, statusOf } from './client.ts'
import { Pace } from './pace.ts'
import { savePdfs } from './pdfs.ts'
import { isWholeListing, type ListingEnd, type ListingRules, mayChangeUnnoticed, planPage } from './plan.ts'
import { type ExportFailure, type ExportProgress, MAX_FAILURES_IN_A_ROW } from './progress.ts'
import { type ExportResource, hasDetails } from './resources.ts'
import type { Pending, ReadRecord, Store } from './store.ts'

export interface RunOptions {
  resources: readonly ExportResource[]
  details: boolean
  since: Date | undefined
  pdfs: string | undefined
  signal: AbortSignal | undefined
}

/** What a run did. */
export interface RunResult {
  written: Map<ExportResource, { written: number; details: number }>
  failures: ExportFailure[]
  pdfs: number
  /** Whether the last look found nothing new. Otherwise Billit changed as fast as it was read. */
  settled: boolean
}

/** How often it lists again before it leaves later changes to the next run. */
const MAX_ROUNDS = 6
/** Records that are asked for at the same time. Few, since a crash loses their answers. */
const CONCURRENT_DETAILS = 8

export async function* run(
  client: ExportClient,
  store: Store,
  options: RunOptions,
): AsyncGenerator<ExportProgress, RunResult, undefined> {
  const { resources, signal } = options
  const startedAt = Date.now()
  const written = new Map(resources.map((name) => [name, { written: 0, details: 0 }]))
  let failures: ExportFailure[] = []
  let isSettled = false

  for (let round = 1; round <= MAX_ROUNDS && !isSettled; round += 1) {
    isSettled = true
    failures = []
    for (const resource of resources) {
      const found = yield* readResource(resource, round)
      const sum = written.get(resource)
      if (sum) {
        sum.written += found.written
        sum.details += found.details
      }
      if (found.isMoving) isSettled = false
    }
  }
  const pdfs = options.pdfs === undefined ? 0 : yield* savePdfs(client, store, options.pdfs, failures, signal)
  return { written, failures, pdfs, settled: isSettled }

  async function* readResource(
    resource: ExportResource,
    round: number,
  ): AsyncGenerator<ExportProgress, { written: number; details: number; isMoving: boolean }> {
    const isShort = hasDetails(resource)
    const rules: ListingRules = { details: options.details, isShort, since: options.since }
    const listing = await store.beginListing(resource)
    const listed = yield* readList(resource, round, listing, rules)
    const { missing, gone } = listed.end ? await store.endListing(resource, listing, listed.end) : { missing: 0, gone: 0 }
    const isUnsure = !listed.end || !isWholeListing(listed.end) || missing > 0
    const read = isShort && rules.details ? yield* readDetails(resource, round, listing) : { details: 0, vanished: 0 }
    return {
      written: listed.written + read.details + gone,
      details: read.details,
      isMoving: isUnsure || listed.written > 0 || read.details > 0 || read.vanished > 0,
    }
  }

  /** Reads the list to its end. A list that contradicts itself is read again in the next round, and marks nothing as gone. */
  async function* readList(
    resource: ExportResource,
    round: number,
    listing: number,
    rules: ListingRules,
  ): AsyncGenerator<ExportProgress, { written: number; end: ListingEnd | undefined }> {
    const pace = new Pace(performance.now())
    let written = 0
    const end: ListingEnd = { rows: 0, total: undefined }
    try {
      for await (const { data, total } of pagesOf(client, resource, signal)) {
        const stored = await store.versions(
          resource,
          data.map(({ key }) => key),
        )
        const plan = planPage(data, stored, rules)
        await store.savePage(resource, listing, plan)
        written += plan.write.length
        end.rows += data.length
        end.total = total
        const known = total === undefined ? undefined : Math.max(total, end.rows)
        yield { resource, step: 'list', round, done: end.rows, total: known, ...pace.mark(performance.now(), end.rows, known) }
      }
      return { written, end }
    } catch (error) {
      if (!isAboutContent(error) || statusOf(error) !== 200) throw error
      failures.push({ resource, key: undefined, message: messageOf(error) })
      return { written, end: undefined }
    }
  }

  async function* readDetails(
    resource: ExportResource,
    round: number,
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
      const answers = await Promise.allSettled(batch.map(({ key }) => readInvoice(client, key, signal)))
      const read = answers.flatMap((answer, index) => readRecord(answer, batch[index]))
      // The answers that came are kept, even if others failed.
      await store.saveRecords(resource, read)
      details += read.length
      for (const [index, answer] of answers.entries()) {
        if (answer.status === 'fulfilled') {
          failedInARow = 0
          continue
        }
        const { reason } = answer
        const isGone = statusOf(reason) === 404
        failedInARow += isGone ? 0 : 1
        if (!isAboutContent(reason) || failedInARow >= MAX_FAILURES_IN_A_ROW) throw reason
        // It may have been deleted since it was listed: the next listing will tell.
        if (isGone && round < MAX_ROUNDS) vanished += 1
        failures.push({ resource, key: batch[index]?.key, message: messageOf(reason) })
      }
      done += batch.length
      yield { resource, step: 'details', round, done, total, ...pace.mark(performance.now(), done, total) }
    }
  }
}

function readRecord(answer: PromiseSettledResult<Details>, pending: Pending | undefined): ReadRecord[] {
  if (answer.status === 'rejected' || !pending) return []
  const { answeredAt, ...record } = answer.value
  const recheckAt = mayChangeUnnoticed(record.updatedAt, answeredAt) ? Date.now() + RECHECK_AFTER_MS : null
  return [{ ...record, version: pending.wanted, recheckAt }]
}

/** By then, the second in which the record was read is over. */
const RECHECK_AFTER_MS = 2000

/** Whether an error concerns what was asked for, so that the rest can still be read: not the token, the limit or the connection. */
function isAboutContent(error: unknown): boolean {
  const status = statusOf(error)
  return isBillitError(error) && status !== undefined && ![401, 403, 429, 502, 503, 504].includes(status)
}
