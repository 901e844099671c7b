/** Writes a line to stdout. */
export const print = (line: string): void => {
  process.stdout.write(`${line}\n`)
}

/** Writes a line to stderr. */
export const warn = (line: string): void => {
  process.stderr.write(`${line}\n`)
}

/** Aborts on Ctrl-C, on SIGTERM, and when the reader of stdout is gone. A second Ctrl-C ends the program at once. */
export function stopSignal(): AbortSignal {
  const controller = new AbortController()
  const stop = () => controller.abort()
  process.once('SIGINT', stop).once('SIGTERM', stop)
  process.stdout.on('error', stop)
  return controller.signal
}

/** Resolves when the signal aborts. */
export const stopped = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
