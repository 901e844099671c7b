/** One run: reads the lists, then the invoices that changed, and repeats that until nothing changes in between. */
import { messageOf } from '../core/text.ts'
import { type ExportClient, errorStatus, readPages } from './client.ts'
import { readDetails } from './details.ts'
import { Pace } from './pace.ts'
import { savePdfs } from './pdfs.ts'
import { isCompleteListing, type ListingEnd, type ListingRules, planPage } from './plan.ts'
import type { ExportFailure, ExportProgress } from './progress.ts'
import { type ExportResource, hasDetails } from './resources.ts'
import { concernsOneRecord, MAX_ROUNDS, type Round } from './round.ts'
import type { Store } from './store.ts'

export interface RunOptions {
  resources: readonly ExportResource[]
  details: boolean
  since: Date | undefined
  pdfs: string | undefined
  signal: AbortSignal | undefined
}

/** The result of a run. */
export interface RunResult {
  written: Map<ExportResource, { written: number; details: number }>
  failures: ExportFailure[]
  pdfs: number
  /** Whether the last round found no changes. */
  settled: boolean
}

export async function* run(
  client: ExportClient,
  store: Store,
  { resources, details, since, pdfs: folder, signal }: RunOptions,
): AsyncGenerator<ExportProgress, RunResult, undefined> {
  const startedAt = Date.now()
  const written = new Map(resources.map((name) => [name, { written: 0, details: 0 }]))
  let failures: ExportFailure[] = []
  let settled = false

  for (let number = 1; number <= MAX_ROUNDS && !settled; number += 1) {
    settled = true
    failures = []
    const round: Round = { client, store, signal, startedAt, number, failures }
    for (const resource of resources) {
      const found = yield* readResource(round, resource, { details, isShort: hasDetails(resource), since })
      const sum = written.get(resource)
      if (sum) {
        sum.written += found.written
        sum.details += found.details
      }
      if (found.hasChanged) settled = false
    }
  }
  const pdfs = folder === undefined ? 0 : yield* savePdfs(client, store, folder, failures, signal)
  return { written, failures, pdfs, settled }
}

async function* readResource(
  round: Round,
  resource: ExportResource,
  rules: ListingRules,
): AsyncGenerator<ExportProgress, { written: number; details: number; hasChanged: boolean }> {
  const { store } = round
  const listing = await store.beginListing(resource)
  const { written, end } = yield* readList(round, resource, listing, rules)
  const { missing, gone } = end ? await store.endListing(resource, listing, end) : { missing: 0, gone: 0 }
  const isUncertain = !end || !isCompleteListing(end) || missing > 0
  const wantsDetails = rules.isShort && rules.details
  const read = wantsDetails ? yield* readDetails(round, resource, listing) : { details: 0, vanished: 0 }
  return {
    written: written + read.details + gone,
    details: read.details,
    hasChanged: isUncertain || written > 0 || read.details > 0 || read.vanished > 0,
  }
}

/** Reads a list to its end. If the list contradicts itself, the next round reads it again, and no record is marked as deleted. */
async function* readList(
  { client, store, signal, number: round, failures }: Round,
  resource: ExportResource,
  listing: number,
  rules: ListingRules,
): AsyncGenerator<ExportProgress, { written: number; end: ListingEnd | undefined }> {
  const pace = new Pace(performance.now())
  let written = 0
  const end: ListingEnd = { rows: 0, total: undefined }
  try {
    for await (const { data, total } of readPages(client, resource, signal)) {
      const keys = data.map(({ key }) => key)
      const plan = planPage(data, await store.versions(resource, keys), rules)
      await store.savePage(resource, listing, plan)
      written += plan.write.length
      end.rows += data.length
      end.total = total
      const known = total === undefined ? undefined : Math.max(total, end.rows)
      yield { resource, step: 'list', round, done: end.rows, total: known, ...pace.mark(performance.now(), end.rows, known) }
    }
    return { written, end }
  } catch (error) {
    if (!concernsOneRecord(error) || errorStatus(error) !== 200) throw error
    failures.push({ resource, key: undefined, message: messageOf(error) })
    return { written, end: undefined }
  }
}
