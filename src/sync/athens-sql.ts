const DAY = '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'

/**
 * SQLite's expression for the day of a date or a timestamp in the time zone of Athens. SQLite has no time zones, but the clock
 * changes at 01:00 UTC on the last Sunday of March and of October. Billit's empty date, which is in the year 0 or before, and a day
 * that does not exist become NULL.
 */
export function sqliteAthensDay(text: string): string {
  // SQLite needs a colon in the offset.
  const time = `CASE WHEN ${text} GLOB '*[+-][0-9][0-9][0-9][0-9]' THEN substr(${text}, 1, length(${text}) - 2) || ':' || substr(${text}, -2) ELSE ${text} END`
  const change = (day: string) => `datetime(strftime('%Y', ${time}) || '-${day}', 'weekday 0', '+1 hour')`
  const isSummer = `datetime(${time}) >= ${change('03-25')} AND datetime(${time}) < ${change('10-25')}`
  const day = `substr(${text}, 1, 10)`
  return `CASE WHEN ${text} NOT GLOB '${DAY}*' OR ${text} GLOB '0000*' OR date(${day}, '+0 days') <> ${day} THEN NULL
    WHEN length(${text}) = 10 THEN ${text}
    WHEN ${text} GLOB '${DAY}[T ][0-9][0-9]:[0-9][0-9]*' THEN date(${time}, CASE WHEN ${isSummer} THEN '+3 hours' ELSE '+2 hours' END) END`
}
