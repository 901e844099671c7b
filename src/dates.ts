import { InvalidArgumentError } from './errors.ts'

/** A `Temporal.PlainDate`, or anything of its shape. */
export interface PlainDateLike {
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

/** Where the invoices are issued, so that "today" is the day there. */
export const DEFAULT_TIME_ZONE = 'Europe/Athens'

/**
 * Turns a date into `Y-m-d`, the form that the API takes.
 *
 * @param options.timeZone IANA name of the zone in which a `Date` is read. Default `Europe/Athens`.
 * @throws InvalidArgumentError if it is no real calendar date between the years 1 and 9999, or the zone is unknown.
 */
export function toYmd(input: DateInput, options: { timeZone?: string | undefined } = {}): string {
  const { timeZone = DEFAULT_TIME_ZONE } = options
  if (isDate(input)) return ymdInZone(input, timeZone)
  if (typeof input === 'string') return checkYmd(input)
  if (isPlainDateLike(input)) return ymdOfPlainDate(input)
  throw new InvalidArgumentError(`${show(input)} is not a date: pass 'YYYY-MM-DD', a Date, or a Temporal.PlainDate.`)
}

/**
 * Reads a date that the API sent: a `Y-m-d` (midnight UTC) or a timestamp (UTC unless it names an offset).
 *
 * @returns `null` for `null`, `undefined`, `''` and the server's empty date (`-0001-11-30T00:00:00+00:00`).
 * @throws InvalidArgumentError if the text is not a date at all.
 */
export function parseWireDate(text: string | null | undefined): Date | null {
  if (text === null || text === undefined || text === '') return null
  const parts = WIRE_DATE.exec(text)
  if (!parts) throw new InvalidArgumentError(`${show(text)} is not a date that the API sends.`)
  const [, year = '', month = '', day = '', hour = '0', minute = '0', second = '0', fraction = '', offset = 'Z'] = parts
  // PHP writes MySQL's zero date as a day before the year 1.
  if (Number(year) < 1) return null
  const date = utc(Number(year), Number(month), Number(day))
  if (!date || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60 || !isOffset(offset)) {
    throw new InvalidArgumentError(`${show(text)} is not a real date.`)
  }
  const time = ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1000
  return new Date(date.getTime() + time + Number(`${fraction}000`.slice(0, 3)) - offsetMilliseconds(offset))
}

/** Whether the value is a `Date`, from this realm or another (an iframe, a test runner's sandbox). */
export const isDate = (value: unknown): value is Date => Object.prototype.toString.call(value) === '[object Date]'

/** Whether the runtime knows the IANA time zone. */
export function isTimeZone(name: string): boolean {
  try {
    formatterFor(name)
    return true
  } catch {
    return false
  }
}

const YMD = /^(\d{4})-(\d{2})-(\d{2})$/
const WIRE_DATE = /^([+-]?\d{4,6})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?(Z|[+-]\d\d:?\d\d)?)?$/

function checkYmd(text: string): string {
  const [, year, month, day] = YMD.exec(text) ?? []
  if (!year) throw new InvalidArgumentError(`${show(text)} is not a date in the form YYYY-MM-DD, such as '2021-05-28'.`)
  if (!utc(Number(year), Number(month), Number(day))) throw notReal(text)
  return text
}

function ymdOfPlainDate(input: PlainDateLike): string {
  const { year, month, day } = input
  if ('epochMilliseconds' in input) {
    throw new InvalidArgumentError('A Temporal.ZonedDateTime is ambiguous here: pass its .toPlainDate().')
  }
  if ('calendarId' in input && input.calendarId !== 'iso8601') {
    throw new InvalidArgumentError(
      `A date of the calendar ${show(input.calendarId)} is not taken: pass .withCalendar('iso8601').`,
    )
  }
  if (!utc(year, month, day)) throw notReal(`${year}-${month}-${day}`)
  return ymd(year, month, day)
}

function ymdInZone(date: Date, timeZone: string): string {
  if (Number.isNaN(date.getTime())) throw new InvalidArgumentError('The date is an Invalid Date.')
  const parts = Object.fromEntries(
    zoneFormatter(timeZone)
      .formatToParts(date)
      .map(({ type, value }) => [type, value]),
  )
  const [year, month, day] = [Number(parts.year), Number(parts.month), Number(parts.day)]
  if (parts.era !== 'AD' || !utc(year, month, day)) throw notReal(date.toISOString())
  return ymd(year, month, day)
}

const formatters = new Map<string, Intl.DateTimeFormat>()

/** Making a formatter costs a hundred times what using it does. */
function formatterFor(timeZone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(timeZone)
  if (!formatter) {
    const fields = { era: 'short', year: 'numeric', month: '2-digit', day: '2-digit' } as const
    formatter = new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', { ...fields, timeZone })
    formatters.set(timeZone, formatter)
  }
  return formatter
}

function zoneFormatter(timeZone: string): Intl.DateTimeFormat {
  try {
    return formatterFor(timeZone)
  } catch (cause) {
    throw new InvalidArgumentError(`${show(timeZone)} is not a time zone: pass an IANA name such as 'Europe/Athens'.`, { cause })
  }
}

/** Midnight UTC of a calendar date; `undefined` where there is no such day. */
function utc(year: number, month: number, day: number): Date | undefined {
  if (![year, month, day].every(Number.isInteger) || year < 1 || year > 9999) return undefined
  const date = new Date(0)
  // Not Date.UTC, which takes the years 0 to 99 for 1900 to 1999.
  date.setUTCFullYear(year, month - 1, day)
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date : undefined
}

/** The furthest that any place is from UTC is 14 hours. */
const isOffset = (offset: string): boolean => Math.abs(offsetMilliseconds(offset)) <= 14 * 3_600_000

function offsetMilliseconds(offset: string): number {
  if (offset === 'Z') return 0
  const [, sign, hours, minutes] = /([+-])(\d\d):?(\d\d)/.exec(offset) ?? []
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000
}

function isPlainDateLike(value: unknown): value is PlainDateLike {
  if (typeof value !== 'object' || value === null) return false
  return ['year', 'month', 'day'].every((key) => key in value && typeof value[key as keyof typeof value] === 'number')
}

const ymd = (year: number, month: number, day: number): string =>
  `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`

const notReal = (text: string): InvalidArgumentError =>
  new InvalidArgumentError(`${show(text)} is not a real calendar date between the years 1 and 9999.`)

const show = (value: unknown): string => (typeof value === 'string' ? `'${value.slice(0, 60)}'` : String(value))
