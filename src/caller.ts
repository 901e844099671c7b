import { createFetch } from 'ofetch'
import { createClient, createConfig } from '../generated/client/client/index.ts'
import { type OperationTypes, operations } from '../generated/operations.ts'
import { ApiPromise } from './api-promise.ts'
import { encodeBody } from './body.ts'
import { createDownload, type Download } from './download.ts'
import { InvalidArgumentError } from './errors.ts'
import { checkMilliseconds, checkRetries, readHeaders, type Settings } from './options.ts'
import { type Result, readOutcome, unreadable } from './outcome.ts'
import { type Call, compose, type Send, type Sent } from './pipeline/call.ts'
import { log } from './pipeline/log.ts'
import { rateLimit } from './pipeline/rate-limit.ts'
import { retry } from './pipeline/retry.ts'
import { createSend } from './pipeline/send.ts'
import { deadline, timeout } from './pipeline/time-limits.ts'
import { encodeQuery, serializeQuery } from './query.ts'
import type { RequestOptions } from './types.ts'

export type OperationId = keyof OperationTypes

/** What an operation gives its caller: the record without its envelope, a page, the bare object, or nothing. */
export type RecordOf<Id extends OperationId> = {
  record: OperationTypes[Id]['response'] extends { data: infer Data } ? Data : never
  page: OperationTypes[Id]['response']
  bare: OperationTypes[Id]['response']
  nothing: undefined
}[(typeof operations)[Id]['answer']]

/** What goes into one request, checked and ready to be encoded. */
export interface RequestParts {
  path?: Record<string, string | number>
  query?: Record<string, unknown> | undefined
  /** Must be an object wherever it is given: left out, it would be sent as nothing. */
  body?: object
}

/** One request, whether the document has its operation or not. */
export interface Target {
  operation: string
  method: string
  /** The path, with its parameters as in the document. */
  url: string
  unsafe: boolean
  dates: readonly string[]
  run: (client: GeneratedClient, request: object) => Promise<Sent>
}

export type GeneratedClient = ReturnType<typeof createClient>

/** Sends requests through the pipeline and the generated client, and reads their outcome. */
export class Caller {
  readonly #settings: Settings
  readonly #client: GeneratedClient
  readonly #send: Send
  readonly #download: Download

  constructor(settings: Settings) {
    this.#settings = settings
    this.#client = createClient(
      createConfig({
        baseUrl: settings.baseUrl,
        ofetch: ofetchOver(settings.fetch),
        querySerializer: serializeQuery,
        // Said here, since the generated client passes an undefined of its own over any default of ofetch's.
        retry: 0,
      }),
    )
    const { limiter, logger } = settings
    const logged = logger ? [log(logger)] : []
    const limited = limiter ? [rateLimit(limiter, logger)] : []
    this.#send = compose(createSend(settings), deadline, retry(logger), ...limited, timeout, ...logged)
    // What lies outside the API does not count against its limit.
    this.#download = createDownload(settings, deadline, retry(logger), timeout, ...logged)
  }

  /** Downloads a file from outside the API, without the token. */
  download(url: string, options: RequestOptions): Promise<Result<Uint8Array<ArrayBuffer>>> {
    return this.#download(url, options)
  }

  /** Starts an operation of the document. `read` runs inside the promise, so that what it refuses is a rejection. */
  call<Id extends OperationId>(id: Id, read: () => RequestParts, options?: RequestOptions): ApiPromise<RecordOf<Id>> {
    return new ApiPromise(this.fetch(id, read, options))
  }

  async fetch<Id extends OperationId>(id: Id, read: () => RequestParts, options?: RequestOptions): Promise<Result<RecordOf<Id>>> {
    const { run, path: url, answer, ...facts } = operations[id]
    const target: Target = {
      ...facts,
      operation: id,
      url,
      // Each generated function takes its own options; together they take none, so the compiler cannot pick one.
      run: (client, request) => run({ ...request, client } as never) as Promise<Sent>,
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

  #prepare(target: Target, parts: RequestParts, options: RequestOptions): Call {
    const { path, query } = parts
    const { timeout, deadline, maxRetries, headers, timeZone } = this.#settings
    checkOptions(options)
    const request = {
      path,
      query: encodeQuery({ ...options.query, ...query }, timeZone),
      // Encoded here, once: the generated client is to send the text as it is.
      ...('body' in parts ? { body: encodeBody(parts.body, target.dates, timeZone), bodySerializer: null } : {}),
      // The pipeline reads the body, so that a stalled one is inside its limits.
      parseAs: 'stream',
    }
    const client = this.#client
    return {
      operation: target.operation,
      method: target.method,
      // Both are for errors, logs and hooks: most calls need neither.
      get url() {
        return withoutTrailingSlash(client.buildUrl({ url: target.url, path: path ?? {}, query: request.query }))
      },
      get advice() {
        return adviceFor(target, this.url)
      },
      headers: options.headers ? { ...headers, ...readHeaders(options.headers, InvalidArgumentError) } : headers,
      unsafe: target.unsafe,
      timeout: options.timeout ?? timeout,
      deadline: options.deadline ?? deadline,
      maxRetries: options.maxRetries ?? maxRetries,
      expires: Number.POSITIVE_INFINITY,
      signal: options.signal,
      attempts: 0,
      mayHaveSucceeded: false,
      redact: (text) => text,
      run: (attempt) => target.run(client, { ...request, ...attempt }),
    }
  }
}

/** The generated client's way out. It must not follow redirects: they would take the token along. */
function ofetchOver(custom: typeof fetch | undefined): ReturnType<typeof createFetch> {
  // The global is looked up at each call: tests and tracing tools replace it.
  const send = custom ?? ((input, init) => globalThis.fetch(input, init))
  return createFetch({
    fetch: (input, init) => send(typeof input === 'string' ? withoutTrailingSlash(input) : input, init),
    defaults: { redirect: 'manual' },
  })
}

/** The path `/` below a base is the base: a Laravel server may redirect `/v1/` and lose the POST. */
const withoutTrailingSlash = (url: string): string => url.replace(/([^/:])\/+(?=$|\?)/, '$1')

/** What was created shows in the list at the same path, what was changed under its own. */
function adviceFor(target: Target, url: string): string {
  const readable = Object.values(operations).some(({ method, path }) => method === 'GET' && path === target.url)
  return readable
    ? `look at GET ${new URL(url).pathname} before you send it again`
    : 'check that it was not before you send it again'
}

function checkOptions({ timeout, deadline, maxRetries }: RequestOptions): void {
  if (timeout !== undefined) checkMilliseconds('timeout', timeout, InvalidArgumentError)
  if (deadline !== undefined) checkMilliseconds('deadline', deadline, InvalidArgumentError)
  if (maxRetries !== undefined) checkRetries(maxRetries, InvalidArgumentError)
}

/** `undefined` where what the document promises is not there. */
function recordIn(body: unknown, answer: 'record' | 'page' | 'bare' | 'nothing'): unknown {
  if (answer === 'nothing' || typeof body !== 'object' || body === null) return undefined
  if (answer === 'bare') return body
  if (!('data' in body) || typeof body.data !== 'object' || body.data === null) return undefined
  // PHP writes an object that is empty as an array.
  if (answer === 'record') return Array.isArray(body.data) ? undefined : body.data
  return Array.isArray(body.data) ? body : undefined
}
