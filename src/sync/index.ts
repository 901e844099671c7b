import { checkNames, show } from '../core/arguments.ts'
import { InvalidArgumentError } from '../core/errors.ts'
import { type ExportClient, readAccount } from './client.ts'
import type { CsvSeparator } from './csv.ts'
import { ExportError } from './export-error.ts'
import { ExportRun } from './export-run.ts'
import { writeFolder } from './folder.ts'
import { fingerprintOf } from './plan.ts'
import type { ExportFailure, ExportProgress, ExportSummary, ResourceSummary } from './progress.ts'
import { DEFAULT_RESOURCES, type ExportResource, RESOURCES, type TableName } from './resources.ts'
import { type RunResult, run } from './run.ts'
import { Store } from './store.ts'
import { readTarget } from './target.ts'

export type { CsvSeparator, ExportClient, ExportFailure, ExportProgress, ExportResource, ExportSummary, ResourceSummary }
export { ExportError, ExportRun }

/** What to export, and how. */
export interface ExportOptions {
  /** Default: all but `customers` and `suppliers`, which are contacts under their old names. */
  resources?: readonly ExportResource[] | undefined
  /** Leaves out records that were last changed before this moment. Default: none is left out. */
  since?: Date | undefined
  /**
   * Whether each invoice is asked for by itself, with its rows. Without, the target has what the list shows, at one request
   * for 250 invoices. Default `true`.
   */
  details?: boolean | undefined
  /** A folder for the PDFs of the invoices. Default: none is downloaded. */
  pdfs?: string | undefined
  /** What separates the cells of CSV files. With `;`, decimals have a comma. Default `,`. */
  csvSeparator?: CsvSeparator | undefined
  /** Ends the export; what was read is kept, and the next run goes on from there. */
  signal?: AbortSignal | undefined
}

/**
 * Copies everything that the account has to a target: a SQLite file, a folder of NDJSON and CSV files, or a PostgreSQL
 * database. A run that was killed is taken up by the next one. A later run asks for the details of what changed alone, and marks
 * what is gone in `deleted_at`.
 *
 * ```ts
 * const summary = await exportAll(billit, 'billit.db')
 *
 * for await (const { resource, done, total } of exportAll(billit, 'billit.db')) console.log(resource, done, total)
 * ```
 *
 * @param billit Its rate limit, retries and hooks are those of the export.
 * @param target `billit.db`, `folder/` or `postgres://…`.
 * @throws ExportError if the target cannot be used: another export writes to it, or it holds another account.
 * @throws BillitError if Billit cannot be read. What was read is kept.
 */
export function exportAll(billit: ExportClient, target: string, options: ExportOptions = {}): ExportRun {
  checkOptions(options)
  return new ExportRun(exportTo(billit, target, options))
}

async function* exportTo(
  billit: ExportClient,
  to: string,
  { resources = DEFAULT_RESOURCES, since, details = true, pdfs, csvSeparator = ',', signal }: ExportOptions,
): AsyncGenerator<ExportProgress, ExportSummary, undefined> {
  const started = performance.now()
  signal?.throwIfAborted()
  const target = readTarget(to)
  const database = await target.open()
  try {
    const account = await readAccount(billit, signal)
    // In the order in which they are read, each once.
    const names = RESOURCES.filter((name) => resources.includes(name))
    const tables: TableName[] = account ? ['account', ...names] : names
    const store = await Store.open(database, target.name, tables, account?.key)
    if (account) {
      await store.saveRecords('account', [{ ...account, version: fingerprintOf(account.data), recheckAt: null }])
    }
    const result = yield* run(billit, store, { resources: names, details, since, pdfs, signal })
    if (target.kind === 'folder') await writeFolder(to, store, tables, csvSeparator)
    return await summarize(store, target.name, result, performance.now() - started)
  } finally {
    await database.close()
  }
}

async function summarize(
  store: Store,
  target: string,
  { written, ...result }: RunResult,
  milliseconds: number,
): Promise<ExportSummary> {
  const resources: ExportSummary['resources'] = {}
  for (const [name, did] of written) resources[name] = { ...(await store.count(name)), ...did }
  return { target, resources, ...result, milliseconds }
}

const NAMES: readonly string[] = RESOURCES
const SEPARATORS: readonly unknown[] = [',', ';', '\t', undefined]

function checkOptions(options: ExportOptions): void {
  checkNames('exportAll()', options, ['resources', 'since', 'details', 'pdfs', 'csvSeparator', 'signal'])
  const { resources, since, pdfs, csvSeparator } = options
  const unknown = resources?.find((name) => !NAMES.includes(name))
  if (unknown !== undefined) {
    throw new InvalidArgumentError(`There is no resource ${show(unknown)} to export: there are ${NAMES.join(', ')}.`)
  }
  if (resources?.length === 0) throw new InvalidArgumentError('resources must name at least one resource.')
  if (pdfs !== undefined && resources && !resources.includes('invoices')) {
    throw new InvalidArgumentError('PDFs are those of invoices, so resources must name invoices too.')
  }
  if (since !== undefined && !(since instanceof Date && !Number.isNaN(since.getTime()))) {
    throw new InvalidArgumentError('since must be a Date.')
  }
  if (!SEPARATORS.includes(csvSeparator)) {
    throw new InvalidArgumentError(`csvSeparator must be ',', ';' or a tab, not ${show(csvSeparator)}.`)
  }
}
