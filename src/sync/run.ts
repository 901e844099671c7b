/** One run: reads the lists, then the invoices that changed, and lists again what has changed meanwhile. */
import { isBillitError } from '../core/errors.ts'
import { messageOf } from '../core/text.ts'
import { inconsistentListError } from '../pagination/consistency.ts'
import { errorStatus, readPages } from './client.ts'
import { markDue, readDetails } from './details.ts'
import { Pace } from './pace.ts'
import { savePdfs } from './pdfs.ts'
import { type ListingRules, planPage } from './plan.ts'
import type { ExportFailure, ExportProgress } from './progress.ts'
import { type ExportResource, hasDetails } from './resources.ts'
import { createState, isFatal, isOutage, type ResourceState, type RunContext } from './round.ts'
import type { Listings } from './store.ts'
import { describeIncomplete, extendSweep, isComplete, type ListingEnd } from './sweep.ts'

export interface RunOptions {
  resources: readonly ExportResource[]
  details: boolean
  since: Date | undefined
  pdfs: string | undefined
}

/** The result of a run. */
export interface RunResult {
  written: Map<ExportResource, { written: number; details: number }>
  failures: ExportFailure[]
  pdfs: number
  /** Whether every list is complete, and the last reading of each found no changes. */
  settled: boolean
}

/** After this many listings, later changes are left to the next run. */
const MAX_ROUNDS = 6
/** A list whose order has ties may need more listings until every row was seen. */
const MAX_INCOMPLETE_ROUNDS = 12
/** A round that reads this many new or changed invoices, or details for this long, is long: all lists are read again after it. */
const MANY_CHANGES = 25
const LONG_MS = 10 * 60_000

export async function* run(
  context: RunContext,
  { resources, details, since, pdfs: folder }: RunOptions,
): AsyncGenerator<ExportProgress, RunResult, undefined> {
  const states = resources.map(createState)
  let outage: unknown
  for (let due = states; due.length > 0; due = states.filter(({ needsListing }) => needsListing)) {
    for (const state of due) {
      try {
        yield* readResource(context, state, { details, isShort: hasDetails(state.resource), since })
        outage = undefined
      } catch (error) {
        // If the next resource fails too, the server is down.
        if (isFatal(error) || (isOutage(error) && outage !== undefined)) throw error
        outage = isOutage(error) ? error : undefined
        fail(state, messageOf(error))
      }
    }
    if (due.some(({ changes, detailsTook }) => changes >= MANY_CHANGES || detailsTook > LONG_MS)) listAgain(states)
  }
  // Without a response, nothing proves that the server is up.
  if (outage !== undefined && errorStatus(outage) === undefined) throw outage
  const failures = states.flatMap((state) => state.failures)
  const pdfs = folder === undefined ? 0 : yield* savePdfs(context, states, folder, failures)
  const written = new Map(states.map(({ resource, written, details: read }) => [resource, { written, details: read }]))
  return { written, failures, pdfs, settled: states.every(({ isSettled }) => isSettled) }
}

function fail(state: ResourceState, message: string): void {
  state.failures.push({ resource: state.resource, key: undefined, message })
  state.needsListing = false
  state.isSettled = false
}

/** Lists that failed are left to the next run. */
function listAgain(states: readonly ResourceState[]): void {
  for (const state of states) if (state.failures.length === 0 && state.rounds < MAX_ROUNDS) state.needsListing = true
}

async function* readResource(
  context: RunContext,
  state: ResourceState,
  rules: ListingRules,
): AsyncGenerator<ExportProgress, void> {
  const { resource } = state
  state.rounds += 1
  Object.assign(state, { failures: [], changes: 0, detailsTook: 0, needsListing: false, isSettled: false })
  const { written, problem, first } = yield* readListing(context, state, rules)
  if (rules.isShort) yield* readRecords(context, state, { first, last: state.listing })
  state.isSettled = problem === undefined && written === 0 && state.changes === 0
  state.needsListing = !state.isSettled && state.rounds < (problem === undefined ? MAX_ROUNDS : MAX_INCOMPLETE_ROUNDS)
  // A record that is missing for the first time is not a failure.
  if (problem && !state.needsListing) state.failures.push({ resource, key: undefined, message: problem })
}

/**
 * Reads a list once, and marks missing records as deleted if it is complete.
 *
 * @returns The first listing of the sweep, and why the list must be read again: `''` if records are missing for the first time,
 * `undefined` if it need not.
 */
export async function* readListing(
  context: RunContext,
  state: ResourceState,
  rules: ListingRules,
): AsyncGenerator<ExportProgress, { written: number; first: number; problem: string | undefined }> {
  const listing = await context.store.beginListing(state.resource)
  state.listing = listing
  const { written, end } = yield* readList(context, state, listing, rules)
  state.written += written
  return { written, ...(await endListing(context, state, listing, end)) }
}

/** Reads the details, and measures the time. */
async function* readRecords(context: RunContext, state: ResourceState, listings: Listings): AsyncGenerator<ExportProgress, void> {
  const started = Date.now()
  if (state.rounds === 1) await markDue(context, state, listings)
  yield* readDetails(context, state, listings)
  state.detailsTook = Date.now() - started
}

/** Below this number of records, an empty list is not suspicious. */
const MIN_SUSPICIOUS = 10

/**
 * Marks missing records as deleted, if the list is complete.
 *
 * @returns The first listing of the sweep, and why the list must be read again: `''` if records are missing for the first time,
 * `undefined` if it need not.
 */
async function endListing(
  { store, refresh }: RunContext,
  state: ResourceState,
  listing: number,
  end: ListingEnd,
): Promise<{ first: number; problem: string | undefined }> {
  const { resource } = state
  const union = await store.countListed(resource, state.sweep?.start ?? listing)
  const sweep = extendSweep(state.sweep, listing, end, union)
  state.sweep = sweep
  if (!isComplete(sweep, end)) return { first: sweep.start, problem: describeIncomplete(sweep, end) }
  const { rows, gone } = await store.count(resource)
  if (end.rows === 0 && rows - gone >= MIN_SUSPICIOUS && !refresh) {
    throw inconsistentListError(
      `it is empty, but the target has ${rows - gone} of its records. They were not marked as deleted. If they are gone from Billit, run once with the option refresh`,
    )
  }
  const marked = await store.endSweep(resource, sweep.start)
  // The next listing starts a new sweep, which confirms that records are missing.
  state.sweep = undefined
  state.written += marked.gone
  return { first: sweep.start, problem: marked.missing > 0 ? '' : undefined }
}

/** Reads a list to its end. If the list contradicts itself, the next round reads it again. */
async function* readList(
  { client, store, signal }: RunContext,
  { resource, rounds: round }: ResourceState,
  listing: number,
  rules: ListingRules,
): AsyncGenerator<ExportProgress, { written: number; end: ListingEnd }> {
  const pace = new Pace(performance.now())
  let written = 0
  const end: ListingEnd = { rows: 0, total: undefined, problem: undefined }
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
  } catch (error) {
    const isListProblem = errorStatus(error) === 200 || (isBillitError(error) && error.name === 'IncompleteListError')
    if (isFatal(error) || !isListProblem) throw error
    end.problem = messageOf(error)
  }
  return { written, end }
}
