// Runs the worker in Cloudflare's runtime. Arguments: the URL of miniflare's module, the compatibility date, and the addresses.
import process from 'node:process'
import { fileURLToPath } from 'node:url'

const [, , miniflareModule, compatibilityDate, addresses] = process.argv
const { Miniflare } = await import(miniflareModule)
const worker = new Miniflare({
  modules: true,
  scriptPath: fileURLToPath(new URL('./worker/worker.js', import.meta.url)),
  compatibilityDate,
  // Otherwise miniflare fetches it over the network.
  cf: false,
})
const response = await worker.dispatchFetch('http://worker/', { method: 'POST', body: addresses })
console.log(await response.text())
await worker.dispose()
