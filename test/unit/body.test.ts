import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { encodeBody } from '../../src/http/encode.ts'
import { InvalidArgumentError } from '../../src/index.ts'

const encode = (body: unknown, dates: string[] = []) => encodeBody(body, dates, 'Europe/Athens')
const sent = (body: unknown, dates?: string[]): unknown => JSON.parse(encode(body, dates))

const NIGHT = new Date('2026-11-21T22:30:00Z')

describe('a calendar date', () => {
  test.each([
    ['an instant', NIGHT],
    ['a text', '2026-11-22'],
    ['a plain date', { year: 2026, month: 11, day: 22 }],
  ])('%s', (_name, value) => {
    expect(sent({ due: value }, ['due'])).toEqual({ due: '2026-11-22' })
  })

  test('sends null and omits undefined', () => {
    expect(sent({ due: null, paid: undefined }, ['due', 'paid'])).toEqual({ due: null })
  })

  test.each(['', '22/11/2026', '2026-11-31', 20261122, false, {}, [], Number.NaN])(
    'rejects %j with the name of the field',
    (value) => {
      expect(() => encode({ due: value }, ['due'])).toThrow(InvalidArgumentError)
      expect(() => encode({ due: value }, ['due'])).toThrow(/^due: /)
    },
  )
})

describe('other fields', () => {
  test('convert a Date to its day at any depth', () => {
    expect(sent({ extra: NIGHT, rows: [{ on: NIGHT, list: [NIGHT] }] })).toEqual({
      extra: '2026-11-22',
      rows: [{ on: '2026-11-22', list: ['2026-11-22'] }],
    })
  })

  test("convert a Date in the client's time zone", () => {
    expect(JSON.parse(encodeBody({ due: NIGHT, rows: [{ on: NIGHT }] }, ['due'], 'UTC'))).toEqual({
      due: '2026-11-21',
      rows: [{ on: '2026-11-21' }],
    })
  })

  test('accept an object whose toJSON is not a function', () => {
    expect(sent({ rows: [{ toJSON: 'a field', vatId: 1 }] })).toEqual({ rows: [{ toJSON: 'a field', vatId: 1 }] })
  })

  test('accept a text that is not a date', () => {
    expect(sent({ title: '22/11/2026', rows: [{ due: '22/11/2026' }] }, ['due'])).toEqual({
      title: '22/11/2026',
      rows: [{ due: '22/11/2026' }],
    })
  })

  test('call toJSON of an object', () => {
    class Money {
      readonly #cents = 1999
      readonly currency = 'EUR'
      toJSON() {
        return this.#cents / 100
      }
    }
    expect(sent({ price: new Money(), rows: [new Money()] })).toEqual({ price: 19.99, rows: [19.99] })
  })

  test('accept the same object in two places', () => {
    const row = { vatId: 1 }
    expect(sent({ rows: [row, row] })).toEqual({ rows: [row, row] })
  })
})

describe('a rejected value is named by its path', () => {
  const itself: Record<string, unknown> = { rows: [] }
  itself.rows = [{ parent: itself }]
  test.each<[string, unknown, RegExp]>([
    ['NaN', { rows: [{ price: 1 }, { price: Number.NaN }] }, /^rows\.1\.price: NaN/],
    ['Infinity', { amount: Number.NEGATIVE_INFINITY }, /^amount: -Infinity/],
    ['a BigInt', { amounts: [1n] }, /^amounts\.0: /],
    ['an Invalid Date', { rows: [{ on: new Date('nonsense') }] }, /^rows\.0\.on: /],
    ['a Map', { rows: [new Map([['vatId', 1]])] }, /^rows\.0: a value of the type Map cannot be sent\.$/],
    ['bytes', { extra: new Uint8Array(2) }, /^extra: a value of the type Uint8Array cannot be sent\.$/],
    ['an object inside itself', itself, /^rows\.0\.parent(\.rows)?: the object contains itself/],
  ])('%s', (_name, body, message) => {
    expect(() => encode(body)).toThrow(InvalidArgumentError)
    expect(() => encode(body)).toThrow(message)
  })

  test.each<[string, unknown, string]>([
    ['null', null, 'null'],
    ['undefined', undefined, 'undefined'],
    ['a text', '{"title": "x"}', `'{"title": "x"}'`],
    ['a number', 5, '5'],
    ['an array', [{ title: 'x' }], 'an array'],
    ['a Map', new Map(), 'a value of the type Map'],
  ])('rejects %s as a body', (_name, body, shown) => {
    expect(() => encode(body)).toThrow(new InvalidArgumentError(`The body must be an object, not ${shown}.`))
  })

  test('rejects a function as a body', () => {
    expect(() => encode(() => ({}))).toThrow(InvalidArgumentError)
  })

  // JSON.stringify() turns each into an empty object, which would clear the record.
  test.each([
    ['a Map', new Map([['title', 'x']])],
    ['a FormData', new FormData()],
    ['URLSearchParams', new URLSearchParams({ title: 'x' })],
    ['a Date', NIGHT],
    ['bytes', new Uint8Array(2)],
    ['a promise', Promise.resolve({ title: 'x' })],
  ])('rejects %s as a body', (_name, body) => {
    expect(() => encode(body)).toThrow(InvalidArgumentError)
  })
})

test('sends any JSON unchanged', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (body) => {
      expect(encode(body)).toBe(JSON.stringify(body))
    }),
  )
})

test('calls toJSON of the body and of the objects in it', () => {
  class Draft {
    readonly #title = 'x'
    readonly internal = true
    toJSON() {
      return { title: this.#title, due: NIGHT }
    }
  }
  expect(sent(new Draft(), ['due'])).toEqual({ title: 'x', due: '2026-11-22' })
})

test('accepts an instance of a class as a body', () => {
  class Draft {
    readonly title = 'x'
    readonly due = NIGHT
  }
  expect(sent(new Draft(), ['due'])).toEqual({ title: 'x', due: '2026-11-22' })
  expect(sent(Object.assign(Object.create(null), { title: 'x' }))).toEqual({ title: 'x' })
})

test('does not send changes made later', () => {
  const body = { rows: [{ price: 1 }] }
  const text = encode(body)
  body.rows.push({ price: 2 })
  expect(JSON.parse(text)).toEqual({ rows: [{ price: 1 }] })
})

test("does not change the caller's object", () => {
  const body = Object.freeze({ due: NIGHT, rows: Object.freeze([Object.freeze({ on: NIGHT })]) })
  encode(body, ['due'])
  expect(body).toEqual({ due: NIGHT, rows: [{ on: NIGHT }] })
})
