import { show } from './arguments.ts'
import { isDate, toYmd } from './dates.ts'
import { InvalidArgumentError } from './errors.ts'

/**
 * Writes the JSON to send, once, so that every attempt sends the same however the caller changes the object meanwhile.
 *
 * @param dates The fields that the document calls calendar dates. Any other `Date` becomes `Y-m-d` too: the API takes
 *   no other form.
 */
export function encodeBody(body: unknown, dates: readonly string[], timeZone: string): string {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new InvalidArgumentError(`The body must be an object, not ${Array.isArray(body) ? 'an array' : show(body)}.`)
  }
  const known = Object.entries(body).map(([name, value]) => [
    name,
    dates.includes(name) && value !== null && value !== undefined
      ? inField(name, () => toYmd(value, { timeZone }))
      : encodeValue(value, name, timeZone, []),
  ])
  return JSON.stringify(Object.fromEntries(known))
}

function encodeValue(value: unknown, path: string, timeZone: string, parents: readonly object[]): unknown {
  if (typeof value === 'number' && !Number.isFinite(value)) {
    // JSON has no NaN: it would be sent as null.
    throw new InvalidArgumentError(`${path}: ${value} cannot be sent as a number.`)
  }
  if (typeof value === 'bigint') throw new InvalidArgumentError(`${path}: a BigInt cannot be sent: pass a number.`)
  if (isDate(value)) return inField(path, () => toYmd(value, { timeZone }))
  if (typeof value !== 'object' || value === null || 'toJSON' in value) return value
  if (parents.includes(value)) throw new InvalidArgumentError(`${path}: the object contains itself.`)
  const inside = (child: unknown, key: string) => encodeValue(child, `${path}.${key}`, timeZone, [...parents, value])
  if (Array.isArray(value)) return value.map((child, index) => inside(child, String(index)))
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, inside(child, key)]))
}

function inField<T>(path: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (error instanceof InvalidArgumentError) throw new InvalidArgumentError(`${path}: ${error.message}`)
    throw error
  }
}
