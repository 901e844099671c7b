/** Reading 10,000 rows from a server that takes 100 ms for each request. */
import { Billit } from '../../src/index.ts'

const ROWS = 10_000
const DELAY = 100
const CONCURRENCY = 8
const PAGE = 250

export interface PagingTimes {
  /** One round trip for the first page, then as few as the concurrency allows. */
  floor: number
  sequential: number
  ahead: number
  /** A plain loop at the API's default page size, over a tenth of the rows. */
  loop: number
}

export async function timePaging(baseUrl: string): Promise<PagingTimes> {
  const billit = new Billit({ token: 'bench-token', baseUrl, rateLimit: false })
  const query = { rows: ROWS, delay: DELAY }
  // Connections are opened before, as in a process that has been at work.
  await Promise.all(Array.from({ length: CONCURRENCY }, () => billit.contacts.get(1)))
  const pages = ROWS / PAGE
  return {
    floor: (1 + Math.ceil((pages - 1) / CONCURRENCY)) * DELAY,
    ahead: await timed(() => billit.contacts.list({}, { query, concurrency: CONCURRENCY }).toArray()),
    sequential: await timed(() => billit.contacts.list({}, { query }).toArray()),
    loop: 10 * (await timed(() => plainLoop(baseUrl, ROWS / 10))),
  }
}

async function timed(work: () => Promise<unknown[]>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}

async function plainLoop(baseUrl: string, rows: number): Promise<unknown[]> {
  const all: unknown[] = []
  for (let page = 1, last = 1; page <= last; page += 1) {
    const response = await fetch(`${baseUrl}/contacts?rows=${rows}&delay=${DELAY}&page=${page}&per_page=25`)
    // The server is our own.
    const body = (await response.json()) as { data: unknown[]; meta: { last_page: number } }
    all.push(...body.data)
    last = body.meta.last_page
  }
  return all
}
