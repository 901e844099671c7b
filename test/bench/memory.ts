/** The memory that reading a list takes. Needs --expose-gc, to measure only live objects. */
import { Billit } from '../../src/index.ts'

/** How many rows are read between two measurements. */
const INTERVAL = 5000

/** The peak in megabytes above idle, for each number of rows. */
export async function measurePeakHeap(baseUrl: string, counts: number[]): Promise<Record<number, number>> {
  const billit = new Billit({ token: 'bench-token', baseUrl, rateLimit: false })
  const peaks: Record<number, number> = {}
  for (const rows of counts) {
    const idle = measureHeap()
    let peak = 0
    let seen = 0
    for await (const _ of billit.contacts.list({}, { query: { rows }, concurrency: 8 })) {
      seen += 1
      if (seen % INTERVAL === 0) peak = Math.max(peak, measureHeap() - idle)
    }
    if (seen !== rows) throw new Error(`${seen} rows received, expected ${rows}`)
    peaks[rows] = peak / 2 ** 20
  }
  return peaks
}

function measureHeap(): number {
  globalThis.gc?.()
  return process.memoryUsage().heapUsed
}
