/**
 * The quarter of `golden-quarter.ts`, worked out by hand. Amounts in euros; the tests have them in cents.
 *
 * VAT of each row, rounded to the cent: 250.50 × 24 % = 60.12, 45.35 × 6 % = 2.721, 40.32 × 24 % = 9.6768, 17.70 × 13 % = 2.301,
 * 5.65 × 13 % = 0.7345, 33.33 × 9 % = 2.9997. The others are exact.
 *
 * | No. | Type | Document                       |      Net |    VAT | Goes to          |
 * | --: | ---- | ------------------------------ | -------: | -----: | ---------------- |
 * |   1 | 2.1  | service                        | 1,000.00 | 240.00 | 24 %             |
 * |   2 | 1.1  | goods                          |   250.50 |  60.12 | 24 %             |
 * |   3 | 1.1  | goods                          |    80.00 |  10.40 | 13 %             |
 * |     |      |                                |    45.35 |   2.72 | 6 %              |
 * |   4 | 11.2 | retail service                 |    40.32 |   9.68 | 24 %             |
 * |   5 | 11.1 | retail goods                   |    17.70 |   2.30 | 13 %             |
 * |   6 | 1.2  | goods to the EU                |   900.00 |        | 0 %, exempt 14   |
 * |   7 | 2.2  | service to the EU              |   600.00 |        | 0 %, exempt 4    |
 * |   8 | 1.3  | export                         | 1,250.75 |        | 0 %, exempt 8    |
 * |   9 | 1.1  | tablets, reverse charge        |   399.00 |        | 0 %, exempt 16   |
 * |  10 | 5.1  | credit note on 1               |  −100.00 | −24.00 | 24 %             |
 * |  11 | 5.2  | credit note                    |   −10.00 |  −1.30 | 13 %             |
 * |  12 | 11.4 | retail credit note             |    −5.65 |  −0.73 | 13 %             |
 * |  13 | 5.1  | credit note on 6               |   −50.00 |        | 0 %, exempt 14   |
 * |  14 | 2.1  | service on an island           |   200.00 |  34.00 | 17 %             |
 * |  15 | 1.1  | goods on an island             |    33.33 |   3.00 | 9 %              |
 * |     |      |                                |    12.50 |   0.50 | 4 %              |
 * |  16 | 2.1  | training                       |   300.00 |        | 0 %, exempt 7    |
 * |  17 | 2.1  | self-billed purchase           |   500.00 | 120.00 | input, 24 %      |
 * |  18 | 3.1  | purchase title                 |    60.00 |        | input, no VAT    |
 * |  19 | 8.2  | accommodation levy             |    15.00 |        | unplaced         |
 * |  20 | 11.1 | OSS sale to Germany            |    90.00 |  17.10 | unplaced         |
 * |  21 | 2.1  | refused by the authority       |   700.00 | 168.00 | unplaced         |
 * |  22 | 2.1  | cancelled                      | 1,000.00 | 240.00 | nowhere          |
 * |  23 | 1.1  | cancelled at the authority     |    70.00 |  16.80 | unplaced         |
 * |  24 | 2.3  | in pounds                      |   480.00 |        | unplaced         |
 * |  25 | 2.1  | service, two classifications   |   120.00 |  28.80 | 24 %             |
 *
 * 24 %: net 1,000.00 + 250.50 + 40.32 − 100.00 + 120.00 = 1,310.82; VAT 240.00 + 60.12 + 9.68 − 24.00 + 28.80 = 314.60.
 * 13 %: net 80.00 + 17.70 − 10.00 − 5.65 = 82.05; VAT 10.40 + 2.30 − 1.30 − 0.73 = 10.67.
 * Exempt 14: 900.00 − 50.00 = 850.00.
 * All sales: net 1,310.82 + 200.00 + 82.05 + 33.33 + 45.35 + 12.50 + 850.00 + 600.00 + 1,250.75 + 399.00 + 300.00 = 5,083.80;
 * VAT 314.60 + 34.00 + 10.67 + 3.00 + 2.72 + 0.50 = 365.49.
 *
 * E3_561_001, goods: 2, 3, 11 and 15: net 250.50 + 125.35 − 10.00 + 45.83 = 411.68; VAT 60.12 + 13.12 − 1.30 + 3.50 = 75.44.
 * E3_561_001, services: 1, 10, 14, 16 and 70.00 of 25: net 1,000.00 − 100.00 + 200.00 + 300.00 + 70.00 = 1,470.00;
 * VAT 240.00 − 24.00 + 34.00 + 28.80 × 70 / 120 (16.80) = 266.80.
 * E3_561_003, goods: 5 and 12: net 17.70 − 5.65 = 12.05; VAT 2.30 − 0.73 = 1.57.
 * E3_561_007: 50.00 of 25: VAT 28.80 × 50 / 120 = 12.00.
 */
import { describe, expect, test } from 'vitest'
import { e3Summary, f2Lines, vatSummary } from '../../src/mydata/index.ts'
import { UNPLACED_REASONS } from '../../src/mydata/placement.ts'
import { QUARTER } from './golden-quarter.ts'

const { output, input, unplaced } = vatSummary(QUARTER)
const f2 = f2Lines({ output })
const e3 = e3Summary(QUARTER)

test('the quarter has 25 documents', () => {
  expect(QUARTER).toHaveLength(25)
})

describe('VAT', () => {
  test.each([
    [24, 1, undefined, 131_082, 31_460],
    [17, 4, undefined, 20_000, 3400],
    [13, 2, undefined, 8205, 1067],
    [9, 5, undefined, 3333, 300],
    [6, 3, undefined, 4535, 272],
    [4, 6, undefined, 1250, 50],
    [0, 7, 4, 60_000, 0],
    [0, 7, 7, 30_000, 0],
    [0, 7, 8, 125_075, 0],
    [0, 7, 14, 85_000, 0],
    [0, 7, 16, 39_900, 0],
  ])('sums sales at %s %% in category %s with exemption %s', (percent, category, exemption, net, vat) => {
    expect(output.rates).toContainEqual({ percent, category, exemption, net, vat })
  })

  test('has no other rates, and the totals of all sales', () => {
    expect(output.rates).toHaveLength(11)
    expect([output.net, output.vat]).toEqual([508_380, 36_549])
  })

  test('sums purchases apart', () => {
    expect(input).toEqual({
      rates: [
        { percent: 24, category: 1, net: 50_000, vat: 12_000 },
        { percent: 0, category: 8, net: 6000, vat: 0 },
      ],
      net: 56_000,
      vat: 12_000,
    })
  })

  test.each([
    [19, 'levy'],
    [20, 'oss'],
    [21, 'refused'],
    [23, 'cancelledAtAuthority'],
    [24, 'currency'],
  ] as const)('does not sum document %i: %s', (index, reason) => {
    expect(unplaced).toContainEqual({ uuid: QUARTER[index - 1]?.uuid, reason: UNPLACED_REASONS[reason] })
    expect(unplaced).toHaveLength(5)
  })
})

describe('form F2', () => {
  test.each([
    ['301', 8205],
    ['302', 4535],
    ['303', 131_082],
    ['304', 3333],
    ['305', 1250],
    ['306', 20_000],
    ['310', 30_000],
    ['331', 1067],
    ['332', 272],
    ['333', 31_460],
    ['334', 300],
    ['335', 50],
    ['336', 3400],
    ['342', 85_000],
    ['348', 125_075],
  ])('line %s', (line, amount) => {
    expect(f2.lines).toContainEqual({ line, amount })
    expect(f2.lines).toHaveLength(15)
  })

  test('does not choose a line for services outside Greece and reverse charge', () => {
    expect(f2.unplaced.map(({ exemption, net }) => [exemption, net])).toEqual([
      [4, 60_000],
      [16, 39_900],
    ])
  })
})

describe('form E3', () => {
  test.each([
    ['E3_561_001', 'category1_1', 41_168, 7544],
    ['E3_561_001', 'category1_3', 147_000, 26_680],
    ['E3_561_002', 'category1_1', 39_900, 0],
    ['E3_561_003', 'category1_1', 1205, 157],
    ['E3_561_003', 'category1_3', 4032, 968],
    ['E3_561_005', 'category1_1', 85_000, 0],
    ['E3_561_005', 'category1_3', 60_000, 0],
    ['E3_561_006', 'category1_1', 125_075, 0],
    ['E3_561_007', 'category1_3', 5000, 1200],
  ])('income %s, %s', (type, category, net, vat) => {
    expect(e3.income.codes).toContainEqual({ type, category, net, vat })
    expect(e3.income.codes).toHaveLength(9)
  })

  test('sums expenses apart, without the code of the VAT return', () => {
    expect(e3.expense).toEqual({
      codes: [
        { type: 'E3_585_009', category: 'category2_3', net: 50_000, vat: 12_000 },
        { type: 'E3_585_016', category: 'category2_4', net: 6000, vat: 0 },
      ],
      net: 56_000,
      vat: 12_000,
    })
  })

  test('adds up to the sales of the VAT return', () => {
    expect([e3.income.net, e3.income.vat]).toEqual([output.net, output.vat])
  })
})
