import type { Client } from '../../generated/client/client/index.ts'
import { type Operation, type OperationTypes, operations } from '../../generated/operations.ts'
import { ApiPromise, type Result } from '../core/api-promise.ts'
import { InvalidArgumentError } from '../core/errors.ts'
import type { RequestOptions } from '../core/options.ts'
import { isRecord } from '../core/record.ts'
import type { Account } from '../core/types.ts'
import { keepWireText } from '../core/wire-text.ts'
import { type Call, compose, type Send, type Sent } from './call.ts'
import { encodeBody, encodeQuery } from './encode.ts'
import { limitedClient } from './limited-client.ts'
import { log } from './log.ts'
import { readOutcome, unreadable } from './outcome.ts'
import { rateLimit } from './rate-limit.ts'
import { retry } from './retry.ts'
import { createSend } from './send.ts'
import { checkCallOptions, readHeaders, type Settings } from './settings.ts'
import { deadline, timeout } from './time-limits.ts'
import { createApiClient, withoutTrailingSlash } from './transport.ts'

export type OperationId = keyof OperationTypes

/** What an operation gives its caller: the record without its envelope, a page, the bare object, or nothing. */
export type RecordOf<Id extends OperationId> = {
  record: OperationTypes[Id]['response'] extends { data: infer Data } ? Data : never
  page: OperationTypes[Id]['response']
  bare: OperationTypes[Id]['response']
  empty: undefined
}[(typeof operations)[Id] extends { shape: infer Shape extends 'page' | 'bare' | 'empty' } ? Shape : 'record']

/** What goes into one request, checked and ready to be encoded. */
export interface RequestParts {
  path?: Record<string, string | number>
  query?: Record<string, unknown> | undefined
  /** Must be an object if it is given: JSON leaves out what is undefined, so nothing would be sent. */
  body?: object
  /** Runs before each attempt, at the last moment. If it fails, the attempt is not made. */
  beforeSend?: () => Promise<void>
}

/** One request, whether the document has its operation or not. */
export interface Target {
  operation: string
  method: string
  /** The path, with its parameters in braces. */
  url: string
  unsafe?: boolean
  dates?: readonly string[]
  /** Whether a GET of the same address shows what was done. */
  readable: boolean
  /** Sends the request through the generated client. */
  run: (request: object) => Promise<Sent>
}

/** Sends requests through the pipeline and the generated functions, and reads their outcome. */
export class Caller {
  readonly settings: Settings
  /** The account, once it has been read. */
  account: Account | undefined
  readonly #client: Client
  readonly #send: Send

  constructor(settings: Settings) {
    this.settings = settings
    const { limiter, logger, transport } = settings
    this.#client = createApiClient(settings.baseUrl, transport)
    const logged = logger ? [log(logger, settings.redact)] : []
    const limited = limiter ? [rateLimit(limiter, limitedClient(settings), settings)] : []
    const retried = retry({ ...settings, ownConnection: transport.ownConnection })
    this.#send = compose(createSend(settings), deadline, retried, ...limited, ...logged, timeout)
  }

  /** Sends an operation of the document. `read` runs inside the promise, so what it refuses is a rejection. */
  call<Id extends OperationId>(id: Id, read: () => RequestParts, options?: RequestOptions): ApiPromise<RecordOf<Id>> {
    return new ApiPromise(this.fetch(id, read, options))
  }

  /** As `call`, for what is made of several calls. */
  async fetch<Id extends OperationId>(id: Id, read: () => RequestParts, options?: RequestOptions): Promise<Result<RecordOf<Id>>> {
    const { shape, run, ...facts }: Operation = operations[id]
    const target: Target = {
      ...facts,
      operation: id,
      // What was created shows in the list at the same path; what was changed, under its own.
      readable: shape !== 'bare',
      // The parts have been checked against the operation. The function gives a response, or the error that left none.
      run: run as (request: object) => Promise<Sent>,
    }
    const { call, result, text } = await this.exchange(target, read(), options)
    const data = recordIn(result.data, shape)
    if (data === undefined && shape !== 'empty') {
      throw unreadable(call, result.response, text, 'the answer lacks its data', this.settings.redactor)
    }
    // The document promises this shape; what a server sends is not checked field by field.
    return { data: data as RecordOf<Id>, response: result.response }
  }

  /** Sends a request that the document does not have. */
  async request(method: string, url: string, parts: RequestParts, options: RequestOptions): Promise<Result<unknown>> {
    // The client's own type of options asks for what only the generated functions know.
    const run = (request: object) => this.#client.request({ ...request, method, url } as Parameters<Client['request']>[0])
    const target = { operation: 'request', method, url, unsafe: method !== 'GET', readable: false, run }
    return (await this.exchange(target, parts, options)).result
  }

  /** Encodes a request at once, sends it through the pipeline and reads its outcome. */
  private async exchange(target: Target, parts: RequestParts, options: RequestOptions = {}) {
    const call = this.#prepare(target, parts, options)
    const outcome = await this.#send(call)
    const result = readOutcome(call, outcome, this.settings.redactor)
    const text = outcome.kind === 'answer' ? outcome.text : ''
    keepWireText(result.response, text)
    return { call, result, text }
  }

  /** All that the call sends is read here, so that changing an object afterwards changes no request. */
  #prepare(target: Target, { path, query = {}, beforeSend, ...rest }: RequestParts, options: RequestOptions): Call {
    checkCallOptions(options)
    const { settings } = this
    const client = this.#client
    const taken = copyOptions(options, settings)
    const { operation, method, url, unsafe = false, readable, dates = [], run } = target
    const request = {
      ...(path ? { path } : {}),
      query: { ...taken.query, ...encodeQuery(query, settings.timeZone) },
      ...('body' in rest ? { body: encodeBody(rest.body, dates, settings.timeZone) } : {}),
    }
    return {
      ...newCall(settings, options),
      operation,
      method,
      unsafe,
      readable,
      // Only errors, logs and hooks need it.
      get url() {
        return withoutTrailingSlash(client.buildUrl({ ...request, url }))
      },
      headers: { ...settings.headers, ...taken.headers },
      beforeSend,
      run: (attempt) => run({ ...request, ...attempt, client }),
    }
  }
}

type Limits = Pick<Call, 'timeout' | 'deadline' | 'maxRetries' | 'maxWait'>

/** The limits of a call that has not begun: its own, otherwise the client's. */
export const newCall = (
  client: Limits,
  options: RequestOptions,
): Limits & Pick<Call, 'signal' | 'expires' | 'attempts' | 'mayHaveSucceeded' | 'waitingFor'> => ({
  timeout: options.timeout ?? client.timeout,
  deadline: options.deadline ?? client.deadline,
  maxRetries: options.maxRetries ?? client.maxRetries,
  maxWait: options.maxWait ?? client.maxWait,
  signal: options.signal,
  expires: Number.POSITIVE_INFINITY,
  attempts: 0,
  mayHaveSucceeded: false,
  waitingFor: undefined,
})

/** The options as they stand now: changing the object afterwards changes no request. */
export const copyOptions = ({ headers, query, ...limits }: RequestOptions, { timeZone }: Pick<Settings, 'timeZone'>) => ({
  ...limits,
  headers: headers === undefined ? undefined : readHeaders(headers, InvalidArgumentError),
  query: query && encodeQuery(query, timeZone),
})

/**
 * Options for the requests that make up one call: as they stand now, and one deadline, the call's own or the client's,
 * covers them all.
 *
 * @returns Gives the options of the next request, with the time that is left.
 */
export function sharedDeadline(options: RequestOptions, client: Pick<Settings, 'deadline' | 'timeZone'>): () => RequestOptions {
  checkCallOptions(options)
  const taken = copyOptions(options, client)
  const deadline = options.deadline ?? client.deadline
  if (deadline === undefined) return () => taken
  const expires = performance.now() + deadline
  return () => ({ ...taken, deadline: Math.max(1, expires - performance.now()) })
}

/** `undefined` if what the document promises is not there. */
function recordIn(body: unknown, shape: Operation['shape']): unknown {
  if (shape === 'empty' || !isRecord(body)) return undefined
  if (shape === 'bare') return body
  const { data } = body
  // PHP writes an empty object as an array.
  if (!isRecord(data) || Array.isArray(data) !== (shape === 'page')) return undefined
  return shape === 'page' ? body : data
}
