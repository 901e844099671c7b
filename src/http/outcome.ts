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
import type { Call, Outcome, Progress } from './call.ts'
import { copyError, type Redactor } from './redact.ts'
import { retryAfter } from './wait-headers.ts'

/** Turns the outcome of a call into its value, or throws an error. This is the only place where that happens. */
export function readOutcome(call: Call, outcome: Outcome, redactor: Redactor): Result<unknown> {
  if (outcome.kind !== 'response') {
    const cause = outcome.cause === undefined ? {} : { cause: copyError(outcome.cause, redactor.text) }
    throw new WITHOUT_RESPONSE[outcome.kind](explain(call, outcome, outcome.message, redactor), {
      ...progressOf(outcome),
      ...cause,
    })
  }
  const { response, text } = outcome
  if (!isOk(response)) throw statusError(call, outcome, response, text, redactor)
  const data = parseJson(text)
  if (data !== NOT_JSON) return { data, response, text }
  const type = response.headers.get('Content-Type') ?? 'no content type'
  throw unreadable(call, outcome, response, text, `the response is not JSON (${type})`, redactor)
}

const WITHOUT_RESPONSE = { timeout: TimeoutError, misconfigured: ConfigurationError, disconnected: ConnectionError }

/** Whether a status is a success. A caller's `fetch` may return a response without `ok`. */
export const isOk = ({ status }: Response): boolean => status >= 200 && status < 300

/** The error for a response with a good status whose content breaks the OpenAPI document. */
export function unreadable(
  call: Call,
  progress: Progress,
  response: Response,
  text: string,
  problem: string,
  redactor: Redactor,
): BillitError {
  return new ResponseParseError(explain(call, progress, `${response.status}, but ${problem}`, redactor), {
    ...progressOf(progress),
    status: response.status,
    body: redactor.text(text),
  })
}

const progressOf = ({ attempts, mayHaveSucceeded }: Progress): Progress => ({ attempts, mayHaveSucceeded })

const NOT_JSON = Symbol('not JSON')

/** Parses JSON. The parser's own error is dropped: it quotes part of the text, and a part of a token would not be redacted. */
function parseJson(text: string): unknown {
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

function statusError(call: Call, progress: Progress, response: Response, text: string, redactor: Redactor): ApiError {
  const { status } = response
  const parsed = parseJson(text)
  const body = redactor.deep(parsed === NOT_JSON ? text : parsed)
  // A hostile or debugging server may return the request's headers.
  const headers = new Headers(Array.from(response.headers, ([name, value]): [string, string] => [name, redactor.text(value)]))
  const details = { ...progressOf(progress), status, body, headers, method: call.method, url: redactor.text(call.url) }
  const message = explain(call, progress, summarize(response, body), redactor)
  if (status === 429) return new RateLimitError(message, { ...details, retryAfter: retryAfter({ status, headers }, Date.now()) })
  const ErrorClass = BY_STATUS[status] ?? (status >= 500 ? ServerError : ApiError)
  return new ErrorClass(message, details)
}

function summarize(response: Response, body: unknown): string {
  const { status, type } = response
  if (type === 'opaqueredirect' || (status >= 300 && status < 400)) {
    return `${status || 'redirect'}, not followed, so that the token is sent to no other server: check baseUrl`
  }
  const { error, message, errors } = isRecord(body) ? body : {}
  const texts = [isText(error) ? error : response.statusText, message].filter(isText).join(': ')
  const fields = isRecord(errors) ? `Fields: ${Object.keys(errors).slice(0, 10).join(', ')}` : ''
  return [status, texts, fields].filter(Boolean).join(' ')
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''

function explain(call: Call, { mayHaveSucceeded }: Progress, what: string, redactor: Redactor): string {
  const place = call.readable ? ` GET ${new URL(call.url).pathname}` : ''
  const alternative = call.operation === 'createInvoice' ? ', or use invoices.createOnce(), which does that' : ''
  const advice =
    call.unsafe && mayHaveSucceeded ? ` The request may have succeeded. Check${place} before you retry${alternative}.` : ''
  return redactor.text(`${call.method} ${call.url}: ${what.replace(/\.$/, '')}.${advice}`)
}
