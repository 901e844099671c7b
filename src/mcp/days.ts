import { parseApiDate, toYmd } from '../core/dates.ts'

/** The day in Athens of a date or timestamp of the API. `undefined` if it is missing or unreadable. */
export function dayOf(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined
  try {
    const date = parseApiDate(value)
    if (date === null) return undefined
    return /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : toYmd(date)
  } catch {
    return undefined
  }
}

/** Whether a value is a day of the period. Both ends are in it, and may be open. */
export function isInPeriod(value: unknown, from: string | undefined, to: string | undefined): boolean {
  if (from === undefined && to === undefined) return true
  const day = dayOf(value)
  return day !== undefined && (from === undefined || day >= from) && (to === undefined || day <= to)
}
