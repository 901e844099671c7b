/** Where the invoices of a summary come from: a local copy, which costs no requests, or the API, within a limit of requests. */
import { toYmd } from '../core/dates.ts'
import { messageOf } from '../core/text.ts'
import type { Invoice, InvoiceListItem } from '../core/types.ts'
import { openCopy } from '../sync/copy.ts'
import type { LastRun } from '../sync/last-run.ts'
import { Refusal } from './refusal.ts'
import type { Session } from './session.ts'

/** Invoices with their rows, and how far to trust them. */
export interface FoundInvoices {
  invoices: Invoice[]
  source: { from: 'copy' | 'api'; asOf: string; isComplete: true }
  warnings: string[]
}

/** Requests of one summary. A minute allows 60. */
const MAX_REQUESTS = 50
const PER_PAGE = 250
const CONCURRENT = 5

/** A copy that is older is used with a warning. */
const FRESH_MS = 24 * 60 * 60_000
/** How far the clock of the machine that exported may be ahead. */
const CLOCK_TOLERANCE_MS = 5 * 60_000

/**
 * @param isWanted Whether an invoice of the list belongs to the summary.
 * @param to The last day of the period, if it has one.
 * @throws Refusal if the copy is not complete, or the API would need too many requests.
 */
export function findInvoices(
  session: Session,
  isWanted: (row: InvoiceListItem) => boolean,
  to: string | undefined,
  signal: AbortSignal,
): Promise<FoundInvoices> {
  const { copy } = session.options
  return copy === undefined ? readFromApi(session, isWanted, signal) : readFromCopy(session, copy, isWanted, to)
}

async function readFromCopy(
  session: Session,
  path: string,
  isWanted: (row: InvoiceListItem) => boolean,
  to: string | undefined,
): Promise<FoundInvoices> {
  const { uuid } = await session.account()
  const copy = refuseIfItFails(() => openCopy(path))
  try {
    if (copy.account !== uuid)
      throw unusable('it is of another account, or of an unknown one. Export with the token of this server.')
    const { startedAt } = requireComplete(copy.lastRun('invoices'), session.options.now())
    const invoices = refuseIfItFails(() => filterInvoices(copy.records('invoices'), isWanted))
    return {
      invoices,
      source: { from: 'copy', asOf: startedAt, isComplete: true },
      warnings: describeAge(startedAt, session.options.now(), to),
    }
  } finally {
    copy.close()
  }
}

function filterInvoices(records: Iterable<unknown>, isWanted: (row: InvoiceListItem) => boolean): Invoice[] {
  const wanted: Invoice[] = []
  // The export has read each of them by its uuid.
  for (const record of records as Iterable<Invoice>) if (isWanted(record)) wanted.push(record)
  return wanted
}

function requireComplete(run: LastRun | undefined, now: number): LastRun {
  if (!run) throw unusable('nothing says whether it is complete. Export to it again.')
  if (run.state === 'running') throw unusable('an export is writing to it, or was stopped. Let it end, or run it again.')
  if (run.state === 'incomplete') throw unusable('its last export was not complete. Run the export again.')
  if (!run.isWhole) throw unusable('it was exported with --no-details or --since. Export to it without them.')
  if (Date.parse(run.startedAt) > now + CLOCK_TOLERANCE_MS) throw unusable('it was exported in the future. Check the clock.')
  return run
}

function describeAge(startedAt: string, now: number, to: string | undefined): string[] {
  const age = now - Date.parse(startedAt)
  const hours = Math.round(age / 3_600_000)
  return [
    ...(age > FRESH_MS ? [`The copy is ${hours} hours old. Later changes are not in these figures.`] : []),
    ...(to !== undefined && to >= toYmd(new Date(startedAt))
      ? ['The period ends on or after the day of the copy, so later invoices of the period are missing.']
      : []),
  ]
}

function refuseIfItFails<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw unusable(messageOf(error))
  }
}

const unusable = (why: string) => new Refusal('copy_unusable', `The copy cannot be used: ${why}`)

async function readFromApi(
  { billit, options }: Session,
  isWanted: (row: InvoiceListItem) => boolean,
  signal: AbortSignal,
): Promise<FoundInvoices> {
  const asOf = new Date(options.now()).toISOString()
  const wanted: string[] = []
  let requests = 0
  for await (const page of billit.invoices.list({ perPage: PER_PAGE }, { signal }).pages()) {
    requests += 1
    const pages = Math.ceil((page.total ?? 0) / PER_PAGE)
    wanted.push(...page.data.filter(isWanted).map(({ uuid }) => uuid))
    const needed = Math.max(requests + (page.hasNext ? 1 : 0), pages) + wanted.length
    if (needed > MAX_REQUESTS) throw tooMany(needed)
  }
  const invoices: Invoice[] = []
  for (let start = 0; start < wanted.length; start += CONCURRENT) {
    const batch = wanted.slice(start, start + CONCURRENT)
    invoices.push(...(await Promise.all(batch.map((uuid) => billit.invoices.get(uuid, { signal })))))
  }
  return { invoices, source: { from: 'api', asOf, isComplete: true }, warnings: [] }
}

const tooMany = (needed: number) =>
  new Refusal(
    'too_many_requests',
    `This summary needs ${needed} requests or more, and may use ${MAX_REQUESTS}. Choose a shorter period, or let a person run npx billit-io export --to billit.db and start the server with --copy billit.db.`,
  )
