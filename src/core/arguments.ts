import { InvalidArgumentError } from './errors.ts'
import { isRecord } from './record.ts'
import { nearestName } from './text.ts'

/** The error class to throw: for an argument of a call, or for an option of the client. */
export type Refusal = new (message: string) => Error

export function checkInteger(
  name: string,
  value: unknown,
  min: number,
  max: number = Number.MAX_SAFE_INTEGER,
  Refusal: Refusal = InvalidArgumentError,
): void {
  if (Number.isSafeInteger(value) && Number(value) >= min && Number(value) <= max) return
  const end = max === Number.MAX_SAFE_INTEGER ? '' : ` to ${max}`
  throw new Refusal(`${name} must be an integer from ${min}${end}, not ${show(value)}.`)
}

export function checkMilliseconds(name: string, value: unknown, Refusal: Refusal = InvalidArgumentError): void {
  if (typeof value === 'number' && value > 0) return
  throw new Refusal(`${name} must be a positive number of milliseconds, not ${show(value)}.`)
}

/**
 * Throws if the options are not an object, or if it has an unknown name, so that a mistyped option is not silently ignored.
 *
 * @param what Start of the message, such as `new Billit()`.
 * @param hint End of the message.
 */
export function checkNames(
  what: string,
  options: unknown,
  known: readonly string[],
  Refusal: Refusal = InvalidArgumentError,
  hint = '',
): void {
  if (!isRecord(options) || Array.isArray(options)) {
    throw new Refusal(`${what} expects an options object, not ${show(options)}.`)
  }
  const unknown = Object.keys(options).find((name) => options[name] !== undefined && !known.includes(name))
  if (unknown === undefined) return
  const nearest = nearestName(unknown, known)
  throw new Refusal(`${what} has no option '${unknown}'${nearest ? `: did you mean '${nearest}'?` : '.'}${hint}`)
}

/** Runs a check and adds the field to its error. */
export function inField<T>(field: string, check: () => T): T {
  try {
    return check()
  } catch (error) {
    if (error instanceof InvalidArgumentError) throw new InvalidArgumentError(`${field}: ${error.message}`, { field })
    throw error
  }
}

/** Formats a value for a message. It is shortened, so that a long text passed by mistake does not fill a log. */
export const show = (value: unknown): string =>
  typeof value === 'string' ? `'${value.slice(0, 60)}'` : isRecord(value) ? 'an object' : String(value)
