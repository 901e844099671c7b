/** Reads what a body or a record holds, which may be of any type or missing, and counts money in whole cents. */
import { isRow } from '../blank.ts'
import type { Collection, Row } from '../types.ts'

export const text = (value: unknown, otherwise = ''): string => (typeof value === 'string' && value !== '' ? value : otherwise)

export const number = (value: unknown, otherwise = 0): number =>
  typeof value === 'number' && Number.isFinite(value) ? value : otherwise

export const inner = (value: unknown): Row => (isRow(value) ? value : {})

export const rowsIn = (value: unknown): Row[] => (Array.isArray(value) ? value.filter(isRow) : [])

export const byId = (rows: Row[], id: unknown): Row => rows.find((row) => row.id === id) ?? {}

/** Twelve digits are enough for money, and too few for what a binary fraction leaves: 1.005 * 100 is 100.49999999999999. */
const whole = (value: number): number => Math.round(Number(value.toPrecision(12)))

export const cents = (amount: unknown): number => whole(number(amount) * 100)

export const percentOf = (amountInCents: number, percent: number): number => whole((amountInCents * percent) / 100)

/** The number of the API for an amount in cents. */
export const money = (amountInCents: number): number => amountInCents / 100

/** Where a day stands for a timestamp, it is midnight in UTC. */
export const midnight = (day: string): string => `${day}T00:00:00+00:00`

/** What cannot be sent with a PUT, and so stays as it was. Nothing on a create. */
export function unsent(names: string[], body: Row, row: Row, { find, key }: Collection): Row {
  const old = find(row[key]) ?? {}
  return Object.fromEntries(names.filter((name) => name in old && !(name in body)).map((name) => [name, old[name]]))
}
