/** Reads what a body or a record holds, which may be of any type or missing, and counts money in whole cents. */
import { type Amount, centsOf, isAmount } from '../../mydata/cents.ts'
import { isRow } from '../blank.ts'
import type { Collection, Row } from '../types.ts'

export { percentOf } from '../../mydata/cents.ts'

export const text = (value: unknown, otherwise = ''): string => (typeof value === 'string' && value !== '' ? value : otherwise)

export const number = (value: unknown, otherwise = 0): number =>
  typeof value === 'number' && Number.isFinite(value) ? value : otherwise

export const inner = (value: unknown): Row => (isRow(value) ? value : {})

export const rowsIn = (value: unknown): Row[] => (Array.isArray(value) ? value.filter(isRow) : [])

export const byId = (rows: Row[], id: unknown): Row => rows.find((row) => row.id === id) ?? {}

/** What can be counted to the cent. */
export const amount = (value: unknown): Amount => (isAmount(value) ? value : 0)

export const cents = (value: unknown): number => centsOf(amount(value))

/** The number of the API for an amount in cents. */
export const money = (amountInCents: number): number => amountInCents / 100

/** Where a day stands for a timestamp, it is midnight in UTC. */
export const midnight = (day: string): string => `${day}T00:00:00+00:00`

/** What cannot be sent with a PUT, and so stays as it was. Nothing on a create. */
export function unsent(names: string[], body: Row, row: Row, { find, key }: Collection): Row {
  const old = find(row[key]) ?? {}
  return Object.fromEntries(names.filter((name) => name in old && !(name in body)).map((name) => [name, old[name]]))
}
