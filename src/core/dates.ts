import { type Refusal, show } from './arguments.ts'
import { InvalidArgumentError } from './errors.ts'
import { isRecord, tagOf } from './record.ts'

/** A `Temporal.PlainDate`, or anything of its shape. */
export interface PlainDateLike {
  /** With its century. */
  readonly year: number
  /** 1 for January. */
  readonly month: number
  /** Of the month, from 1. */
  readonly day: number
}

/**
 * A calendar date to send: `'2021-05-28'`, a `Date` (its day in the client's time zone), or a `Temporal.PlainDate`.
 */
export type DateInput = string | Date | PlainDateLike

/** Invoices are issued in Greece, so "today" is the day there. */
export const DEFAULT_TIME_ZONE = 'Europe/Athens'

/**
 * Turns a date into `Y-m-d`, the form that the API takes.
 *
 * @param options.timeZone IANA name of the zone in which a `Date` is read. Default `Europe/Athens`.
 * @throws InvalidArgumentError if it is no real calendar date between the years 1 and 9999, or the zone is unknown.
 */
export function toYmd(input: DateInput, options: { timeZone?: string | undefined } = {}): string {
  const { timeZone = DEFAULT_TIME_ZONE } = options
  const date = utc(...dayOf(input, timeZone))
  if (date) return date.toISOString().slice(0, 10)
  throw new InvalidArgumentError(
    `${show(isDate(input) ? String(input) : input)} is not a real date between the years 1 and 9999: pass 'YYYY-MM-DD', a Date, or a Temporal.PlainDate.`,
  )
}

/**
 * Reads a date that the API sent: a `Y-m-d` (midnight UTC) or a timestamp (UTC unless it names an offset).
 *
 * @returns `null` for `null`, `undefined`, `''` and the server's empty date (`-0001-11-30T00:00:00+00:00`).
 * @throws InvalidArgumentError if the text is not a date at all.
 */
export function parseApiDate(text: string | null | undefined): Date | null {
  if (text === null || text === undefined || text === '') return null
  const [found, year, month, day, clock = '00:00', seconds = ':00', fraction = '', hours = '+00', minutes = '00'] =
    WIRE_DATE.exec(text) ?? []
  // PHP writes MySQL's zero date as a day before the year 1.
  if (found && Number(year) < 1) return null
  const date = utc(Number(year), Number(month), Number(day))
  if (!date) throw new InvalidArgumentError(`${show(text)} is not a date that the API sends.`)
  return new Date(date.getTime() + Date.parse(`1970-01-01T${clock}${seconds}${fraction}${hours}:${minutes}`))
}

/** Whether the value is a `Date`, from this realm or another. */
export const isDate = (value: unknown): value is Date => tagOf(value) === 'Date'

/** A `Date` counts in milliseconds, so further digits are dropped. No zone is more than 14 hours from UTC. */
const WIRE_DATE =
  /^([+-]?\d{4,6})-(\d\d)-(\d\d)(?:[T ]((?:[01]\d|2[0-3]):[0-5]\d)(?:(:[0-5]\d)(?:(\.\d{1,3})\d*)?)?(?:Z|([+-](?:0\d|1[0-4])):?([0-5]\d))?)?$/

/** Year, month and day. Empty if the input has none. */
function dayOf(input: DateInput, timeZone: string): number[] {
  if (typeof input === 'string') return (/^(\d{4})-(\d\d)-(\d\d)$/.exec(input) ?? []).slice(1).map(Number)
  if (isDate(input)) return dayInZone(input, timeZone)
  if (!isRecord(input)) return []
  if ('epochMilliseconds' in input) {
    throw new InvalidArgumentError('A Temporal.ZonedDateTime is an instant with a zone of its own: pass its .toPlainDate().')
  }
  if (isInstant(input)) {
    throw new InvalidArgumentError(
      'A date object that holds an instant (such as a luxon DateTime) has a zone of its own: pass its .toISODate() for the day there, or its .toJSDate().',
    )
  }
  if ('calendarId' in input && input.calendarId !== 'iso8601') {
    throw new InvalidArgumentError(
      `A date of the calendar ${show(input.calendarId)} is not taken: pass .withCalendar('iso8601').`,
    )
  }
  return [input.year, input.month, input.day]
}

/** A luxon `DateTime`, a moment or a dayjs object counts milliseconds, as a `Date` does. A calendar date does not. */
function isInstant(input: object): boolean {
  try {
    return typeof input.valueOf() === 'number'
  } catch {
    // A Temporal.PlainDate refuses to be compared by value.
    return false
  }
}

function dayInZone(date: Date, timeZone: string): number[] {
  const formatter = checkTimeZone(timeZone)
  if (Number.isNaN(date.getTime())) return []
  const { era, year, month, day } = Object.fromEntries(formatter.formatToParts(date).map(({ type, value }) => [type, value]))
  return era === 'AD' ? [Number(year), Number(month), Number(day)] : []
}

const formatters = new Map<string, Intl.DateTimeFormat>()

/** The formatter of a zone. Creating one costs a hundred times as much as using it, so they are kept. */
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

/** Midnight UTC of a calendar date; `undefined` if there is no such day. */
function utc(year = 0, month = 0, day = 0): Date | undefined {
  if (![year, month, day].every(Number.isInteger) || year < 1 || year > 9999) return undefined
  const date = new Date(0)
  // Date.UTC would read the years 0 to 99 as 1900 to 1999.
  date.setUTCFullYear(year, month - 1, day)
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date : undefined
}
