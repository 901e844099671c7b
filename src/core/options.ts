import type { IdempotencyStore } from './idempotency-store.ts'
import type { Problem } from './problem.ts'
import type { Account, Contact, Invoice, InvoiceCreate, InvoiceUpdate } from './types.ts'

/** Billit's sandbox, for tests, or its production API. */
export type Environment = 'sandbox' | 'production'

/** A function with the signature of the global `fetch`. */
export type Fetch = typeof globalThis.fetch

/** An ofetch instance. Declared here because ofetch's own type requires the types of undici. */
export interface FetchInstance {
  (request: string): Promise<unknown>
  /** Returns the `Response` itself. */
  raw(request: string, options?: object): Promise<Response>
}

/** Options of `new Billit()`. */
export interface BillitOptions extends Hooks {
  /**
   * API token, or a function that returns it. The function is called before every attempt. Default: the environment variable
   * `BILLIT_TOKEN`.
   */
  token?: string | (() => string | Promise<string>) | undefined
  /**
   * Billit environment to use. Takes precedence over the environment variables. Default: `BILLIT_ENVIRONMENT`, otherwise
   * `sandbox`.
   */
  environment?: Environment | undefined
  /**
   * Base URL of the API, such as that of a mock or a proxy. Takes precedence over `environment`. Must start with `https:`, except
   * on this machine. Default: the environment variable `BILLIT_BASE_URL`, unless `environment` is passed.
   */
  baseUrl?: string | URL | undefined
  /** Timeout of one attempt, including reading the response body, in milliseconds. Default 30,000. */
  timeout?: number | undefined
  /** Time limit for a whole call, including retries, waits and queueing, in milliseconds. Default: none. */
  deadline?: number | undefined
  /**
   * Maximum number of retries after a transient failure. Default 3, so at most 4 attempts. Retries after a 429 are not counted.
   * 0 disables all retries, including those after a 429.
   */
  maxRetries?: number | undefined
  /**
   * Total time a call may spend on `Retry-After` waits, in milliseconds. A call that would have to wait longer fails
   * immediately. 0 disables these waits. Default 300,000.
   */
  maxWait?: number | undefined
  /**
   * Rate limit, shared by all clients in this process that use the same token. If they have different limits, the lowest rate
   * that was used in the last window applies to all. Default 60 requests per 60,000 ms, the limit of the API. `false` disables
   * it, for example for a mock. Pass a `RateLimiter` to use a custom limiter.
   */
  rateLimit?: RateLimit | RateLimiter | false | undefined
  /** IANA time zone in which a `Date` is converted to a calendar date. Default `Europe/Athens`. */
  timeZone?: string | undefined
  /**
   * Validates an invoice before it is created or updated, for example with `checkInvoice` of `billit-io/mydata`. If the check
   * finds an error, the call throws an `InvalidArgumentError` and sends nothing. Default: no check.
   *
   * `{ check: checkInvoice, account: true, contacts: true }` also checks the ids in the invoice against the account, and the
   * customer's VAT number and country.
   */
  preflight?: InvoiceCheck | Preflight | false | undefined
  /**
   * Store for the idempotency keys of `invoices.createOnce()`, such as `sqliteStore('invoices.db')` of `billit-io/idempotency`.
   * Use a separate store for each account and environment. Default: none, so `createOnce` throws a `ConfigurationError`.
   */
  idempotencyStore?: IdempotencyStore | undefined
  /**
   * Custom `fetch` function, or an ofetch instance with your interceptors. It is called with `cache: 'no-store'`, because a
   * cached response may lack records that were just created. Default: the global `fetch`.
   */
  fetch?: Fetch | FetchInstance | undefined
  /**
   * Additional headers for every request to the API. Their values are redacted in errors and log messages like the token, except
   * those that negotiate content or identify a request, such as `Accept-Language` and `X-Request-Id`, and short values of headers
   * whose names do not look secret.
   */
  headers?: RequestInit['headers']
  /**
   * Receives log messages about attempts, waits and errors. The API token is always redacted. Default: none. If the environment
   * variable `BILLIT_LOG` is set to a level (`debug`, `info`, `warn`, `error`), the client logs to stderr.
   */
  logger?: Logger | undefined
  /**
   * Allows calls that are unsafe to retry, such as `invoices.create()`, in a browser and its workers. Without it, they throw a
   * `ConfigurationError` and send nothing, for two reasons: a browser silently resends a POST whose reused connection breaks, so
   * that an invoice can be created twice, and anyone who opens the page can read the token. Default `false`.
   */
  dangerouslyAllowBrowser?: boolean | undefined
}

/** Validates an invoice and returns the problems it finds, such as `checkInvoice` of `billit-io/mydata`. */
export type InvoiceCheck = (draft: InvoiceCreate | InvoiceUpdate, account?: Account, contact?: Contact) => Problem[]

/** An invoice check with options. */
export interface Preflight {
  /** The check to run, such as `checkInvoice` of `billit-io/mydata`. */
  check: InvoiceCheck
  /**
   * Whether to read the account first (`GET /account`, once per client) and pass it to the check, so that the ids in the
   * invoice are checked too. If it cannot be read within five seconds, the client logs a warning and checks the invoice without
   * it. Default `false`.
   */
  account?: boolean | undefined
  /**
   * Whether to read the contact of `customerId` first (`GET /contacts/{id}`) and pass it to the check. A contact is cached for
   * five minutes, and read again before an invoice is rejected because of it. If it cannot be read within five seconds, the
   * client logs a warning and checks the invoice without it. Default `false`.
   */
  contacts?: boolean | undefined
}

/** Options of one call. They take precedence over the client's options. */
export interface RequestOptions {
  /** Aborts the call, which then rejects with the signal's reason. */
  signal?: AbortSignal | undefined
  /** Timeout of one attempt, including reading the response body, in milliseconds. Default: the client's. */
  timeout?: number | undefined
  /** Time limit for the whole call, including retries, waits and queueing, in milliseconds. Default: the client's. */
  deadline?: number | undefined
  /** Maximum number of retries after a transient failure. Default: the client's. */
  maxRetries?: number | undefined
  /** Total time the call may spend on `Retry-After` waits, in milliseconds. Default: the client's. */
  maxWait?: number | undefined
  /** Additional headers. They are merged with the client's headers and take precedence. */
  headers?: RequestInit['headers']
  /** Additional query parameters that the OpenAPI document does not define. */
  query?: Record<string, unknown> | undefined
}

/** Options of `list()`. */
export interface ListOptions extends RequestOptions {
  /**
   * Number of pages to prefetch while iterating. Pages are still returned in order. Prefetching starts after the first page,
   * which contains the total. Default: none.
   */
  concurrency?: number | undefined
  /** Time limit for reading the whole list, in milliseconds. The client's `deadline` applies to each page separately. */
  deadline?: number | undefined
}

/**
 * Options of `invoices.createOnce()`. The `deadline` covers the whole operation: creating, searching and waiting. The final
 * write to the idempotency store may take up to one second longer.
 */
export interface CreateOnceOptions extends RequestOptions {
  /**
   * Whether to add the tag `ref:<key>` to the invoice, so that a later search can identify it. Without the tag, an invoice is
   * identified by its customer, date and net amount, and only if exactly one invoice matches that no other key has claimed.
   * Default `true`.
   */
  tag?: boolean | undefined
  /** How long after an attempt the server may still create the invoice, in milliseconds. Default 120,000. */
  settle?: number | undefined
  /**
   * Your answer to an `UncertainOutcomeError`. `{ uuid }`: this invoice is the one for the key. It is refused if another key has
   * it. `'not-created'`: none of the candidates is, so the invoice is sent once more.
   */
  resolve?: InvoiceChoice | 'not-created' | undefined
}

/** The invoice that belongs to a key. */
export interface InvoiceChoice {
  /** UUID of the invoice. */
  uuid: string
}

/** Result of `invoices.createOnce()`. */
export interface CreatedOnce {
  /** The invoice, in its current state. */
  invoice: Invoice
  /**
   * How the invoice was obtained.
   *
   * - `created`: this call created it and received the response.
   * - `recovered`: an earlier attempt created it, but its response was lost or its process ended. A search found the invoice.
   * - `existing`: the idempotency store already had the invoice for this key.
   */
  outcome: 'created' | 'recovered' | 'existing' | 'cancelled'
}

/** A request to an endpoint that the OpenAPI document does not define. */
export interface RawRequest extends RequestOptions {
  /** HTTP method. All methods except GET are treated as unsafe to retry. */
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Path relative to the base URL of the API, such as `/invoices`. */
  path: string
  /** Request body, sent as JSON. A `Date` in it is sent as `YYYY-MM-DD`. */
  body?: object | undefined
}

/** Options of `account.get()`. */
export interface AccountOptions extends RequestOptions {
  /** Whether to request the account again instead of returning the cached one. Default `false`. */
  refresh?: boolean | undefined
}

/** Maximum number of requests in a time window. */
export interface RateLimit {
  /** Maximum number of requests in one window. */
  requests: number
  /** Length of the window, in milliseconds. */
  perMilliseconds: number
}

/** The part of a response that a rate limiter needs. */
export interface LimitedAnswer {
  /** HTTP status. The server does not count a request that it rejects with 429. */
  status: number
  /** Response headers, including `X-RateLimit-*` if the server sends them. */
  headers: Headers
  /**
   * After a 429: how long to pause all requests with this token, in milliseconds. At most the client's `maxWait`. Includes
   * random jitter, so that processes do not all resume at the same moment.
   */
  pause?: number | undefined
}

/** The client on whose behalf a request is rate-limited. */
export interface LimitedClient {
  /**
   * Returns the identifier of the rate limit: a hash of the base URL and the API token. It is the same in every process, and
   * does not reveal the token.
   */
  budget(): Promise<string>
  /** The client's `logger`, if it has one. */
  logger: Logger | undefined
}

/** Decides when a request may be sent. Use one of `billit-io/rate-limit`, or implement your own. */
export interface RateLimiter {
  /**
   * Waits for a slot, first come, first served.
   *
   * @returns A release function, which the client calls once when the request has ended: with the response, or without an
   *   argument if there was none.
   * @throws The signal's reason, as soon as the signal is aborted.
   */
  acquire(signal: AbortSignal, client: LimitedClient): Promise<(response?: LimitedAnswer) => unknown>
  /**
   * Returns the minimum wait of a new request, in milliseconds. Optional: with it, a call that would exceed its deadline fails
   * immediately.
   */
  minimumWait?(client: LimitedClient): number
}

/** What a log message says, as data. All fields are optional: messages that are not about an attempt have none. */
export interface LogDetails extends Partial<AttemptEvent> {
  /** HTTP status of the response. */
  status?: number
  /** Message of the error that ended the attempt. */
  error?: string
  /** Reason of a wait. */
  reason?: WaitEvent['reason']
  /** Duration of the attempt or the wait, in milliseconds. */
  milliseconds?: number
}

/**
 * Destination of log messages, such as `console`. A message and its details contain neither the API token nor values of a query.
 */
export interface Logger {
  /** Logs a successful attempt. */
  debug(message: string, details?: LogDetails): void
  /** Logs a wait, with its duration and reason. */
  info(message: string, details?: LogDetails): void
  /** Logs a failed attempt, or a failure of the store of a shared rate limit. */
  warn(message: string, details?: LogDetails): void
  /** Logs an error that one of your hooks or your rate limiter threw after the request was sent. */
  error(message: string, details?: LogDetails): void
}

/** The attempt that an event is about: one request of a call. */
export interface AttemptEvent {
  /** Identifier of the attempt. `onRequest` is followed by exactly one of `onResponse` and `onError` with the same `id`. */
  id: string
  /** Identifier of the call, the same for all its attempts. */
  callId: string
  /** Operation id of the OpenAPI document, or `request` for a call of `billit.request()`. */
  operation: string
  /** HTTP method. */
  method: string
  /** URL, including the query, which may contain personal data. */
  url: string
  /** Number of the attempt, from 1. */
  attempt: number
  /** How long the attempt waited for the rate limit, in milliseconds. */
  queuedMs: number
  /** How long the call waited before this attempt because the previous one failed, in milliseconds. */
  waitedMs: number
}

/** Event of `onRequest`. Does not contain the API token. */
export interface RequestEvent extends AttemptEvent {
  /** Request headers. The hook may change them before the request is sent. */
  headers: Headers
}

/** Event of `onResponse`. */
export interface ResponseEvent extends AttemptEvent {
  /** HTTP status. */
  status: number
  /** Response headers. */
  headers: Headers
  /** Duration from sending the request to the end of the response body, in milliseconds. */
  milliseconds: number
}

/** Event of `onError`. */
export interface FailureEvent extends AttemptEvent {
  /** Why the attempt ended without a response: an error of this package, or the reason of an aborted signal. */
  error: unknown
  /** Duration from sending the request to the failure, in milliseconds. 0 if nothing was sent. */
  milliseconds: number
}

/** Event of `onWait`. Its `id` and `attempt` are those of the attempt that follows. */
export interface WaitEvent extends AttemptEvent {
  /** `rate limit`: waiting for a slot. `retry`: waiting before a retry. */
  reason: 'rate limit' | 'retry'
  /** Minimum duration of the wait, as far as known, in milliseconds. */
  milliseconds: number
}

/** Functions that the client calls before a request, after a response or a failure, and before a wait. */
export interface Hooks {
  /** Called before every attempt. If it throws, the call fails and nothing is sent. */
  onRequest?: ((event: RequestEvent) => unknown) | undefined
  /** Called after every response, with any status. Errors that it throws are logged. */
  onResponse?: ((event: ResponseEvent) => unknown) | undefined
  /**
   * Called after every attempt that ended without a response: a lost connection, a timeout, an abort, or a failure of
   * `onRequest`, the token or the idempotency store. Errors that it throws are logged.
   */
  onError?: ((event: FailureEvent) => unknown) | undefined
  /** Called when a call starts to wait, for example to show progress. Errors that it throws are logged. */
  onWait?: ((event: WaitEvent) => unknown) | undefined
}
