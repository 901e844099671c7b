/** What the mock bears with more and more records, beside plain Prism. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import autocannon from 'autocannon'
import { readDocument, resolve } from '../../src/mock/document.ts'
import type { Usage } from './mock-server.ts'
import { median } from './statistics.ts'

const SECONDS = 2
const CONNECTIONS = 10
/** The contenders take turns, so that a busy moment of the machine does not fall on one of them alone. */
const TURNS = 3

export interface Load {
  /** Milliseconds of work from the start of the process until it answers. */
  startUp: number
  /** Live heap in megabytes, before the first request and after the last. */
  heap: [before: number, after: number]
  /** Requests for each second of the server's own work: what else the machine does meanwhile does not count. */
  list: number
  search: number
  create: number
  errors: number
}

/** By the number of invoices, or `prism`. */
export async function loadMocks(kinds: string[]): Promise<Record<string, Load>> {
  const runs: Record<string, Load[]> = Object.fromEntries(kinds.map((kind) => [kind, []]))
  for (let turn = 0; turn < TURNS; turn += 1) {
    for (const kind of kinds) runs[kind]?.push(await loadMock(kind))
  }
  return Object.fromEntries(Object.entries(runs).map(([kind, loads]) => [kind, typical(loads)]))
}

async function loadMock(kind: string): Promise<Load> {
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

function typical(loads: Load[]): Load {
  const of = (field: (load: Load) => number) => median(loads.map(field))
  return {
    startUp: of(({ startUp }) => startUp),
    heap: [of(({ heap }) => heap[0]), of(({ heap }) => heap[1])],
    list: of(({ list }) => list),
    search: of(({ search }) => search),
    create: of(({ create }) => create),
    errors: loads.reduce((sum, { errors }) => sum + errors, 0),
  }
}

const headers = { authorization: 'Bearer bench-token', accept: 'application/json', 'content-type': 'application/json' }
const document = readDocument()
const [example = {}] = Object.values(document.paths['/contacts']?.post?.requestBody?.content['application/json']?.examples ?? {})
const contact = resolve(document, example).value
