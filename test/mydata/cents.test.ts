import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { centsOf, isAmount, percentOf, split } from '../../src/mydata/cents.ts'

/** What the fraction is, rounded: half away from zero. In another way than the code does it. */
function rounded(numerator: bigint, denominator: bigint): number {
  const size = numerator < 0n ? -numerator : numerator
  const whole = size / denominator
  const up = (size % denominator) * 2n >= denominator ? 1n : 0n
  return Number(numerator < 0n ? -(whole + up) : whole + up)
}

/** A number with so many decimals, and what it is in whole units of the last of them. */
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
  // Left from calculations in binary: 3.3000000000000003 and 2.8249999999999997.
  [3 * 1.1, 330],
  [1.13 * 2.5, 283],
  [999_999_999_999.99, 99_999_999_999_999],
])('%o is %o cents', (amount, cents) => expect(centsOf(amount)).toBe(cents))

test.each([
  [1.005, 1, 101],
  [0.335, 3, 101],
  [0.1, 0.05, 1],
  [45, 10, 45_000],
  [33.333, 3, 10_000],
  [-2.5, 0.002, -1],
])('%o times %o is %o cents', (price, quantity, cents) => expect(centsOf(price, quantity)).toBe(cents))

test('a price with two decimals leaves no dust', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: 0, max: 10_000 }), (units, quantity) => {
      expect(centsOf(units / 100)).toBe(units)
      expect(centsOf((units / 100).toFixed(2))).toBe(units)
      // `+ 0`: there is no -0 cent.
      expect(centsOf(units / 100, quantity)).toBe(units * quantity + 0)
    }),
  )
})

test('with any decimals it is the exact product, rounded once', () => {
  fc.assert(
    fc.property(decimals(6, 1e12), decimals(4, 1e9), (price, quantity) => {
      expect(centsOf(price.value, quantity.value)).toBe(rounded(price.units * quantity.units, 10n ** 8n))
    }),
    { numRuns: 1000 },
  )
})

test('so is a percentage', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1e12, max: 1e12 }), decimals(3, 1e6), (cents, percent) => {
      expect(percentOf(cents, percent.value)).toBe(rounded(BigInt(cents) * percent.units, 10n ** 5n))
    }),
    { numRuns: 1000 },
  )
})

describe('split', () => {
  test('the parts add up, and none is more than a cent off its share', () => {
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

  test('without any weight it is the last one that gets it', () => expect(split(10, [0, 0])).toEqual([0, 10]))
  test('nothing to split it among', () => expect(split(10, [])).toEqual([]))
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
])('%o cannot be counted', (value) => {
  expect(isAmount(value)).toBe(false)
  // What a caller without types may pass.
  expect(() => centsOf(value as never)).toThrow(RangeError)
})
