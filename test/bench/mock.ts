/** The throughput of the mock with more and more records, compared with plain Prism. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { readDocument, resolve } from '../../src/tools/document.ts'
import { installTools, requireTool } from '../support/tools.ts'
import type { Usage } from './mock-server.ts'
import { median } from './statistics.ts'

const SECONDS = 2
const CONNECTIONS = 10
/** The contenders take turns, so that other load on the machine affects all of them alike. */
const TURNS = 3

export interface Load {
  /** CPU time in milliseconds from the start of the process until it is ready. */
  startUp: number
  /** Live heap in megabytes, before the first request and after the last. */
  heap: [before: number, after: number]
  /** Requests per second of the server's CPU time, so that other load on the machine does not matter. */
  list: number
  search: number
  create: number
  errors: number
}

/** The part of autocannon's types that is used here: it is not installed at the root. */
type Autocannon = (options: { url: string; duration: number; connections: number; headers: object }) => Promise<{
  errors: number
  timeouts: number
  non2xx: number
  requests: { total: number }
}>

/** @param kinds Numbers of invoices, or `prism`. */
export async function loadMocks(kinds: string[]): Promise<Record<string, Load>> {
  await installTools('bench')
  const runs: Record<string, Load[]> = Object.fromEntries(kinds.map((kind) => [kind, []]))
  for (let turn = 0; turn < TURNS; turn += 1) {
    for (const kind of kinds) runs[kind]?.push(await loadMock(kind))
  }
  return Object.fromEntries(Object.entries(runs).map(([kind, loads]) => [kind, medianLoad(loads)]))
}

async function loadMock(kind: string): Promise<Load> {
  const autocannon: Autocannon = requireTool('bench')('autocannon')
  const server = fork(fileURLToPath(new URL('mock-server.ts', import.meta.url)), [kind], { execArgv: ['--expose-gc'] })
  const [url] = await once(server, 'message')
  const usage = async (): Promise<Usage> => {
    server.send('usage')
    return (await once(server, 'message'))[0]
  }
  let errors = 0
  const load = async (path: string, options: object = {}): Promise<number> => {
    const before = await usage()
    const result = await autocannon({ url: url + path, duration: SECONDS, connections: CONNECTIONS, headers, ...options })
    errors += result.errors + result.timeouts + result.non2xx
    return (1000 * result.requests.total) / ((await usage()).cpu - before.cpu)
  }
  const { cpu: startUp, heap: before } = await usage()
  const list = await load('/contacts?per_page=25')
  const search = await load(`/contacts?per_page=25&q=${encodeURIComponent('οινοποιία')}`)
  const create = await load('/contacts', { method: 'POST', body: JSON.stringify(contact) })
  const { heap: after } = await usage()
  server.kill()
  return { startUp, heap: [before, after], list, search, create, errors }
}

function medianLoad(loads: Load[]): Load {
  const medianOf = (field: (load: Load) => number) => median(loads.map(field))
  return {
    startUp: medianOf(({ startUp }) => startUp),
    heap: [medianOf(({ heap }) => heap[0]), medianOf(({ heap }) => heap[1])],
    list: medianOf(({ list }) => list),
    search: medianOf(({ search }) => search),
    create: medianOf(({ create }) => create),
    errors: loads.reduce((sum, { errors }) => sum + errors, 0),
  }
}

const headers = { authorization: 'Bearer bench-token', accept: 'application/json', 'content-type': 'application/json' }
const document = readDocument()
const [example = {}] = Object.values(document.paths['/contacts']?.post?.requestBody?.content['application/json']?.examples ?? {})
const contact = resolve(document, example).value
