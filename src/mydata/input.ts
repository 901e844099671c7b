/** Reads untyped input, such as a form's draft or a server's record. Invalid values are ignored: the server rejects them. */
import { isRecord } from '../core/record.ts'

/**
 * A copy of a record without its empty fields. The API treats null and `''` as missing, and JSON has no symbols or functions.
 * Returns `{}` for anything but a record.
 */
export const dropEmptyFields = <Type extends object>(value: Type | null | undefined): Partial<Type> =>
  // The result has a subset of the fields of `Type`, so their types still hold.
  Object.fromEntries(isRecord(value) ? Object.entries(value).filter(([, field]) => !isEmpty(field)) : []) as Partial<Type>

const isEmpty = (field: unknown): boolean =>
  field === undefined || field === null || field === '' || typeof field === 'symbol' || typeof field === 'function'

/** The records of a list, in the same order and without their empty fields. Returns `[]` for anything but a list. */
export const readRecords = <Type extends object>(list: readonly Type[] | null | undefined): Partial<Type>[] =>
  Array.isArray(list) ? Array.from(list, dropEmptyFields) : []

/** Whether two ids or codes are equal as text: in a form, numbers are text. */
export const isSameText = (one: unknown, other: unknown): boolean =>
  !isRecord(one) && !isRecord(other) && String(one) === String(other)

/** A string or number as trimmed text. Returns `''` for anything else. */
export const readText = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value).trim() : ''
