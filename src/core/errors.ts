import type { InvoiceListItem } from '../../generated/client/types.gen.ts'
import type { Problem } from './problem.ts'
import { isRecord, mapRecord, toText } from './record.ts'

/** What is known about a call that failed. */
export interface FailureContext {
  /** How many times the request was sent. 0: never. */
  attempts?: number
  /** Whether the server may still have acted on the request. */
  mayHaveSucceeded?: boolean
  /** The error below this one. */
  cause?: unknown
}

/** Known to every copy of the package, so that `isBillitError()` works where two copies are installed. */
const BRAND = Symbol.for('billit-io.BillitError')

/** The parent of every error that this package throws. */
export class BillitError extends Error {
  /** The name of the class, also in a bundle that has renamed it. */
  override readonly name: string = 'BillitError'
  /** How many times the request was sent. 0: nothing left this machine. */
  readonly attempts: number
  /**
   * Whether the server may have acted all the same. When it is `true` after a create, look whether the record is
   * there before you send it again. For an invoice, `invoices.createOnce()` does that.
   */
  readonly mayHaveSucceeded: boolean

  constructor(message: string, { attempts = 0, mayHaveSucceeded = false, cause }: FailureContext = {}) {
    super(message, cause === undefined ? undefined : { cause })
    this.attempts = attempts
    this.mayHaveSucceeded = mayHaveSucceeded
  }

  /** @internal */
  get [BRAND](): true {
    return true
  }

  /** The error as plain data for a log: its name, message, fields and cause, without the stack, the headers and the token. */
  toJSON(): Record<string, unknown> {
    const { name, message, cause } = this
    const fields = Object.entries(this).filter(([key, value]) => key !== 'headers' && key !== 'cause' && value !== undefined)
    return { name, message, ...Object.fromEntries(fields), ...(cause === undefined ? {} : { cause: plainCause(cause) }) }
  }
}

function plainCause(cause: unknown): unknown {
  if (!isRecord(cause)) return cause
  const { name, message, code } = cause
  return { name, message, ...(typeof code === 'string' && { code }) }
}

/**
 * Whether a caught value is an error of this package, of any copy of it: `instanceof` fails where two are installed.
 */
export const isBillitError = (error: unknown): error is BillitError => isRecord(error) && error[BRAND] === true

/**
 * The messages of an error by the field that they are about, such as `products.0.vatId`: one shape for a 422 of the server,
 * an invoice that the preflight refused, and an argument that was refused before it was sent.
 *
 * @returns An empty record for any other error.
 */
export function fieldErrors(error: unknown): Record<string, string[]> {
  if (!isBillitError(error)) return {}
  // The error may come from another copy of the package, so its fields are read by name.
  const { errors, problems, field, message }: { errors?: unknown; problems?: unknown; field?: unknown; message: string } = error
  if (isRecord(errors)) return mapRecord(errors, (messages) => (Array.isArray(messages) ? messages.map(toText) : []))
  if (Array.isArray(problems) && problems.length > 0) return problemsByField(problems)
  return typeof field === 'string' ? { [field]: [message.replace(`${field}: `, '')] } : {}
}

function problemsByField(problems: readonly Problem[]): Record<string, string[]> {
  const byField: Record<string, string[]> = {}
  for (const { severity, path, message } of problems) {
    if (severity === 'error') byField[path] = [...(byField[path] ?? []), message.en]
  }
  return byField
}

/** The client cannot work with the options or environment variables that it was given. */
export class ConfigurationError extends BillitError {
  override readonly name: string = 'ConfigurationError'
}

/** An argument was refused before anything was sent. */
export class InvalidArgumentError extends BillitError {
  override readonly name: string = 'InvalidArgumentError'
  /** The field that was refused, such as `products.0.price`. `undefined` if the refusal is not about a field. */
  readonly field: string | undefined
  /** What the preflight found in an invoice, errors and warnings. Empty if something else was refused. */
  readonly problems: readonly Problem[]

  constructor(message: string, { field, problems = [] }: { field?: string; problems?: readonly Problem[] } = {}) {
    super(message)
    this.field = field
    this.problems = problems
  }
}

/** The server could not be reached, or the connection broke. */
export class ConnectionError extends BillitError {
  override readonly name: string = 'ConnectionError'
}

/** No complete answer came within `timeout` (one attempt) or `deadline` (the whole call). */
export class TimeoutError extends BillitError {
  override readonly name: string = 'TimeoutError'
}

/**
 * `createOnce` had to end before it was certain whether the invoice exists. Call it again with the same key and draft, in this
 * process or another: it goes on from there, and makes no second invoice.
 */
export class UncertainOutcomeError extends BillitError {
  override readonly name: string = 'UncertainOutcomeError'
  /** The key that the invoice was to have. */
  readonly key: string
  /** When the server can no longer act on the last attempt. From then on, a call with the key can be certain. */
  readonly safeAfter: Date
  /** Invoices that look like it, when there is no telling whether one of them is it. Otherwise empty. */
  readonly candidates: readonly InvoiceListItem[]

  constructor(
    message: string,
    { key, safeAfter, candidates, ...context }: FailureContext & Pick<UncertainOutcomeError, 'key' | 'safeAfter' | 'candidates'>,
  ) {
    super(message, { ...context, mayHaveSucceeded: true })
    this.key = key
    this.safeAfter = safeAfter
    this.candidates = candidates
  }
}

/** The server said that all went well, but its answer could not be read. */
export class ResponseParseError extends BillitError {
  override readonly name: string = 'ResponseParseError'
  /** The HTTP status of the answer. */
  readonly status: number
  /** The answer as text, cut after 2,000 characters. */
  readonly body: string

  constructor(message: string, { status, body, ...context }: FailureContext & { status: number; body: string }) {
    super(message, context)
    this.status = status
    this.body = body.slice(0, 2000)
  }
}

/** What an answer with an error status says. */
export interface ApiErrorDetails extends FailureContext {
  /** The HTTP status. */
  status: number
  /** The parsed body; the text if it is not JSON; `undefined` if it is empty. */
  body: unknown
  /** The headers of the answer. */
  headers: Headers
  /** The HTTP method of the request. */
  method: string
  /** The address of the request, without the token. */
  url: string
}

/** The server answered with an error status. */
export class ApiError extends BillitError {
  override readonly name: string = 'ApiError'
  // Assigned all at once.
  /** The HTTP status. */
  declare readonly status: number
  /** The parsed body; the text if it is not JSON; `undefined` if it is empty. */
  declare readonly body: unknown
  /** The headers of the answer. */
  declare readonly headers: Headers
  /** The HTTP method of the request. */
  declare readonly method: string
  /** The address of the request, without the token. */
  declare readonly url: string
  /** Billit's number for an error that it logged. Name it when you ask for help. */
  readonly incidentId: string | undefined

  constructor(message: string, details: ApiErrorDetails) {
    super(message, details)
    const { status, body, headers, method, url } = details
    Object.assign(this, { status, body, headers, method, url })
    this.incidentId = incidentIn(body)
  }
}

/** 400: the request is malformed. */
export class BadRequestError extends ApiError {
  override readonly name: string = 'BadRequestError'
}

/** 401: the token is missing or wrong. */
export class AuthenticationError extends ApiError {
  override readonly name: string = 'AuthenticationError'
}

/** 403: the token may not do this. A new production token is read-only until Billit grants writes. */
export class PermissionDeniedError extends ApiError {
  override readonly name: string = 'PermissionDeniedError'
}

/** 404: there is no such record. */
export class NotFoundError extends ApiError {
  override readonly name: string = 'NotFoundError'
}

/** 405: the path does not take this method. */
export class MethodNotAllowedError extends ApiError {
  override readonly name: string = 'MethodNotAllowedError'
}

/** 406: the server cannot answer in the form that `Accept` asks for. */
export class NotAcceptableError extends ApiError {
  override readonly name: string = 'NotAcceptableError'
}

/** 415: the body is not JSON. */
export class UnsupportedMediaTypeError extends ApiError {
  override readonly name: string = 'UnsupportedMediaTypeError'
}

/** 422: fields were refused. Nothing was done. */
export class ValidationError extends ApiError {
  override readonly name: string = 'ValidationError'
  /** Messages by field, named by its path with dots: `products.0.vatId`. Empty if the server named none. */
  readonly errors: Record<string, string[]>

  constructor(message: string, details: ApiErrorDetails) {
    super(message, details)
    this.errors = errorsIn(details.body)
  }
}

/** 429: too many requests. Nothing was done. */
export class RateLimitError extends ApiError {
  override readonly name: string = 'RateLimitError'
  /** Seconds to wait, as the server said. `undefined` if it did not say. */
  readonly retryAfter: number | undefined

  constructor(message: string, details: ApiErrorDetails & { retryAfter?: number | undefined }) {
    super(message, details)
    this.retryAfter = details.retryAfter
  }
}

/** 5xx: the server, or a proxy in front of it, failed. */
export class ServerError extends ApiError {
  override readonly name: string = 'ServerError'
}

function incidentIn(body: unknown): string | undefined {
  const data = isRecord(body) && isRecord(body.data) ? body.data : undefined
  // The API spells it with an s; the right spelling may come one day.
  const id = data?.insidentId ?? data?.incidentId
  return typeof id === 'string' ? id : undefined
}

function errorsIn(body: unknown): Record<string, string[]> {
  const errors = isRecord(body) && isRecord(body.errors) ? body.errors : {}
  return mapRecord(errors, (messages) => [messages].flat().map(toText))
}
