/** The duration and the memory of an export. Needs --expose-gc, to measure only live objects. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Billit } from '../../src/index.ts'
import { exportAll } from '../../src/sync/index.ts'
import { startPostgres } from '../support/postgres.ts'
import { withServer } from './with-server.ts'

export interface ExportCost {
  seconds: number
  /** The number of rows, of all resources together. */
  rows: number
  requests: number
  /** Peak of the live heap above idle, in megabytes. */
  heap: number
}

/** How many records are read between two measurements of the heap. */
const INTERVAL = 2500

/** Exports many invoices to SQLite, and fewer to the other targets, twice each. */
export async function timeExports(
  many: number,
  fewer: number,
): Promise<Record<string, { first: ExportCost; second: ExportCost }>> {
  const folder = mkdtempSync(join(tmpdir(), 'billit-bench-'))
  const postgres = await startPostgres()
  const timeTwice = (target: string, invoices: number) =>
    withServer(
      async (baseUrl) => ({ first: await timeExport(baseUrl, target), second: await timeExport(baseUrl, target) }),
      new URL('invoice-server.ts', import.meta.url),
      String(invoices),
    )
  try {
    return {
      SQLite: await timeTwice(join(folder, 'billit.db'), many),
      'A folder': await timeTwice(`${join(folder, 'billit')}/`, fewer),
      PostgreSQL: await timeTwice(postgres.url, fewer),
    }
  } finally {
    await postgres.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function timeExport(baseUrl: string, target: string): Promise<ExportCost> {
  let requests = 0
  const onRequest = () => {
    requests += 1
  }
  const billit = new Billit({ token: 'bench-token', baseUrl, rateLimit: false, onRequest })
  const idle = measureHeap()
  let peak = 0
  let measuredAt = 0
  const exporting = exportAll(billit, target)
  for await (const { done } of exporting) {
    if (Math.abs(done - measuredAt) < INTERVAL) continue
    measuredAt = done
    peak = Math.max(peak, measureHeap() - idle)
  }
  const { resources, milliseconds, settled } = await exporting
  if (!settled) throw new Error('The export is incomplete.')
  const rows = Object.values(resources).reduce((sum, each) => sum + each.rows, 0)
  return { seconds: milliseconds / 1000, rows, requests, heap: peak / 2 ** 20 }
}

function measureHeap(): number {
  globalThis.gc?.()
  return process.memoryUsage().heapUsed
}
