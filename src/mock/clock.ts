const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000

const athens = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Athens' })

/** The calendar date in Athens, such as `2026-11-24`. */
export const formatAthensDay = (milliseconds: number): string => athens.format(milliseconds)

/** Returns a `Date.now` that starts on the given date in Athens, at the current time of day. */
export function createClock(today: string | undefined): () => number {
  if (today === undefined) return Date.now
  const start = Date.now()
  const shift = Date.parse(today) - Date.parse(formatAthensDay(start))
  // Near midnight, daylight saving time can move the shifted time into another day.
  const hours = [0, -HOUR_MS, HOUR_MS].find((offset) => formatAthensDay(start + shift + offset) === today) ?? 0
  return () => Date.now() + shift + hours
}

/** A timestamp in the API's format: without milliseconds, with an offset. */
export const formatTimestamp = (milliseconds: number): string => `${new Date(milliseconds).toISOString().slice(0, 19)}+00:00`

/** The date a number of days earlier, or later if the number is negative. */
export function subtractDays(day: string, days: number): string {
  const key = `${day} ${days}`
  const found = cache.get(key) ?? new Date(Date.parse(day) - days * DAY_MS).toISOString().slice(0, 10)
  cache.set(key, found)
  return found
}

const cache = new Map<string, string>()
