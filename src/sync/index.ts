import { checkNames, show } from '../core/arguments.ts'
import { InvalidArgumentError } from '../core/errors.ts'
import type { ExportClient } from './client.ts'
import type { CsvSeparator } from './csv.ts'
import { ExportError } from './export-error.ts'
import { ExportRun } from './export-run.ts'
import { writeFolder } from './folder.ts'
import { findInvalidValues } from './invalid-values.ts'
import { type LastRun, saveLastRun } from './last-run.ts'
import { MAX_CHANGES } from './outbox.ts'
import { type ExportStart, prepareStore } from './prepare.ts'
import type { ExportFailure, ExportProgress, ExportSummary, ResourceSummary } from './progress.ts'
import { DEFAULT_RESOURCES, type ExportResource, RESOURCES } from './resources.ts'
import { type RunResult, run } from './run.ts'
import type { Store } from './store.ts'
import { readTarget } from './target.ts'
import { writeXlsx } from './xlsx.ts'

export type {
  CsvSeparator,
  ExportClient,
  ExportFailure,
  ExportProgress,
  ExportResource,
  ExportStart,
  ExportSummary,
  ResourceSummary,
}
export { ExportError, ExportRun }

/** Options of `exportAll`. */
export interface ExportOptions {
  /** The resources to export. Default: all except `customers` and `suppliers`, which are older names for contacts. */
  resources?: readonly ExportResource[] | undefined
  /** Skips records that were last changed before this time, unless the target has them. Default: none. */
  since?: Date | undefined
  /**
   * Whether to request each invoice with its items. Otherwise the export has the fields of the list only, and needs one
   * request per 250 invoices. An invoice that the target has with its items is kept up to date anyway. Default `true`.
   */
  details?: boolean | undefined
  /**
   * Whether to read every invoice again, also those that seem unchanged, and to accept that a list is empty. Default `false`: each
   * run reads again the invoices of the last two days, those that the tax authority has not decided on, and a part of the others.
   */
  refresh?: boolean | undefined
  /** The folder in which to save the invoices' PDFs. Default: PDFs are not downloaded. */
  pdfs?: string | undefined
  /** The separator of CSV files. With `;`, decimals have a comma. Default `,`. */
  csvSeparator?: CsvSeparator | undefined
  /** Stops the export. Records read so far are kept, and the next run continues from there. */
  signal?: AbortSignal | undefined
  /** Called before the first record is read. */
  onStart?: ((start: ExportStart) => void) | undefined
}

/**
 * Copies all records of the account to a SQLite file, a folder of NDJSON and CSV files, an Excel workbook, or a PostgreSQL
 * database.
 *
 * If a run stops or crashes, the next one continues where it stopped. A later run requests the invoices that may have changed,
 * and sets `deleted_at` on records that are no longer in Billit. The target is up to date if `failures` is empty and `settled` is
 * `true`.
 *
 * ```ts
 * const summary = await exportAll(billit, 'billit.db')
 *
 * for await (const { resource, done, total } of exportAll(billit, 'billit.db')) console.log(resource, done, total)
 * ```
 *
 * @param billit The client. The export uses its rate limit, retries and hooks.
 * @param target A SQLite file such as `billit.db`, a folder such as `billit/`, a workbook such as `billit.xlsx`, or `postgres://…`.
 * @returns The summary when awaited, and the progress when iterated over.
 * @throws InvalidArgumentError if an option is invalid.
 * @throws ExportError if the target cannot be used, for example because another export is writing to it, or because it contains
 * another account.
 * @throws BillitError if a request fails. Records read so far are kept.
 */
export function exportAll(billit: ExportClient, target: string, options: ExportOptions = {}): ExportRun {
  checkOptions(options)
  return new ExportRun(stoppable(runExport(billit, target, options), options.signal))
}

async function* runExport(
  billit: ExportClient,
  to: string,
  {
    resources = DEFAULT_RESOURCES,
    since,
    details = true,
    refresh = false,
    pdfs,
    csvSeparator = ',',
    signal,
    onStart,
  }: ExportOptions,
): AsyncGenerator<ExportProgress, ExportSummary, undefined> {
  const started = performance.now()
  const startedAt = new Date().toISOString()
  signal?.throwIfAborted()
  const target = readTarget(to)
  const database = await target.open(signal)
  try {
    // Each once, in the order of RESOURCES.
    const names = RESOURCES.filter((name) => resources.includes(name))
    const preparation = { client: billit, database, name: target.name, resources: names, signal, onStart }
    const { store, tables } = await prepareStore(preparation)
    await checkWatched(store, target.name, details)
    const lastRun = (state: LastRun['state']): LastRun => ({ startedAt, state, isWhole: details && since === undefined })
    await saveLastRun(store.settings, names, lastRun('running'))
    const result = yield* run({ client: billit, store, signal, refresh }, { resources: names, details, since, pdfs })
    const isComplete = result.settled && result.failures.length === 0
    await saveLastRun(store.settings, names, lastRun(isComplete ? 'complete' : 'incomplete'))
    if (target.kind === 'folder') await writeFolder(to, store.reader, tables, csvSeparator, signal)
    if (target.kind === 'xlsx') await writeXlsx(to, store.reader, tables, signal)
    const warnings = [...store.warnings, ...(await findInvalidValues(database, tables))]
    return { ...(await summarize(store, target.name, result)), warnings, milliseconds: performance.now() - started }
  } finally {
    await database.close()
  }
}

/** A target that was watched gets its changes reported by the next watch, also those that an export finds. @throws ExportError */
async function checkWatched({ outbox }: Store, name: string, details: boolean): Promise<void> {
  if (!outbox) return
  if (!details) {
    throw new ExportError(
      `${name} is watched, so its invoices need their items. Export it with details, or choose another target.`,
    )
  }
  const { waiting, dead } = await outbox.count()
  if (waiting + dead < MAX_CHANGES) return
  throw new ExportError(
    `${name} is watched, and ${waiting + dead} changes wait to be delivered. Run the watch until they are, or drop the table billit_changes to stop watching.`,
  )
}

/** Throws the signal's reason instead of the error that the abort has caused, such as that of a statement. */
async function* stoppable<T, R>(work: AsyncGenerator<T, R>, signal: AbortSignal | undefined): AsyncGenerator<T, R, undefined> {
  try {
    return yield* work
  } catch (error) {
    signal?.throwIfAborted()
    throw error
  }
}

async function summarize(
  store: Store,
  target: string,
  { written, ...result }: RunResult,
): Promise<Omit<ExportSummary, 'warnings' | 'milliseconds'>> {
  const resources: ExportSummary['resources'] = {}
  for (const [name, counts] of written) resources[name] = { ...(await store.count(name)), ...counts }
  return { target, resources, ...result }
}

const NAMES: readonly string[] = RESOURCES
const SEPARATORS: readonly unknown[] = [',', ';', '\t', undefined]

function checkOptions(options: ExportOptions): void {
  checkNames('exportAll()', options, ['resources', 'since', 'details', 'refresh', 'pdfs', 'csvSeparator', 'signal', 'onStart'])
  const { resources, since, pdfs, csvSeparator } = options
  const unknown = resources?.find((name) => !NAMES.includes(name))
  if (unknown !== undefined) {
    throw new InvalidArgumentError(`resources accepts ${NAMES.join(', ')}, but not ${show(unknown)}.`)
  }
  if (resources?.length === 0) throw new InvalidArgumentError('resources must contain at least one resource.')
  if (pdfs !== undefined && resources && !resources.includes('invoices')) {
    throw new InvalidArgumentError("pdfs needs invoices, so add 'invoices' to resources.")
  }
  if (since !== undefined && !(since instanceof Date && !Number.isNaN(since.getTime()))) {
    throw new InvalidArgumentError('since must be a Date.')
  }
  if (!SEPARATORS.includes(csvSeparator)) {
    throw new InvalidArgumentError(`csvSeparator must be ',', ';' or a tab, not ${show(csvSeparator)}.`)
  }
}
