/** Reads the fields of a body or a record, which may be of any type or missing, and counts money in whole cents. */

import { type Amount, centsOf, isAmount } from '../mydata/cents.ts'
import { isRow, type Row } from './row.ts'

export { percentOf } from '../mydata/cents.ts'

export const asText = (value: unknown, otherwise = ''): string => (typeof value === 'string' && value !== '' ? value : otherwise)

export const asNumber = (value: unknown, otherwise = 0): number =>
  typeof value === 'number' && Number.isFinite(value) ? value : otherwise

export const asRow = (value: unknown): Row => (isRow(value) ? value : {})

export const asRows = (value: unknown): Row[] => (Array.isArray(value) ? value.filter(isRow) : [])

export const findById = (rows: Row[], id: unknown): Row => rows.find((row) => row.id === id) ?? {}

/** An amount that can be counted to the cent. */
export const asAmount = (value: unknown): Amount => (isAmount(value) ? value : 0)

export const toCents = (value: unknown): number => centsOf(asAmount(value))

/** An amount in cents, as the API writes it. */
export const fromCents = (amountInCents: number): number => amountInCents / 100

/** A day as a timestamp: midnight in UTC. */
export const midnightUtc = (day: string): string => `${day}T00:00:00+00:00`

/** Makes a value for an object once. The same one is given whenever the object comes again, so that records share it. */
export function memoize<Key extends object, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const known = new WeakMap<Key, Value>()
  return (key) => {
    const found = known.get(key)
    if (found !== undefined) return found
    const value = make(key)
    known.set(key, value)
    return value
  }
}
