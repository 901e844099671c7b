import type { InvoiceListItem } from '../../generated/client/types.gen.ts'
import { BillitError, type FailureContext, KIND } from './billit-error.ts'
import type { Problem } from './problem.ts'
import { groupByName, isRecord, mapRecord, toText } from './record.ts'

export { BillitError, type FailureContext, fieldErrors, isBillitError } from './billit-error.ts'

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

function problemsByField(problems: readonly Problem[]): Record<string, string[]> {
  const errors = problems.filter(({ severity }) => severity === 'error')
  return groupByName(errors.map(({ path, message }) => [path, message.en] as const))
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
