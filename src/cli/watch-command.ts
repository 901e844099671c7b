import { isBillitError } from '../core/errors.ts'
import { messageOf } from '../core/text.ts'
import { Billit } from '../index.ts'
import { type Change, ExportError, watch } from '../sync/watch.ts'
import { readWatchStatus, retryDead } from '../sync/watch-status.ts'
import { MissingPeer } from '../tools/peers.ts'
import { CliError } from './cli-error.ts'
import type { Command } from './command.ts'
import { openRateLimitStore } from './export-command.ts'
import type { Flags } from './flags.ts'
import { readToken } from './global-flags.ts'
import { print, stopSignal } from './terminal.ts'
import { readWatchFlags, WATCH_DESCRIPTION, WATCH_NOTES, WATCH_SECTIONS, type WatchCommand } from './watch-flags.ts'
import { changeText, endText, failureText, standbyText, statusText, type Tally, watchStartText } from './watch-text.ts'
import { linesWatchView, lineWatchView, quietWatchView, type WatchView } from './watch-view.ts'

/** `billit-io watch`: delivers each change in the account. */
export const watchCommand: Command = {
  name: 'watch',
  summary: 'Report each change in your account at least once.',
  usageFlags: '--to <target>',
  description: WATCH_DESCRIPTION,
  sections: WATCH_SECTIONS,
  notes: WATCH_NOTES,
  examples: [
    'npx billit-io watch --to billit.db --json',
    "npx billit-io watch --to billit.db --kinds paid,marked --exec './on-change.sh'",
    'npx billit-io watch --to billit.db --post http://localhost:3000/hook',
    'npx billit-io watch --to billit.db --status',
  ],
  run: ({ flags }) => run(readWatchFlags(flags), flags),
}

async function run(command: WatchCommand, flags: Flags): Promise<void> {
  const { mode, isJson, target } = command
  try {
    if (mode === 'watch') return await deliverChanges(command, readToken(flags))
    if (mode === 'retry-dead') {
      const retried = await retryDead(target)
      return print(isJson ? JSON.stringify({ retried }) : `${retried} dead changes are delivered again.`)
    }
    const status = await readWatchStatus(target)
    print(isJson ? JSON.stringify(status) : statusText(status))
  } catch (error) {
    throw explain(error)
  }
}

async function deliverChanges(command: WatchCommand, token: string): Promise<void> {
  const { rateLimit, rateLimitStore, target, options } = command
  const signal = stopSignal()
  const view = createView(command)
  const tally: Tally = { delivered: 0, failed: 0, errors: 0 }
  const store = rateLimitStore === undefined ? undefined : await openRateLimitStore(rateLimitStore, rateLimit)
  try {
    const limit = rateLimit === false ? false : { requests: rateLimit, perMilliseconds: 60_000 }
    const billit = new Billit({ token, baseUrl: command.server.baseUrl, rateLimit: store?.limiter ?? limit })
    await handOut(billit, command, view, tally, signal)
  } catch (error) {
    if (!signal.aborted) throw error
    const stand = endText(tally, await readWatchStatus(target).catch(() => ({ waiting: 0, dead: 0 })))
    throw new CliError(130, `Stopped. ${stand} Run the same command again to continue.`, { cause: error })
  } finally {
    view.end()
    store?.close()
  }
  if (!options.once) return
  const status = await readWatchStatus(target)
  if (tally.errors > 0 || status.waiting > 0) throw new CliError(1, endText(tally, status))
  view.note(endText(tally, status))
}

async function handOut(billit: Billit, command: WatchCommand, view: WatchView, tally: Tally, signal: AbortSignal): Promise<void> {
  let lastError = ''
  const changes = watch(billit, command.to, {
    ...command.options,
    signal,
    onStart: (start) => view.note(watchStartText(start, command.server.baseUrl)),
    onStandby: () => view.note(standbyText(command.target.name)),
    onProgress: (progress) => view.progress(progress, tally),
    onError(error) {
      tally.errors += 1
      // An outage repeats the same message.
      const message = messageOf(error)
      if (message !== lastError) view.problem(message)
      lastError = message
    },
  })
  for await (const change of changes) await deliverOne(change, command, view, tally, signal)
}

async function deliverOne(change: Change, { deliver, isJson }: WatchCommand, view: WatchView, tally: Tally, signal: AbortSignal) {
  const noteStop = () => view.note('Stopping after the current change. Press Ctrl-C again to stop at once.')
  signal.addEventListener('abort', noteStop)
  try {
    await deliver(change)
    await change.done()
    tally.delivered += 1
    if (!isJson) view.note(changeText(change))
  } catch (error) {
    if (error instanceof ExportError) throw error
    tally.failed += 1
    view.problem(failureText(change, messageOf(error)))
    await change.failed(error)
  } finally {
    signal.removeEventListener('abort', noteStop)
  }
}

function createView({ output }: WatchCommand): WatchView {
  if (output === 'quiet') return quietWatchView
  return output === 'line' ? lineWatchView(process.stderr) : linesWatchView()
}

/** An error that the user can do something about has only its message. */
function explain(error: unknown): unknown {
  const isExpected = isBillitError(error) || error instanceof ExportError || error instanceof MissingPeer
  return isExpected ? new CliError(1, messageOf(error), { cause: error }) : error
}
