import type { IdempotencyStore } from './idempotency-store.ts'
import type { Problem } from './problem.ts'
import type { Account, Contact, Invoice, InvoiceCreate, InvoiceUpdate } from './types.ts'

/** The two installations of Billit. */
export type Environment = 'sandbox' | 'production'

/** A function like the global `fetch`. */
export type Fetch = typeof globalThis.fetch

/** An instance of ofetch. Its own type needs those of undici, which do not come with this package. */
export interface FetchInstance {
  (request: string): Promise<unknown>
  /** Gives the response itself. */
  raw(request: string, options?: object): Promise<Response>
}

/** How to reach Billit, and how long to try. */
export interface BillitOptions extends Hooks {
  /**
   * The API token, or a function that gives it and is asked before every attempt. Default: the environment variable
   * `BILLIT_TOKEN`.
   */
  token?: string | (() => string | Promise<string>) | undefined
  /** Default: the environment variable `BILLIT_ENVIRONMENT`, otherwise `sandbox`. */
  environment?: Environment | undefined
  /** The address of the API, such as a mock's or a proxy's. Wins over `environment`. Default: `BILLIT_BASE_URL`. */
  baseUrl?: string | URL | undefined
  /** Milliseconds for one attempt, its body included. Default 30,000. */
  timeout?: number | undefined
  /** Milliseconds for a whole call: attempts, waits and queueing. Default: none. */
  deadline?: number | undefined
  /**
   * How often a request is sent again after a failure that allows it. Default 3, so at most 4 attempts. A 429 does not
   * count as one. 0 sends nothing again, not even after a 429.
   */
  maxRetries?: number | undefined
  /**
   * Milliseconds that one call waits because the server asks it to (`Retry-After`), all waits together. If the server asks
   * for more, the call fails at once. 0: it does not wait at all. Default 300,000.
   */
  maxWait?: number | undefined
  /**
   * The most requests to send, counted for all clients of the token in this process. Default 60 in 60,000 ms, the API's
   * own limit. `false`: no limit, as for a mock. A `RateLimiter` of your own takes its place.
   */
  rateLimit?: RateLimit | RateLimiter | false | undefined
  /** IANA name of the zone in which a `Date` becomes a calendar date. Default `Europe/Athens`. */
  timeZone?: string | undefined
  /**
   * Checks an invoice before it is created or updated, and refuses one that would be rejected: `checkInvoice` of
   * `billit-io/mydata`. The ids of the account are checked once `account.get()` has been read. Default: no check.
   *
   * With `{ check: checkInvoice, contacts: true }` the customer is checked too: its VAT number and where it is.
   */
  preflight?: InvoiceCheck | Preflight | false | undefined
  /**
   * Where `invoices.createOnce()` remembers what it has sent, such as `sqliteStore('invoices.db')` of `billit-io/idempotency`. One
   * for each account and environment. Default: none, and `createOnce` refuses to work.
   */
  idempotencyStore?: IdempotencyStore | undefined
  /**
   * Used in place of the global `fetch`: a function like it, or an instance of ofetch with your interceptors. It is called
   * with `cache: 'no-store'`, since a cached answer may lack what was just created.
   */
  fetch?: Fetch | FetchInstance | undefined
  /** Sent with every request to the API. */
  headers?: RequestInit['headers']
  /**
   * Told about attempts, waits and reasons, never the token. Default: none, or stderr at the level that the environment
   * variable `BILLIT_LOG` names (`debug`, `info`, `warn`, `error`).
   */
  logger?: Logger | undefined
}

/** Looks for what would be rejected, such as `checkInvoice` of `billit-io/mydata`. */
export type InvoiceCheck = (draft: InvoiceCreate | InvoiceUpdate, account?: Account, contact?: Contact) => Problem[]

/** A check of invoices, and what it may read. */
export interface Preflight {
  /** `checkInvoice` of `billit-io/mydata`. */
  check: InvoiceCheck
  /**
   * Whether the contact that `customerId` names is read first (`GET /contacts/{id}`), unless it was read in the last five
   * minutes. If it cannot be read within five seconds, a warning is logged, and the invoice is checked without it and sent.
   * No invoice is refused for what a contact said minutes ago: it is read again first. Default `false`.
   */
  contacts?: boolean | undefined
}

/** Options of one call. They win over the client's. */
export interface RequestOptions {
  /** Ends the call: it rejects with the signal's own reason. */
  signal?: AbortSignal | undefined
  /** Milliseconds for one attempt, its body included. */
  timeout?: number | undefined
  /** Milliseconds for the whole call: attempts, waits and queueing. */
  deadline?: number | undefined
  /** How often the request is sent again after a failure that allows it. */
  maxRetries?: number | undefined
  /** Milliseconds that the call waits because the server asks it to, all waits together. */
  maxWait?: number | undefined
  /** Sent besides the client's headers. */
  headers?: RequestInit['headers']
  /** Query parameters that the document does not have. */
  query?: Record<string, unknown> | undefined
}

/** Options of `list()`. */
export interface ListOptions extends RequestOptions {
  /**
   * When all rows are read: how many pages to ask for ahead, once the first has told how many there are. They come in
   * order all the same. Default: none, each page is asked for when it is needed.
   */
  concurrency?: number | undefined
  /** Milliseconds for reading the whole list. The client's own `deadline` counts for each page. */
  deadline?: number | undefined
}

/**
 * Options of `invoices.createOnce()`. Its `deadline` covers all that it does: sending, looking and waiting. Only the store may
 * take a second longer, to write down what happened.
 */
export interface CreateOnceOptions extends RequestOptions {
  /**
   * Whether the invoice gets the tag `ref:<key>`, by which it is found again. Without it, an invoice is taken for ours only if
   * it alone has the customer, the date and the net amount, and no other key has it. Default `true`.
   */
  tag?: boolean | undefined
  /** Milliseconds after an attempt for which the server may still act on it. Default 120,000. */
  settle?: number | undefined
}

/** What `invoices.createOnce()` gives. */
export interface CreatedOnce {
  /** The invoice, as it is now. */
  invoice: Invoice
  /**
   * `created`: the server answered that it is. `recovered`: no answer came, or it came to a process that died, and the invoice was
   * found on the server. `existing`: the store had it.
   */
  outcome: 'created' | 'recovered' | 'existing'
}

/** A request that the document does not have. */
export interface RawRequest extends RequestOptions {
  /** Anything but a GET counts as unsafe to repeat. */
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** The path below the API's base, such as `/invoices`. */
  path: string
  /** Sent as JSON. A `Date` in it becomes `Y-m-d`. */
  body?: object | undefined
}

/** Options of `account.get()`. */
export interface AccountOptions extends RequestOptions {
  /** Ask the server again, in place of giving the cached account. Default `false`. */
  refresh?: boolean | undefined
}

/** How many requests are allowed in a window of time. */
export interface RateLimit {
  /** How many may arrive in one window. */
  requests: number
  /** The length of the window. */
  perMilliseconds: number
}

/** What a limiter is told about an answer. */
export interface LimitedAnswer {
  /** The HTTP status. 429 means that the request was not counted. */
  status: number
  /** With `X-RateLimit-*`, if the server sends them. */
  headers: Headers
  /**
   * Milliseconds for which no request of the token should be sent, as a 429 asks; at most the client's `maxWait`. It
   * includes a random part, so that processes do not all come back at once.
   */
  pause?: number | undefined
}

/** The client that asks a limiter for a slot. */
export interface LimitedClient {
  /**
   * A name for what the server counts: a hash of the API's address and the token, the same in every process. The token cannot
   * be read from it.
   */
  budget(): Promise<string>
  /** The client's `logger`. */
  logger: Logger | undefined
}

/** Decides when a request may be sent. `rateLimit` takes one of your own, or one of `billit-io/rate-limit`. */
export interface RateLimiter {
  /**
   * Waits for a slot, first come, first served. The function that it gives is called once, when the request is over: with
   * the answer, or without one if none came.
   *
   * @throws The signal's own reason, as soon as it aborts.
   */
  acquire(signal: AbortSignal, client: LimitedClient): Promise<(answer?: LimitedAnswer) => unknown>
  /**
   * Milliseconds that a request which asks now will wait at least. Optional: a call whose deadline is sooner then fails
   * at once instead of waiting in vain.
   */
  minimumWait?(client: LimitedClient): number
}

/** Where the client tells what it does. `console` is one. */
export interface Logger {
  /** An attempt that succeeded. */
  debug(message: string): void
  /** A wait, how long it takes, and why. */
  info(message: string): void
  /** An attempt that failed, or the store of a shared rate limit. */
  warn(message: string): void
  /** A hook or a limiter of yours that failed after the request was sent. */
  error(message: string): void
}

/** A request as a caller's hook sees it, without the token. */
export interface RequestEvent {
  /** The operationId; `request` for a call of `request()`. */
  operation: string
  /** The HTTP method. */
  method: string
  /** With the query. */
  url: string
  /** 1 for the first. */
  attempt: number
  /** May be changed: what the hook sets is sent. */
  headers: Headers
}

/** What a caller's hook sees of an answer. */
export interface ResponseEvent {
  /** As in `RequestEvent`. */
  operation: string
  /** The HTTP method. */
  method: string
  /** With the query. */
  url: string
  /** 1 for the first. */
  attempt: number
  /** The HTTP status. */
  status: number
  /** The headers of the answer. */
  headers: Headers
  /** From sending to the end of the body. */
  milliseconds: number
}

/** What a caller's hook sees of a wait. */
export interface WaitEvent {
  /** As in `RequestEvent`. */
  operation: string
  /** The HTTP method. */
  method: string
  /** With the query. */
  url: string
  /** The attempt that follows. 1 for the first. */
  attempt: number
  /** Whether the call waits for a slot of the rate limit, or after a failure. */
  reason: 'rate limit' | 'retry'
  /** How long it will wait at least, as far as is known. */
  milliseconds: number
}

/** Functions of yours that are told what a client does. */
export interface Hooks {
  /** Called before every attempt. If it throws, the call ends before anything is sent. */
  onRequest?: ((event: RequestEvent) => unknown) | undefined
  /** Called after every answer, whatever its status. An error in it is logged. */
  onResponse?: ((event: ResponseEvent) => unknown) | undefined
  /** Called when a call begins to wait, so that a program can show it. An error in it is logged. */
  onWait?: ((event: WaitEvent) => unknown) | undefined
}
