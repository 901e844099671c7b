import { show } from './arguments.ts'
import { DEFAULT_TIME_ZONE, isTimeZone } from './dates.ts'
import { ConfigurationError } from './errors.ts'
import type { Hooks } from './pipeline/hooks.ts'
import type { Logger } from './pipeline/log.ts'
import type { RateLimiter } from './pipeline/rate-limit.ts'
import { sharedLimiter } from './pipeline/shared-limiter.ts'
import type { RateLimit } from './pipeline/window-limiter.ts'
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
  /** Used in place of the global `fetch`. */
  fetch?: typeof globalThis.fetch | undefined
  /** Sent with every request to the API. */
  headers?: HeadersInit | undefined
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
  fetch: typeof globalThis.fetch | undefined
  /** By their names in lower case. A plain object: the generated functions spread it, and of a Headers nothing remains. */
  headers: Record<string, string>
  logger: Logger | undefined
}

/** @throws ConfigurationError naming the option and the cure. */
export function readOptions(options: BillitOptions = {}): Settings {
  const { timeZone = DEFAULT_TIME_ZONE, timeout = 30_000, deadline, maxRetries = 3, fetch, onRequest, onResponse } = options
  if (typeof timeZone !== 'string' || !isTimeZone(timeZone)) {
    throw new ConfigurationError(`timeZone must be an IANA name such as 'Europe/Athens', not ${show(timeZone)}.`)
  }
  if (fetch !== undefined && typeof fetch !== 'function') throw new ConfigurationError('fetch must be a function.')
  checkMilliseconds('timeout', timeout)
  if (deadline !== undefined) checkMilliseconds('deadline', deadline)
  checkRetries(maxRetries)
  const given = options.token ?? env('BILLIT_TOKEN')
  const token = readToken(given)
  const baseUrl = readBaseUrl(options)
  return {
    token,
    baseUrl,
    timeout,
    deadline,
    maxRetries,
    limiter: readRateLimit(options.rateLimit, baseUrl, given ?? ''),
    timeZone,
    fetch,
    headers: { accept: 'application/json', ...readHeaders(options.headers) },
    logger: readLogger(options.logger),
    onRequest,
    onResponse,
  }
}

export function checkMilliseconds(
  name: string,
  value: number,
  Refusal: new (message: string) => Error = ConfigurationError,
): void {
  if (typeof value === 'number' && value > 0) return
  throw new Refusal(`${name} must be a positive number of milliseconds, not ${show(value)}.`)
}

export function checkRetries(value: number, Refusal: new (message: string) => Error = ConfigurationError): void {
  if (Number.isSafeInteger(value) && value >= 0) return
  throw new Refusal(`maxRetries must be an integer from 0, not ${show(value)}.`)
}

export function readHeaders(
  headers: HeadersInit | undefined,
  Refusal: new (message: string) => Error = ConfigurationError,
): Record<string, string> {
  try {
    return Object.fromEntries(new Headers(headers))
  } catch {
    // The runtime's own message quotes the value, which may be a secret.
    throw new Refusal('headers has a name or a value that HTTP does not allow.')
  }
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
  const guarded = (name: keyof Logger) => (message: string) => {
    try {
      logger[name](message)
    } catch {
      // There is nowhere left to tell it.
    }
  }
  for (const name of LEVELS) {
    if (typeof logger[name] !== 'function') throw new ConfigurationError(`logger must have the method ${name}(), as console has.`)
  }
  return { debug: guarded('debug'), info: guarded('info'), warn: guarded('warn'), error: guarded('error') }
}

function readRateLimit(
  given: BillitOptions['rateLimit'] = { requests: 60, perMilliseconds: 60_000 },
  baseUrl: string,
  token: string | (() => string | Promise<string>),
): RateLimiter | undefined {
  const refusal = new ConfigurationError('rateLimit must be { requests, perMilliseconds }, an object with acquire(), or false.')
  if (given === false) return undefined
  if (typeof given !== 'object' || given === null) throw refusal
  if ('acquire' in given && typeof given.acquire === 'function') return given
  if ('requests' in given && Number.isSafeInteger(given.requests) && given.requests > 0) {
    checkMilliseconds('rateLimit.perMilliseconds', given.perMilliseconds)
    return sharedLimiter(baseUrl, token, given)
  }
  throw refusal
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
  if (!URL.canParse(given)) throw refuse(`is not an absolute URL`)
  const url = new URL(given)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw refuse(`must start with https:// or http://`)
  if (url.username || url.password) throw refuse('must not hold a user name or password')
  if (url.search || url.hash) throw refuse('must not have a query or a fragment')
  return url.href.replace(/\/+$/, '')
}

/** Browsers and workers have no environment. */
function env(name: string): string | undefined {
  const { process } = globalThis as { process?: { env?: Record<string, string | undefined> } }
  return process?.env?.[name] || undefined
}
