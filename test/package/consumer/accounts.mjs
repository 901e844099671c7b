// Sends concurrent requests to a worker that reads the account with one client. The first clients disconnect.
// Arguments: the URL of miniflare's module, the compatibility date, and the base URL. Prints how many of the rest succeeded.
import process from 'node:process'
import { startWorker } from './requests.mjs'

const COUNT = 8

const [, , miniflareModule, compatibilityDate, baseUrl] = process.argv
const worker = await startWorker(miniflareModule, compatibilityDate, '/account', { baseUrl })
void worker.send(100)
void worker.send(200)
const outcomes = await Promise.all(Array.from({ length: COUNT }, () => worker.send()))
await worker.dispose()
console.log(JSON.stringify({ sent: [COUNT], succeeded: [outcomes.filter(Boolean).length] }))
