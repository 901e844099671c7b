// Starts the worker in Cloudflare's runtime, and sends requests whose clients may disconnect.
import { request } from 'node:http'
import { fileURLToPath } from 'node:url'

const LIMIT_MS = 15_000

export async function startWorker(miniflareModule, compatibilityDate, path, settings) {
  const { Miniflare } = await import(miniflareModule)
  const worker = new Miniflare({
    modules: true,
    scriptPath: fileURLToPath(new URL('./worker/worker.js', import.meta.url)),
    compatibilityDate,
    cf: false,
  })
  const url = new URL(path, await worker.ready)

  /** Resolves to whether the request succeeded. `leaveAfter`: the client disconnects after so many milliseconds. */
  const send = (leaveAfter) =>
    new Promise((resolve) => {
      const outgoing = request(url, { method: 'POST', agent: false, timeout: LIMIT_MS }, (response) => {
        response.resume().once('end', () => resolve(response.statusCode === 200))
      })
      outgoing.once('timeout', () => outgoing.destroy())
      outgoing.once('error', () => resolve(false))
      outgoing.end(JSON.stringify(settings))
      if (leaveAfter) setTimeout(() => outgoing.destroy(), leaveAfter)
    })
  return { send, dispose: () => worker.dispose() }
}
