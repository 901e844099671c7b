/** The options of one call, checked and copied once, so that changing the caller's object afterwards changes no request. */
import { checkInteger, checkMilliseconds, checkNames, type Refusal, show } from '../core/arguments.ts'
import { InvalidArgumentError } from '../core/errors.ts'
import type { BillitOptions, RequestOptions } from '../core/options.ts'
import { isRecord } from '../core/record.ts'
import { encodeQuery } from './encode.ts'

/** `RequestOptions`, checked, copied and encoded. */
export interface CallOptions extends Pick<RequestOptions, 'signal' | 'timeout' | 'deadline' | 'maxRetries' | 'maxWait'> {
  headers?: Record<string, string> | undefined
  query?: Record<string, string | string[]> | undefined
}

const NAMES = ['signal', 'timeout', 'deadline', 'maxRetries', 'maxWait', 'headers', 'query']

/**
 * Checks and copies the options of one call.
 *
 * @param timeZone The zone in which a `Date` in the query becomes a calendar date.
 * @param more The names of further options that the method accepts. They are not part of the result.
 * @throws InvalidArgumentError naming the option and the cure.
 */
export function readCallOptions(options: RequestOptions = {}, timeZone: string, more: readonly string[] = []): CallOptions {
  checkNames('The call', options, [...NAMES, ...more])
  checkLimits(options, InvalidArgumentError)
  const { timeout, deadline, maxRetries, maxWait } = options
  const { signal, query }: { signal?: unknown; query?: unknown } = options
  if (signal !== undefined && !isSignal(signal)) {
    const cure = isRecord(signal) && isSignal(signal.signal) ? ': pass controller.signal, not the controller' : ''
    throw new InvalidArgumentError(`signal must be an AbortSignal, not ${show(signal)}${cure}.`)
  }
  if (query !== undefined && (!isRecord(query) || Array.isArray(query))) {
    throw new InvalidArgumentError(`query must be an object with query parameters, not ${show(query)}.`)
  }
  return {
    ...{ signal, timeout, deadline, maxRetries, maxWait },
    headers: options.headers === undefined ? undefined : readHeaders(options.headers, InvalidArgumentError),
    query: query && encodeQuery(query, timeZone),
  }
}

/** The limits that a client and a call both accept. */
export function checkLimits(
  { timeout, deadline, maxRetries = 0, maxWait = 0 }: Pick<BillitOptions, 'timeout' | 'deadline' | 'maxRetries' | 'maxWait'>,
  Refusal: Refusal,
): void {
  if (timeout !== undefined) checkMilliseconds('timeout', timeout, Refusal)
  if (deadline !== undefined) checkMilliseconds('deadline', deadline, Refusal)
  checkInteger('maxRetries', maxRetries, 0, undefined, Refusal)
  if (typeof maxWait !== 'number' || !(maxWait >= 0)) {
    throw new Refusal(`maxWait must be a number of milliseconds from 0, not ${show(maxWait)}.`)
  }
}

export function readHeaders(headers: RequestInit['headers'], Refusal: Refusal): Record<string, string> {
  try {
    return Object.fromEntries(new Headers(headers))
  } catch {
    // The runtime's own message quotes the value, which may be a secret.
    throw new Refusal('headers has a name or a value that HTTP does not allow.')
  }
}

/** Whether a value is an AbortSignal, of this realm or another. */
const isSignal = (value: unknown): value is AbortSignal =>
  isRecord(value) && typeof value.aborted === 'boolean' && typeof value.throwIfAborted === 'function'

/**
 * Shares one deadline among the requests of one call.
 *
 * @param deadline The client's own deadline, used if the call has none.
 * @returns A function that returns the options of the next request, with the time that is left.
 */
export function shareDeadline(options: CallOptions, deadline: number | undefined): () => CallOptions {
  const total = options.deadline ?? deadline
  if (total === undefined) return () => options
  const expires = performance.now() + total
  return () => ({ ...options, deadline: Math.max(1, Math.round(expires - performance.now())) })
}
