import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { loadPeer, MOCK } from '../tools/peers.ts'
import { readDocument } from './document.ts'
import { createHandler, type Handled, type Incoming } from './handler.ts'
import { createJudge } from './judge.ts'
import { createLog } from './log.ts'
import { checkOptions } from './options.ts'
import { readPrefer } from './prefer.ts'
import { seededRandom } from './random.ts'
import { findActions } from './resources.ts'
import { rules } from './rules.ts'
import { createMockServer } from './server.ts'
import { createState } from './store.ts'
import { createThrottle } from './throttle.ts'
import type { Mock, MockOptions } from './types.ts'

export type { Mock, MockOptions, MockRequest, Row } from './types.ts'

/** What a fault looks like: a server, or a proxy in front of it, that fails for a moment. */
const FAULTS = [500, 502, 503, 504]

/**
 * Starts a Billit on this machine, which keeps what it is sent. Prism, from the OpenAPI document, judges each request
 * and each answer.
 *
 * @throws Error if an option is wrong, the port is taken (`code: 'EADDRINUSE'`), or a package that it needs is missing (the
 *   message is the command that installs it).
 */
export async function startMock(options: MockOptions = {}): Promise<Mock> {
  checkOptions(options)
  const { port = 0, host = '127.0.0.1', seed, faultRate = 0, latency = 0 } = options
  const document = readDocument(options.document)
  const actions = findActions(document)
  const fill = await seederFor(options)
  const fresh = () => {
    const state = createState(document, actions)
    fill(state)
    return state
  }
  const closing = new AbortController()
  const random = seededRandom(seed ?? 1)
  const log = createLog()
  let state = fresh()
  let throttle = createThrottle()
  const answer = createHandler({ document, judge: await createJudge(document), actions, rules, state: () => state })

  async function handle(incoming: Incoming): Promise<Handled> {
    const [from, to] = typeof latency === 'number' ? [latency, latency] : latency
    const { delay = from + Math.round(random() * (to - from)) } = readPrefer(incoming.headers.prefer)
    // Closed, it must not keep the process alive.
    if (delay > 0) await setTimeout(delay, undefined, { signal: closing.signal })
    const limit = options.rateLimit ? throttle(incoming.headers.authorization ?? '') : undefined
    const fault = random() < faultRate ? FAULTS[Math.floor(random() * FAULTS.length)] : undefined
    const forced = limit?.refused ? { code: 429 } : fault === undefined ? {} : { code: fault }
    const handled = await answer(incoming, forced)
    return { ...handled, headers: { ...handled.headers, ...limit?.headers } }
  }

  function reset(): void {
    state = fresh()
    throttle = createThrottle()
    log.clear()
  }

  const server = createMockServer({
    handle,
    control(method, path) {
      if (method === 'POST' && path === '/_mock/reset') {
        reset()
        return { status: 204 }
      }
      if (method === 'GET' && path === '/_mock/requests') return { status: 200, body: log.requests }
      return { status: 404, body: { message: 'The mock has POST /_mock/reset and GET /_mock/requests.' } }
    },
    told(exchange) {
      const request = log.add(exchange)
      options.onRequest?.(request)
    },
  })
  server.listen(port, host)
  await once(server, 'listening')
  // Listening on a port, the address is not the string of a pipe.
  const address = server.address() as AddressInfo
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`,
    requests: log.requests,
    reset,
    rows: (resource) => structuredClone(state.collection(resource).rows),
    close: () =>
      new Promise((closed) => {
        server.close(() => closed())
        server.closeAllConnections()
        closing.abort()
      }),
  }
}

/** What fills the records: the examples of the document are there already. The data set's maker is loaded only for one. */
async function seederFor({ seed, rows }: MockOptions): Promise<(state: ReturnType<typeof createState>) => void> {
  if (seed === undefined && rows === undefined) return () => {}
  const { seedState } = await loadPeer(MOCK, () => import('./seed.ts'))
  return (state) => seedState(state, { seed: seed ?? 1, rows: rows ?? 600 })
}
