// Sends bursts of requests to a worker whose requests share a rate limit of six a second. Some clients disconnect.
// Arguments: the URL of miniflare's module, the compatibility date, and the base URL. Prints how many of each burst succeeded.
import { request } from 'node:http'
import process from 'node:process'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const BURSTS = [8, 6, 4, 3, 2, 1, 1, 6]
const PAUSE_MS = 2500
const LIMIT_MS = 15_000

const [, , miniflareModule, compatibilityDate, baseUrl] = process.argv
const { Miniflare } = await import(miniflareModule)
const worker = new Miniflare({
  modules: true,
  scriptPath: fileURLToPath(new URL('./worker/worker.js', import.meta.url)),
  compatibilityDate,
  cf: false,
})
const url = new URL('/tag', await worker.ready)
const body = JSON.stringify({ baseUrl, rateLimit: { requests: 6, perMilliseconds: 1000 } })

/** Resolves to whether the request succeeded. `leaveAfter`: the client disconnects after so many milliseconds. */
const send = (leaveAfter) =>
  new Promise((resolve) => {
    const outgoing = request(url, { method: 'POST', agent: false, timeout: LIMIT_MS }, (response) => {
      response.resume().once('end', () => resolve(response.statusCode === 200))
    })
    outgoing.once('timeout', () => outgoing.destroy())
    outgoing.once('error', () => resolve(false))
    outgoing.end(body)
    if (leaveAfter) setTimeout(() => outgoing.destroy(), leaveAfter)
  })

const succeeded = []
for (const size of BURSTS) {
  for (let index = 0; index < size; index += 1) void send(index % 2 === 0 ? 5 : 60)
  const outcomes = await Promise.all(Array.from({ length: size }, () => send()))
  succeeded.push(outcomes.filter(Boolean).length)
  await pause(PAUSE_MS)
}
await worker.dispose()
console.log(JSON.stringify({ sent: BURSTS, succeeded }))
