const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000

const athens = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Athens' })

/** The calendar day in Athens, such as `2026-11-24`. */
export const dayInAthens = (milliseconds: number): string => athens.format(milliseconds)

/** The present moment in milliseconds, moved so that the clock starts on the given day in Athens. */
export function createClock(today: string | undefined): () => number {
  if (today === undefined) return Date.now
  const start = Date.now()
  const shift = Date.parse(today) - Date.parse(dayInAthens(start))
  // Daylight saving may move the hour over midnight.
  const hours = [0, -HOUR_MS, HOUR_MS].find((offset) => dayInAthens(start + shift + offset) === today) ?? 0
  return () => Date.now() + shift + hours
}

/** A moment as the API writes it: without milliseconds, with an offset. */
export const timestampOf = (milliseconds: number): string => `${new Date(milliseconds).toISOString().slice(0, 19)}+00:00`

/** The day that lies so many days before another one, or after it if negative. */
export function dayBefore(day: string, days: number): string {
  const name = `${day} ${days}`
  const found = daysBefore.get(name) ?? new Date(Date.parse(day) - days * DAY_MS).toISOString().slice(0, 10)
  daysBefore.set(name, found)
  return found
}

const daysBefore = new Map<string, string>()
