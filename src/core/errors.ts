import type { InvoiceListItem } from '../../generated/client/types.gen.ts'
import type { Problem } from './problem.ts'
import { groupByName, isRecord, mapRecord, toText } from './record.ts'

/** Details of a failed call. */
export interface FailureContext {
  /** How many times the request was sent. Default 0. */
  attempts?: number
  /** Whether the request may have succeeded. Default `false`. */
  mayHaveSucceeded?: boolean
  /** The underlying error. */
  cause?: unknown
  /** Operation id of the OpenAPI document, or `request` for a call of `billit.request()`. */
  operation?: string | undefined
  /** HTTP method of the request. */
  method?: string | undefined
  /** URL of the request, without the values of its query. */
  url?: string | undefined
}

/**
 * Key of the name of an error's class, on the prototype of each class. All copies of the package share it, so that
 * `isBillitError()` and `instanceof` recognize the errors of another copy: that for `require`, or a second one that is installed.
 */
const KIND = Symbol.for('billit-io.BillitError')

/** Base class of all errors that this package throws. */
export class BillitError extends Error {
  /** Name of the class. Bundlers do not change it. */
  override readonly name: string
  /** How many times the request was sent. 0: nothing was sent. */
  readonly attempts: number
  /**
   * Whether the request may have succeeded in spite of the error. If it is `true` after a create, check whether the record
   * exists before you retry. For invoices, `invoices.createOnce()` does that for you.
   */
  readonly mayHaveSucceeded: boolean
  // Assigned only if they are known, so that an error without them does not print them.
  /**
   * Operation id of the OpenAPI document, or `request` for a call of `billit.request()`. Group errors by it and their `status`.
   * `undefined` if the error is not from a call.
   */
  declare readonly operation: string | undefined
  /** HTTP method of the request. `undefined` if there was none. */
  declare readonly method: string | undefined
  /** URL of the request, without the values of its query. `undefined` if there was none. */
  declare readonly url: string | undefined

  constructor(message: string, { attempts = 0, mayHaveSucceeded = false, cause, ...request }: FailureContext = {}) {
    super(message, cause === undefined ? undefined : { cause })
    this.name = this[KIND]
    this.attempts = attempts
    this.mayHaveSucceeded = mayHaveSucceeded
    assignRequest(this, request)
  }

  /** @internal */
  get [KIND](): string {
    return 'BillitError'
  }

  /**
   * Whether the value is an error of this class, or of the same class of another copy of the package.
   *
   * @internal
   */
  static override [Symbol.hasInstance](value: unknown): boolean {
    // biome-ignore lint/complexity/noThisInStatic: each class inherits this method.
    const { prototype } = this
    // A class that extends one of these has no kind.
    const kind = Object.hasOwn(prototype, KIND) && prototype[KIND]
    let link: unknown = isRecord(value) && Object.getPrototypeOf(value)
    while (isBillitError(link)) {
      if (link === prototype || (Object.hasOwn(link, KIND) && link[KIND] === kind)) return true
      link = Object.getPrototypeOf(link)
    }
    return false
  }

  /** Returns the error as plain data for a log: name, message, fields and cause, without stack, headers and API token. */
  toJSON(): Record<string, unknown> {
    const { name, message, cause } = this
    const fields = Object.entries(this).filter(([key, value]) => key !== 'headers' && key !== 'cause' && value !== undefined)
    return { name, message, ...Object.fromEntries(fields), ...(cause === undefined ? {} : { cause: plainCause(cause) }) }
  }
}

/** Assigns the parts of a request that are known. */
function assignRequest(error: BillitError, { operation, method, url }: FailureContext): void {
  for (const [name, value] of Object.entries({ operation, method, url })) {
    if (value !== undefined) Object.assign(error, { [name]: value })
  }
}

/**
 * Names the operation in an error that was thrown before the request was known, such as that of an invalid argument.
 *
 * @internal
 */
export function nameOperation(error: unknown, operation: string): void {
  if (isBillitError(error) && error.operation === undefined) assignRequest(error, { operation })
}

function plainCause(cause: unknown): unknown {
  if (!isRecord(cause)) return cause
  const { name, message, code } = cause
  return { name, message, ...(typeof code === 'string' && { code }) }
}

/** Returns whether a caught value is an error of this package. */
export const isBillitError = (error: unknown): error is BillitError => isRecord(error) && typeof error[KIND] === 'string'

/**
 * Returns the messages of an error by field, such as `products.0.vatId`. Supports 422 responses, invoices rejected by the
 * preflight check, and invalid arguments, also after `JSON.parse(JSON.stringify(error))`.
 *
 * @returns An empty record for any other error.
 */
export function fieldErrors(error: unknown): Record<string, string[]> {
  // The error may come from another copy of the package, or from JSON, so its fields are read by name.
  if (!isRecord(error) || typeof error.attempts !== 'number' || !isRecord(error.errors)) return {}
  return mapRecord(error.errors, (messages) => (Array.isArray(messages) ? messages.map(toText) : []))
}

function problemsByField(problems: readonly Problem[]): Record<string, string[]> {
  const errors = problems.filter(({ severity }) => severity === 'error')
  return groupByName(errors.map(({ path, message }) => [path, message.en] as const))
}

/** An option or environment variable of the client is invalid or missing. */
export class ConfigurationError extends BillitError {
  /** @internal */
  override get [KIND](): string {
    return 'ConfigurationError'
  }
}

/** An argument is invalid. Nothing was sent. */
export class InvalidArgumentError extends BillitError {
  /** @internal */
  override get [KIND](): string {
    return 'InvalidArgumentError'
  }

  /** The invalid field, such as `products.0.price`: the first one, if there are several. `undefined` if it is not about a field. */
  readonly field: string | undefined
  /** Messages by field, of all invalid fields. Empty if it is not about a field. */
  readonly errors: Record<string, string[]>
  /** Errors and warnings that the preflight check found in the invoice. Empty for any other error. */
  readonly problems: readonly Problem[]

  constructor(message: string, { field, errors, problems = [] }: InvalidArgumentDetails = {}) {
    super(message)
    this.field = field
    this.problems = problems
    this.errors = errors ?? (field === undefined ? problemsByField(problems) : { [field]: [message.replace(`${field}: `, '')] })
  }
}

/** Details of an invalid argument. */
export interface InvalidArgumentDetails {
  /** The invalid field. */
  field?: string | undefined
  /** Messages by field, if there are several. */
  errors?: Record<string, string[]> | undefined
  /** What the preflight check found. */
  problems?: readonly Problem[] | undefined
}

/** The server could not be reached, or the connection was lost. */
export class ConnectionError extends BillitError {
  /** @internal */
  override get [KIND](): string {
    return 'ConnectionError'
  }
}

/** No complete response arrived within `timeout` (one attempt) or `deadline` (the whole call). */
export class TimeoutError extends BillitError {
  /** @internal */
  override get [KIND](): string {
    return 'TimeoutError'
  }
}

/**
 * `createOnce` ended before it could determine whether the invoice exists. Call it again with the same key and draft, in this
 * process or another. It resumes, and does not create a second invoice.
 */
export class UncertainOutcomeError extends BillitError {
  /** @internal */
  override get [KIND](): string {
    return 'UncertainOutcomeError'
  }

  /** The idempotency key that was passed to `createOnce`. */
  readonly key: string
  /** After this time the server can no longer create the invoice, so that a new call can determine the outcome. */
  readonly safeAfter: Date
  /** Invoices that match the draft, if none of them can be identified with certainty. Otherwise empty. */
  readonly candidates: readonly InvoiceListItem[]

  constructor(
    message: string,
    { key, safeAfter, candidates, ...context }: FailureContext & Pick<UncertainOutcomeError, 'key' | 'safeAfter' | 'candidates'>,
  ) {
    super(message, { operation: 'createInvoice', ...context, mayHaveSucceeded: true })
    this.key = key
    this.safeAfter = safeAfter
    this.candidates = candidates
  }
}

/** The server returned a success status, but its response could not be parsed. */
export class ResponseParseError extends BillitError {
  /** @internal */
  override get [KIND](): string {
    return 'ResponseParseError'
  }

  /** HTTP status. */
  readonly status: number
  /** Response body as text, truncated after 2,000 characters. */
  readonly body: string

  constructor(message: string, { status, body, ...context }: FailureContext & { status: number; body: string }) {
    super(message, context)
    this.status = status
    this.body = body.slice(0, 2000)
  }
}

/**
 * A list was read to its end, and then again, but returned fewer different rows than the server reports. The rows received
 * until then are not the whole list.
 */
export class IncompleteListError extends BillitError {
  /** @internal */
  override get [KIND](): string {
    return 'IncompleteListError'
  }

  /** Number of rows that the server reports, from the first page read on. */
  readonly expected: number
  /** Number of different rows that the server returned while it reported that number. Less than `expected`. */
  readonly received: number

  constructor(
    message: string,
    { expected, received, ...context }: FailureContext & Pick<IncompleteListError, 'expected' | 'received'>,
  ) {
    super(message, context)
    this.expected = expected
    this.received = received
  }
}

/** Details of a response with an error status. */
export interface ApiErrorDetails extends FailureContext {
  /** HTTP status. */
  status: number
  /** Parsed response body. The text if it is not JSON or longer than 64 kB, which cuts it. `undefined` if it is empty. */
  body: unknown
  /** Response headers. */
  headers: Headers
  /** HTTP method of the request. */
  method: string
  /** URL of the request, without the values of its query. */
  url: string
}

/** The server returned an error status. */
export class ApiError extends BillitError {
  /** @internal */
  override get [KIND](): string {
    return 'ApiError'
  }

  // Assigned together in the constructor.
  /** HTTP status. */
  declare readonly status: number
  /** Parsed response body. The text if it is not JSON or longer than 64 kB, which cuts it. `undefined` if it is empty. */
  declare readonly body: unknown
  /** Response headers. */
  declare readonly headers: Headers
  /** HTTP method of the request. */
  declare readonly method: string
  /** URL of the request, without the values of its query. */
  declare readonly url: string
  /** Id of the error in Billit's logs. Include it when you contact Billit's support. */
  readonly incidentId: string | undefined

  constructor(message: string, details: ApiErrorDetails) {
    super(message, details)
    const { status, body, headers } = details
    Object.assign(this, { status, body, headers })
    this.incidentId = incidentIn(body)
  }
}

/** 400: the request is malformed. */
export class BadRequestError extends ApiError {
  /** @internal */
  override get [KIND](): string {
    return 'BadRequestError'
  }
}

/** 401: the token is missing or wrong. */
export class AuthenticationError extends ApiError {
  /** @internal */
  override get [KIND](): string {
    return 'AuthenticationError'
  }
}

/** 403: the token lacks the permission. A new production token is read-only until Billit grants write access. */
export class PermissionDeniedError extends ApiError {
  /** @internal */
  override get [KIND](): string {
    return 'PermissionDeniedError'
  }
}

/** 404: the record does not exist. */
export class NotFoundError extends ApiError {
  /** @internal */
  override get [KIND](): string {
    return 'NotFoundError'
  }
}

/** 405: the path does not support this method. */
export class MethodNotAllowedError extends ApiError {
  /** @internal */
  override get [KIND](): string {
    return 'MethodNotAllowedError'
  }
}

/** 406: the server does not support the content type requested in `Accept`. */
export class NotAcceptableError extends ApiError {
  /** @internal */
  override get [KIND](): string {
    return 'NotAcceptableError'
  }
}

/** 415: the body is not JSON. */
export class UnsupportedMediaTypeError extends ApiError {
  /** @internal */
  override get [KIND](): string {
    return 'UnsupportedMediaTypeError'
  }
}

/** 422: some fields are invalid. Nothing was changed. */
export class ValidationError extends ApiError {
  /** @internal */
  override get [KIND](): string {
    return 'ValidationError'
  }

  /** Messages by field, such as `products.0.vatId`. Empty if the server did not name any field. */
  readonly errors: Record<string, string[]>

  constructor(message: string, details: ApiErrorDetails) {
    super(message, details)
    this.errors = errorsIn(details.body)
  }
}

/** 429: too many requests. Nothing was changed. */
export class RateLimitError extends ApiError {
  /** @internal */
  override get [KIND](): string {
    return 'RateLimitError'
  }

  /** Wait requested by the server, in seconds. `undefined` if it did not request one. */
  readonly retryAfter: number | undefined

  constructor(message: string, details: ApiErrorDetails & { retryAfter?: number | undefined }) {
    super(message, details)
    this.retryAfter = details.retryAfter
  }
}

/** 5xx: the server, or a proxy in front of it, failed. */
export class ServerError extends ApiError {
  /** @internal */
  override get [KIND](): string {
    return 'ServerError'
  }
}

function incidentIn(body: unknown): string | undefined {
  const data = isRecord(body) && isRecord(body.data) ? body.data : undefined
  // The API misspells the name. The correct spelling is accepted in case the API fixes it.
  const id = data?.insidentId ?? data?.incidentId
  return typeof id === 'string' ? id : undefined
}

function errorsIn(body: unknown): Record<string, string[]> {
  const errors = isRecord(body) && isRecord(body.errors) ? body.errors : {}
  return mapRecord(errors, (messages) => [messages].flat().map(toText))
}
