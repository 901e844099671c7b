/** How much memory is held while a listing is read. Runs with --expose-gc: what counts is what lives, not what is yet to be collected. */
import { Billit } from '../../src/index.ts'

const EVERY = 5000

/** Megabytes above idle, at the most, for each number of rows. */
export async function peakHeap(baseUrl: string, counts: number[]): Promise<Record<number, number>> {
  const billit = new Billit({ token: 'bench-token', baseUrl, rateLimit: false })
  const peaks: Record<number, number> = {}
  for (const rows of counts) {
    const idle = liveHeap()
    let peak = 0
    let seen = 0
    for await (const _ of billit.contacts.list({}, { query: { rows }, concurrency: 8 })) {
      seen += 1
      if (seen % EVERY === 0) peak = Math.max(peak, liveHeap() - idle)
    }
    if (seen !== rows) throw new Error(`${seen} rows came, not ${rows}`)
    peaks[rows] = peak / 2 ** 20
  }
  return peaks
}

function liveHeap(): number {
  globalThis.gc?.()
  return process.memoryUsage().heapUsed
}
