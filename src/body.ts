import { show } from './arguments.ts'
import { isDate, toYmd } from './dates.ts'
import { InvalidArgumentError } from './errors.ts'
import { inField } from './in-field.ts'

/**
 * Writes the JSON to send, once, so that every attempt sends the same however the caller changes the object meanwhile.
 *
 * @param dates The fields that the document calls calendar dates. Any other `Date` becomes `Y-m-d` too: the API takes
 *   no other form.
 */
export function encodeBody(body: unknown, dates: readonly string[], timeZone: string): string {
  const given = ownJson(body)
  if (!isObject(given)) throw new InvalidArgumentError(`The body must be an object, not ${describe(given)}.`)
  const encoded = Object.entries(given).map(([name, value]) => [
    name,
    dates.includes(name) && value !== null && value !== undefined
      ? inField(name, () => toYmd(value, { timeZone }))
      : encodeValue(value, name, timeZone, []),
  ])
  return JSON.stringify(Object.fromEntries(encoded))
}

function encodeValue(given: unknown, path: string, timeZone: string, parents: readonly unknown[]): unknown {
  if (isDate(given)) return inField(path, () => toYmd(given, { timeZone }))
  const value = ownJson(given)
  if (typeof value === 'bigint') throw new InvalidArgumentError(`${path}: a BigInt cannot be sent: pass a number.`)
  if (typeof value === 'number' && !Number.isFinite(value)) {
    // JSON has no NaN: it would be sent as null.
    throw new InvalidArgumentError(`${path}: ${value} cannot be sent as a number.`)
  }
  if (typeof value !== 'object' || value === null) return value
  if (parents.includes(value)) throw new InvalidArgumentError(`${path}: the object contains itself.`)
  const inside = (child: unknown, key: string | number) => encodeValue(child, `${path}.${key}`, timeZone, [...parents, value])
  if (Array.isArray(value)) return value.map(inside)
  if (!isObject(value)) throw new InvalidArgumentError(`${path}: ${describe(value)} cannot be sent.`)
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, inside(child, key)]))
}

/** An object that knows its own JSON (a `Temporal.PlainDate`, a class of the caller's) is asked for it. A `Date` is not. */
function ownJson(value: unknown): unknown {
  const knows = typeof value === 'object' && value !== null && !isDate(value) && 'toJSON' in value
  return knows && typeof value.toJSON === 'function' ? value.toJSON() : value
}

/** Whether its properties are what it holds. Of a Map, a FormData, a promise or bytes, JSON would make an empty object. */
const isObject = (value: unknown): value is object => Object.prototype.toString.call(value) === '[object Object]'

function describe(value: unknown): string {
  const type = Object.prototype.toString.call(value).slice(8, -1)
  if (type === 'Array') return 'an array'
  return typeof value === 'object' && value !== null ? `a value of the type ${type}` : show(value)
}
