/** What the mock bears, beside plain Prism. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import autocannon from 'autocannon'
import { readDocument, resolve } from '../../src/tools/document.ts'

const SECONDS = 20
const CONNECTIONS = 10

export interface Load {
  /** Milliseconds from the start of the process until it answers. */
  startUp: number
  list: Rate
  create: Rate
}

interface Rate {
  perSecond: number
  errors: number
  /** Megabytes that live after, above those before. */
  growth: number
}

export async function loadMock(kind: 'billit' | 'prism'): Promise<Load> {
  const started = performance.now()
  const server = fork(fileURLToPath(new URL('mock-server.ts', import.meta.url)), [kind], { execArgv: ['--expose-gc'] })
  const [url] = await once(server, 'message')
  const startUp = performance.now() - started
  const heap = async (): Promise<number> => {
    server.send('heap')
    return (await once(server, 'message'))[0] / 2 ** 20
  }
  const load = async (options: object): Promise<Rate> => {
    const before = await heap()
    const result = await autocannon({ url, duration: SECONDS, connections: CONNECTIONS, headers, ...options })
    const errors = result.errors + result.timeouts + result.non2xx
    return { perSecond: result.requests.average, errors, growth: (await heap()) - before }
  }
  const list = await load({ url: `${url}/contacts?per_page=25` })
  const create = await load({ url: `${url}/contacts`, method: 'POST', body: JSON.stringify(contact) })
  server.kill()
  return { startUp, list, create }
}

const headers = { authorization: 'Bearer bench-token', accept: 'application/json', 'content-type': 'application/json' }
const document = readDocument()
const [example = {}] = Object.values(document.paths['/contacts']?.post?.requestBody?.content['application/json']?.examples ?? {})
const contact = resolve(document, example).value
