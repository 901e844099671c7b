/** All that the command writes goes through here, except progress bars. */
import { styleText } from 'node:util'
import { escapeControls, escapeLine } from '../core/text.ts'
import type { Flags } from './flags.ts'

/** Writes text of our own to stdout. For text of a server, `escapeLine` its lines first, or a line break in it forges a line. */
export const print = (line: string): void => printStyled(escapeControls(line))

/** Writes a line with colours to stdout. The caller escapes the text of a server in it. */
export const printStyled = (line: string): void => {
  process.stdout.write(`${line}\n`)
}

/** Writes lines to stderr. They may contain text of a server: a line break in a line is escaped. */
export const warn = (...lines: string[]): void => {
  process.stderr.write(lines.map((line) => `${escapeLine(line)}\n`).join(''))
}

/** Writes a note for a person to stderr, unless --quiet is set. */
export const note = (flags: Flags, line: string): void => {
  if (!flags.has('quiet')) warn(line)
}

/** Columns of the terminal, or of COLUMNS. `Infinity` for a file or a pipe, where nothing needs to fit. */
export function terminalWidth(): number {
  const columns = process.stdout.columns || Number(process.env.COLUMNS) || Number.POSITIVE_INFINITY
  return Math.max(20, columns)
}

/** Whether to write colours to a stream, or to redraw its lines. Not into a file, and not if the user does not want it. */
export const hasStyles = (stream: NodeJS.WriteStream, flags: Flags): boolean =>
  stream.isTTY && !flags.has('no-color') && !process.env.NO_COLOR && process.env.TERM !== 'dumb'

/** Makes the titles of a table bold, if the terminal can show that. */
export const styleHeading =
  (flags: Flags) =>
  (line: string): string =>
    hasStyles(process.stdout, flags) ? styleText('bold', line, { validateStream: false }) : line

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
