/** Reads 10,000 rows from a server that takes 100 ms for each request. */
import { Billit } from '../../src/index.ts'

const ROWS = 10_000
const DELAY = 100
const CONCURRENCY = 8
const PAGE = 250

export interface PagingTimes {
  /** One round trip for the first page, then the fewest that the concurrency allows. */
  floor: number
  sequential: number
  ahead: number
  /** A plain loop with the API's default page size. Measured with a tenth of the rows, and multiplied by ten. */
  loop: number
}

export async function timePaging(baseUrl: string): Promise<PagingTimes> {
  const billit = new Billit({ token: 'bench-token', baseUrl, rateLimit: false })
  const query = { rows: ROWS, delay: DELAY }
  // Open the connections first, as in a program that has been running for a while.
  await Promise.all(Array.from({ length: CONCURRENCY }, () => billit.contacts.get(1)))
  const pages = ROWS / PAGE
  return {
    floor: (1 + Math.ceil((pages - 1) / CONCURRENCY)) * DELAY,
    ahead: await time(() => billit.contacts.list({}, { query, concurrency: CONCURRENCY }).toArray()),
    sequential: await time(() => billit.contacts.list({}, { query }).toArray()),
    loop: 10 * (await time(() => plainLoop(baseUrl, ROWS / 10))),
  }
}

async function time(work: () => Promise<unknown[]>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}

async function plainLoop(baseUrl: string, rows: number): Promise<unknown[]> {
  const all: unknown[] = []
  for (let page = 1, last = 1; page <= last; page += 1) {
    const response = await fetch(`${baseUrl}/contacts?rows=${rows}&delay=${DELAY}&page=${page}&per_page=25`)
    // server.ts returns this shape.
    const body = (await response.json()) as { data: unknown[]; meta: { last_page: number } }
    all.push(...body.data)
    last = body.meta.last_page
  }
  return all
}
