import type { Result } from '../core/api-promise.ts'
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
import type { Call, Outcome } from './call.ts'
import { copyOf } from './foreign-error.ts'
import type { Redactor } from './redact.ts'
import { retryAfter } from './wait-headers.ts'

/** Turns the outcome of a call into its value, or throws it as an error. The one place where that happens. */
export function readOutcome(call: Call, outcome: Outcome, redactor: Redactor): Result<unknown> {
  if (outcome.kind !== 'answer') {
    const context = contextOf(call, outcome.cause, redactor)
    throw new WITHOUT_ANSWER[outcome.kind](explain(call, outcome.message, redactor), context)
  }
  const { response, text } = outcome
  if (!isOk(response)) throw answeredError(call, response, text, redactor)
  const data = json(text)
  if (data !== NOT_JSON) return { data, response }
  const type = response.headers.get('Content-Type') ?? 'no content type'
  throw unreadable(call, response, text, `the answer is not JSON (${type})`, redactor)
}

const WITHOUT_ANSWER = { timeout: TimeoutError, misconfigured: ConfigurationError, disconnected: ConnectionError }

/** A caller's `fetch` may give a response without `ok`. */
export const isOk = ({ status }: Response): boolean => status >= 200 && status < 300

/** An error for an answer whose status is good and whose content is not what the document promises. */
export function unreadable(call: Call, response: Response, text: string, what: string, redactor: Redactor): BillitError {
  return new ResponseParseError(explain(call, `${response.status}, but ${what}`, redactor), {
    ...contextOf(call, undefined, redactor),
    status: response.status,
    body: redactor.text(text),
  })
}

const NOT_JSON = Symbol('not JSON')

/** The parser's own error is dropped: it quotes a cut text, in which a cut token would not be recognized. */
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

function answeredError(call: Call, response: Response, text: string, redactor: Redactor): ApiError {
  const { status } = response
  const parsed = json(text)
  const body = redactor.deep(parsed === NOT_JSON ? text : parsed)
  // A hostile or debugging server may send the request's headers back.
  const headers = new Headers(Array.from(response.headers, ([name, value]): [string, string] => [name, redactor.text(value)]))
  const context = contextOf(call, undefined, redactor)
  const details = { ...context, status, body, headers, method: call.method, url: redactor.text(call.url) }
  const message = explain(call, summary(response, body), redactor)
  if (status === 429) return new RateLimitError(message, { ...details, retryAfter: retryAfter({ status, headers }, Date.now()) })
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

function explain(call: Call, what: string, redactor: Redactor): string {
  const place = call.readable ? `at GET ${new URL(call.url).pathname} ` : ''
  // What looks, waits and sends again by itself.
  const better = call.operation === 'createInvoice' ? ', or use invoices.createOnce(), which does that' : ''
  const advice =
    call.unsafe && call.mayHaveSucceeded
      ? ` It may have been done all the same: look ${place}before you send it again${better}.`
      : ''
  return redactor.text(`${call.method} ${call.url}: ${what.replace(/\.$/, '')}.${advice}`)
}

const contextOf = (call: Call, cause: unknown, redactor: Redactor) => ({
  attempts: call.attempts,
  mayHaveSucceeded: call.mayHaveSucceeded,
  ...(cause === undefined ? {} : { cause: copyOf(cause, redactor.text) }),
})
