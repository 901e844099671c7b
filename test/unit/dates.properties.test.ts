import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { InvalidArgumentError, parseApiDate, toYmd } from '../../src/index.ts'
import { onEveryMachine } from './machine-zones.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

const ZONES = [
  'Europe/Athens',
  'UTC',
  'America/Los_Angeles',
  // Offsets of half and quarter hours.
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  // The largest offsets, and a zone that crossed the date line.
  'Pacific/Kiritimati',
  'Pacific/Niue',
  'Pacific/Apia',
  // A zone whose clock was set back across midnight.
  'America/Sao_Paulo',
  'Asia/Beirut',
]
const zone = fc.constantFrom(...ZONES)

/** Leaves two days at both ends, because no time zone is further from UTC. */
const instant = fc.date({ min: new Date('0001-01-03T00:00:00Z'), max: new Date('9999-12-29T00:00:00Z'), noInvalidDate: true })
/** Recent years, which have daylight saving changes. */
const recent = fc.date({ min: new Date('1990-01-01T00:00:00Z'), max: new Date('2037-12-31T00:00:00Z'), noInvalidDate: true })
const anyInstant = fc.oneof(instant, recent)

const pad = (value: number, width: number) => String(value).padStart(width, '0')

const isLeap = (year: number) => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
const daysIn = (year: number, month: number) =>
  [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0

const calendarDate = fc
  .tuple(fc.integer({ min: 1, max: 9999 }), fc.integer({ min: 1, max: 12 }), fc.nat())
  .map(([year, month, n]) => ({ year, month, day: 1 + (n % daysIn(year, month)) }))
const ymd = calendarDate.map(({ year, month, day }) => `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`)

/** Computes the day independently of the library, by adding the offset of the time zone to UTC. */
function dayByOffset(date: Date, timeZone: string): string {
  const name = offsetNames(timeZone)
    .formatToParts(date)
    .find(({ type }) => type === 'timeZoneName')
  const [, sign = '+', hours = 0, minutes = 0, seconds = 0] =
    /GMT(?:([+-])(\d+):(\d+)(?::(\d+))?)?$/.exec(name?.value ?? '') ?? []
  const offset = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)
  return new Date(date.getTime() + (sign === '-' ? -offset : offset) * 1000).toISOString().slice(0, 10)
}

const formats = new Map<string, Intl.DateTimeFormat>()
function offsetNames(timeZone: string): Intl.DateTimeFormat {
  const format = formats.get(timeZone) ?? new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' })
  formats.set(timeZone, format)
  return format
}

function isRealYmd(text: string): boolean {
  const [, year, month, day] = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(text)?.map(Number) ?? []
  return !!year && !!month && !!day && day <= daysIn(year, month)
}

onEveryMachine(() => {
  test('converts an instant to its day in the time zone', () => {
    fc.assert(
      fc.property(anyInstant, zone, (date, timeZone) => {
        expect(toYmd(date, { timeZone })).toBe(dayByOffset(date, timeZone))
      }),
      { numRuns: 1000 },
    )
  })

  test('round-trips a day through midnight UTC', () => {
    fc.assert(
      fc.property(ymd, (day) => {
        expect(toYmd(day)).toBe(day)
        const read = parseApiDate(day)
        expect(read && toYmd(read, { timeZone: 'UTC' })).toBe(day)
      }),
    )
  })

  test('converts a plain date like its text', () => {
    fc.assert(
      fc.property(calendarDate, zone, (date, timeZone) => {
        expect(toYmd(date, { timeZone })).toBe(`${pad(date.year, 4)}-${pad(date.month, 2)}-${pad(date.day, 2)}`)
      }),
    )
  })

  describe('a later instant never converts to an earlier day', () => {
    test('in Athens under EU rules', () => {
      const since1981 = fc.date({
        min: new Date('1981-01-01T00:00:00Z'),
        max: new Date('2100-01-01T00:00:00Z'),
        noInvalidDate: true,
      })
      fc.assert(
        fc.property(since1981, fc.integer({ min: 0, max: 3 * DAY }), (date, later) => {
          const [first, second] = [toYmd(date), toYmd(new Date(date.getTime() + later))]
          expect(first <= second, `${first} <= ${second}`).toBe(true)
        }),
      )
    })

    test('in any zone two days later, even if the clock was set back by a day', () => {
      fc.assert(
        fc.property(anyInstant, zone, fc.integer({ min: 2 * DAY, max: 400 * DAY }), (date, timeZone, later) => {
          const end = new Date(date.getTime() + later)
          fc.pre(end.getTime() < Date.parse('9999-12-30T00:00:00Z'))
          const [first, second] = [toYmd(date, { timeZone }), toYmd(end, { timeZone })]
          expect(first < second, `${first} < ${second}`).toBe(true)
        }),
      )
    })
  })

  test('rejects a text that is not a valid date', () => {
    const twoDigits = fc.integer({ min: 0, max: 99 }).map((value) => pad(value, 2))
    const shaped = fc.tuple(fc.integer({ min: 0, max: 9999 }), twoDigits, twoDigits).map(([y, m, d]) => `${pad(y, 4)}-${m}-${d}`)
    const damaged = fc
      .tuple(ymd, fc.nat(10), fc.nat(1), fc.oneof(fc.string({ maxLength: 2 }), fc.constantFrom('-', '0', ' ', '\n', '٣', 'T')))
      .map(([day, at, removed, inserted]) => day.slice(0, at) + inserted + day.slice(at + removed))
    fc.assert(
      fc.property(fc.oneof(fc.string(), shaped, damaged), (text) => {
        if (isRealYmd(text)) expect(toYmd(text)).toBe(text)
        else expect(() => toYmd(text)).toThrow(InvalidArgumentError)
      }),
      { numRuns: 1000 },
    )
  })

  test('parses a timestamp with any offset', () => {
    const offset = fc.integer({ min: -14 * 60, max: 14 * 60 })
    fc.assert(
      fc.property(instant, offset, fc.boolean(), (date, minutes, colon) => {
        const local = new Date(date.getTime() + minutes * 60_000).toISOString().slice(0, -1)
        const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60]
        const suffix = `${minutes < 0 ? '-' : '+'}${pad(hours, 2)}${colon ? ':' : ''}${pad(rest, 2)}`
        expect(parseApiDate(`${local}${suffix}`)).toEqual(date)
        expect(parseApiDate(`${local}000${suffix}`)).toEqual(date)
      }),
    )
  })

  test('parses a timestamp without an offset as UTC', () => {
    fc.assert(
      fc.property(instant, (date) => {
        const seconds = new Date(Math.floor(date.getTime() / 1000) * 1000)
        const text = seconds.toISOString().slice(0, 19)
        expect(parseApiDate(text)).toEqual(seconds)
        expect(parseApiDate(text.replace('T', ' '))).toEqual(seconds)
      }),
    )
  })

  test('parses any text to a date or null, or throws an InvalidArgumentError', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[-+0-9T:.Z ]{0,30}$/)), (text) => {
        try {
          const date = parseApiDate(text)
          expect(date === null || !Number.isNaN(date.getTime())).toBe(true)
        } catch (error) {
          expect(error).toBeInstanceOf(InvalidArgumentError)
        }
      }),
      { numRuns: 500 },
    )
  })
})
