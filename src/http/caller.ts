import type { Client } from '../../generated/client/client/index.ts'
import { type Operation, type OperationTypes, operations } from '../../generated/operations.ts'
import { ApiPromise, type Result } from '../core/api-promise.ts'
import { nameOperation } from '../core/billit-error.ts'
import { ConfigurationError } from '../core/errors.ts'
import type { RequestOptions } from '../core/options.ts'
import { isRecord } from '../core/record.ts'
import { type Call, compose, type Middleware } from './call.ts'
import { type CallOptions, readCallOptions } from './call-options.ts'
import { encodeBody, encodeQuery } from './encode.ts'
import { isBrowser } from './environment.ts'
import { observe } from './observe.ts'
import { readOutcome, unreadable } from './outcome.ts'
import { limitedClient, rateLimit } from './rate-limit.ts'
import { retry } from './retry.ts'
import { createSend, type SendRequest, type Sent } from './send.ts'
import type { Settings } from './settings.ts'
import { deadline, timeout } from './time-limits.ts'
import { createApiClient, sendWith, withoutTrailingSlash } from './transport.ts'

export type OperationId = keyof OperationTypes

/** The value of a call: the record without its envelope, a page, the bare object, or nothing. */
export type RecordOf<Id extends OperationId> = {
  record: OperationTypes[Id]['response'] extends { data: infer Data } ? Data : never
  page: OperationTypes[Id]['response']
  bare: OperationTypes[Id]['response']
  empty: undefined
}[(typeof operations)[Id] extends { shape: infer Shape extends 'page' | 'bare' | 'empty' } ? Shape : 'record']

/** The parts of a request, checked but not encoded. */
export interface RequestParts {
  path?: Record<string, string | number>
  query?: Record<string, unknown> | undefined
  /** Must be an object, if it is there at all: JSON drops undefined values, so nothing would be sent. */
  body?: object
  /** The body as JSON that has been encoded before, in place of `body`. */
  json?: string
  /** Runs just before each request leaves. If it fails, the request is not sent. */
  beforeSend?: () => Promise<void>
}

/** The request to send, whether or not the OpenAPI document has its operation. */
interface Target {
  operation: string
  method: string
  /** The path, with its parameters in braces. */
  url: string
  unsafe?: boolean
  dates?: readonly string[]
  /** Whether a GET of the same URL shows the result. */
  readable: boolean
  /** Sends the request through the generated client. */
  run: (request: object) => Promise<Sent>
}

/** Sends requests through the middleware and the generated functions, and reads their outcome. */
export class Caller {
  readonly settings: Settings
  readonly #client: Client
  readonly #middleware: Middleware

  constructor(settings: Settings) {
    this.settings = settings
    const { findLimiter, transport } = settings
    this.#client = createApiClient(settings.baseUrl)
    const limited = findLimiter ? [rateLimit(findLimiter, limitedClient(settings), settings)] : []
    const retried = retry({ ...settings, ownConnection: transport.ownConnection })
    this.#middleware = compose(deadline, retried, ...limited, observe(settings), timeout)
  }

  /** Sends an operation with a caller's options. `read` runs inside the promise, so that what it throws is a rejection. */
  call<Id extends OperationId>(id: Id, read: () => RequestParts, options?: RequestOptions): ApiPromise<RecordOf<Id>> {
    const send = () => named(id, async () => this.#fetch(id, read(), this.readOptions(options)))
    return new ApiPromise(send())
  }

  readOptions(options: RequestOptions | undefined, more?: readonly string[]): CallOptions {
    return readCallOptions(options, this.settings.timeZone, more)
  }

  /** Sends an operation with options that have been read before: for methods that send several requests. */
  fetch<Id extends OperationId>(id: Id, parts: RequestParts, options: CallOptions): Promise<Result<RecordOf<Id>>> {
    return named(id, () => this.#fetch(id, parts, options))
  }

  async #fetch<Id extends OperationId>(id: Id, parts: RequestParts, options: CallOptions): Promise<Result<RecordOf<Id>>> {
    const { shape, run, ...facts }: Operation = operations[id]
    const target: Target = {
      ...facts,
      operation: id,
      // A created record is in the list at the same path, and a changed one at its own path.
      readable: shape !== 'bare',
      // The parts have been checked against the operation. The function returns a response, or the error that prevented one.
      run: run as (request: object) => Promise<Sent>,
    }
    const { call, outcome, result } = await this.#exchange(target, parts, options)
    const data = readRecord(result.data, shape)
    if (data === undefined && shape !== 'empty') {
      throw unreadable(call, outcome, result.response, result.text, 'the response has no data', this.settings.redactor)
    }
    // The OpenAPI document promises this shape. The fields that a server sends are not checked one by one.
    return { ...result, data: data as RecordOf<Id> }
  }

  /** Sends a request that is not in the OpenAPI document. */
  async request(method: string, url: string, parts: RequestParts, options: RequestOptions): Promise<Result<unknown>> {
    // The type of the client's options requires fields that only the generated functions have.
    const run = (request: object) => this.#client.request({ ...request, method, url } as Parameters<Client['request']>[0])
    const target = { operation: 'request', method, url, unsafe: method !== 'GET', readable: false, run }
    return (await named('request', async () => this.#exchange(target, parts, this.readOptions(options)))).result
  }

  /** Encodes a request, sends it through the middleware and reads its outcome. The encoding is synchronous. */
  async #exchange(target: Target, parts: RequestParts, options: CallOptions) {
    const { settings } = this
    const { call, sendRequest } = this.#prepare(target, parts, options)
    const outcome = await this.#middleware(createSend(sendRequest, settings, parts.beforeSend))(call)
    return { call, outcome, result: readOutcome(call, outcome, settings.redactor) }
  }

  #prepare(target: Target, parts: RequestParts, options: CallOptions): { call: Call; sendRequest: SendRequest } {
    const client = this.#client
    const { settings } = this
    const { operation, method, url, unsafe = false, readable, dates = [], run } = target
    if (unsafe && !settings.dangerouslyAllowBrowser && isBrowser()) throw new ConfigurationError(NOT_IN_A_BROWSER)
    const json = 'body' in parts ? encodeBody(parts.body, dates, settings.timeZone) : parts.json
    const request = {
      ...(parts.path ? { path: parts.path } : {}),
      query: { ...options.query, ...encodeQuery(parts.query ?? {}, settings.timeZone) },
      ...(json === undefined ? {} : { body: json }),
    }
    return {
      call: {
        ...newCall(settings, options),
        ...{ operation, method, unsafe, readable },
        url: withoutTrailingSlash(client.buildUrl({ ...request, url })),
        headers: { ...settings.headers, ...options.headers },
      },
      sendRequest: ({ headers, signal }) => run({ ...request, headers, client, ...sendWith(settings.transport, signal) }),
    }
  }
}

const NOT_IN_A_BROWSER =
  'Nothing was sent: a call that is unsafe to retry needs a server. A browser silently resends a request whose reused connection breaks, which can create an invoice twice, and anyone who opens the page can read the token. Call your own server, or pass dangerouslyAllowBrowser: true to accept this.'

/** Runs a call, and names its operation in the errors that do not name one yet. */
async function named<T>(operation: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    nameOperation(error, operation)
    throw error
  }
}

type Limits = Pick<Call, 'timeout' | 'deadline' | 'maxRetries' | 'maxWait'>

let calls = 0
/** Set by the first call: a Cloudflare worker has no random numbers before its first request. */
let processId: string | undefined

/** Unique in this process, and almost certainly among all processes. */
function createCallId(): string {
  calls += 1
  processId ??= Math.random().toString(36).slice(2)
  return `${processId}.${calls}`
}

/** A call that has not begun, with its own limits or else the client's. */
export const newCall = (
  client: Limits,
  options: CallOptions,
): Limits & Omit<Call, 'operation' | 'method' | 'url' | 'headers' | 'unsafe' | 'readable'> => ({
  ...{ callId: createCallId(), id: '', queuedMs: 0, waitedMs: 0, token: undefined },
  timeout: options.timeout ?? client.timeout,
  deadline: options.deadline ?? client.deadline,
  maxRetries: options.maxRetries ?? client.maxRetries,
  maxWait: options.maxWait ?? client.maxWait,
  signal: options.signal,
  expires: Number.POSITIVE_INFINITY,
  before: { attempts: 0, mayHaveSucceeded: false },
  report: () => {},
})

/** The value inside a body. `undefined` if it does not have the shape that the OpenAPI document promises. */
function readRecord(body: unknown, shape: Operation['shape']): unknown {
  if (shape === 'empty' || !isRecord(body)) return undefined
  if (shape === 'bare') return body
  const { data } = body
  // PHP writes an empty object as an array.
  if (!isRecord(data) || Array.isArray(data) !== (shape === 'page')) return undefined
  return shape === 'page' ? body : data
}
