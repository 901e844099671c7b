import { isBillitError } from '../core/errors.ts'
import { messageOf } from '../core/text.ts'
import { Billit, type RateLimiter } from '../index.ts'
import { ExportError, type ExportSummary, exportAll } from '../sync/index.ts'
import { readTarget } from '../sync/target.ts'
import { loadPeer, MissingPeer, SHARED_LIMIT } from '../tools/peers.ts'
import { CliError } from './cli-error.ts'
import { EXPORT_HELP, type ExportCommand, readExportFlags } from './export-flags.ts'
import { barsView, jsonView, linesView, type ProgressView, quietView } from './export-progress.ts'
import { failuresText, summaryText } from './export-text.ts'
import { print, stopSignal } from './terminal.ts'

/** With the client's waits of up to 8 seconds, an export outlasts a failure of two minutes. */
const MAX_RETRIES = 20

/** `billit-io export`: copies everything, and prints how far it has come. */
export async function exportCommand(args: string[]): Promise<void> {
  const command = readExportFlags(args)
  if (command.help) return print(EXPORT_HELP)
  const signal = stopSignal()
  const view = viewOf(command)
  const fleet = command.fleet === undefined ? undefined : await openRateLimitStore(command.fleet, command.rateLimit)
  let summary: ExportSummary
  try {
    const billit = openClient(command, view, fleet?.limiter)
    const run = exportAll(billit, command.to, { ...command.options, signal })
    for await (const event of run) view.progress(event)
    summary = await run
  } catch (error) {
    throw explain(error, command, signal)
  } finally {
    view.end()
    fleet?.close()
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
    onRequest: () => view.goOn(),
  })
}

/** A limit that is kept in Redis, and what ends its connection. */
async function openRateLimitStore(url: string, rateLimit: number | false): Promise<{ limiter: RateLimiter; close: () => void }> {
  try {
    const { Redis } = await loadPeer(SHARED_LIMIT, () => import('ioredis'))
    await loadPeer(SHARED_LIMIT, () => import('rate-limiter-flexible'))
    const { redisRateLimiter } = await import('../rate-limit/index.ts')
    const client = new Redis(url)
    const limiter = redisRateLimiter(client, { requests: rateLimit || undefined, perMilliseconds: 60_000 })
    return { limiter, close: () => client.disconnect() }
  } catch (error) {
    if (error instanceof MissingPeer) throw new CliError(1, error.message, { cause: error })
    throw error
  }
}

function viewOf({ output }: ExportCommand): ProgressView {
  if (output === 'quiet') return quietView
  if (output === 'json') return jsonView()
  return process.stderr.isTTY ? barsView(process.stderr) : linesView((line) => process.stderr.write(`${line}\n`))
}

/** One sentence for what ended the export, and what to do. */
function explain(error: unknown, { to }: ExportCommand, signal: AbortSignal): unknown {
  const { name } = readTarget(to)
  if (signal.aborted) {
    return new CliError(130, `Stopped. What was read is in ${name}: run the same command again to go on.`, { cause: error })
  }
  if (error instanceof ExportError || error instanceof MissingPeer) return new CliError(1, error.message, { cause: error })
  if (isBillitError(error)) {
    const goOn = error.attempts > 0 ? ` What was read is in ${name}: run the same command again to go on.` : ''
    return new CliError(1, `${error.message}${goOn}`, { cause: error })
  }
  // The file system, SQLite and PostgreSQL name their errors by a code.
  const isOfSystem = error instanceof Error && 'code' in error
  return isOfSystem ? new CliError(1, `Cannot write to ${name}: ${messageOf(error)}.`, { cause: error }) : error
}
