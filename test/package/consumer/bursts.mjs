// Sends bursts of requests to a worker whose requests share a rate limit of six a second. Some clients disconnect.
// Arguments: the URL of miniflare's module, the compatibility date, and the base URL. Prints how many of each burst succeeded.
import process from 'node:process'
import { setTimeout as pause } from 'node:timers/promises'
import { startWorker } from './requests.mjs'

const BURSTS = [8, 6, 4, 3, 2, 1, 1, 6]
const PAUSE_MS = 2500

const [, , miniflareModule, compatibilityDate, baseUrl] = process.argv
const rateLimit = { requests: 6, perMilliseconds: 1000 }
const worker = await startWorker(miniflareModule, compatibilityDate, '/tag', { baseUrl, rateLimit })

const succeeded = []
for (const size of BURSTS) {
  for (let index = 0; index < size; index += 1) void worker.send(index % 2 === 0 ? 5 : 60)
  const outcomes = await Promise.all(Array.from({ length: size }, () => worker.send()))
  succeeded.push(outcomes.filter(Boolean).length)
  await pause(PAUSE_MS)
}
await worker.dispose()
console.log(JSON.stringify({ sent: BURSTS, succeeded }))
