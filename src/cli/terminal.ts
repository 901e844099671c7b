/** All that the command writes goes through here, except progress bars. */
import { escapeControls } from '../core/text.ts'
import type { Flags } from './flags.ts'

/** Writes a line to stdout. It may contain text of a server. */
export const print = (line: string): void => printStyled(escapeControls(line))

/** Writes a line with colours to stdout. The caller escapes the text of a server in it. */
export const printStyled = (line: string): void => {
  process.stdout.write(`${line}\n`)
}

/** Writes a line to stderr. It may contain text of a server. */
export const warn = (line: string): void => {
  process.stderr.write(`${escapeControls(line)}\n`)
}

/** Whether to write colours to a stream, or to redraw its lines. Not into a file, and not if the user does not want it. */
export const hasStyles = (stream: NodeJS.WriteStream, flags: Flags): boolean =>
  stream.isTTY && !flags.has('no-color') && !process.env.NO_COLOR && process.env.TERM !== 'dumb'

/** Aborts on Ctrl-C, on SIGTERM, when the terminal is closed, and when the reader of stdout is gone. A second Ctrl-C ends the program at once. */
export function stopSignal(): AbortSignal {
  const controller = new AbortController()
  const stop = () => controller.abort()
  process.once('SIGINT', stop).once('SIGTERM', stop).once('SIGHUP', stop)
  process.stdout.on('error', stop)
  return controller.signal
}

/** Resolves when the signal aborts. */
export const stopped = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
