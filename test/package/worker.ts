/** Requests of a Cloudflare worker that share a client or a rate limit. The worker cancels requests whose clients disconnect. */
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Check } from './checks.ts'
import { CONSUMER, TOOLS } from './places.ts'
import { run } from './shell.ts'
import { startStand } from './stand.ts'

/** Before 2024, a worker ran a promise's callbacks in the request that resolved it. Since then, it cancels the waiting request. */
const DATES = ['2023-01-01', '2025-06-01']

/** Expects the worker that the runtime tests have built. */
export async function checkWorker(): Promise<Check[]> {
  const checks = DATES.flatMap((date) => [
    check(
      `Bursts within a rate limit in a Cloudflare worker of ${date}, half of whose clients disconnect`,
      date,
      'bursts',
      'break/limit',
    ),
    check(
      `Concurrent requests of a Cloudflare worker of ${date} that read the account with one client`,
      date,
      'accounts',
      'slow',
    ),
  ])
  return Promise.all(checks)
}

/** Runs a script that prints how many requests of each burst it sent, and how many succeeded. */
async function check(name: string, date: string, script: string, path: string): Promise<Check> {
  const miniflare = pathToFileURL(join(TOOLS, 'node_modules/miniflare/dist/src/index.js')).href
  const stand = await startStand()
  const { stdout, output } = await run(process.execPath, [`${script}.mjs`, miniflare, date, `${stand.url}/${path}`], {
    cwd: CONSUMER,
  })
  await stand.close()
  const line = stdout.trim().split('\n').at(-1) ?? ''
  const { sent, succeeded } = line.startsWith('{') ? JSON.parse(line) : {}
  return sent && sent.join() === succeeded.join()
    ? { name }
    : { name, failure: `sent ${sent}, succeeded ${succeeded}\n${output}` }
}
