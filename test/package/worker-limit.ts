/** Whether a rate limit recovers in a Cloudflare worker, which cancels requests whose clients disconnect. */
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Check } from './checks.ts'
import { CONSUMER, TOOLS } from './places.ts'
import { run } from './shell.ts'
import { startStand } from './stand.ts'

/** Before 2024, a worker ran a promise's callbacks in the request that resolved it. Since then, it cancels the waiting request. */
const DATES = ['2023-01-01', '2025-06-01']

/** Expects the worker that the runtime tests have built. */
export const checkWorkerLimit = (): Promise<Check[]> => Promise.all(DATES.map(check))

async function check(date: string): Promise<Check> {
  const name = `Bursts within a rate limit in a Cloudflare worker of ${date}, half of whose clients disconnect`
  const miniflare = pathToFileURL(join(TOOLS, 'node_modules/miniflare/dist/src/index.js')).href
  const stand = await startStand()
  const { stdout, output } = await run(process.execPath, ['bursts.mjs', miniflare, date, `${stand.url}/break/limit`], {
    cwd: CONSUMER,
  })
  await stand.close()
  const line = stdout.trim().split('\n').at(-1) ?? ''
  const { sent, succeeded } = line.startsWith('{') ? JSON.parse(line) : {}
  return sent && sent.join() === succeeded.join()
    ? { name }
    : { name, failure: `sent ${sent}, succeeded ${succeeded}\n${output}` }
}
