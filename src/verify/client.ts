/** Sends requests through the SDK and records the responses, in memory only, to compare them. */
import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { text } from 'node:stream/consumers'
import { Billit } from '../billit.ts'
import type { Fetch, Logger, RawRequest } from '../core/options.ts'
import { isRecord } from '../core/record.ts'
import { isLocal } from './address.ts'

export interface ApiRequest {
  method?: RawRequest['method']
  /** The path template: `/contacts/{id}`. */
  path: string
  /** The value of the path parameter. */
  key?: string | number
  query?: Record<string, string | number>
  body?: object
  /** The expected status. Default: any that the OpenAPI document declares. */
  expected?: number
}

/** A request and its response. */
export interface Exchange extends Omit<ApiRequest, 'body'> {
  method: RawRequest['method']
  status: number
  headers: Headers
  /** The parsed body. `undefined` if it is empty or not JSON. */
  body: unknown
  isEmpty: boolean
}

export type Row = Record<PropertyKey, unknown>

export interface ClientOptions {
  token?: string | undefined
  /** Sends no token at all. Default `false`. */
  anonymous?: boolean
  baseUrl: string
  fetch?: Fetch | undefined
  signal?: AbortSignal | undefined
  /** Maximum number of requests, including retries. */
  maxRequests: number
  /** Called after every response. */
  onExchange?: ((exchange: Exchange) => void) | undefined
  /** Called before every wait. */
  onWait?: ((milliseconds: number) => void) | undefined
}

export interface Client {
  /** @returns `undefined` if there is no response. @throws The signal's reason after an abort. */
  send(request: ApiRequest): Promise<Exchange | undefined>
  /**
   * Sends a GET with filters in its body, as Billit's PHP client does, and which `fetch` cannot send.
   *
   * @returns The parsed body of the response. `undefined` if there is none, or it is not JSON.
   */
  getWithBody(path: string, body: object): Promise<unknown>
  /** All exchanges so far. */
  exchanges: readonly Exchange[]
  /** Number of requests sent so far, including retries. */
  requestCount(): number
  /** Whether its signal has aborted. */
  isStopped(): boolean
  /** A client with other options, which shares the exchanges and the request count. */
  with(changes: Partial<Pick<ClientOptions, 'token' | 'anonymous' | 'signal' | 'maxRequests'>>): Client
}

interface Totals {
  requests: number
  exchanges: Exchange[]
}

export function createClient(options: ClientOptions, totals: Totals = { requests: 0, exchanges: [] }): Client {
  const { token, baseUrl, signal, maxRequests, onExchange } = options
  const responses: RecordedResponse[] = []
  const count = () => {
    if (totals.requests >= maxRequests) throw new Error('The maximum number of requests is reached.')
    totals.requests += 1
  }
  const billit = createBillit(options, responses, count)

  async function send(request: ApiRequest): Promise<Exchange | undefined> {
    const { method = 'GET', path, key = '', query, body } = request
    signal?.throwIfAborted()
    responses.length = 0
    const url = path.replace(/\{\w+\}/, () => encodeURIComponent(key))
    try {
      await billit.request({ method, path: url, query, body, signal })
    } catch {
      // The response has been recorded. The SDK's error may quote it, so the error is dropped.
      signal?.throwIfAborted()
    }
    const last = responses.at(-1)
    if (!last) return undefined
    const { response, content } = last
    const exchange = {
      ...request,
      method,
      status: response.status,
      headers: response.headers,
      body: parse(content),
      isEmpty: content === '',
    }
    totals.exchanges.push(exchange)
    onExchange?.(exchange)
    return exchange
  }

  async function getWithBody(path: string, body: object): Promise<unknown> {
    signal?.throwIfAborted()
    if (token === undefined || options.fetch || totals.requests >= maxRequests) return undefined
    count()
    return sendGetWithBody(`${baseUrl}${path}`, token, body, signal).catch(() => undefined)
  }

  return {
    send,
    getWithBody,
    exchanges: totals.exchanges,
    requestCount: () => totals.requests,
    isStopped: () => signal?.aborted ?? false,
    with: (changes) => createClient({ ...options, ...changes }, totals),
  }
}

interface RecordedResponse {
  response: Response
  content: string
}

/** A Billit client that counts its requests and records the responses. */
function createBillit(options: ClientOptions, responses: RecordedResponse[], count: () => void): Billit {
  const { token, anonymous = false, baseUrl, fetch = globalThis.fetch, onWait } = options
  const recordingFetch: Fetch = async (input, init) => {
    count()
    const headers = new Headers(init?.headers)
    if (anonymous) headers.delete('authorization')
    const response = await fetch(input, { ...init, headers })
    responses.push({ response, content: await response.clone().text() })
    return response
  }
  return new Billit({
    // One retry of a GET after a transient failure. A 429 is retried in any case.
    ...{ token, baseUrl, fetch: recordingFetch, maxRetries: 1 },
    // A mock usually has no rate limit. A local server that has one returns 429.
    ...(isLocal(baseUrl) ? { rateLimit: false } : {}),
    // The log of BILLIT_LOG would contain URLs with ids.
    logger: SILENT,
    onWait: ({ milliseconds }) => onWait?.(milliseconds),
  })
}

/** The record in a response. Empty if there is none. */
export const recordIn = (exchange: Exchange | undefined): Row =>
  isRecord(exchange?.body) && isRecord(exchange.body.data) ? exchange.body.data : {}

const SILENT: Logger = { debug() {}, info() {}, warn() {}, error() {} }

function parse(content: string): unknown {
  try {
    return JSON.parse(content)
  } catch {
    return undefined
  }
}

/** Does not follow redirects, so that the token reaches no other server. */
async function sendGetWithBody(url: string, token: string, body: object, signal: AbortSignal | undefined): Promise<unknown> {
  const content = JSON.stringify(body)
  const send = url.startsWith('https:') ? httpsRequest : httpRequest
  return new Promise((resolve, reject) => {
    const headers = {
      authorization: `Bearer ${token}`,
      accept: 'application/json',
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(content),
    }
    const sent = send(url, { method: 'GET', headers, timeout: 30_000, ...(signal ? { signal } : {}) }, (response) => {
      text(response).then((read) => resolve(parse(read)), reject)
    })
    sent.on('timeout', () => sent.destroy(new Error('The request timed out.')))
    sent.on('error', reject)
    sent.end(content)
  })
}
