import { isBillitError } from '../core/errors.ts'
import { messageOf } from '../core/text.ts'
import { Billit, type RateLimiter } from '../index.ts'
import { ExportError, type ExportSummary, exportAll } from '../sync/index.ts'
import { readTarget } from '../sync/target.ts'
import { redactPassword } from '../tools/connection-url.ts'
import { loadPeer, MissingPeer, SHARED_LIMIT } from '../tools/peers.ts'
import { CliError } from './cli-error.ts'
import { EXPORT_HELP, type ExportCommand, readExportFlags } from './export-flags.ts'
import { barsView, jsonView, linesView, type ProgressView, quietView } from './export-progress.ts'
import { failuresText, summaryText } from './export-text.ts'
import { print, stopSignal, warn } from './terminal.ts'

/** The client waits up to 8 seconds between retries, so an export survives an outage of two minutes. */
const MAX_RETRIES = 20

/** `billit-io export`: copies all records and prints the progress. */
export async function exportCommand(args: string[]): Promise<void> {
  const command = readExportFlags(args)
  if (command.help) return print(EXPORT_HELP)
  const signal = stopSignal()
  const view = createView(command)
  const { rateLimitStore } = command
  const store = rateLimitStore === undefined ? undefined : await openRateLimitStore(rateLimitStore, command.rateLimit)
  let summary: ExportSummary
  try {
    const billit = openClient(command, view, store?.limiter)
    const run = exportAll(billit, command.to, { ...command.options, signal })
    for await (const event of run) view.progress(event)
    summary = await run
  } catch (error) {
    throw explain(error, command, signal)
  } finally {
    view.end()
    store?.close()
  }
  if (command.output === 'json') print(JSON.stringify({ event: 'summary', ...summary }))
  if (command.output === 'bars') print(summaryText(summary))
  if (summary.failures.length > 0) throw new CliError(1, failuresText(summary))
}

function openClient({ environment, rateLimit }: ExportCommand, view: ProgressView, limiter: RateLimiter | undefined): Billit {
  return new Billit({
    environment,
    rateLimit: limiter ?? (rateLimit === false ? false : { requests: rateLimit, perMilliseconds: 60_000 }),
    maxRetries: MAX_RETRIES,
    onWait: (event) => view.wait(event),
    onRequest: () => view.resume(),
  })
}

/** Connects to Redis. @returns A rate limiter on it, and a function that disconnects. */
async function openRateLimitStore(url: string, rateLimit: number | false): Promise<{ limiter: RateLimiter; close: () => void }> {
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
  return process.stderr.isTTY ? barsView(process.stderr) : linesView(warn)
}

/** Describes the error that ended the export, and how to continue. */
function explain(error: unknown, { to }: ExportCommand, signal: AbortSignal): unknown {
  const { name } = readTarget(to)
  const howToContinue = `The records read so far are in ${name}. Run the same command again to continue.`
  if (signal.aborted) return new CliError(130, `Stopped. ${howToContinue}`, { cause: error })
  if (error instanceof ExportError || error instanceof MissingPeer) return new CliError(1, error.message, { cause: error })
  if (isBillitError(error)) {
    return new CliError(1, error.attempts > 0 ? `${error.message} ${howToContinue}` : error.message, { cause: error })
  }
  // Errors of the file system, SQLite and PostgreSQL have a code.
  const isSystemError = error instanceof Error && 'code' in error
  return isSystemError ? new CliError(1, `Cannot write to ${name}: ${messageOf(error)}.`, { cause: error }) : error
}
