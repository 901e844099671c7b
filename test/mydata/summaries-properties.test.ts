/** Compares the summaries with exact fractions of bigints, over generated histories of an account. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { e3Summary, f2Lines, vatSummary } from '../../src/mydata/index.ts'
import { historyArbitrary, KINDS, toInvoice } from './histories.ts'

/** A fraction. Sums are never rounded. */
interface Fraction {
  numerator: bigint
  denominator: bigint
}

const ZERO: Fraction = { numerator: 0n, denominator: 1n }
const add = (one: Fraction, other: Fraction): Fraction => ({
  numerator: one.numerator * other.denominator + other.numerator * one.denominator,
  denominator: one.denominator * other.denominator,
})

/** Parses the shortest decimal form of a number, as JSON has it. */
function parse(amount: number): Fraction {
  const [digits = '0', exponent = '0'] = String(amount).split('e')
  const [whole = '0', decimals = ''] = digits.split('.')
  const scale = decimals.length - Number(exponent)
  const numerator = BigInt(whole + decimals)
  return scale >= 0
    ? { numerator, denominator: 10n ** BigInt(scale) }
    : { numerator: numerator * 10n ** BigInt(-scale), denominator: 1n }
}

/** Fails unless the fraction is a whole number of cents. */
function wholeCents({ numerator, denominator }: Fraction): number {
  expect((numerator * 100n) % denominator).toBe(0n)
  return Number((numerator * 100n) / denominator)
}

test('sums equal exact fractions, and every invoice is summed once, unplaced or cancelled', () => {
  fc.assert(
    fc.property(historyArbitrary, (history) => {
      const invoices = history.map(toInvoice)
      const exact = { output: new Map<string, [Fraction, Fraction]>(), input: new Map<string, [Fraction, Fraction]>() }
      const unplaced: string[] = []
      for (const [index, { kind }] of history.entries()) {
        const [place, sign] = KINDS[kind][0].split(' ')
        const invoice = invoices[index]
        if (place === 'unplaced') unplaced.push(invoices[index]?.uuid ?? '')
        if (place !== 'output' && place !== 'input') continue
        for (const { netAmount, vatAmount, vatPercent, mydata } of invoice?.items ?? []) {
          const key = JSON.stringify([vatPercent, mydata.vatCat, mydata.vatExemptionCat])
          const [net, vat] = exact[place].get(key) ?? [ZERO, ZERO]
          const signed = (amount: number) => parse(sign === 'credit' ? -amount : amount)
          exact[place].set(key, [add(net, signed(netAmount)), add(vat, signed(vatAmount))])
        }
      }

      const summary = vatSummary(invoices)
      const e3 = e3Summary(invoices)
      expect(summary.unplaced.map(({ uuid }) => uuid)).toEqual(unplaced)
      for (const direction of ['output', 'input'] as const) {
        const { rates, net, vat } = summary[direction]
        const expected = [...exact[direction]].map(([key, amounts]) => [key, ...amounts.map(wholeCents)])
        const actual = rates.map((rate) => [
          JSON.stringify([rate.percent, rate.category, rate.exemption ?? null]),
          rate.net,
          rate.vat,
        ])
        expect(actual.sort()).toEqual(expected.sort())
        const totals = [...exact[direction].values()].reduce(
          ([nets, vats], [one, two]) => [add(nets, one), add(vats, two)],
          [ZERO, ZERO],
        )
        expect([net, vat]).toEqual(totals.map(wholeCents))
        const side = direction === 'output' ? e3.income : e3.expense
        expect([side.net, side.vat]).toEqual([net, vat])
      }
      // The return has every sale in one line or in none.
      const { lines, unplaced: withoutLine } = f2Lines(summary)
      const placed = [...lines, ...withoutLine.flatMap(({ net, vat }) => [{ amount: net }, { amount: vat }])]
      expect(placed.reduce((sum, { amount }) => sum + amount, 0)).toBe(summary.output.net + summary.output.vat)
    }),
    { numRuns: 1000 },
  )
})
