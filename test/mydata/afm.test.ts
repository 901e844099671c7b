import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isAfm, normalizeAfm } from '../../src/mydata/index.ts'

/** The authority's algorithm: the sum of eight digits, weighted 256, 128, … 2, modulo 11 is the ninth digit. 10 becomes 0. */
const WEIGHTS = [256, 128, 64, 32, 16, 8, 4, 2]
const calculateRemainder = (digits: number[]) => WEIGHTS.reduce((sum, weight, at) => sum + weight * (digits[at] ?? 0), 0) % 11

const eightDigits = fc
  .array(fc.integer({ min: 0, max: 9 }), { minLength: 8, maxLength: 8 })
  .filter((digits) => digits.some((digit) => digit > 0))
const valid = eightDigits.map((digits) => [...digits, calculateRemainder(digits) % 10])

test('accepts every number with the right check digit', () => {
  fc.assert(
    fc.property(valid, (digits) => {
      expect(isAfm(digits.join(''))).toBe(true)
    }),
  )
})

test('rejects every other check digit', () => {
  fc.assert(
    fc.property(valid, fc.integer({ min: 1, max: 9 }), (digits, more) => {
      const wrong = [...digits.slice(0, 8), ((digits[8] ?? 0) + more) % 10]
      expect(isAfm(wrong.join(''))).toBe(false)
    }),
  )
})

test('detects a wrong digit, unless the check digit is 0, which has two remainders', () => {
  const oneWrong = fc.tuple(valid, fc.integer({ min: 0, max: 7 }), fc.integer({ min: 1, max: 9 }))
  fc.assert(
    fc.property(oneWrong, ([digits, at, more]) => {
      const wrong = digits.with(at, ((digits[at] ?? 0) + more) % 10)
      const isUndetected = digits[8] === 0 && calculateRemainder(wrong) % 10 === 0 && wrong.some((digit) => digit > 0)
      expect(isAfm(wrong.join(''))).toBe(isUndetected)
    }),
    { numRuns: 2000 },
  )
})

describe('accepts and normalizes', () => {
  test.each([
    ...['523456110', 'EL523456110', 'GR523456110', 'el 523 456 110', ' 523456110\n'],
    ...['523.456.110', 'EL-523456110', 'ΕΛ523456110', 'GR 523-456-110'],
  ])('%o', (written) => {
    expect(normalizeAfm(written)).toBe('523456110')
    expect(isAfm(written)).toBe(true)
  })
})

test('restores the leading zeros of a number', () => {
  expect(normalizeAfm(94_014_201)).toBe('094014201')
  expect([isAfm(94_014_201), isAfm(523_456_110), isAfm(94_014_202), isAfm(0), isAfm(-94_014_201), isAfm(9.4)]).toEqual([
    true,
    true,
    false,
    false,
    false,
    false,
  ])
  // In text, the missing digit could be any digit.
  expect(isAfm('94014201')).toBe(false)
})

test.each(['', '000000000', 'EL000000000', '52345611', '5234561100', '52345611O', 'DE523456110', '٥٢٣٤٥٦١١٠', '-23456110'])(
  'rejects %o',
  (text) => expect(isAfm(text)).toBe(false),
)
