import { inField, show } from '../core/arguments.ts'
import { type DateInput, isDate, toYmd } from '../core/dates.ts'
import { InvalidArgumentError } from '../core/errors.ts'
import { isRecord, mapRecord } from '../core/record.ts'

/** A query as the wire takes it: `true` is sent as `1`, a date as `Y-m-d`, and what is null or undefined not at all. */
export function encodeQuery(query: Record<string, unknown>, timeZone: string): Record<string, string | string[]> {
  const given = Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined && value !== null))
  return mapRecord(given, (value, name) =>
    Array.isArray(value) ? value.map((item) => encodeValue(name, item, timeZone)) : encodeValue(name, value, timeZone),
  )
}

/** Laravel reads a list from `name[]=`, and of `name=` only the last. */
export function serializeQuery(query: Record<string, unknown>): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    Array.isArray(value) ? value.map((item) => [name.endsWith('[]') ? name : `${name}[]`, item]) : [[name, value]],
  )
  return new URLSearchParams(pairs).toString()
}

function encodeValue(name: string, value: unknown, timeZone: string): string {
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
