/** The ways in which `billit-io watch` delivers a change. Each throws if the change was not handled. */
import { spawn } from 'node:child_process'
import { escapeControls, messageOf } from '../core/text.ts'
import { sign } from '../sync/signature.ts'
import type { Change } from '../sync/watch.ts'

export type Deliver = (change: Change) => Promise<void>

const EXEC_TIMEOUT_MS = 10 * 60_000
const POST_TIMEOUT_MS = 30_000

/** Prints a line of JSON. Returns when it is written. */
export const printChange: Deliver = (change) =>
  new Promise((resolve, reject) => {
    // JSON may contain control characters that are not escaped.
    process.stdout.write(`${escapeControls(JSON.stringify(change))}\n`, (error) => (error ? reject(error) : resolve()))
  })

/** Runs a command of the shell, with the change as JSON on its stdin. Exit code 0 acknowledges it. */
export function execDelivery(command: string): Deliver {
  return (change) =>
    new Promise((resolve, reject) => {
      // In its own group, so that Ctrl-C lets it finish, and a timeout ends what it started too.
      const child = spawn(command, { shell: true, detached: true, stdio: ['pipe', 'inherit', 'inherit'] })
      const timer = setTimeout(() => child.pid && process.kill(-child.pid, 'SIGKILL'), EXEC_TIMEOUT_MS)
      child.on('error', reject)
      // It need not read its stdin.
      child.stdin.on('error', () => {})
      child.stdin.end(`${JSON.stringify(change)}\n`)
      child.on('close', (code, signal) => {
        clearTimeout(timer)
        if (code === 0) resolve()
        else reject(new Error(code === null ? `the command was ended by ${signal}` : `the command exited with ${code}`))
      })
    })
}

/** Sends a POST request with the change as JSON. Any status of 2xx acknowledges it. A redirect is not followed. */
export function postDelivery(url: URL, secret: string): Deliver {
  return async (change) => {
    const body = JSON.stringify(change)
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-billit-signature': sign(body, secret, Date.now()) },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(POST_TIMEOUT_MS),
    }).catch((error: unknown) => {
      // The reason of fetch, such as ECONNREFUSED, is the cause.
      throw new Error(messageOf(error instanceof Error && error.cause ? error.cause : error), { cause: error })
    })
    await response.body?.cancel()
    if (!response.ok) throw new Error(`the receiver returned ${response.status}`)
  }
}
