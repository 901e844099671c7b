import { checkMilliseconds, checkNames, show } from '../core/arguments.ts'
import { checkTimeZone, DEFAULT_TIME_ZONE } from '../core/dates.ts'
import { ConfigurationError } from '../core/errors.ts'
import type { IdempotencyStore } from '../core/idempotency-store.ts'
import type { BillitOptions, InvoiceCheck, LogDetails, Logger, Preflight } from '../core/options.ts'
import { isRecord } from '../core/record.ts'
import type { Observers } from './call.ts'
import { checkLimits, readHeaders } from './call-options.ts'
import { env, readBaseUrl, userAgent } from './environment.ts'
import { sharedLimiter } from './limiter.ts'
import { LEVELS, runHook, stderrLogger } from './log.ts'
import type { FindLimiter } from './rate-limit.ts'
import { Redactor } from './redact.ts'
import { createTransport, type Transport } from './transport.ts'

/** The options of a client, checked and filled in. */
export interface Settings extends Observers {
  token: () => Promise<string>
  redactor: Redactor
  baseUrl: string
  timeout: number
  deadline: number | undefined
  maxRetries: number
  maxWait: number
  findLimiter: FindLimiter | undefined
  timeZone: string
  transport: Transport
  preflight: Preflight | undefined
  idempotencyStore: IdempotencyStore | undefined
  /** The names are in lower case. A plain object: the generated functions spread it, which would lose the entries of a Headers. */
  headers: Record<string, string>
  dangerouslyAllowBrowser: boolean
}

const OPTION_NAMES = [
  ...['token', 'environment', 'baseUrl', 'timeout', 'deadline', 'maxRetries', 'maxWait', 'rateLimit', 'timeZone'],
  ...['preflight', 'idempotencyStore', 'fetch', 'headers', 'logger', 'onRequest', 'onResponse', 'onError', 'onWait'],
  'dangerouslyAllowBrowser',
]

/** @throws ConfigurationError naming the option and the cure. */
export function readOptions(options: BillitOptions = {}): Settings {
  checkNames('new Billit()', options, OPTION_NAMES, ConfigurationError)
  const { timeZone = DEFAULT_TIME_ZONE, timeout = 30_000, deadline, maxRetries = 3, maxWait = 300_000 } = options
  const limits = { timeout, deadline, maxRetries, maxWait }
  const { onRequest, onResponse, onError, onWait, dangerouslyAllowBrowser = false } = options
  const hooks = { onRequest, onResponse, onError, onWait }
  checkTimeZone(timeZone, ConfigurationError)
  checkLimits(limits, ConfigurationError)
  for (const [name, hook] of Object.entries(hooks)) {
    if (hook !== undefined && typeof hook !== 'function') {
      throw new ConfigurationError(`${name} must be a function, not ${show(hook)}.`)
    }
  }
  if (typeof dangerouslyAllowBrowser !== 'boolean') {
    throw new ConfigurationError(`dangerouslyAllowBrowser must be true or false, not ${show(dangerouslyAllowBrowser)}.`)
  }
  const token = options.token === undefined ? env('BILLIT_TOKEN') : options.token
  const baseUrl = readBaseUrl(options)
  const redactor = new Redactor()
  return {
    token: readToken(token, redactor),
    redactor,
    redact: redactor.text,
    baseUrl,
    ...limits,
    findLimiter: readRateLimit(options.rateLimit, baseUrl),
    timeZone,
    transport: createTransport(options.fetch),
    preflight: readPreflight(options.preflight),
    idempotencyStore: readIdempotencyStore(options.idempotencyStore),
    headers: { accept: 'application/json', ...userAgent(), ...readHeaders(options.headers, ConfigurationError) },
    logger: readLogger(options.logger, redactor),
    ...hooks,
    dangerouslyAllowBrowser,
  }
}

function readPreflight(given: BillitOptions['preflight']): Settings['preflight'] {
  if (typeof given === 'function') return { check: requireList(given) }
  if (given === undefined || given === false) return undefined
  if (isRecord(given) && typeof given.check === 'function') {
    checkNames('preflight', given, ['check', 'account', 'contacts'], ConfigurationError)
    const { check, account = false, contacts = false } = given
    for (const [name, value] of Object.entries({ account, contacts })) {
      if (typeof value !== 'boolean') throw new ConfigurationError(`preflight.${name} must be true or false, not ${show(value)}.`)
    }
    return { check: requireList(check), account, contacts }
  }
  throw new ConfigurationError(
    `preflight must be checkInvoice (from billit-io/mydata), { check: checkInvoice, contacts: true } or false, not ${show(given)}.`,
  )
}

/** A custom check may return anything. If it does not return a list of problems, the invoice is not sent. */
const requireList =
  (check: InvoiceCheck): InvoiceCheck =>
  (...args) => {
    const problems: unknown = check(...args)
    if (Array.isArray(problems)) return problems
    // An async check that rejects must not end the process.
    Promise.resolve(problems).catch(() => {})
    throw new ConfigurationError(`preflight must return an array of problems synchronously, not ${show(problems)}.`)
  }

const STORE_METHODS = ['read', 'write', 'remove', 'claimed', 'unsettled']

function readIdempotencyStore(given: unknown): IdempotencyStore | undefined {
  if (given === undefined) return undefined
  // The methods exist. Their types are the caller's promise.
  if (isRecord(given) && STORE_METHODS.every((name) => typeof given[name] === 'function'))
    return given as unknown as IdempotencyStore
  throw new ConfigurationError(
    `idempotencyStore must be an IdempotencyStore such as sqliteStore('invoices.db') of billit-io/idempotency, with the methods ${STORE_METHODS.join(', ')}, not ${show(given)}.`,
  )
}

function readToken(token: BillitOptions['token'], redactor: Redactor): () => Promise<string> {
  const read = (value: unknown) => {
    const checked = checkToken(value)
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
      'Missing API token: pass `token`, or set BILLIT_TOKEN. Create one in the web app under Settings > API.',
    )
  }
  if (typeof token !== 'string') {
    throw new ConfigurationError(`The token must be a string, not ${token === null ? 'null' : typeof token}.`)
  }
  if (/^bearer\s/i.test(token)) throw new ConfigurationError("The token must come without 'Bearer ' in front.")
  // Most servers refuse a header of more than 8,000 characters.
  if (!/^[\x21-\x7e]{1,8000}$/.test(token)) {
    throw new ConfigurationError(
      'The token is too long, or contains a space, a line break or another invalid character: trim it.',
    )
  }
  return token
}

/** Wraps the logger: if it throws or rejects, a request that was sent must not look failed. */
function readLogger(given: Logger | undefined, redactor: Redactor): Logger | undefined {
  const logger = given === undefined ? stderrLogger(env('BILLIT_LOG')) : given
  if (logger === undefined) return undefined
  if (!isRecord(logger)) throw new ConfigurationError(`logger must be an object such as console, not ${show(logger)}.`)
  const guarded = LEVELS.map((name) => {
    if (typeof logger[name] !== 'function') throw new ConfigurationError(`logger must have the method ${name}(), as console has.`)
    // If the logger itself fails, the failure is ignored.
    const write = (...line: [message: string, details?: LogDetails]) =>
      runHook(name, () => logger[name](...line), { logger: undefined, redact: redactor.text })
    return [name, write]
  })
  // One function for each level.
  return Object.fromEntries(guarded) as Record<keyof Logger, Logger['info']>
}

function readRateLimit(
  given: BillitOptions['rateLimit'] = { requests: 60, perMilliseconds: 60_000 },
  baseUrl: string,
): FindLimiter | undefined {
  if (given === false) return undefined
  if (typeof given === 'object' && given !== null) {
    if ('acquire' in given && typeof given.acquire === 'function') return () => given
    if ('requests' in given && Number.isSafeInteger(given.requests) && given.requests > 0) {
      checkNames('rateLimit', given, ['requests', 'perMilliseconds'], ConfigurationError)
      checkMilliseconds('rateLimit.perMilliseconds', given.perMilliseconds, ConfigurationError)
      const limit = { ...given }
      return async (readToken, timeout) => sharedLimiter(baseUrl, await readToken(), limit, timeout)
    }
  }
  throw new ConfigurationError('rateLimit must be { requests, perMilliseconds }, an object with acquire(), or false.')
}
