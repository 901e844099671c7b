import { isBillitError } from '../core/errors.ts'
import { messageOf } from '../core/text.ts'
import { Billit, type RateLimiter } from '../index.ts'
import { ExportError, type ExportSummary, exportAll } from '../sync/index.ts'
import { readTarget } from '../sync/target.ts'
import { redactPassword } from '../tools/connection-url.ts'
import { loadPeer, MissingPeer, SHARED_LIMIT } from '../tools/peers.ts'
import { CliError } from './cli-error.ts'
import type { Command } from './command.ts'
import { EXPORT_DESCRIPTION, EXPORT_NOTES, EXPORT_SECTIONS, type ExportCommand, readExportFlags } from './export-flags.ts'
import { barsView, jsonView, linesView, type ProgressView, quietView } from './export-progress.ts'
import { isUpToDate, problemsLines, type Source, summaryText, toJson, warningsLines } from './export-text.ts'
import type { Flags } from './flags.ts'
import { readToken } from './global-flags.ts'
import { print, stopSignal, warn } from './terminal.ts'

/** The client waits up to 8 seconds between retries, so an export survives an outage of two minutes. */
const MAX_RETRIES = 20

/** After a signal, a run that does not end by itself is ended. */
const STOP_WITHIN_MS = 5000

/** `billit-io export`: copies all records and prints the progress. */
export const exportCommand: Command = {
  name: 'export',
  summary: 'Copy all records of your account to a database or to files.',
  usageFlags: '--to <target>',
  description: EXPORT_DESCRIPTION,
  sections: EXPORT_SECTIONS,
  notes: EXPORT_NOTES,
  examples: [
    'npx billit-io export --to billit.db',
    'npx billit-io export --to billit/ --csv-separator ";" --environment production',
    'npx billit-io export --to postgres://localhost/billit --since 2026-01-01',
  ],
  run: ({ flags }) => copyRecords(readExportFlags(flags), flags),
}

async function copyRecords(command: ExportCommand, flags: Flags): Promise<void> {
  const source: Source = { target: readTarget(command.to).name, account: undefined, ...command.server }
  const signal = stopSignal()
  signal.addEventListener('abort', () => endWithin(STOP_WITHIN_MS))
  let summary: ExportSummary
  try {
    summary = await runExport({ ...command, token: readToken(flags) }, source, signal)
  } catch (cause) {
    const error = explain(cause, source.target, signal)
    if (command.output === 'json' && error instanceof CliError) {
      const { exitCode, message } = error
      print(JSON.stringify({ event: 'error', exitCode, message, ...toJson(source) }))
    }
    throw error
  }
  const exitCode = isUpToDate(summary) ? 0 : 1
  if (command.output === 'json') print(JSON.stringify({ event: 'summary', exitCode, ...toJson(source), ...summary }))
  if (command.output === 'bars' || command.output === 'lines') print(summaryText(summary))
  if (summary.warnings.length > 0) warn(...warningsLines(summary))
  if (exitCode === 1) throw new CliError(1, problemsLines(summary))
}

interface RunningExport extends ExportCommand {
  token: string
}

async function runExport(command: RunningExport, source: Source, signal: AbortSignal): Promise<ExportSummary> {
  const { rateLimitStore, rateLimit } = command
  const view = createView(command)
  const store = rateLimitStore === undefined ? undefined : await openRateLimitStore(rateLimitStore, rateLimit)
  try {
    const billit = openClient(command, view, store?.limiter)
    const run = exportAll(billit, command.to, {
      ...command.options,
      signal,
      onStart: ({ account }) => {
        source.account = account
        view.start(source)
      },
    })
    for await (const event of run) view.progress(event)
    return await run
  } finally {
    view.end()
    store?.close()
  }
}

function openClient({ rateLimit, server, token }: RunningExport, view: ProgressView, limiter: RateLimiter | undefined): Billit {
  return new Billit({
    token,
    baseUrl: server.baseUrl,
    rateLimit: limiter ?? (rateLimit === false ? false : { requests: rateLimit, perMilliseconds: 60_000 }),
    maxRetries: MAX_RETRIES,
    onWait: (event) => view.wait(event),
    onRequest: () => view.resume(),
  })
}

/** Ends the program, unless it has ended before. What is stored stays intact, as after a crash. */
function endWithin(milliseconds: number): void {
  const end = () => {
    process.stderr.write('Stopped. Run the same command again to continue.\n')
    process.exit(130)
  }
  setTimeout(end, milliseconds).unref()
}

/** Connects to Redis. @returns A rate limiter on it, and a function that disconnects. */
export async function openRateLimitStore(
  url: string,
  rateLimit: number | false,
): Promise<{ limiter: RateLimiter; close: () => void }> {
  try {
    const ioredis = await loadPeer(SHARED_LIMIT, () => import('ioredis'))
    // A CommonJS package, of which older versions have no export named Redis.
    const Redis = ioredis.default.default
    await loadPeer(SHARED_LIMIT, () => import('rate-limiter-flexible'))
    const { redisRateLimiter } = await import('../rate-limit/index.ts')
    const client = new Redis(url)
    // By default, ioredis prints a stack for each failed attempt to connect.
    client.once('error', (error) => warn(`The rate limit is not shared: ${redactPassword(messageOf(error), url)}.`))
    client.on('error', () => {})
    const limiter = redisRateLimiter(client, { requests: rateLimit || undefined, perMilliseconds: 60_000 })
    return { limiter, close: () => client.disconnect() }
  } catch (error) {
    if (error instanceof MissingPeer) throw new CliError(1, error.message, { cause: error })
    throw error
  }
}

function createView({ output }: ExportCommand): ProgressView {
  if (output === 'quiet') return quietView
  if (output === 'json') return jsonView()
  return output === 'bars' ? barsView(process.stderr) : linesView(warn)
}

/** Describes the error that ended the export, and how to continue. */
function explain(error: unknown, name: string, signal: AbortSignal): unknown {
  const howToContinue = `The records read so far are in ${name}. Run the same command again to continue.`
  if (signal.aborted) return new CliError(130, `Stopped. ${howToContinue}`, { cause: error })
  if (error instanceof CliError) return error
  if (error instanceof ExportError || error instanceof MissingPeer) return new CliError(1, error.message, { cause: error })
  if (isBillitError(error)) {
    return new CliError(1, error.attempts > 0 ? `${error.message} ${howToContinue}` : error.message, { cause: error })
  }
  // Errors of the file system, SQLite and PostgreSQL have a code.
  const isSystemError = error instanceof Error && 'code' in error
  return isSystemError ? new CliError(1, `Cannot write to ${name}: ${messageOf(error)}.`, { cause: error }) : error
}
