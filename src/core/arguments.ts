import { InvalidArgumentError } from './errors.ts'
import { isRecord } from './record.ts'
import { nearestName } from './text.ts'

/** The error class for a refused value: of a call's argument, or of a client's option. */
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
 * Refuses options that are no object, and names that are not known: a mistyped option would otherwise be ignored in
 * silence.
 *
 * @param what Begins the message, such as `new Billit()`.
 * @param hint Ends the message.
 */
export function checkNames(
  what: string,
  options: unknown,
  known: readonly string[],
  Refusal: Refusal = InvalidArgumentError,
  hint = '',
): void {
  if (!isRecord(options) || Array.isArray(options)) {
    throw new Refusal(`${what} takes an object with options, not ${show(options)}.`)
  }
  const unknown = Object.keys(options).find((name) => options[name] !== undefined && !known.includes(name))
  if (unknown === undefined) return
  const nearest = nearestName(unknown, known)
  throw new Refusal(`${what} has no option '${unknown}'${nearest ? `: did you mean '${nearest}'?` : '.'}${hint}`)
}

/** Runs a check, and names the field in its refusal. */
export function inField<T>(field: string, check: () => T): T {
  try {
    return check()
  } catch (error) {
    if (error instanceof InvalidArgumentError) throw new InvalidArgumentError(`${field}: ${error.message}`, { field })
    throw error
  }
}

/** Shows a value in a message. Short, so that a whole document that was passed by mistake does not fill a log. */
export const show = (value: unknown): string =>
  typeof value === 'string' ? `'${value.slice(0, 60)}'` : isRecord(value) ? 'an object' : String(value)
