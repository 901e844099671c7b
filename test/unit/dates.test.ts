import { runInNewContext } from 'node:vm'
import { describe, expect, test } from 'vitest'
import { type DateInput, InvalidArgumentError, parseApiDate, toYmd } from '../../src/index.ts'
import { onEveryMachine } from './machine-zones.ts'

/** Like in `Temporal.PlainDate`, the fields are getters of the class, not own properties. */
class PlainDate {
  readonly #fields: readonly [year: number, month: number, day: number]
  readonly calendarId: string
  constructor(year: number, month: number, day: number, calendarId = 'iso8601') {
    this.#fields = [year, month, day]
    this.calendarId = calendarId
  }
  get year() {
    return this.#fields[0]
  }
  get month() {
    return this.#fields[1]
  }
  get day() {
    return this.#fields[2]
  }
}

class ZonedDateTime extends PlainDate {
  get epochMilliseconds() {
    return 0
  }
}

// JavaScript callers can pass this.
const untyped = (value: unknown) => value as DateInput

onEveryMachine(() => {
  describe('toYmd converts an instant to its day in Athens', () => {
    test.each([
      // Daylight saving time starts on 29 March 2026 at 03:00. That day has 23 hours.
      ['2026-03-28T21:59:59.999Z', '2026-03-28'],
      ['2026-03-28T22:00:00.000Z', '2026-03-29'],
      ['2026-03-29T00:59:59.999Z', '2026-03-29'],
      ['2026-03-29T01:00:00.000Z', '2026-03-29'],
      ['2026-03-29T20:59:59.999Z', '2026-03-29'],
      ['2026-03-29T21:00:00.000Z', '2026-03-30'],
      // It ends on 25 October 2026 at 04:00. That day has 25 hours.
      ['2026-10-24T20:59:59.999Z', '2026-10-24'],
      ['2026-10-24T21:00:00.000Z', '2026-10-25'],
      ['2026-10-25T00:59:59.999Z', '2026-10-25'],
      ['2026-10-25T01:00:00.000Z', '2026-10-25'],
      ['2026-10-25T21:59:59.999Z', '2026-10-25'],
      ['2026-10-25T22:00:00.000Z', '2026-10-26'],
      // New Year's Eve.
      ['2026-12-31T21:59:59.999Z', '2026-12-31'],
      ['2026-12-31T22:00:00.000Z', '2027-01-01'],
      ['2028-02-28T22:00:00.000Z', '2028-02-29'],
      // Before time zones, Athens was 1 h 34 min 52 s ahead of Greenwich.
      ['1850-01-01T22:25:07.999Z', '1850-01-01'],
      ['1850-01-01T22:25:08.000Z', '1850-01-02'],
      ['0001-01-01T00:00:00.000Z', '0001-01-01'],
      ['0099-06-15T12:00:00.000Z', '0099-06-15'],
      ['9999-12-31T21:59:59.999Z', '9999-12-31'],
    ])('converts %s to %s', (instant, day) => {
      expect(toYmd(new Date(instant))).toBe(day)
    })
  })

  test.each([
    ['Pacific/Kiritimati', '2026-11-22'],
    ['Europe/Athens', '2026-11-22'],
    ['UTC', '2026-11-21'],
    ['America/New_York', '2026-11-21'],
    ['Pacific/Niue', '2026-11-21'],
  ])('converts the same instant in %s to %s', (timeZone, day) => {
    expect(toYmd(new Date('2026-11-21T22:30:00Z'), { timeZone })).toBe(day)
  })

  test('treats an undefined time zone as the default', () => {
    expect(toYmd(new Date('2026-11-21T22:30:00Z'), { timeZone: undefined })).toBe('2026-11-22')
  })

  test('accepts a Date of another realm', () => {
    const foreign: unknown = runInNewContext("new Date('2026-11-21T22:30:00Z')")
    expect(foreign).not.toBeInstanceOf(Date)
    expect(toYmd(untyped(foreign))).toBe('2026-11-22')
  })

  test('accepts an instance of a subclass of Date', () => {
    class Moment extends Date {}
    expect(toYmd(new Moment('2026-11-21T22:30:00Z'))).toBe('2026-11-22')
  })

  test.each(['2021-05-28', '2024-02-29', '2000-02-29', '0001-01-01', '9999-12-31'])('returns %s unchanged', (day) => {
    expect(toYmd(day)).toBe(day)
    expect(toYmd(day, { timeZone: 'Pacific/Kiritimati' })).toBe(day)
  })

  test('accepts a plain date', () => {
    expect(toYmd({ year: 2021, month: 5, day: 8 })).toBe('2021-05-08')
    expect(toYmd(new PlainDate(2021, 5, 28))).toBe('2021-05-28')
    expect(toYmd(new PlainDate(7, 1, 1), { timeZone: 'America/Los_Angeles' })).toBe('0007-01-01')
  })

  test('rejects a plain date of another calendar, with the cure', () => {
    expect(() => toYmd(new PlainDate(5786, 9, 6, 'hebrew'))).toThrow(InvalidArgumentError)
    expect(() => toYmd(new PlainDate(5786, 9, 6, 'hebrew'))).toThrow(/hebrew.*withCalendar\('iso8601'\)/)
  })

  test('rejects a ZonedDateTime, because its day may differ from the day in Athens', () => {
    expect(() => toYmd(new ZonedDateTime(2026, 11, 21))).toThrow(InvalidArgumentError)
    expect(() => toYmd(new ZonedDateTime(2026, 11, 21))).toThrow(/toPlainDate/)
  })

  test.each([
    '',
    ' ',
    'today',
    '2021-02-29',
    '2021-02-30',
    '2021-04-31',
    '1900-02-29',
    '2021-00-10',
    '2021-13-01',
    '2021-01-00',
    '2021-01-32',
    '0000-01-01',
    '-0001-11-30',
    '+02021-05-28',
    '12021-05-28',
    '28/05/2021',
    '28-05-2021',
    '2021/05/28',
    '2021.05.28',
    '20210528',
    '2021-5-28',
    '2021-05-8',
    '21-05-28',
    ' 2021-05-28',
    '2021-05-28 ',
    '2021-05-28\n',
    '2021-05-28T00:00:00Z',
    '2021-05-28 00:00:00',
    '２０２１-05-28',
    '2021–05–28',
  ])('rejects the text %j', (text) => {
    expect(() => toYmd(text)).toThrow(InvalidArgumentError)
  })

  test.each([
    ['null', null],
    ['undefined', undefined],
    ['5', 5],
    ['a timestamp', 1_795_300_000_000],
    ['true', true],
    ['{}', {}],
    ['[]', []],
    ['[2021, 5, 28]', [2021, 5, 28]],
    ['a function', () => '2021-05-28'],
    ['a symbol', Symbol('2021-05-28')],
    ['a boxed string', Object('2021-05-28')],
    ['a date without its day', { year: 2021, month: 5 }],
    ['fields that are texts', { year: '2021', month: '05', day: '28' }],
    ['30 February', { year: 2021, month: 2, day: 30 }],
    ['month 13', { year: 2021, month: 13, day: 1 }],
    ['month 0', { year: 2021, month: 0, day: 1 }],
    ['the year 0', { year: 0, month: 1, day: 1 }],
    ['the year 10000', { year: 10_000, month: 1, day: 1 }],
    ['half a year', { year: 2021.5, month: 5, day: 28 }],
    ['half a day', { year: 2021, month: 5, day: 28.5 }],
    ['no number', { year: Number.NaN, month: 5, day: 28 }],
  ])('rejects %s', (_name, value) => {
    expect(() => toYmd(untyped(value))).toThrow(InvalidArgumentError)
  })

  test.each([
    ['an Invalid Date', new Date('nonsense')],
    ['a Date before the year 1', new Date('-000001-06-15T00:00:00Z')],
    ['a Date before the year 1 in the zone only', new Date('0000-12-31T22:00:00Z')],
    ['a Date after 9999', new Date('+010000-06-15T00:00:00Z')],
    ['a Date after 9999 in the zone only', new Date('9999-12-31T23:30:00Z')],
    ['the last instant', new Date(8.64e15)],
    ['the first instant', new Date(-8.64e15)],
  ])('rejects %s', (_name, date) => {
    expect(() => toYmd(date)).toThrow(InvalidArgumentError)
  })

  test.each(['', 'Athens', 'Europe/Atlantis', 'GMT+2h'])('rejects the time zone %j', (timeZone) => {
    expect(() => toYmd(new Date('2026-11-21T22:30:00Z'), { timeZone })).toThrow(InvalidArgumentError)
    expect(() => toYmd(new Date('2026-11-21T22:30:00Z'), { timeZone })).toThrow(/IANA/)
  })

  describe('parseApiDate', () => {
    test.each([
      ['2021-05-28', '2021-05-28T00:00:00.000Z'],
      ['0001-01-01', '0001-01-01T00:00:00.000Z'],
      ['0050-03-01', '0050-03-01T00:00:00.000Z'],
      ['2021-05-28 10:11:12', '2021-05-28T10:11:12.000Z'],
      ['2021-05-28T10:11:12', '2021-05-28T10:11:12.000Z'],
      ['2021-05-28T10:11Z', '2021-05-28T10:11:00.000Z'],
      ['2021-05-28T10:11:12Z', '2021-05-28T10:11:12.000Z'],
      ['2021-05-28T10:11:12.000000Z', '2021-05-28T10:11:12.000Z'],
      ['2021-05-28T10:11:12.987654Z', '2021-05-28T10:11:12.987Z'],
      ['2021-05-28T10:11:12.5Z', '2021-05-28T10:11:12.500Z'],
      ['2021-05-28T10:11:12.05Z', '2021-05-28T10:11:12.050Z'],
      ['2021-05-28T10:11:12+00:00', '2021-05-28T10:11:12.000Z'],
      ['2021-05-28T00:30:00+03:00', '2021-05-27T21:30:00.000Z'],
      ['2021-05-28T00:30:00+0300', '2021-05-27T21:30:00.000Z'],
      ['2021-05-28T22:30:00-03:30', '2021-05-29T02:00:00.000Z'],
      ['2021-05-28 00:00:00.000000+00:00', '2021-05-28T00:00:00.000Z'],
      ['2024-02-29T23:59:59Z', '2024-02-29T23:59:59.000Z'],
    ])('parses %s as %s', (text, instant) => {
      expect(parseApiDate(text)?.toISOString()).toBe(instant)
    })

    test.each([
      null,
      undefined,
      '',
      '-0001-11-30T00:00:00+00:00',
      '-0001-11-30T00:00:00.000000Z',
      '-0001-11-30',
      '0000-00-00',
      '0000-00-00 00:00:00',
    ])('returns null for %j', (text) => {
      expect(parseApiDate(text)).toBeNull()
    })

    test.each([
      ' ',
      'soon',
      'null',
      '2021',
      '2021-05',
      '2021-5-28',
      '28/05/2021',
      '2021-02-30',
      '2021-00-00',
      '2021-13-01T00:00:00Z',
      '2021-05-28T',
      '2021-05-28T10',
      '2021-05-28T24:00:00Z',
      '2021-05-28T10:60:00Z',
      '2021-05-28T10:11:61Z',
      '2021-05-28T10:11:12.Z',
      '2021-05-28T10:11:12 Europe/Athens',
      '2021-05-28T10:11:12+3',
      '2021-05-28T10:11:12+99:99',
      '2021-05-28T10:11:12Z\n',
      '2021-05-28Z',
      'x2021-05-28',
      '1622196672',
    ])('rejects %j', (text) => {
      expect(() => parseApiDate(text)).toThrow(InvalidArgumentError)
    })
  })
})
