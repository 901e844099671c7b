/** The duration and the memory of an export. Needs --expose-gc, to measure only live objects. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Billit } from '../../src/index.ts'
import { exportAll } from '../../src/sync/index.ts'

interface Run {
  seconds: number
  /** The number of rows, of all resources together. */
  rows: number
  requests: number
}

/** Exports the given number of invoices, twice. */
export async function timeExport(
  invoices: number,
): Promise<{ first: Run; second: Run; heap: Array<{ read: number; megabytes: number }> }> {
  const server = fork(fileURLToPath(new URL('mock-server.ts', import.meta.url)), [String(invoices)], {
    execArgv: ['--expose-gc', '--max-old-space-size=4096'],
  })
  const folder = mkdtempSync(join(tmpdir(), 'billit-bench-'))
  try {
    const [url] = await once(server, 'message')
    const heap: Array<{ read: number; megabytes: number }> = []
    const idle = measureHeap()
    const step = invoices / 6
    const run = async (): Promise<Run> => {
      let requests = 0
      const onRequest = () => {
        requests += 1
      }
      const billit = new Billit({ token: 'bench-token', baseUrl: url, rateLimit: false, onRequest })
      const exporting = exportAll(billit, join(folder, 'billit.db'))
      for await (const { step: kind, done } of exporting) {
        if (kind === 'details' && done >= step * (heap.length + 1))
          heap.push({ read: done, megabytes: (measureHeap() - idle) / 2 ** 20 })
      }
      const { resources, milliseconds } = await exporting
      const rows = Object.values(resources).reduce((sum, each) => sum + each.rows, 0)
      return { seconds: milliseconds / 1000, rows, requests }
    }
    return { first: await run(), second: await run(), heap }
  } finally {
    server.kill()
    rmSync(folder, { recursive: true, force: true })
  }
}

function measureHeap(): number {
  globalThis.gc?.()
  return process.memoryUsage().heapUsed
}
