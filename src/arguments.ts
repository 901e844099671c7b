import { InvalidArgumentError } from './errors.ts'

const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i

/** Ids become part of the path, so that nothing but an id may pass. */
export function checkId(id: number): number {
  if (typeof id === 'number' && Number.isSafeInteger(id) && id > 0) return id
  throw new InvalidArgumentError(`The id must be a positive integer, not ${show(id)}.`)
}

export function checkUuid(uuid: string): string {
  if (typeof uuid === 'string' && UUID.test(uuid)) return uuid
  throw new InvalidArgumentError(`The uuid must look like '7c1b7d1e-52a8-4c0e-9f0a-3d9c1f6f2b11', not ${show(uuid)}.`)
}

export function checkVatId(vatId: string): string {
  if (typeof vatId === 'string' && /^\d{9}$/.test(vatId)) return vatId
  throw new InvalidArgumentError(`The VAT number must be a string of nine digits, without 'EL', not ${show(vatId)}.`)
}

/** A path for `request()`: inside the API, and with nothing in it that would lead elsewhere. */
export function checkPath(path: string): string {
  const safe =
    typeof path === 'string' &&
    /^\/[\w\-.~!$&'()*+,;=:@%/]*$/.test(path) &&
    !path.includes('//') &&
    !path.split('/').some((segment) => /^(\.|%2e){1,2}$/i.test(segment)) &&
    !/%(2f|5c|25)/i.test(path)
  if (safe) return path
  throw new InvalidArgumentError(
    `The path must be one below the API's base, such as '/invoices', with its query in 'query', not ${show(path)}.`,
  )
}

export function checkInteger(name: string, value: unknown, { min, max }: { min: number; max: number }): void {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= min && value <= max) return
  const range = max === Number.MAX_SAFE_INTEGER ? `from ${min}` : `from ${min} to ${max}`
  throw new InvalidArgumentError(`${name} must be an integer ${range}, not ${show(value)}.`)
}

/** Short, so that a whole document that was passed by mistake does not fill a log. */
export const show = (value: unknown): string =>
  typeof value === 'string'
    ? `'${value.slice(0, 60)}'`
    : typeof value === 'object' && value !== null
      ? 'an object'
      : String(value)
