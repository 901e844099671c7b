import { describe, expect, test } from 'vitest'
import { isEuVatFormat } from '../../src/mydata/index.ts'

/** Fictitious numbers in the formats of the member states. */
const NUMBERS: Record<string, string[]> = {
  AT: ['U12345678'],
  BE: ['0123456789', '1123456789'],
  BG: ['123456789', '1234567890'],
  CY: ['12345678L', '60123456X', '90123456X'],
  CZ: ['12345678', '123456789', '1234567890'],
  DE: ['123456789'],
  DK: ['12345678'],
  EE: ['101234567'],
  EL: ['123456789'],
  ES: ['A12345678', '12345678Z', 'X1234567L', 'N1234567A'],
  FI: ['12345678'],
  FR: ['12345678901', 'K1234567890', '1K345678901', 'AB345678901', 'DE345678901'],
  HR: ['12345678901'],
  HU: ['12345678'],
  IE: ['1234567A', '8X12345W', '8+12345W', '8*12345W', '1234567WA', '1234567FH', '1234567TW', '1234567FB'],
  IT: ['12345678901'],
  LT: ['123456789', '123456789012'],
  LU: ['12345678'],
  LV: ['12345678901'],
  MT: ['12345678'],
  NL: ['123456789B01', '123456789B99'],
  PL: ['1234567890'],
  PT: ['123456789'],
  RO: ['12', '1234567890'],
  SE: ['123456789001', '123456789002'],
  SI: ['12345678'],
  SK: ['1234567890'],
  XI: ['123456789', '123456789012', 'GD123', 'HA512'],
}
const all = Object.entries(NUMBERS).flatMap(([country, numbers]) => numbers.map((number) => [country, number] as const))

test('the numbers cover the 27 member states and Northern Ireland', () => {
  expect(Object.keys(NUMBERS)).toHaveLength(28)
})

describe.each(all)('%s %s', (country, number) => {
  test('is accepted with its prefix, with or without a country', () => {
    expect(isEuVatFormat(country + number)).toBe(true)
    expect(isEuVatFormat(country + number, country)).toBe(true)
    expect(isEuVatFormat(`${country.toLowerCase()} ${number.slice(0, 2)}.${number.slice(2)}`)).toBe(true)
  })

  test('is accepted without its prefix if the country is passed', () => {
    expect(isEuVatFormat(number, country)).toBe(true)
    expect(isEuVatFormat(number, ` ${country.toLowerCase()}`)).toBe(true)
  })

  test('is rejected with trailing characters', () => {
    expect(isEuVatFormat(`${country}${number}-?`)).toBe(false)
  })
})

test('accepts GR as a prefix of Greek numbers', () => {
  expect(isEuVatFormat('GR123456789')).toBe(true)
  expect(isEuVatFormat('123456789', 'GR')).toBe(true)
  expect(isEuVatFormat('12345678', 'GR')).toBe(false)
})

test('accepts a number with the prefix of another country', () => {
  expect(isEuVatFormat('DE123456789', 'NL')).toBe(true)
  expect(isEuVatFormat('XI123456789', 'GB')).toBe(true)
  expect(isEuVatFormat('LU12345678', 'US')).toBe(true)
})

test('ignores a country name in place of a country code', () => {
  expect(isEuVatFormat('DE123456789', 'Germany')).toBe(true)
  expect(isEuVatFormat('123456789', 'Germany')).toBe(false)
})

test('accepts a wrong check digit', () => {
  expect(isEuVatFormat('DE111111111')).toBe(true)
})

test.each([
  '',
  'DE',
  '123456789',
  'DE12345678',
  'DE1234567890',
  'DEU123456789',
  'GB123456789',
  'CHE123456789',
  'NO123456789MVA',
  'EU123456789',
  'BR12345678901234',
])('rejects %o', (text) => expect(isEuVatFormat(text)).toBe(false))

test.each([
  // Too few or too many digits, and letters in the wrong place.
  ...['BE123456789', 'BE2123456789', 'CY123456789', 'CY1234567LL', 'CY_2345678L', 'LT1234567890', 'LT12345678901', 'IE12345678'],
  ...['IE1234567_', 'IE1234567X', 'IE1234567AZ', 'ES123456789', 'FRIO345678901', 'AT12345678', 'NL123456789A01'],
])('rejects %s, which laxer packages accept', (number) => expect(isEuVatFormat(number)).toBe(false))

test.each([
  ['FR123456789', 'FR'],
  ['DE12345678', 'DE'],
  ['EL12345678', 'GR'],
  ['DEDE123456789', 'DE'],
  ['ELEL123456789', 'GR'],
])('rejects %s of %s instead of reading the prefix twice', (number, country) =>
  expect(isEuVatFormat(number, country)).toBe(false),
)

test.each([
  ['123456789', 'GB'],
  ['123456789', ''],
  ['123456789', 'toString'],
  ['12345678', 'DE'],
])('rejects %o of %o', (number, country) => expect(isEuVatFormat(number, country)).toBe(false))
