import {
  ApiError,
  type ApiErrorDetails,
  AuthenticationError,
  BadRequestError,
  type BillitError,
  ConfigurationError,
  ConnectionError,
  MethodNotAllowedError,
  NotAcceptableError,
  NotFoundError,
  PermissionDeniedError,
  RateLimitError,
  ResponseParseError,
  ServerError,
  TimeoutError,
  UnsupportedMediaTypeError,
  ValidationError,
} from './errors.ts'
import type { Call, Outcome } from './pipeline/call.ts'
import { redactDeep } from './pipeline/redact.ts'
import { retryAfter } from './pipeline/retry-after.ts'

/** What a call gave: the parsed body (`undefined` where it is empty) and the answer that it came in. */
export interface Result<T> {
  /** The record, the page, or nothing. */
  data: T
  /** Its status and headers. The body has been read. */
  response: Response
}

/** Turns the outcome of a call into its value, or throws the error that it is. The one place where that happens. */
export function readOutcome(call: Call, outcome: Outcome): Result<unknown> {
  switch (outcome.kind) {
    case 'answer':
      if (!outcome.response.ok) throw answeredError(call, outcome.response, outcome.text)
      return { data: parse(call, outcome.response, outcome.text), response: outcome.response }
    case 'timeout':
      throw new TimeoutError(explain(call, `no whole answer within ${outcome.milliseconds} ms (${outcome.limit})`), context(call))
    case 'misconfigured':
      throw new ConfigurationError(call.redact(outcome.message), context(call, outcome.cause))
    case 'disconnected':
      throw new ConnectionError(explain(call, `no answer (${innermostMessage(outcome.cause)})`), context(call, outcome.cause))
  }
}

/** An error for an answer whose status is good and whose content is not what the document promises. */
export function unreadable(call: Call, response: Response, text: string, what: string): BillitError {
  return new ResponseParseError(explain(call, `${response.status}, but ${what}`), {
    ...context(call),
    status: response.status,
    body: call.redact(text),
  })
}

function parse(call: Call, response: Response, text: string): unknown {
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    // The parser's own error is left out: it quotes the text, and a token in it cut, so that nothing would find it.
    const type = response.headers.get('Content-Type') ?? 'no content type'
    throw unreadable(call, response, text, `the answer is not JSON (${type})`)
  }
}

/** An error may be its own cause. */
const DEEPEST = 5

const BY_STATUS: Record<number, new (message: string, details: ApiErrorDetails) => ApiError> = {
  400: BadRequestError,
  401: AuthenticationError,
  403: PermissionDeniedError,
  404: NotFoundError,
  405: MethodNotAllowedError,
  406: NotAcceptableError,
  415: UnsupportedMediaTypeError,
  422: ValidationError,
}

function answeredError(call: Call, response: Response, text: string): ApiError {
  const { status } = response
  const body = redactDeep(parseLeniently(text), call.redact)
  // A hostile or debugging server may send the request's headers back.
  const headers = new Headers()
  response.headers.forEach((value, name) => {
    headers.append(name, call.redact(value))
  })
  const details = { ...context(call), status, body, headers, method: call.method, url: call.redact(call.url) }
  const message = explain(call, summary(response, body))
  if (status === 429) return new RateLimitError(message, { ...details, retryAfter: retryAfter(headers, Date.now()) })
  const Class = BY_STATUS[status] ?? (status >= 500 ? ServerError : ApiError)
  return new Class(message, details)
}

function parseLeniently(text: string): unknown {
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function summary(response: Response, body: unknown): string {
  const { status, type } = response
  if (type === 'opaqueredirect' || (status >= 300 && status < 400)) {
    return `${status || 'redirect'}, not followed, so that the token goes nowhere else: check baseUrl`
  }
  const { error, message, errors } = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>
  const texts = [typeof error === 'string' ? error : response.statusText, message].filter(
    (text) => typeof text === 'string' && text,
  )
  const fields = typeof errors === 'object' && errors !== null ? Object.keys(errors).slice(0, 10).join(', ') : ''
  return [status, texts.join(': '), fields && `Fields: ${fields}`].filter(Boolean).join(' ')
}

function explain(call: Call, what: string): string {
  const advice = call.unsafe && call.mayHaveSucceeded ? ` It may have been done all the same: ${call.advice}.` : ''
  return call.redact(`${call.method} ${call.url}: ${what.replace(/\.$/, '')}.${advice}`)
}

const context = (call: Call, cause?: unknown) => ({
  attempts: call.attempts,
  mayHaveSucceeded: call.mayHaveSucceeded,
  ...(cause === undefined ? {} : { cause: withoutToken(cause, call.redact) }),
})

/** A copy of an error with its name, message, code and cause: a custom fetch may keep the request in its errors. */
function withoutToken(error: unknown, redact: (text: string) => string, depth = 0): unknown {
  if (!(error instanceof Error)) return redact(String(error))
  const copy = new Error(redact(error.message))
  copy.name = redact(error.name)
  copy.stack = redact(error.stack ?? '')
  if ('code' in error) Object.assign(copy, { code: redact(String(error.code)) })
  if (error.cause !== undefined && depth < DEEPEST) copy.cause = withoutToken(error.cause, redact, depth + 1)
  return copy
}

function innermostMessage(error: unknown, depth = 0): string {
  if (!(error instanceof Error)) return String(error)
  if (error.cause instanceof Error && depth < DEEPEST) return innermostMessage(error.cause, depth + 1)
  return error.message || ('code' in error ? String(error.code) : error.name)
}
