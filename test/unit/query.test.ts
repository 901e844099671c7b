import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { encodeQuery, serializeQuery } from '../../src/http/encode.ts'
import { InvalidArgumentError } from '../../src/index.ts'

const encode = (query: Record<string, unknown>) => encodeQuery(query, 'Europe/Athens')

describe('encodeQuery', () => {
  test.each([
    ['a text', 'Κώστας & Υιοί', 'Κώστας & Υιοί'],
    ['an empty text', '', ''],
    ['a number', 12.5, '12.5'],
    ['zero', 0, '0'],
    ['a BigInt', 9_007_199_254_740_993n, '9007199254740993'],
    ['true', true, '1'],
    ['false', false, '0'],
    ['an instant, as its day in the zone', new Date('2026-11-21T22:30:00Z'), '2026-11-22'],
    ['a plain date', { year: 2026, month: 1, day: 2 }, '2026-01-02'],
    ['a list', ['a', 1, true, new Date('2026-11-21T22:30:00Z')], ['a', '1', '1', '2026-11-22']],
    ['an empty list', [], []],
  ])('%s', (_name, value, encoded) => {
    expect(encode({ value })).toEqual({ value: encoded })
  })

  test('omits null and undefined', () => {
    expect(encode({ a: null, b: undefined, c: 1 })).toEqual({ c: '1' })
  })

  test('accepts names of Object.prototype', () => {
    expect(Object.entries(encode(JSON.parse('{"__proto__": "x", "constructor": 1}')))).toEqual([
      ['__proto__', 'x'],
      ['constructor', '1'],
    ])
  })

  test.each([
    ['an object', { from: 1 }],
    ['a Map', new Map()],
    ['NaN', Number.NaN],
    ['Infinity', Number.POSITIVE_INFINITY],
    ['a function', () => 1],
    ['a symbol', Symbol('s')],
    ['a list in a list', [[1]]],
    ['null in a list', [1, null]],
    ['undefined in a list', [undefined]],
    ['an Invalid Date', new Date('nonsense')],
    ['30 February', { year: 2026, month: 2, day: 30 }],
  ])('rejects %s with the name of the parameter', (_name, value) => {
    expect(() => encode({ fine: 1, culprit: value })).toThrow(InvalidArgumentError)
    expect(() => encode({ fine: 1, culprit: value })).toThrow(/culprit/)
  })

  test('rejects an object that is not a date, with the name of the parameter', () => {
    const message = 'The query parameter culprit cannot be an object: pass a string, a number, a boolean or a date.'
    expect(() => encode({ culprit: { from: 1 } })).toThrow(expect.objectContaining({ message, field: 'culprit' }))
  })
})

describe('serializeQuery', () => {
  test('serializes a list in the format of Laravel', () => {
    expect(decodeURIComponent(serializeQuery({ id: ['1', '2'], 'tag[]': ['a'], q: 'x' }))).toBe('id[]=1&id[]=2&tag[]=a&q=x')
  })

  test('serializes an empty query to an empty string', () => {
    expect(serializeQuery({})).toBe('')
    expect(serializeQuery({ none: [] })).toBe('')
  })

  test('round-trips any text through a URL', () => {
    const texts = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('&', '=', '+', '%20', '#', '?', '/', 'a b', '\r\n'))
    fc.assert(
      fc.property(fc.dictionary(texts, fc.oneof(texts, fc.array(texts))), (query) => {
        const url = new URL(`http://127.0.0.1/v1/contacts?${serializeQuery(encode(query))}`)
        const expected = Object.entries(query).flatMap(([name, value]) =>
          Array.isArray(value) ? value.map((item) => [name.endsWith('[]') ? name : `${name}[]`, item]) : [[name, value]],
        )
        expect([...url.searchParams]).toEqual(expected)
        expect(url.pathname).toBe('/v1/contacts')
        expect(url.hash).toBe('')
      }),
    )
  })
})
