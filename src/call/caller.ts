import type { OperationTypes, operations } from '../../generated/operations.ts'
import { InvalidArgumentError } from '../core/errors.ts'
import { isRecord } from '../core/record.ts'
import type { Account, RequestOptions } from '../core/types.ts'
import { type Call, compose, newCall, type Send, type Sent } from '../pipeline/call.ts'
import { log } from '../pipeline/log.ts'
import { rateLimit } from '../pipeline/rate-limit.ts'
import { retry } from '../pipeline/retry.ts'
import { createSend } from '../pipeline/send.ts'
import { deadline, timeout } from '../pipeline/time-limits.ts'
import { encodeBody } from './body.ts'
import { type Client, type ClientRequest, createClient } from './client.ts'
import { createDownload, type Download } from './download.ts'
import { type Operation, type OperationId, operationOf } from './operation.ts'
import { checkLimits, readHeaders, type Settings } from './options.ts'
import { type Result, readOutcome, unreadable } from './outcome.ts'
import { encodeQuery } from './query.ts'

/** What an operation gives its caller: the record without its envelope, a page, the bare object, or nothing. */
export type RecordOf<Id extends OperationId> = {
  record: OperationTypes[Id]['response'] extends { data: infer Data } ? Data : never
  page: OperationTypes[Id]['response']
  bare: OperationTypes[Id]['response']
  nothing: undefined
}[(typeof operations)[Id] extends { answer: infer Answer extends 'page' | 'bare' | 'nothing' } ? Answer : 'record']

/** What goes into one request, checked and ready to be encoded. */
export interface RequestParts {
  path?: Record<string, string | number>
  query?: Record<string, unknown> | undefined
  /** Must be an object wherever it is given: left out, it would be sent as nothing. */
  body?: object
}

/** One request, whether the document has its operation or not. */
export interface Target extends Pick<Operation, 'method' | 'url' | 'unsafe' | 'dates'> {
  operation: string
  /** Whether a GET of the same address shows what was done. */
  readable: boolean
  run: (client: Client, request: ClientRequest) => Promise<Sent>
}

/** Sends requests through the pipeline and the generated functions, and reads their outcome. */
export class Caller {
  /** Downloads a file from outside the API, without the token. */
  readonly download: Download
  readonly settings: Settings
  /** The account, once it has been read. */
  account: Account | undefined
  readonly #client: Client
  readonly #send: Send

  constructor(settings: Settings) {
    this.settings = settings
    this.#client = createClient(settings.baseUrl, settings.fetch)
    const { limiter, logger } = settings
    const logged = logger ? [log(logger)] : []
    const limited = limiter ? [rateLimit(limiter, logger)] : []
    this.#send = compose(createSend(settings), deadline, retry(logger), ...limited, timeout, ...logged)
    // What lies outside the API does not count against its limit.
    this.download = createDownload(settings, deadline, retry(logger), timeout, ...logged)
  }

  /** Sends an operation of the document. */
  async fetch<Id extends OperationId>(id: Id, read: () => RequestParts, options?: RequestOptions): Promise<Result<RecordOf<Id>>> {
    const { run, answer, ...facts } = operationOf(id)
    const target: Target = {
      ...facts,
      operation: id,
      // What was created shows in the list at the same path, what was changed under its own.
      readable: answer !== 'bare',
      run: (client, request) => run({ ...request, client: client.generated }),
    }
    const { call, result, text } = await this.exchange(target, read(), options)
    const data = recordIn(result.data, answer)
    if (data === undefined && answer !== 'nothing') throw unreadable(call, result.response, text, 'the answer lacks its data')
    // The document promises this shape; what a server sends is not checked field by field.
    return { data: data as RecordOf<Id>, response: result.response }
  }

  /** Encodes a request, sends it through the pipeline and reads its outcome. */
  async exchange(target: Target, parts: RequestParts, options: RequestOptions = {}) {
    const call = this.#prepare(target, parts, options)
    const outcome = await this.#send(call)
    return { call, result: readOutcome(call, outcome), text: outcome.kind === 'answer' ? outcome.text : '' }
  }

  #prepare({ run, dates, url, ...target }: Target, { path, query, ...rest }: RequestParts, options: RequestOptions): Call {
    checkLimits(options)
    const { headers, timeZone } = this.settings
    const client = this.#client
    const request = {
      url,
      path,
      query: encodeQuery({ ...options.query, ...query }, timeZone),
      // Encoded here, once, so that every attempt sends the same.
      ...('body' in rest ? { body: encodeBody(rest.body, dates, timeZone) } : {}),
    }
    return newCall(this.settings, options, {
      ...target,
      address: () => client.buildUrl(request),
      headers: options.headers ? { ...headers, ...readHeaders(options.headers, InvalidArgumentError) } : headers,
      run: (attempt) => run(client, { ...request, ...attempt }),
    })
  }
}

/** `undefined` where what the document promises is not there. */
function recordIn(body: unknown, answer: Operation['answer']): unknown {
  if (answer === 'nothing' || !isRecord(body)) return undefined
  if (answer === 'bare') return body
  const { data } = body
  // PHP writes an object that is empty as an array.
  if (!isRecord(data) || Array.isArray(data) !== (answer === 'page')) return undefined
  return answer === 'page' ? body : data
}
