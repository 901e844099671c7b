import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { calculatePercentage, isAmount, split, toCents } from '../../src/mydata/cents.ts'

/** Rounds a fraction half away from zero, with another algorithm than the code under test. */
function roundFraction(numerator: bigint, denominator: bigint): number {
  const size = numerator < 0n ? -numerator : numerator
  const whole = size / denominator
  const up = (size % denominator) * 2n >= denominator ? 1n : 0n
  return Number(numerator < 0n ? -(whole + up) : whole + up)
}

/** A number with this many decimal places, and the same number in units of the last place. */
const decimals = (places: number, max: number) =>
  fc.integer({ min: -max, max }).map((units) => ({ units: BigInt(units), value: Number(`${units}e-${places}`) }))

test.each([
  [19.99, 1999],
  ['19.99', 1999],
  [1.005, 101],
  [1.0049, 100],
  [-1.005, -101],
  [-0.004, 0],
  [0.285, 29],
  [1e-7, 0],
  ['12', 1200],
  ['12.', 1200],
  [' 7.50 ', 750],
  // Results of binary arithmetic: 3.3000000000000003 and 2.8249999999999997.
  [3 * 1.1, 330],
  [1.13 * 2.5, 283],
  [999_999_999_999.99, 99_999_999_999_999],
])('converts %o to %o cents', (amount, cents) => expect(toCents(amount)).toBe(cents))

test.each([
  [1.005, 1, 101],
  [0.335, 3, 101],
  [0.1, 0.05, 1],
  [45, 10, 45_000],
  [33.333, 3, 10_000],
  [-2.5, 0.002, -1],
])('converts %o times %o to %o cents', (price, quantity, cents) => expect(toCents(price, quantity)).toBe(cents))

test('converts prices with two decimals without a rounding error', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: 0, max: 10_000 }), (units, quantity) => {
      expect(toCents(units / 100)).toBe(units)
      expect(toCents((units / 100).toFixed(2))).toBe(units)
      // `+ 0` turns -0 into 0.
      expect(toCents(units / 100, quantity)).toBe(units * quantity + 0)
    }),
  )
})

test('rounds the exact product of price and quantity once', () => {
  fc.assert(
    fc.property(decimals(6, 1e12), decimals(4, 1e9), (price, quantity) => {
      expect(toCents(price.value, quantity.value)).toBe(roundFraction(price.units * quantity.units, 10n ** 8n))
    }),
    { numRuns: 1000 },
  )
})

test('rounds an exact percentage once', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1e12, max: 1e12 }), decimals(3, 1e6), (cents, percent) => {
      expect(calculatePercentage(cents, percent.value)).toBe(roundFraction(BigInt(cents) * percent.units, 10n ** 5n))
    }),
    { numRuns: 1000 },
  )
})

describe('split', () => {
  test('returns parts that add up to the amount and are less than a cent off their share', () => {
    const weights = fc.array(fc.nat({ max: 1e9 }), { minLength: 1, maxLength: 20 })
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), weights, (amount, all) => {
        const parts = split(amount, all)
        const sum = all.reduce((total, weight) => total + weight, 0)
        expect(parts.reduce((total, part) => total + part, 0)).toBe(amount)
        if (sum === 0) return
        parts.forEach((part, index) => {
          const error = BigInt(part) * BigInt(sum) - BigInt(amount) * BigInt(all[index] ?? 0)
          expect(error < BigInt(sum) && error > -BigInt(sum)).toBe(true)
        })
      }),
    )
  })

  test('gives the whole amount to the last part if all weights are 0', () => expect(split(10, [0, 0])).toEqual([0, 10]))
  test('returns no parts for no weights', () => expect(split(10, [])).toEqual([]))
})

test.each([
  Number.NaN,
  Number.POSITIVE_INFINITY,
  1e15,
  '',
  ' ',
  '1,5',
  '12abc',
  '0x10',
  '1e999',
  null,
  undefined,
  true,
  {},
  [5],
  5n,
])('rejects %o as an amount', (value) => {
  expect(isAmount(value)).toBe(false)
  // An untyped caller may pass anything.
  expect(() => toCents(value as never)).toThrow(RangeError)
})
