/** Compares the summaries with exact fractions of bigints, over generated histories of an account. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { e3Summary, f2Lines, type SummedInvoice, vatSummary } from '../../src/mydata/index.ts'

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

const KINDS = {
  sale: ['output', '2.1', {}, {}],
  goods: ['output', '1.1', {}, {}],
  retail: ['output', '11.1', {}, {}],
  pending: ['output', '2.1', {}, { invoiceMark: null }],
  notReported: ['output', '2.1', { isMydataEnabled: false }, { invoiceMark: null }],
  credit: ['output credit', '5.1', {}, {}],
  retailCredit: ['output credit', '11.4', {}, {}],
  selfBilled: ['input', '1.1', {}, { selfPricing: true }],
  selfBilledCredit: ['input credit', '5.2', {}, { selfPricing: 1 }],
  purchaseTitle: ['input', '3.2', {}, {}],
  levy: ['unplaced', '8.2', {}, {}],
  clearance: ['unplaced', '1.5', {}, {}],
  refused: ['unplaced', '2.1', {}, { invoiceMark: null, errors: [{ code: 101 }] }],
  pounds: ['unplaced', '2.3', { templateExtras: { currency: 'GBP' } }, {}],
  withoutType: ['unplaced', null, {}, {}],
  oss: ['unplaced', '11.1', {}, {}],
  cancelled: ['nowhere', '2.1', { deletedAt: '2026-11-22T10:00:00+00:00' }, { canceledByMark: '4' }],
  cancelledInBillit: ['unplaced', '2.1', { deletedAt: '2026-11-22T10:00:00+00:00' }, {}],
  cancelledAtAuthority: ['unplaced', '2.1', {}, { canceledByMark: '4' }],
} as const

type Kind = keyof typeof KINDS

const RATES = [
  { percent: 24, category: 1, exemption: null },
  { percent: 13, category: 2, exemption: null },
  { percent: 4, category: 6, exemption: null },
  { percent: 0, category: 7, exemption: 14 },
  { percent: 0, category: 7, exemption: 8 },
  { percent: 0, category: 7, exemption: 16 },
  { percent: 0, category: 8, exemption: null },
]

const rowArbitrary = fc.record({
  // At least a cent, so that every document has an amount.
  cents: fc.integer({ min: 1, max: 1e9 }),
  rate: fc.constantFrom(...RATES),
  parts: fc.array(fc.nat({ max: 1000 }), { maxLength: 3 }),
})
type Row = typeof rowArbitrary extends fc.Arbitrary<infer Value> ? Value : never

const documentArbitrary = fc.record({
  kind: fc.constantFrom(...(Object.keys(KINDS) as Kind[])),
  rows: fc.array(rowArbitrary, { minLength: 1, maxLength: 5 }),
})

function toItem({ cents, rate, parts }: Row, kind: Kind) {
  const netAmount = cents / 100
  const isExpense = KINDS[kind][0].startsWith('input')
  const entries = parts.map((amount, id) => ({
    id,
    type: `E3_${id}`,
    category: isExpense ? 'category2_3' : 'category1_3',
    amount,
  }))
  const codes = isExpense ? { expensesClassificationType: entries } : { incomeClassificationType: entries }
  const { percent, category, exemption } = kind === 'oss' ? { percent: 19, category: 7, exemption: 30 } : rate
  return {
    netAmount,
    vatAmount: Math.round((cents * percent) / 100) / 100,
    vatPercent: percent,
    mydata: { vatCat: category, vatExemptionCat: exemption, ...codes },
  }
}

type Item = ReturnType<typeof toItem>

function toInvoice(kind: Kind, rows: Row[], index: number): SummedInvoice & { items: Item[] } {
  const [, type, fields, mydata] = KINDS[kind]
  const items = rows.map((row) => toItem(row, kind))
  return { uuid: `invoice ${index}`, ...fields, items, mydata: { type, invoiceMark: '4001', ...mydata } } as never
}

test('sums equal exact fractions, and every invoice is summed once, unplaced or cancelled', () => {
  fc.assert(
    fc.property(fc.array(documentArbitrary, { maxLength: 30 }), (history) => {
      const invoices = history.map(({ kind, rows }, index) => toInvoice(kind, rows, index))
      const exact = { output: new Map<string, [Fraction, Fraction]>(), input: new Map<string, [Fraction, Fraction]>() }
      const unplaced: string[] = []
      for (const [index, { kind }] of history.entries()) {
        const [place, sign] = KINDS[kind][0].split(' ')
        const invoice = invoices[index]
        if (place === 'unplaced') unplaced.push(`invoice ${index}`)
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
