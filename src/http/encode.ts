/** What a call sends, as the wire takes it: its body and its query. */
import { inField, show } from '../core/arguments.ts'
import { type DateInput, isDate, toYmd } from '../core/dates.ts'
import { InvalidArgumentError } from '../core/errors.ts'
import { isRecord, mapRecord, tagOf } from '../core/record.ts'

/**
 * Writes the JSON to send, once, so that every attempt sends the same however the caller changes the object meanwhile.
 *
 * @param dates The fields that the document calls calendar dates. Any other `Date` becomes `Y-m-d` too: the API takes
 *   no other form.
 */
export function encodeBody(body: unknown, dates: readonly string[], timeZone: string): string {
  const given = ownJson(body)
  if (!isObject(given)) throw new InvalidArgumentError(`The body must be an object, not ${describe(given)}.`)
  const encode = (value: unknown, name: string) =>
    dates.includes(name) && value !== null && value !== undefined
      ? // toYmd itself refuses what is no date.
        inField(name, () => toYmd(value as DateInput, { timeZone }))
      : encodeValue(value, name, timeZone, [])
  return JSON.stringify(mapRecord(given, encode))
}

function encodeValue(given: unknown, path: string, timeZone: string, parents: readonly unknown[]): unknown {
  if (isDate(given)) return inField(path, () => toYmd(given, { timeZone }))
  const value = ownJson(given)
  if (typeof value === 'bigint' || (typeof value === 'number' && !Number.isFinite(value))) {
    // JSON has neither: NaN would be sent as null.
    throw refused(path, `${typeof value === 'bigint' ? 'a BigInt' : value} cannot be sent as a number.`)
  }
  if (!isRecord(value)) return value
  if (parents.includes(value)) throw refused(path, 'the object contains itself.')
  const inside = (child: unknown, key: string | number) => encodeValue(child, `${path}.${key}`, timeZone, [...parents, value])
  // Array.from, since a hole would be skipped. JSON would turn these into null: a list with an entry that nobody meant.
  if (Array.isArray(value)) return Array.from(value, (item, index) => inside(refuseNothing(item, `${path}.${index}`), index))
  if (!isObject(value)) throw refused(path, `${describe(value)} cannot be sent.`)
  return mapRecord(value, inside)
}

function refuseNothing(item: unknown, path: string): unknown {
  if (item !== undefined && typeof item !== 'function' && typeof item !== 'symbol') return item
  throw refused(path, `a list cannot hold ${item === undefined ? 'undefined' : `a ${typeof item}`}.`)
}

const refused = (field: string, what: string) => new InvalidArgumentError(`${field}: ${what}`, { field })

/** An object that knows its own JSON (a `Temporal.PlainDate`, a class of the caller's) is asked for it. A `Date` is not. */
function ownJson(value: unknown): unknown {
  const knows = isRecord(value) && !isDate(value) && 'toJSON' in value
  return knows && typeof value.toJSON === 'function' ? value.toJSON() : value
}

/** Whether its properties are what it holds. Of a Map, a FormData, a promise or bytes, JSON would make an empty object. */
const isObject = (value: unknown): value is object => tagOf(value) === 'Object'

function describe(value: unknown): string {
  const type = tagOf(value)
  if (type === 'Array') return 'an array'
  return isRecord(value) ? `a value of the type ${type}` : show(value)
}

/** A query as the wire takes it: `true` is sent as `1`, a date as `Y-m-d`, and what is null or undefined not at all. */
export function encodeQuery(query: Record<string, unknown>, timeZone: string): Record<string, string | string[]> {
  const given = Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined && value !== null))
  return mapRecord(given, (value, name) =>
    Array.isArray(value) ? value.map((item) => encodeParameter(name, item, timeZone)) : encodeParameter(name, value, timeZone),
  )
}

/** Laravel reads a list from `name[]=`, and of `name=` only the last. */
export function serializeQuery(query: Record<string, unknown>): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    Array.isArray(value) ? value.map((item) => [name.endsWith('[]') ? name : `${name}[]`, item]) : [[name, value]],
  )
  return new URLSearchParams(pairs).toString()
}

function encodeParameter(name: string, value: unknown, timeZone: string): string {
  if (typeof value === 'boolean') return value ? '1' : '0'
  if (typeof value === 'string' || typeof value === 'bigint' || Number.isFinite(value)) return String(value)
  if (isDate(value) || (isRecord(value) && 'year' in value)) {
    // toYmd itself refuses what only looks like a date.
    return inField(name, () => toYmd(value as unknown as DateInput, { timeZone }))
  }
  throw new InvalidArgumentError(
    `The query parameter ${name} cannot be ${show(value)}: pass a string, a number, a boolean or a date.`,
    { field: name },
  )
}
