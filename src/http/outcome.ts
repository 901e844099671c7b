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
import { copyError, type Redactor, withoutQueryValues } from './redact.ts'
import { retryAfter } from './wait-headers.ts'

/** Turns the outcome of a call into its value, or throws an error. This is the only place where that happens. */
export function readOutcome(call: Call, outcome: Outcome, redactor: Redactor): Result<unknown> {
  if (outcome.kind !== 'response') throw createError(call, outcome, redactor)
  const { response, text, problem } = outcome
  if (!isOk(response)) throw statusError(call, outcome, response, text, redactor)
  if (problem) throw unreadable(call, outcome, response, text, problem, redactor)
  const data = parseJson(text)
  if (data !== NOT_JSON) return { data, response, text }
  const type = response.headers.get('Content-Type') ?? 'no content type'
  throw unreadable(call, outcome, response, text, `the response is not JSON (${type})`, redactor)
}

/** The error for a call or an attempt without a response. */
export function createError(
  call: Call,
  outcome: Exclude<Outcome, { kind: 'response' }>,
  redactor: Redactor,
): ConnectionError | TimeoutError | ConfigurationError {
  const hide = (text: string) => redactor.text(hideQuery(call, text))
  return new WITHOUT_RESPONSE[outcome.kind](explain(call, outcome, outcome.message, redactor), {
    ...contextOf(call, outcome, redactor),
    ...(outcome.cause === undefined ? {} : { cause: copyError(outcome.cause, hide) }),
  })
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
    ...contextOf(call, progress, redactor),
    status: response.status,
    body: redactor.text(text.slice(0, MAX_BODY)),
  })
}

/** Limits of the text in an error, in characters. */
const MAX_BODY = 2 ** 16
const MAX_TEXT = 600
const MAX_URL = 300

/** What every error of a call says about it. */
const contextOf = (call: Call, { attempts, mayHaveSucceeded }: Progress, redactor: Redactor) => ({
  ...{ attempts, mayHaveSucceeded, operation: call.operation, method: call.method },
  url: redactor.text(withoutQueryValues(call.url)),
})

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
  const body = readErrorBody(text, redactor)
  // A hostile or debugging server may return the request's headers.
  const headers = new Headers(Array.from(response.headers, ([name, value]): [string, string] => [name, redactor.text(value)]))
  const details = { ...contextOf(call, progress, redactor), status, body, headers }
  const message = explain(call, progress, summarize(response, body), redactor)
  if (status === 429) return new RateLimitError(message, { ...details, retryAfter: retryAfter({ status, headers }, Date.now()) })
  const ErrorClass = BY_STATUS[status] ?? (status >= 500 ? ServerError : ApiError)
  return new ErrorClass(message, details)
}

/** The parsed body of an error. The beginning of its text, if it is not JSON or too large. */
function readErrorBody(text: string, redactor: Redactor): unknown {
  const parsed = parseJson(text)
  const body = parsed === NOT_JSON ? undefined : redactor.deep(parsed)
  const isShort = text.length <= MAX_BODY || (body !== undefined && JSON.stringify(body).length <= MAX_BODY)
  return isShort && parsed !== NOT_JSON ? body : redactor.text(text.slice(0, MAX_BODY))
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
  const reason = cut(redactor.text(hideQuery(call, what)), MAX_TEXT).replace(/\.$/, '')
  return redactor.text(`${describeRequest(call)}: ${reason}.${advice}`)
}

/** The request in a message: messages hold no values of the query, which may be personal data. */
export const describeRequest = ({ method, url }: Pick<Call, 'method' | 'url'>): string =>
  `${method} ${cut(withoutQueryValues(url), MAX_URL)}`

/** The error of a runtime may quote the URL. */
const hideQuery = ({ url }: Call, text: string): string =>
  url.includes('?') ? text.replaceAll(url.slice(url.indexOf('?')), withoutQueryValues(url.slice(url.indexOf('?')))) : text

const cut = (text: string, length: number): string => (text.length > length ? `${text.slice(0, length)}…` : text)
