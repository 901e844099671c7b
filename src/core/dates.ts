import { type Refusal, show } from './arguments.ts'
import { InvalidArgumentError } from './errors.ts'
import { isRecord, tagOf } from './record.ts'

/** A `Temporal.PlainDate`, or an object with the same fields. */
export interface PlainDateLike {
  /** Four-digit year. */
  readonly year: number
  /** Month, from 1 to 12. */
  readonly month: number
  /** Day of the month, from 1. */
  readonly day: number
}

/**
 * A calendar date: `'2021-05-28'`, a `Date` (converted to its day in the client's time zone), or a `Temporal.PlainDate`.
 */
export type DateInput = string | Date | PlainDateLike

/** Invoices are issued in Greece, so that dates are those of Athens by default. */
export const DEFAULT_TIME_ZONE = 'Europe/Athens'

/**
 * Converts a date to `YYYY-MM-DD`, the format of the API.
 *
 * @param options.timeZone IANA time zone in which a `Date` is converted. Default `Europe/Athens`.
 * @throws InvalidArgumentError if the input is not a valid calendar date in the years 1 to 9999, or the time zone is unknown.
 */
export function toYmd(input: DateInput, options: { timeZone?: string | undefined } = {}): string {
  const { timeZone = DEFAULT_TIME_ZONE } = options
  const date = createUtcDate(...readDay(input, timeZone))
  if (date) return date.toISOString().slice(0, 10)
  throw new InvalidArgumentError(
    `${show(isDate(input) ? String(input) : input)} is not a valid date. Pass 'YYYY-MM-DD', a Date or a Temporal.PlainDate, in the years 1 to 9999.`,
  )
}

/**
 * Parses a date of an API response: `YYYY-MM-DD` (midnight UTC) or a timestamp (UTC unless it has an offset).
 *
 * @returns The date. `null` for `null`, `undefined`, `''` and the server's empty date (`-0001-11-30T00:00:00+00:00`).
 * @throws InvalidArgumentError if the text is not a date in either format.
 */
export function parseApiDate(text: string | null | undefined): Date | null {
  if (text === null || text === undefined || text === '') return null
  const [match, year, month, day, clock = '00:00', seconds = ':00', fraction = '', hours = '+00', minutes = '00'] =
    API_DATE.exec(text) ?? []
  // PHP formats MySQL's zero date as a day before the year 1.
  if (match && Number(year) < 1) return null
  const date = createUtcDate(Number(year), Number(month), Number(day))
  if (!date) throw new InvalidArgumentError(`${show(text)} is not a date in a format of the API: 'YYYY-MM-DD' or a timestamp.`)
  return new Date(date.getTime() + Date.parse(`1970-01-01T${clock}${seconds}${fraction}${hours}:${minutes}`))
}

/** Returns whether a value is a `Date`, also from another realm. */
export const isDate = (value: unknown): value is Date => tagOf(value) === 'Date'

/** Digits beyond milliseconds are ignored. No time zone is more than 14 hours from UTC. */
const API_DATE =
  /^([+-]?\d{4,6})-(\d\d)-(\d\d)(?:[T ]((?:[01]\d|2[0-3]):[0-5]\d)(?:(:[0-5]\d)(?:(\.\d{1,3})\d*)?)?(?:Z|([+-](?:0\d|1[0-4])):?([0-5]\d))?)?$/

/** Returns year, month and day. Empty if the input has none. */
function readDay(input: DateInput, timeZone: string): number[] {
  if (typeof input === 'string') return (/^(\d{4})-(\d\d)-(\d\d)$/.exec(input) ?? []).slice(1).map(Number)
  if (isDate(input)) return readDayInZone(input, timeZone)
  if (!isRecord(input)) return []
  if ('epochMilliseconds' in input) {
    throw new InvalidArgumentError('A Temporal.ZonedDateTime has its own time zone. Pass its .toPlainDate() instead.')
  }
  if (isInstant(input)) {
    throw new InvalidArgumentError(
      'An object that represents an instant (such as a luxon DateTime) has its own time zone. Pass its .toISODate() for the calendar date there, or its .toJSDate().',
    )
  }
  if ('calendarId' in input && input.calendarId !== 'iso8601') {
    throw new InvalidArgumentError(
      `The calendar ${show(input.calendarId)} is not supported. Pass .withCalendar('iso8601') instead.`,
    )
  }
  return [input.year, input.month, input.day]
}

/** Like a `Date`, the date objects of luxon, moment and dayjs have a numeric `valueOf()`. Calendar dates do not. */
function isInstant(input: object): boolean {
  try {
    return typeof input.valueOf() === 'number'
  } catch {
    // valueOf() of a Temporal.PlainDate throws.
    return false
  }
}

function readDayInZone(date: Date, timeZone: string): number[] {
  const formatter = checkTimeZone(timeZone)
  if (Number.isNaN(date.getTime())) return []
  const { era, year, month, day } = Object.fromEntries(formatter.formatToParts(date).map(({ type, value }) => [type, value]))
  return era === 'AD' ? [Number(year), Number(month), Number(day)] : []
}

const formatters = new Map<string, Intl.DateTimeFormat>()

/** Returns the formatter of a time zone. It is cached, because creating one takes a hundred times as long as using it. */
export function checkTimeZone(timeZone: string, Refusal: Refusal = InvalidArgumentError): Intl.DateTimeFormat {
  let formatter = formatters.get(timeZone)
  if (!formatter) {
    try {
      const fields = { era: 'short', year: 'numeric', month: '2-digit', day: '2-digit' } as const
      formatter = new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', { ...fields, timeZone })
    } catch {
      throw new Refusal(`timeZone must be an IANA name such as 'Europe/Athens', not ${show(timeZone)}.`)
    }
    formatters.set(timeZone, formatter)
  }
  return formatter
}

/** Returns midnight UTC of a calendar date, or `undefined` if the date does not exist. */
function createUtcDate(year = 0, month = 0, day = 0): Date | undefined {
  if (![year, month, day].every(Number.isInteger) || year < 1 || year > 9999) return undefined
  const date = new Date(0)
  // Date.UTC would interpret the years 0 to 99 as 1900 to 1999.
  date.setUTCFullYear(year, month - 1, day)
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date : undefined
}
