/** Checks and encodes the parts of a request: its path, query and body. */
import { isAfm } from '../core/afm.ts'
import { checkInteger, inField, mapAll, mapFields, show } from '../core/arguments.ts'
import { type DateInput, isDate, toYmd } from '../core/dates.ts'
import { InvalidArgumentError } from '../core/errors.ts'
import { isRecord, tagOf } from '../core/record.ts'

/**
 * Encodes a request body as JSON. It runs once per call, so that every attempt sends the same body even if the caller changes the
 * object meanwhile.
 *
 * @param dates The fields that the OpenAPI document defines as calendar dates. A `Date` in any other field becomes `Y-m-d` too:
 *   the API accepts no other form.
 */
export function encodeBody(body: unknown, dates: readonly string[], timeZone: string): string {
  const value = toJsonValue(body)
  if (!isObject(value)) throw new InvalidArgumentError(`The body must be an object, not ${describe(value)}.`)
  const encode = (field: unknown, name: string) =>
    dates.includes(name) && field !== null && field !== undefined
      ? // toYmd refuses anything but a date.
        inField(name, () => toYmd(field as DateInput, { timeZone }))
      : encodeValue(field, name, timeZone, [])
  return JSON.stringify(mapFields(value, encode))
}

function encodeValue(given: unknown, path: string, timeZone: string, parents: readonly unknown[]): unknown {
  if (isDate(given)) return inField(path, () => toYmd(given, { timeZone }))
  const value = toJsonValue(given)
  if (typeof value === 'bigint' || (typeof value === 'number' && !Number.isFinite(value))) {
    // JSON has no such values: NaN would become null.
    throw refused(path, `${typeof value === 'bigint' ? 'a BigInt' : value} cannot be sent as a number.`)
  }
  if (!isRecord(value)) return value
  if (parents.includes(value)) throw refused(path, 'the object contains itself.')
  const inside = (child: unknown, key: string | number) => encodeValue(child, `${path}.${key}`, timeZone, [...parents, value])
  // Array.from visits holes too. JSON would turn these into null, an entry that the caller did not write.
  if (Array.isArray(value))
    return mapAll(Array.from(value), (item, index) => inside(refuseEmptyItem(item, `${path}.${index}`), index))
  if (!isObject(value)) throw refused(path, `${describe(value)} cannot be sent.`)
  return mapFields(value, inside)
}

function refuseEmptyItem(item: unknown, path: string): unknown {
  if (item !== undefined && typeof item !== 'function' && typeof item !== 'symbol') return item
  throw refused(path, `a list cannot hold ${item === undefined ? 'undefined' : `a ${typeof item}`}.`)
}

const refused = (field: string, what: string) => new InvalidArgumentError(`${field}: ${what}`, { field })

/** Applies an object's `toJSON()`, such as that of a `Temporal.PlainDate` or a custom class. Not that of a `Date`. */
function toJsonValue(value: unknown): unknown {
  const isCustom = isRecord(value) && !isDate(value) && 'toJSON' in value
  return isCustom && typeof value.toJSON === 'function' ? value.toJSON() : value
}

/** Whether a value is a plain object. JSON would turn a Map, a FormData, a promise or bytes into an empty object. */
const isObject = (value: unknown): value is object => tagOf(value) === 'Object'

function describe(value: unknown): string {
  const type = tagOf(value)
  if (type === 'Array') return 'an array'
  return isRecord(value) ? `a value of the type ${type}` : show(value)
}

/** Encodes query parameters: `true` becomes `1`, a date becomes `Y-m-d`, and null and undefined are left out. */
export function encodeQuery(query: Record<string, unknown>, timeZone: string): Record<string, string | string[]> {
  const present = Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined && value !== null))
  return mapFields(present, (value, name) =>
    Array.isArray(value) ? value.map((item) => encodeParameter(name, item, timeZone)) : encodeParameter(name, value, timeZone),
  )
}

/** Laravel reads a list from repeated `name[]=`. Of repeated `name=`, it reads only the last. */
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
    // toYmd refuses anything that only looks like a date.
    return inField(name, () => toYmd(value as unknown as DateInput, { timeZone }))
  }
  throw new InvalidArgumentError(
    `The query parameter ${name} cannot be ${show(value)}: pass a string, a number, a boolean or a date.`,
    { field: name },
  )
}

const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i

/** The path parameter of a record. An id becomes part of the path, so anything else is refused. */
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
  throw new InvalidArgumentError(`The VAT number ${vatId} has a wrong check digit: check for a mistyped digit.`)
}

/** Checks that a path for `request()` stays below the API's base URL. */
export function checkPath(path: string): string {
  // No empty segment, no dot segments, and no encoded form of them.
  const safe = /^(?!.*(\/\/|%(2f|5c|25)|\/(\.|%2e){1,2}(\/|$)))\/[\w\-.~!$&'()*+,;=:@%/]*$/i
  return checkText(path, safe, "The path must be one such as '/invoices', with its query in 'query'")
}

function checkText(value: string, form: RegExp, must: string): string {
  if (typeof value === 'string' && form.test(value)) return value
  throw new InvalidArgumentError(`${must}, not ${show(value)}.`)
}
