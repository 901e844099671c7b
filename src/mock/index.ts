import { existsSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { operationsOf, readDocument } from '../tools/document.ts'
import { loadPeer, MissingPeer, MOCK, PDF } from '../tools/peers.ts'
import { close, listen } from '../tools/server.ts'
import { MALFORMED } from './body.ts'
import { createClock, dayInAthens, timestampOf } from './clock.ts'
import { loadExamples } from './examples.ts'
import { createFaults } from './faults.ts'
import { createHandler } from './handler.ts'
import { invoiceLines, invoicePage } from './invoice-page.ts'
import { createJudge } from './judge.ts'
import { createLog } from './log.ts'
import { checkOptions } from './options.ts'
import { seededRandom } from './random.ts'
import { findActions } from './resources.ts'
import type { Row } from './row.ts'
import { rules } from './rules/index.ts'
import { permalinkOf } from './rules/invoices.ts'
import { CORS_HEADERS, createFetch, createMockServer, preflightHeaders } from './server.ts'
import { createState } from './state.ts'
import { createStateFile, loadSnapshot, readStateFile, takeSnapshot } from './state-file.ts'
import { createThrottle } from './throttle.ts'
import type { Fault, IncomingRequest, Mock, MockOptions, MockResponse, Snapshot } from './types.ts'

export type { Row } from './row.ts'
export type { Fault, Mock, MockOptions, MockRequest, Snapshot } from './types.ts'

/**
 * Starts a Billit on this machine, which keeps what it is sent. Prism checks each request and each answer against the OpenAPI
 * document.
 *
 * @throws TypeError if an option is unknown or wrong. Error if the port is taken (`code: 'EADDRINUSE'`), a file cannot be read,
 *   or an optional package is missing (the message is the command that installs it).
 */
export async function startMock(options: MockOptions = {}): Promise<Mock> {
  checkOptions(options)
  const { port = 0, host = '127.0.0.1', seed = 1, faultRate = 0, latency = 0, persist } = options
  const document = readDocument(options.document)
  const actions = findActions(document)
  const clock = createClock(options.today)
  const state = createState(document, actions, () => timestampOf(clock()))
  const account = structuredClone(state.account)
  const fill = await fillerFor(options)
  fill()
  if (persist !== undefined && existsSync(persist)) loadSnapshot(state, readStateFile(persist))
  const save = persist === undefined ? undefined : createStateFile(persist, state)
  await save?.()

  const random = seededRandom(seed)
  const operationIds = operationsOf(document).map(({ operation }) => operation.operationId)
  const faults = createFaults(operationIds, random, faultRate)
  const log = createLog()
  const closing = new AbortController()
  const handler = createHandler({ document, judge: await createJudge(document), actions, rules, state: () => state })
  let throttle = createThrottle(options.rateLimit ?? false)

  async function answer(incoming: IncomingRequest): Promise<MockResponse> {
    const response = await route(incoming)
    return { ...response, headers: { ...response.headers, ...CORS_HEADERS } }
  }

  async function route(incoming: IncomingRequest): Promise<MockResponse> {
    const { method, url, headers } = incoming
    if (method === 'OPTIONS') return { status: 204, headers: preflightHeaders(headers['access-control-request-headers']) }
    const [path = ''] = url.split('?')
    if (path.startsWith('/_mock/')) return control(incoming, path)
    if (path.startsWith('/invoice/')) return showInvoice(path)
    const started = performance.now()
    const response = await answerApi(incoming)
    const logged = log.add(incoming, response, performance.now() - started)
    options.onRequest?.(logged)
    return response
  }

  async function answerApi(incoming: IncomingRequest): Promise<MockResponse> {
    const quota = throttle(incoming.headers.authorization ?? '')
    const response = await respond(incoming, quota.isUsedUp)
    const limits = response.status === 429 ? quota.refusal : quota.headers
    return { ...response, headers: { ...response.headers, ...limits } }
  }

  async function respond(incoming: IncomingRequest, isUsedUp: boolean): Promise<MockResponse> {
    const read = handler.read(incoming)
    if ('status' in read) return read
    const { operation, wishes, answer: carryOut } = read
    const { operationId } = operation
    await wait(wishes.delay ?? randomLatency())
    if (isUsedUp) return { ...handler.refuse(429, undefined, undefined, operation), operationId }
    const isWrite = incoming.method !== 'GET' && incoming.method !== 'HEAD'
    const fault = faults.next(operationId, isWrite)
    await wait(fault?.delay ?? 0)
    const isDone = !fault || fault.outcome === undefined || fault.after
    const outcome = isDone ? await carryOutAndSave() : undefined
    if (fault?.outcome === 'disconnect') return { status: 0, headers: {}, operationId }
    if (fault?.outcome !== undefined) return { ...handler.refuse(fault.outcome, undefined, undefined, operation), operationId }
    return outcome ?? carryOut()

    async function carryOutAndSave(): Promise<MockResponse> {
      // `Prefer: code=503, after`: on the records first, and then the example that was asked for.
      const { example: _example, ...plain } = wishes
      const first = wishes.after ? await carryOut(plain) : undefined
      const response = first && first.status >= 400 ? first : await carryOut()
      if (isWrite) await save?.()
      return response
    }
  }

  function randomLatency(): number {
    const [from, to] = typeof latency === 'number' ? [latency, latency] : latency
    return from + Math.round(random() * (to - from))
  }

  /** A mock that has been closed keeps no process alive. */
  async function wait(milliseconds: number): Promise<void> {
    if (milliseconds > 0) await setTimeout(milliseconds, undefined, { signal: closing.signal })
  }

  function reset(): void {
    fill()
    throttle = createThrottle(options.rateLimit ?? false)
    faults.clear()
    log.clear()
  }

  async function control({ method, sent }: IncomingRequest, path: string): Promise<MockResponse> {
    const json = (content: unknown): MockResponse => ({ status: 200, headers: {}, body: content })
    try {
      switch (`${method} ${path}`) {
        case 'POST /_mock/reset':
          reset()
          await save?.()
          return { status: 204, headers: {} }
        case 'POST /_mock/fail':
          faults.add(jsonOf(sent) as Fault) // `add` checks it
          return { status: 204, headers: {} }
        case 'GET /_mock/state':
          return json(takeSnapshot(state))
        case 'PUT /_mock/state':
          loadSnapshot(state, jsonOf(sent))
          await save?.()
          return { status: 204, headers: {} }
        case 'GET /_mock/requests':
          return json(log.requests)
        default:
          return { status: 404, headers: {}, body: { message: CONTROLS } }
      }
    } catch (error) {
      if (error instanceof TypeError) return { status: 400, headers: {}, body: { message: error.message } }
      throw error
    }
  }

  async function showInvoice(path: string): Promise<MockResponse> {
    const [, , uuid, form] = path.split('/')
    const invoice = state.collection('invoices').find(uuid)
    if (!invoice || (form !== undefined && form !== 'pdf')) {
      return { status: 404, headers: { 'content-type': 'text/plain' }, body: 'There is no such invoice.\n' }
    }
    if (form === undefined) {
      return { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body: invoicePage(invoice) }
    }
    try {
      const { writePdf } = await loadPeer(PDF, () => import('./pdf.ts'))
      return { status: 200, headers: { 'content-type': 'application/pdf' }, body: await writePdf(invoiceLines(invoice)) }
    } catch (error) {
      if (!(error instanceof MissingPeer)) throw error
      return { status: 501, headers: {}, body: { message: error.message } }
    }
  }

  const server = createMockServer(answer)
  const found = await listen(server, port, host)
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${found}`
  return {
    url,
    fetch: createFetch(answer),
    requests: log.requests,
    reset,
    snapshot: () => takeSnapshot(state),
    restore: (snapshot) => loadSnapshot(state, snapshot),
    failNext: (fault) => faults.add(fault),
    rows: (resource) => structuredClone(state.collection(resource).rows).map((row) => withAddress(row, url)),
    close() {
      closing.abort()
      return close(server)
    },
  }

  /** What fills the records at the start. The data set's maker is loaded only when it is needed. */
  async function fillerFor({ examples, state: given, rows, today }: MockOptions): Promise<() => void> {
    if (given !== undefined) {
      // A copy: the caller may change what it passed.
      const snapshot = structuredClone(typeof given === 'string' ? readStateFile(given) : given)
      return () => loadSnapshot(state, { account, ...(snapshot as Snapshot) }) // it is checked there
    }
    const fillWithExamples = () => {
      state.account = structuredClone(account)
      loadExamples(state, document, actions)
      for (const invoice of state.collections.get('invoices')?.rows ?? []) invoice.permalink = permalinkOf(invoice.uuid)
    }
    const isOwn = options.document === undefined || options.seed !== undefined || rows !== undefined
    if (examples || !isOwn) return fillWithExamples
    const { seedState } = await loadPeer(MOCK, () => import('./seed/index.ts'))
    const lastDay = today ?? dayInAthens(clock())
    return () => {
      fillWithExamples()
      seedState(state, { seed, rows: rows ?? 600, today: lastDay })
    }
  }
}

const CONTROLS = 'The mock has GET /_mock/requests, POST /_mock/reset, POST /_mock/fail, GET /_mock/state and PUT /_mock/state.'

function jsonOf(sent: unknown): unknown {
  if (sent === MALFORMED || sent === undefined) throw new TypeError('The body is not JSON.')
  return sent
}

const withAddress = (row: Row, url: string): Row =>
  typeof row.permalink === 'string' && row.permalink.startsWith('/') ? { ...row, permalink: url + row.permalink } : row
