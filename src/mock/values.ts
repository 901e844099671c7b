/** Reads fields that may be missing or of any type, and converts amounts to cents. */

import { type Amount, toCents as amountToCents, isAmount } from '../mydata/cents.ts'
import { isRow, type Row } from './row.ts'

export { calculatePercentage } from '../mydata/cents.ts'

export const asText = (value: unknown, fallback = ''): string => (typeof value === 'string' && value !== '' ? value : fallback)

export const asNumber = (value: unknown, fallback = 0): number =>
  typeof value === 'number' && Number.isFinite(value) ? value : fallback

export const asRow = (value: unknown): Row => (isRow(value) ? value : {})

export const asRows = (value: unknown): Row[] => (Array.isArray(value) ? value.filter(isRow) : [])

export const findById = (rows: Row[], id: unknown): Row => rows.find((row) => row.id === id) ?? {}

/** An amount that can be converted to cents exactly. */
export const asAmount = (value: unknown): Amount => (isAmount(value) ? value : 0)

export const toCents = (value: unknown): number => amountToCents(asAmount(value))

/** Converts cents to an amount in the API's format. */
export const fromCents = (amountInCents: number): number => amountInCents / 100

/** A date as a timestamp: midnight UTC. */
export const midnightUtc = (day: string): string => `${day}T00:00:00+00:00`

/** Caches the result of a function by its argument, so that records share it. */
export function memoize<Key extends object, Value>(compute: (key: Key) => Value): (key: Key) => Value {
  const cache = new WeakMap<Key, Value>()
  return (key) => {
    const found = cache.get(key)
    if (found !== undefined) return found
    const value = compute(key)
    cache.set(key, value)
    return value
  }
}
