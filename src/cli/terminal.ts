/** What every command shares with the terminal it runs in. */

/** Writes a line of output. */
export const print = (line: string): void => {
  process.stdout.write(`${line}\n`)
}

/** Aborts on Ctrl-C, on SIGTERM, and when nobody reads the output any more. A second Ctrl-C ends the program at once. */
export function stopSignal(): AbortSignal {
  const controller = new AbortController()
  const stop = () => controller.abort()
  process.once('SIGINT', stop).once('SIGTERM', stop)
  process.stdout.on('error', stop)
  return controller.signal
}

/** Waits until the signal aborts. */
export const stopped = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
