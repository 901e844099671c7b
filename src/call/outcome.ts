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
} from '../core/errors.ts'
import { isRecord } from '../core/record.ts'
import type { Call, Outcome } from '../pipeline/call.ts'
import { DEEPEST } from '../pipeline/disconnected.ts'
import { redactDeep } from '../pipeline/redact.ts'
import { retryAfter } from '../pipeline/retry-after.ts'

/** What a call gave: the parsed body (`undefined` where it is empty) and the answer that it came in. */
export interface Result<T> {
  /** The record, the page, or nothing. */
  data: T
  /** Its status and headers. The body has been read. */
  response: Response
}

/** Turns the outcome of a call into its value, or throws the error that it is. The one place where that happens. */
export function readOutcome(call: Call, outcome: Outcome): Result<unknown> {
  if (outcome.kind !== 'answer') {
    throw new WITHOUT_ANSWER[outcome.kind](explain(call, outcome.message), context(call, outcome.cause))
  }
  const { response, text } = outcome
  if (!response.ok) throw answeredError(call, response, text)
  const data = json(text)
  if (data === NOT_JSON) {
    throw unreadable(
      call,
      response,
      text,
      `the answer is not JSON (${response.headers.get('Content-Type') ?? 'no content type'})`,
    )
  }
  return { data, response }
}

const WITHOUT_ANSWER = { timeout: TimeoutError, misconfigured: ConfigurationError, disconnected: ConnectionError }

/** An error for an answer whose status is good and whose content is not what the document promises. */
export function unreadable(call: Call, response: Response, text: string, what: string): BillitError {
  return new ResponseParseError(explain(call, `${response.status}, but ${what}`), {
    ...context(call),
    status: response.status,
    body: call.redact(text),
  })
}

const NOT_JSON = Symbol('not JSON')

/** Of the parser's own error nothing is kept: it quotes the text, and a token in it cut, so that nothing would find it. */
function json(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text)
  } catch {
    return NOT_JSON
  }
}

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
  const parsed = json(text)
  const body = redactDeep(parsed === NOT_JSON ? text : parsed, call.redact)
  // A hostile or debugging server may send the request's headers back.
  const headers = new Headers(Array.from(response.headers, ([name, value]): [string, string] => [name, call.redact(value)]))
  const details = { ...context(call), status, body, headers, method: call.method, url: call.redact(call.url) }
  const message = explain(call, summary(response, body))
  if (status === 429) return new RateLimitError(message, { ...details, retryAfter: retryAfter(headers, Date.now()) })
  const Class = BY_STATUS[status] ?? (status >= 500 ? ServerError : ApiError)
  return new Class(message, details)
}

function summary(response: Response, body: unknown): string {
  const { status, type } = response
  if (type === 'opaqueredirect' || (status >= 300 && status < 400)) {
    return `${status || 'redirect'}, not followed, so that the token goes nowhere else: check baseUrl`
  }
  const { error, message, errors } = isRecord(body) ? body : {}
  const texts = [isText(error) ? error : response.statusText, message].filter(isText).join(': ')
  const fields = isRecord(errors) ? `Fields: ${Object.keys(errors).slice(0, 10).join(', ')}` : ''
  return [status, texts, fields].filter(Boolean).join(' ')
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''

function explain(call: Call, what: string): string {
  const place = call.readable ? `at GET ${new URL(call.url).pathname} ` : ''
  const advice =
    call.unsafe && call.mayHaveSucceeded ? ` It may have been done all the same: look ${place}before you send it again.` : ''
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
