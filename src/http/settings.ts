import { checkInteger, checkMilliseconds, checkNames, type Refusal, show } from '../core/arguments.ts'
import { checkTimeZone, DEFAULT_TIME_ZONE } from '../core/dates.ts'
import { ConfigurationError, InvalidArgumentError } from '../core/errors.ts'
import type { IdempotencyStore } from '../core/idempotency-store.ts'
import type { BillitOptions, InvoiceCheck, Logger, Preflight, RateLimiter, RequestOptions } from '../core/options.ts'
import { isRecord } from '../core/record.ts'
import type { Telling } from './call.ts'
import { env, readBaseUrl, userAgent } from './environment.ts'
import { Redactor } from './redact.ts'
import { sharedLimiter } from './shared-limiter.ts'
import { LEVELS, stderrLogger } from './stderr-logger.ts'
import { callSafely } from './tell.ts'
import { createTransport, type Transport } from './transport.ts'

/** The options of a client, checked and filled in. */
export interface Settings extends Telling {
  token: () => Promise<string>
  redactor: Redactor
  baseUrl: string
  timeout: number
  deadline: number | undefined
  maxRetries: number
  maxWait: number
  limiter: RateLimiter | undefined
  timeZone: string
  transport: Transport
  preflight: Preflight | undefined
  idempotencyStore: IdempotencyStore | undefined
  /** The names are in lower case. A plain object, since the generated functions spread it, which leaves nothing of a Headers. */
  headers: Record<string, string>
}

const OPTION_NAMES = [
  ...['token', 'environment', 'baseUrl', 'timeout', 'deadline', 'maxRetries', 'maxWait', 'rateLimit', 'timeZone'],
  ...['preflight', 'idempotencyStore', 'fetch', 'headers', 'logger', 'onRequest', 'onResponse', 'onWait'],
]

/** @throws ConfigurationError naming the option and the cure. */
export function readOptions(options: BillitOptions = {}): Settings {
  checkNames('new Billit()', options, OPTION_NAMES, ConfigurationError)
  const { timeZone = DEFAULT_TIME_ZONE, timeout = 30_000, deadline, maxRetries = 3, maxWait = 300_000 } = options
  const limits = { timeout, deadline, maxRetries, maxWait }
  const { onRequest, onResponse, onWait } = options
  const hooks = { onRequest, onResponse, onWait }
  checkTimeZone(timeZone, ConfigurationError)
  checkLimits(limits, ConfigurationError)
  for (const [name, hook] of Object.entries(hooks)) {
    if (hook !== undefined && typeof hook !== 'function') {
      throw new ConfigurationError(`${name} must be a function, not ${show(hook)}.`)
    }
  }
  const given = options.token === undefined ? env('BILLIT_TOKEN') : options.token
  const baseUrl = readBaseUrl(options)
  const redactor = new Redactor()
  return {
    token: readToken(given, redactor),
    redactor,
    redact: redactor.text,
    baseUrl,
    ...limits,
    limiter: readRateLimit(options.rateLimit, baseUrl, given ?? ''),
    timeZone,
    transport: createTransport(options.fetch),
    preflight: readPreflight(options.preflight),
    idempotencyStore: readIdempotencyStore(options.idempotencyStore),
    headers: { accept: 'application/json', ...userAgent(), ...readHeaders(options.headers) },
    logger: readLogger(options.logger, redactor),
    ...hooks,
  }
}

/** The limits that a client and a call both take. */
function checkLimits(
  { timeout, deadline, maxRetries = 0, maxWait = 0 }: Pick<BillitOptions, 'timeout' | 'deadline' | 'maxRetries' | 'maxWait'>,
  Refusal: Refusal = InvalidArgumentError,
): void {
  if (timeout !== undefined) checkMilliseconds('timeout', timeout, Refusal)
  if (deadline !== undefined) checkMilliseconds('deadline', deadline, Refusal)
  checkInteger('maxRetries', maxRetries, 0, undefined, Refusal)
  if (typeof maxWait !== 'number' || !(maxWait >= 0)) {
    throw new Refusal(`maxWait must be a number of milliseconds from 0, not ${show(maxWait)}.`)
  }
}

const CALL_OPTION_NAMES = ['signal', 'timeout', 'deadline', 'maxRetries', 'maxWait', 'headers', 'query']

/**
 * Checks the options of one call.
 *
 * @param more The names of options that this call takes besides.
 * @throws InvalidArgumentError naming the option and the cure.
 */
export function checkCallOptions(options: RequestOptions, more: readonly string[] = []): void {
  checkNames('The call', options, [...CALL_OPTION_NAMES, ...more])
  checkLimits(options)
  const { signal, query }: { signal?: unknown; query?: unknown } = options
  if (signal !== undefined && !isSignal(signal)) {
    const cure = isRecord(signal) && isSignal(signal.signal) ? ': pass controller.signal, not the controller' : ''
    throw new InvalidArgumentError(`signal must be an AbortSignal, not ${show(signal)}${cure}.`)
  }
  if (query !== undefined && (!isRecord(query) || Array.isArray(query))) {
    throw new InvalidArgumentError(`query must be an object with query parameters, not ${show(query)}.`)
  }
}

/** Of this realm or another. */
const isSignal = (value: unknown): value is AbortSignal =>
  isRecord(value) && typeof value.aborted === 'boolean' && typeof value.throwIfAborted === 'function'

export function readHeaders(headers: RequestInit['headers'], Refusal: Refusal = ConfigurationError): Record<string, string> {
  try {
    return Object.fromEntries(new Headers(headers))
  } catch {
    // The runtime's own message quotes the value, which may be a secret.
    throw new Refusal('headers has a name or a value that HTTP does not allow.')
  }
}

function readPreflight(given: BillitOptions['preflight']): Settings['preflight'] {
  if (typeof given === 'function') return { check: requireList(given) }
  if (given === undefined || given === false) return undefined
  if (isRecord(given) && typeof given.check === 'function') {
    checkNames('preflight', given, ['check', 'contacts'], ConfigurationError)
    const { check, contacts = false } = given
    if (typeof contacts === 'boolean') return { check: requireList(check), contacts }
    throw new ConfigurationError(`preflight.contacts must be true or false, not ${show(contacts)}.`)
  }
  throw new ConfigurationError(
    `preflight must be checkInvoice (from billit-io/mydata), { check: checkInvoice, contacts: true } or false, not ${show(given)}.`,
  )
}

/** A check of the caller's own may give anything: without a list of problems, the invoice is not sent. */
const requireList =
  (check: InvoiceCheck): InvoiceCheck =>
  (...args) => {
    const problems: unknown = check(...args)
    if (Array.isArray(problems)) return problems
    // An async check that rejects must not end the process.
    Promise.resolve(problems).catch(() => {})
    throw new ConfigurationError(`preflight must give a list of problems at once, not ${show(problems)}.`)
  }

const STORE_METHODS = ['read', 'write', 'remove', 'claimed', 'unsettled']

function readIdempotencyStore(given: unknown): IdempotencyStore | undefined {
  if (given === undefined) return undefined
  // Its methods are there, and their types are the caller's own promise.
  if (isRecord(given) && STORE_METHODS.every((name) => typeof given[name] === 'function'))
    return given as unknown as IdempotencyStore
  throw new ConfigurationError(
    `idempotencyStore must be an IdempotencyStore such as sqliteStore('invoices.db') of billit-io/idempotency, with the methods ${STORE_METHODS.join(', ')}, not ${show(given)}.`,
  )
}

function readToken(token: BillitOptions['token'], redactor: Redactor): () => Promise<string> {
  const read = (given: unknown) => {
    const checked = checkToken(given)
    redactor.add(checked)
    return checked
  }
  if (typeof token === 'function') return async () => read(await token())
  const checked = read(token)
  return async () => checked
}

/** Its messages never show the token. */
function checkToken(token: unknown): string {
  if (token === undefined || token === '') {
    throw new ConfigurationError(
      'There is no token: pass `token`, or set BILLIT_TOKEN. Create one in the web app under Settings > API.',
    )
  }
  if (typeof token !== 'string') {
    throw new ConfigurationError(`The token must be a string, not ${token === null ? 'null' : typeof token}.`)
  }
  if (/^bearer\s/i.test(token)) throw new ConfigurationError("The token must come without 'Bearer ' in front.")
  // Most servers refuse a header of more than 8,000 characters.
  if (!/^[\x21-\x7e]{1,8000}$/.test(token)) {
    throw new ConfigurationError(
      'The token is too long, or has a space, a line break or another character that no token has: trim it.',
    )
  }
  return token
}

/** A logger that throws or rejects must not make a request look failed that was sent. */
function readLogger(given: Logger | undefined, redactor: Redactor): Logger | undefined {
  const logger = given === undefined ? stderrLogger(env('BILLIT_LOG')) : given
  if (logger === undefined) return undefined
  if (!isRecord(logger)) throw new ConfigurationError(`logger must be an object such as console, not ${show(logger)}.`)
  const guarded = LEVELS.map((name) => {
    if (typeof logger[name] !== 'function') throw new ConfigurationError(`logger must have the method ${name}(), as console has.`)
    // If the logger itself fails, there is nobody left to tell.
    const write = (message: string) => callSafely(name, () => logger[name](message), { logger: undefined, redact: redactor.text })
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
      checkNames('rateLimit', given, ['requests', 'perMilliseconds'], ConfigurationError)
      checkMilliseconds('rateLimit.perMilliseconds', given.perMilliseconds, ConfigurationError)
      return sharedLimiter(baseUrl, token, { ...given })
    }
  }
  throw new ConfigurationError('rateLimit must be { requests, perMilliseconds }, an object with acquire(), or false.')
}
