import { checkInteger, checkMilliseconds, type Refusal, show } from '../core/arguments.ts'
import { checkTimeZone, DEFAULT_TIME_ZONE } from '../core/dates.ts'
import { ConfigurationError } from '../core/errors.ts'
import type { Hooks } from '../pipeline/hooks.ts'
import type { Logger } from '../pipeline/log.ts'
import type { RateLimiter } from '../pipeline/rate-limit.ts'
import { sharedLimiter } from '../pipeline/shared-limiter.ts'
import type { RateLimit } from '../pipeline/window-limiter.ts'
import { type Fetch, type FetchInstance, readFetch } from './fetch.ts'
import type { InvoiceCheck } from './preflight.ts'
import { LEVELS, stderrLogger } from './stderr-logger.ts'

/** The two installations of Billit. */
export type Environment = 'sandbox' | 'production'

const BASE_URLS: Record<Environment, string> = {
  sandbox: 'https://api.sandbox-billit.xyz/v1',
  production: 'https://api.billit.io/v1',
}

/** How to reach Billit, and how long to try. */
export interface BillitOptions extends Hooks {
  /**
   * The API token, or a function that gives it, asked before every attempt. Default: the environment variable
   * `BILLIT_TOKEN`.
   */
  token?: string | (() => string | Promise<string>) | undefined
  /** Default: the environment variable `BILLIT_ENVIRONMENT`, else `sandbox`. */
  environment?: Environment | undefined
  /** The address of the API, such as a mock's or a proxy's. Wins over `environment`. Default: `BILLIT_BASE_URL`. */
  baseUrl?: string | URL | undefined
  /** Milliseconds for one attempt, its body included. Default 30,000. */
  timeout?: number | undefined
  /** Milliseconds for a whole call: attempts, waits and queueing. Default: none. */
  deadline?: number | undefined
  /** How often a request is sent again after a failure that allows it. Default 3, so at most 4 attempts. */
  maxRetries?: number | undefined
  /**
   * The most requests to send, counted for all clients of the token in this process. Default 60 in 60,000 ms, the API's
   * own limit. `false`: none, as for a mock. A `RateLimiter` of your own takes its place.
   */
  rateLimit?: RateLimit | RateLimiter | false | undefined
  /** IANA name of the zone in which a `Date` becomes a calendar date. Default `Europe/Athens`. */
  timeZone?: string | undefined
  /**
   * Checks an invoice before it is created or updated, and refuses what would be rejected: `checkInvoice` of
   * `billit-io/mydata`. The ids of the account are checked once
   * `account.get()` has been read. Default: no check.
   */
  preflight?: InvoiceCheck | false | undefined
  /** Used in place of the global `fetch`: a function like it, or an instance of ofetch with your interceptors. */
  fetch?: Fetch | FetchInstance | undefined
  /** Sent with every request to the API. */
  headers?: RequestInit['headers']
  /**
   * Told of attempts, waits and reasons. The token is never in it. Default: none, or stderr at the level that the
   * environment variable `BILLIT_LOG` names (`debug`, `info`, `warn`, `error`).
   */
  logger?: Logger | undefined
}

/** The options, checked and filled in. */
export interface Settings extends Hooks {
  token: () => Promise<string>
  baseUrl: string
  timeout: number
  deadline: number | undefined
  maxRetries: number
  limiter: RateLimiter | undefined
  timeZone: string
  fetch: Fetch
  preflight: InvoiceCheck | undefined
  /** By their names in lower case. A plain object: the generated functions spread it, and of a Headers nothing remains. */
  headers: Record<string, string>
  logger: Logger | undefined
}

/** @throws ConfigurationError naming the option and the cure. */
export function readOptions(options: BillitOptions = {}): Settings {
  const { timeZone = DEFAULT_TIME_ZONE, timeout = 30_000, deadline, maxRetries = 3, fetch, onRequest, onResponse } = options
  checkTimeZone(timeZone, ConfigurationError)
  checkLimits({ timeout, deadline, maxRetries }, ConfigurationError)
  const given = options.token ?? env('BILLIT_TOKEN')
  const baseUrl = readBaseUrl(options)
  return {
    token: readToken(given),
    baseUrl,
    timeout,
    deadline,
    maxRetries,
    limiter: readRateLimit(options.rateLimit, baseUrl, given ?? ''),
    timeZone,
    fetch: readFetch(fetch),
    preflight: readPreflight(options.preflight),
    headers: { accept: 'application/json', ...readHeaders(options.headers) },
    logger: readLogger(options.logger),
    onRequest,
    onResponse,
  }
}

/** What a client and a call both take. */
export function checkLimits(
  { timeout, deadline, maxRetries = 0 }: Pick<BillitOptions, 'timeout' | 'deadline' | 'maxRetries'>,
  Refusal?: Refusal,
): void {
  checkMilliseconds('timeout', timeout, Refusal)
  checkMilliseconds('deadline', deadline, Refusal)
  checkInteger('maxRetries', maxRetries, 0, undefined, Refusal)
}

export function readHeaders(headers: RequestInit['headers'], Refusal: Refusal = ConfigurationError): Record<string, string> {
  try {
    return Object.fromEntries(new Headers(headers))
  } catch {
    // The runtime's own message quotes the value, which may be a secret.
    throw new Refusal('headers has a name or a value that HTTP does not allow.')
  }
}

function readPreflight(given: BillitOptions['preflight']): Settings['preflight'] {
  if (typeof given === 'function') return given
  if (given === undefined || given === false) return undefined
  throw new ConfigurationError(`preflight must be checkInvoice (from billit-io/mydata) or false, not ${show(given)}.`)
}

function readToken(token: BillitOptions['token']): () => Promise<string> {
  if (typeof token === 'function') return async () => checkToken(await token())
  const checked = checkToken(token)
  return async () => checked
}

/** Its messages never show the token. */
function checkToken(token: unknown): string {
  if (token === undefined || token === '') {
    throw new ConfigurationError(
      'There is no token: pass `token`, or set BILLIT_TOKEN. You make one in the web app under Settings > API.',
    )
  }
  if (typeof token !== 'string') throw new ConfigurationError(`The token must be a string, not ${typeof token}.`)
  if (/^bearer\s/i.test(token)) throw new ConfigurationError("The token must come without 'Bearer ' in front.")
  if (!/^[\x21-\x7e]+$/.test(token)) {
    throw new ConfigurationError('The token has a space, a line break or another character that no token has: trim it.')
  }
  return token
}

/** A logger that fails must not make a request fail that has been sent. */
function readLogger(given: Logger | undefined): Logger | undefined {
  const logger = given ?? stderrLogger(env('BILLIT_LOG'))
  if (!logger) return undefined
  const guarded = LEVELS.map((name) => {
    if (typeof logger[name] !== 'function') throw new ConfigurationError(`logger must have the method ${name}(), as console has.`)
    const write = (message: string) => {
      try {
        logger[name](message)
      } catch {
        // There is nowhere left to tell it.
      }
    }
    return [name, write]
  })
  // One for each level.
  return Object.fromEntries(guarded) as Record<keyof Logger, Logger['info']>
}

function readRateLimit(
  given: BillitOptions['rateLimit'] = { requests: 60, perMilliseconds: 60_000 },
  baseUrl: string,
  token: string | (() => string | Promise<string>),
): RateLimiter | undefined {
  if (given === false) return undefined
  if (typeof given === 'object' && given !== null) {
    if ('acquire' in given && typeof given.acquire === 'function') return given
    if ('requests' in given && Number.isSafeInteger(given.requests) && given.requests > 0) {
      checkMilliseconds('rateLimit.perMilliseconds', given.perMilliseconds, ConfigurationError)
      return sharedLimiter(baseUrl, token, given)
    }
  }
  throw new ConfigurationError('rateLimit must be { requests, perMilliseconds }, an object with acquire(), or false.')
}

function readBaseUrl(options: BillitOptions): string {
  const given = options.baseUrl ?? env('BILLIT_BASE_URL')
  if (given !== undefined) return checkBaseUrl(given)
  const environment = options.environment ?? env('BILLIT_ENVIRONMENT') ?? 'sandbox'
  if (environment === 'sandbox' || environment === 'production') return BASE_URLS[environment]
  throw new ConfigurationError(`environment must be 'sandbox' or 'production', not ${show(environment)}.`)
}

function checkBaseUrl(given: string | URL): string {
  const refuse = (why: string) =>
    new ConfigurationError(
      `baseUrl ${why}: pass an address such as 'https://api.sandbox-billit.xyz/v1' or 'http://127.0.0.1:4010'.`,
    )
  if (!URL.canParse(given)) throw refuse('is not an absolute URL')
  const url = new URL(given)
  if (!/^https?:$/.test(url.protocol)) throw refuse('must start with https:// or http://')
  if (url.username || url.password) throw refuse('must not hold a user name or password')
  if (url.search || url.hash) throw refuse('must not have a query or a fragment')
  return url.href.replace(/\/+$/, '')
}

/** Browsers and workers have no environment, and Deno may not be allowed to read it. */
function env(name: string): string | undefined {
  const { process } = globalThis as { process?: { env?: Record<string, string | undefined> } }
  try {
    return process?.env?.[name] || undefined
  } catch {
    return undefined
  }
}
