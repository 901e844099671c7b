import { isRecord } from '../core/record.ts'
import { readField, textIn } from '../core/text.ts'
import type { Call, Ending, Middleware, Observers } from './call.ts'
import { reportWait } from './log.ts'
import { sleep } from './time-limits.ts'
import { retryAfter } from './wait-headers.ts'

const BASE_DELAY_MS = 500
const MAX_DELAY_MS = 8000
/** Statuses of transient failures. */
const TRANSIENT = [408, 429, 500, 502, 503, 504]

export interface RetryOptions extends Observers {
  /** Whether a refused connection is certainly our own: a caller's `fetch` may have failed to reach another server. */
  ownConnection: () => boolean
}

/** Retries transient failures, if that cannot do the work of the request twice. */
export const retry =
  (options: RetryOptions): Middleware =>
  (next) =>
  async (call) => {
    let { before } = call
    let failures = 0
    let waited = 0
    let waitedMs = 0
    for (let attempt = 0; ; attempt += 1) {
      const ended = await next({ ...call, before, waitedMs, id: attemptId(call, attempt) })
      const certain = isCertainlyNotDone(ended, call, options.ownConnection())
      const outcome = certain ? { ...ended, mayHaveSucceeded: before.mayHaveSucceeded } : ended
      const { attempts, mayHaveSucceeded } = outcome
      before = { attempts, mayHaveSucceeded }
      call.report(before)
      const isLimited = outcome.kind === 'response' && outcome.response.status === 429
      // A 429 does no work and is not a failure: the request only came too early.
      if (call.maxRetries === 0 || (failures >= call.maxRetries && !isLimited)) return outcome
      if (!isTransient(outcome) || (call.unsafe && !certain)) return outcome
      const asked = requestedWait(outcome)
      const wait = Math.ceil(asked ?? randomDelay(attempt))
      if (asked !== undefined || isLimited) waited += wait
      // Waiting longer would only hide the reason behind a timeout.
      if (waited > call.maxWait || performance.now() + wait >= call.expires) return outcome
      if (!isLimited) failures += 1
      reportWait({ ...call, before, id: attemptId(call, attempt + 1) }, 'retry', wait, options)
      const waitsFrom = performance.now()
      await sleep(wait, call.signal)
      waitedMs = performance.now() - waitsFrom
    }
  }

const attemptId = ({ callId }: Call, attempt: number): string => `${callId}-${attempt + 1}`

/**
 * Whether the server certainly did not act on the attempt. If that is unknown, the answer is no.
 *
 * @param ownConnection Whether a refused connection is certainly the one to the API.
 */
export function isCertainlyNotDone(ending: Ending, call: Pick<Call, 'url'>, ownConnection: boolean): boolean {
  if (ending.kind === 'misconfigured') return true
  if (ending.kind === 'timeout') return false
  if (ending.kind === 'disconnected') return ownConnection && neverConnected(ending.cause, new URL(call.url))
  const { status } = ending.response
  // Whatever counts requests refuses them before any work is done.
  if (status === 429) return true
  return status >= 400 && status < 500 && !UNCLEAR.includes(status) && isApiBody(ending.text)
}

/** 4xx statuses that do not say how far the request came: some servers and gateways send them after the work is done. */
const UNCLEAR = [408, 409, 421, 423, 425, 499]

/** Whether a body can be that of an error of the API: a JSON object, or nothing. Gateways send HTML. */
function isApiBody(text: string): boolean {
  if (text === '') return true
  try {
    const body: unknown = JSON.parse(text)
    return isRecord(body) && !Array.isArray(body)
  } catch {
    return false
  }
}

/** An error may be its own cause. */
const MAX_CAUSES = 5

/**
 * Whether an error says that no connection was made, so that the server received nothing. It must name the server's own host
 * or port: a wrapper of `fetch` may have failed to reach another one. Anything can be thrown, so no field is trusted.
 */
function neverConnected(error: unknown, server: URL, depth = 0): boolean {
  if (!isRecord(error) || depth > MAX_CAUSES) return false
  const errors = readField(error, 'errors')
  // An AggregateError: one address after the other was tried.
  if (Array.isArray(errors)) return errors.length > 0 && errors.every((each) => neverConnected(each, server, depth + 1))
  const code = textIn(error, 'code')
  if (code === 'ECONNREFUSED') return readField(error, 'port') === effectivePort(server)
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return readField(error, 'hostname') === server.hostname
  if (isRefusedLocally(error)) return true
  return neverConnected(readField(error, 'cause'), server, depth + 1)
}

/**
 * Whether a request was refused before it left: the server's certificate is not trusted, or `fetch` does not accept the port or
 * the URL. A retry would fail in the same way.
 */
function isRefusedLocally(error: unknown, depth = 0): boolean {
  if (!isRecord(error) || depth > MAX_CAUSES) return false
  const isRefused = CERTIFICATE_OR_URL.test(textIn(error, 'code')) || textIn(error, 'message') === 'bad port'
  return isRefused || isRefusedLocally(readField(error, 'cause'), depth + 1)
}

/** Codes of OpenSSL's verification, and of Node for a certificate of another name and for an invalid URL. */
const CERTIFICATE_OR_URL =
  /^(CERT_|ERR_TLS_CERT_|ERR_INVALID_URL|(DEPTH_ZERO_)?SELF_SIGNED_CERT|UNABLE_TO_(GET|VERIFY|DECRYPT|DECODE)_|ERROR_IN_CERT_|INVALID_(CA|PURPOSE)|HOSTNAME_MISMATCH|PATH_LENGTH_EXCEEDED)/

const effectivePort = ({ port, protocol }: URL): number => Number(port || (protocol === 'https:' ? 443 : 80))

function isTransient(ending: Ending): boolean {
  if (ending.kind === 'misconfigured') return false
  if (ending.kind === 'timeout') return ending.limit !== 'deadline'
  if (ending.kind === 'disconnected') return !isRefusedLocally(ending.cause)
  return TRANSIENT.includes(ending.response.status)
}

/** Milliseconds that the server asks the client to wait, plus jitter, so that processes do not all return at once. */
function requestedWait(ending: Ending): number | undefined {
  const seconds = ending.kind === 'response' ? retryAfter(ending.response, Date.now()) : undefined
  return seconds === undefined ? undefined : seconds * 1000 + jitter(seconds * 1000)
}

/** Up to a tenth of the wait, but its upper limit is at least a quarter of a second and at most five seconds. */
export const jitter = (wait: number): number => Math.random() * Math.min(5000, Math.max(250, wait / 10))

/** A random delay below a limit that doubles with each attempt. */
const randomDelay = (attempt: number): number => Math.random() * Math.min(MAX_DELAY_MS, BASE_DELAY_MS * 2 ** attempt)
