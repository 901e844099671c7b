import { isAfm } from '../core/afm.ts'
import { checkInteger, show } from '../core/arguments.ts'
import { InvalidArgumentError } from '../core/errors.ts'

const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i

// An id becomes part of the path, so nothing but an id may pass.

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

/** Checks a path for `request()`: it stays inside the API. */
export function checkPath(path: string): string {
  // No empty segment, no dots, and none of these in disguise.
  const safe = /^(?!.*(\/\/|%(2f|5c|25)|\/(\.|%2e){1,2}(\/|$)))\/[\w\-.~!$&'()*+,;=:@%/]*$/i
  return checkText(path, safe, "The path must be one such as '/invoices', with its query in 'query'")
}

function checkText(value: string, form: RegExp, must: string): string {
  if (typeof value === 'string' && form.test(value)) return value
  throw new InvalidArgumentError(`${must}, not ${show(value)}.`)
}
