/** What comes without types: a form's draft, a server's record. A caller's mistake is for the server to name. */
import { isRecord } from '../core/record.ts'

/** A record without what says nothing: null and `''` are what is left out to the API, and JSON has no symbols and functions. */
export const given = <Type extends object>(value: Type | null | undefined): Partial<Type> =>
  // Some of its own fields, so that their types still hold.
  Object.fromEntries(isRecord(value) ? Object.entries(value).filter(([, field]) => says(field)) : []) as Partial<Type>

const says = (field: unknown): boolean =>
  field !== undefined && field !== null && field !== '' && typeof field !== 'symbol' && typeof field !== 'function'

/** A list of such records, each in its place. Empty for what is no list. */
export const recordsIn = <Type extends object>(list: readonly Type[] | null | undefined): Partial<Type>[] =>
  Array.isArray(list) ? Array.from(list, given) : []

/** Whether two ids are the same. A form has them as text. */
export const isSame = (one: unknown, other: unknown): boolean =>
  !isRecord(one) && !isRecord(other) && String(one) === String(other)

/** A text without spaces around it. Empty for what is no text. */
export const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value).trim() : ''
