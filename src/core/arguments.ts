import { isAfm } from './afm.ts'
import { InvalidArgumentError } from './errors.ts'
import { isRecord } from './record.ts'

/** The error for what is refused: of a call's argument, or of a client's option. */
export type Refusal = new (message: string) => Error

const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i

// Ids become part of the path, so that nothing but an id may pass.

export function byId(id: number) {
  checkInteger('The id', id, 1)
  return { path: { id } }
}

export function byUuid(uuid: string) {
  checkText(uuid, UUID, "The uuid must look like '7c1b7d1e-52a8-4c0e-9f0a-3d9c1f6f2b11'")
  return { path: { uuid } }
}

export function byVatId(vatId: string) {
  checkText(vatId, /^\d{9}$/, "The VAT number must be a string of nine digits, without 'EL'")
  if (isAfm(vatId)) return { path: { vatId } }
  throw new InvalidArgumentError(`The VAT number ${vatId} has a wrong check digit: look for a mistyped digit.`)
}

/** A path for `request()`: inside the API, and with nothing in it that would lead elsewhere. */
export function checkPath(path: string): string {
  // No empty segment, no dots, and none of these in disguise.
  const safe = /^(?!.*(\/\/|%(2f|5c|25)|\/(\.|%2e){1,2}(\/|$)))\/[\w\-.~!$&'()*+,;=:@%/]*$/i
  return checkText(path, safe, "The path must be one such as '/invoices', with its query in 'query'")
}

function checkText(value: string, form: RegExp, must: string): string {
  if (typeof value === 'string' && form.test(value)) return value
  throw new InvalidArgumentError(`${must}, not ${show(value)}.`)
}

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

export function checkMilliseconds(name: string, value: number | undefined, Refusal: Refusal = InvalidArgumentError): void {
  if (value === undefined || (typeof value === 'number' && value > 0)) return
  throw new Refusal(`${name} must be a positive number of milliseconds, not ${show(value)}.`)
}

/** Short, so that a whole document that was passed by mistake does not fill a log. */
export const show = (value: unknown): string =>
  typeof value === 'string' ? `'${value.slice(0, 60)}'` : isRecord(value) ? 'an object' : String(value)
