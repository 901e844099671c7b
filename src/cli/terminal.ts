/** All that the command writes goes through here, except progress bars. */
import { escapeControls, escapeLine } from '../core/text.ts'

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
