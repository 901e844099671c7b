/** Sends requests through the SDK, and keeps the answers as they came: in memory, for the comparison alone. */
import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { text } from 'node:stream/consumers'
import { Billit } from '../billit.ts'
import type { Fetch, Logger, RawRequest } from '../core/options.ts'
import { isLocal } from './address.ts'

export interface Question {
  method?: RawRequest['method']
  /** As the document writes it: `/contacts/{id}`. */
  path: string
  /** For the parameter in the path. */
  key?: string | number
  query?: Record<string, string | number>
  body?: object
  /** The status that the document lets one expect. Default: any that it declares. */
  expected?: number
}

/** A question and its answer. */
export interface Exchange extends Omit<Question, 'body'> {
  method: RawRequest['method']
  status: number
  headers: Headers
  /** The parsed body. `undefined`: none, or it is not JSON. */
  body: unknown
  /** Whether there was a body. */
  isEmpty: boolean
}

export interface ClientOptions {
  token?: string | undefined
  /** Sends no token at all. Default `false`. */
  anonymous?: boolean
  baseUrl: string
  fetch?: Fetch | undefined
  signal?: AbortSignal | undefined
  /** The most requests to send in all. */
  maxRequests: number
  /** Told about every answer. */
  onExchange?: ((exchange: Exchange) => void) | undefined
  /** Told about every wait, in milliseconds. */
  onWait?: ((milliseconds: number) => void) | undefined
}

export interface Client {
  /** `undefined`: no answer came. @throws The signal's reason, once it has aborted. */
  ask(question: Question): Promise<Exchange | undefined>
  /** A GET with filters in its body, as the vendor's PHP client sends them. `fetch` cannot: it refuses a GET with a body. */
  askWithBody(path: string, body: object): Promise<unknown>
  /** Every answer so far. */
  exchanges: readonly Exchange[]
  /** Requests sent so far, repetitions included. */
  sent(): number
  /** Whether its signal has aborted. */
  isStopped(): boolean
  /** The same client with other credentials or another signal, which counts into the same sums. */
  with(changes: Partial<Pick<ClientOptions, 'token' | 'anonymous' | 'signal' | 'maxRequests'>>): Client
}

interface Sums {
  sent: number
  exchanges: Exchange[]
}

export function createClient(options: ClientOptions, sums: Sums = { sent: 0, exchanges: [] }): Client {
  const { token, anonymous = false, baseUrl, signal, maxRequests, onExchange } = options
  const send = options.fetch ?? globalThis.fetch
  const answers: Array<{ response: Response; content: string }> = []

  const count = () => {
    if (sums.sent >= maxRequests) throw new Error('No more requests are allowed.')
    sums.sent += 1
  }
  const recording: Fetch = async (input, init) => {
    count()
    const headers = new Headers(init?.headers)
    if (anonymous) headers.delete('authorization')
    const response = await send(input, { ...init, headers })
    answers.push({ response, content: await response.clone().text() })
    return response
  }
  // One repetition of a GET that failed on the way; a 429 is waited for in any case.
  const billit = new Billit({
    ...{ token, baseUrl, fetch: recording, maxRetries: 1 },
    // A mock has no limit, and a server on this machine that has one says so with a 429.
    ...(isLocal(baseUrl) ? { rateLimit: false } : {}),
    // The log that BILLIT_LOG turns on would hold addresses with ids.
    logger: SILENT,
    onWait: ({ milliseconds }) => options.onWait?.(milliseconds),
  })

  async function ask(question: Question): Promise<Exchange | undefined> {
    const { method = 'GET', path, key = '', query, body } = question
    signal?.throwIfAborted()
    answers.length = 0
    const filled = path.replace(/\{\w+\}/, () => encodeURIComponent(key))
    try {
      await billit.request({ method, path: filled, query, body, signal })
    } catch {
      // What the answer says has been recorded. The SDK's error may quote it, so nothing of it is kept.
      signal?.throwIfAborted()
    }
    const last = answers.at(-1)
    if (!last) return undefined
    const { response, content } = last
    const exchange = {
      ...question,
      method,
      status: response.status,
      headers: response.headers,
      body: parse(content),
      isEmpty: content === '',
    }
    sums.exchanges.push(exchange)
    onExchange?.(exchange)
    return exchange
  }

  async function askWithBody(path: string, body: object): Promise<unknown> {
    signal?.throwIfAborted()
    if (token === undefined || options.fetch || sums.sent >= maxRequests) return undefined
    count()
    return getWithBody(`${baseUrl}${path}`, token, body, signal).catch(() => undefined)
  }

  return {
    ask,
    askWithBody,
    exchanges: sums.exchanges,
    sent: () => sums.sent,
    isStopped: () => signal?.aborted ?? false,
    with: (changes) => createClient({ ...options, ...changes }, sums),
  }
}

const SILENT: Logger = { debug() {}, info() {}, warn() {}, error() {} }

function parse(content: string): unknown {
  try {
    return JSON.parse(content)
  } catch {
    return undefined
  }
}

/** The parsed body of the answer. It follows no redirect, so that the token goes nowhere else. */
async function getWithBody(url: string, token: string, body: object, signal: AbortSignal | undefined): Promise<unknown> {
  const content = JSON.stringify(body)
  const send = url.startsWith('https:') ? httpsRequest : httpRequest
  return new Promise((resolve, reject) => {
    const headers = {
      authorization: `Bearer ${token}`,
      accept: 'application/json',
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(content),
    }
    const sent = send(url, { method: 'GET', headers, timeout: 30_000, ...(signal ? { signal } : {}) }, (answer) => {
      text(answer).then((read) => resolve(parse(read)), reject)
    })
    sent.on('timeout', () => sent.destroy(new Error('No answer came.')))
    sent.on('error', reject)
    sent.end(content)
  })
}
