import { show } from './arguments.ts'
import { DEFAULT_TIME_ZONE, isTimeZone } from './dates.ts'
import { ConfigurationError } from './errors.ts'
import type { Hooks } from './pipeline/hooks.ts'
import type { Logger } from './pipeline/log.ts'

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
  /** IANA name of the zone in which a `Date` becomes a calendar date. Default `Europe/Athens`. */
  timeZone?: string | undefined
  /** Used in place of the global `fetch`. */
  fetch?: typeof globalThis.fetch | undefined
  /** Sent with every request to the API. */
  headers?: HeadersInit | undefined
  /** Told of attempts, waits and reasons. The token is never in it. Default: none. */
  logger?: Logger | undefined
}

/** The options, checked and filled in. */
export interface Settings extends Hooks {
  token: () => Promise<string>
  baseUrl: string
  timeout: number
  deadline: number | undefined
  maxRetries: number
  timeZone: string
  fetch: typeof globalThis.fetch | undefined
  headers: Headers
  logger: Logger | undefined
}

/** @throws ConfigurationError naming the option and the cure. */
export function readOptions(options: BillitOptions = {}): Settings {
  const {
    timeZone = DEFAULT_TIME_ZONE,
    timeout = 30_000,
    deadline,
    maxRetries = 3,
    fetch,
    logger,
    onRequest,
    onResponse,
  } = options
  if (typeof timeZone !== 'string' || !isTimeZone(timeZone)) {
    throw new ConfigurationError(`timeZone must be an IANA name such as 'Europe/Athens', not ${show(timeZone)}.`)
  }
  if (fetch !== undefined && typeof fetch !== 'function') throw new ConfigurationError('fetch must be a function.')
  checkMilliseconds('timeout', timeout)
  if (deadline !== undefined) checkMilliseconds('deadline', deadline)
  checkRetries(maxRetries)
  return {
    token: readToken(options.token ?? env('BILLIT_TOKEN')),
    baseUrl: readBaseUrl(options),
    timeout,
    deadline,
    maxRetries,
    timeZone,
    fetch,
    headers: readHeaders(options.headers),
    logger,
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
): Headers {
  try {
    return new Headers(headers)
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
