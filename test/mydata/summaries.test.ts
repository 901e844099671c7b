import { describe, expect, test } from 'vitest'
import { InvalidArgumentError, type InvoiceItem } from '../../src/index.ts'
import { e3Summary, f2Lines, type SummedInvoice, vatSummary } from '../../src/mydata/index.ts'
import { UNPLACED_REASONS, type UnplacedReason } from '../../src/mydata/placement.ts'

const SALE: Array<{ type: string; category: string; amount: number }> = [
  { type: 'E3_561_001', category: 'category1_3', amount: 100 },
]

const item = (net: number, percent: number, classification = SALE): InvoiceItem => ({
  netAmount: net,
  vatAmount: Math.round(net * percent) / 100,
  vatPercent: percent,
  mydata: { vatCat: percent === 24 ? 1 : 2, incomeClassificationType: classification.map((entry, id) => ({ id, ...entry })) },
})
const invoice = (type: string, items: InvoiceItem[], more: Partial<SummedInvoice> = {}): SummedInvoice => ({
  uuid: '7c1b7d1e-52a8-4c0e-9f0a-3d9c1f6f2b11',
  deletedAt: null,
  mydata: { type },
  items,
  ...more,
})

const UUID = '7c1b7d1e-52a8-4c0e-9f0a-3d9c1f6f2b11'
const NONE = { rates: [], net: 0, vat: 0 }

const QUARTER = [
  invoice('2.1', [item(100, 24), item(50, 13)]),
  invoice('1.1', [item(19.99, 24, [{ type: 'E3_561_001', category: 'category1_1', amount: 19.99 }])]),
  invoice('5.2', [item(30, 24)]),
  invoice('11.4', [item(1, 13, [{ type: 'E3_561_003', category: 'category1_3', amount: 1 }])]),
  invoice('2.1', [item(1000, 24)], { deletedAt: '2026-11-22T10:00:00+00:00' }),
]

test('sums VAT by rate, subtracts credit notes, and leaves out cancelled invoices', () => {
  expect(vatSummary(QUARTER)).toEqual({
    output: {
      rates: [
        { percent: 24, category: 1, exemption: undefined, net: 8999, vat: 2160 },
        { percent: 13, category: 2, exemption: undefined, net: 4900, vat: 637 },
      ],
      net: 13_899,
      vat: 2797,
    },
    input: NONE,
    unplaced: [],
  })
})

test('sums net and VAT by E3 code', () => {
  expect(e3Summary(QUARTER)).toEqual({
    income: {
      codes: [
        { category: 'category1_1', type: 'E3_561_001', net: 1999, vat: 480 },
        { category: 'category1_3', type: 'E3_561_001', net: 12_000, vat: 2330 },
        { category: 'category1_3', type: 'E3_561_003', net: -100, vat: -13 },
      ],
      net: 13_899,
      vat: 2797,
    },
    expense: { codes: [], net: 0, vat: 0 },
  })
})

test('returns empty summaries for no invoices', () => {
  expect(vatSummary([])).toEqual({ output: NONE, input: NONE, unplaced: [] })
  const empty = { codes: [], net: 0, vat: 0 }
  expect(e3Summary(new Set<SummedInvoice>())).toEqual({ income: empty, expense: empty })
  expect(f2Lines(vatSummary([]))).toEqual({ lines: [], unplaced: [] })
})

test('a sale, a credit note, a self-billed purchase and an OSS sale are not added up', () => {
  const oss = { ...item(100, 19), mydata: { vatCat: 7, vatExemptionCat: 30, incomeClassificationType: [] } }
  const { output, input, unplaced } = vatSummary([
    invoice('2.1', [item(1000, 24)]),
    invoice('5.1', [item(400, 24)]),
    invoice('2.1', [item(200, 24, [])], { mydata: { type: '2.1', selfPricing: true } }),
    invoice('11.1', [oss as InvoiceItem], { uuid: 'oss' }),
  ])
  expect([output.net, output.vat, input.net, input.vat]).toEqual([60_000, 14_400, 20_000, 4800])
  expect(unplaced).toEqual([{ uuid: 'oss', reason: UNPLACED_REASONS.oss }])
})

const row = (more: object): InvoiceItem => ({ ...item(100, 24), ...more }) as InvoiceItem
const reported = (more: object) => ({ type: '2.1', invoiceMark: '400000000000001', ...more })
const deletedAt = '2026-11-22T10:00:00+00:00'

describe('does not sum what it cannot place', () => {
  test.each<[what: string, reason: UnplacedReason, SummedInvoice]>([
    [
      'an invoice that the authority refused',
      'refused',
      invoice('2.1', [item(1, 24)], { mydata: { type: '2.1', errors: ['202'] } }),
    ],
    [
      'an invoice that only the authority has as cancelled',
      'cancelledAtAuthority',
      invoice('2.1', [item(1, 24)], { mydata: reported({ canceledByMark: 400_000_000_000_002 }) }),
    ],
    [
      'an invoice that only Billit has as cancelled',
      'cancelledInBillit',
      invoice('2.1', [item(1, 24)], { deletedAt, mydata: reported({}) }),
    ],
    ['an invoice in pounds', 'currency', invoice('2.1', [item(1, 24)], { templateExtras: { currency: 'GBP' } })],
    ['an invoice without mydata', 'typeMissing', { uuid: UUID, items: [item(1, 24)] }],
    ['an invoice without a myDATA type', 'typeMissing', invoice('2.1', [item(1, 24)], { mydata: { type: null } })],
    ['the accommodation levy', 'levy', invoice('8.2', [row({ vatPercent: 0, vatAmount: 0, mydata: { vatCat: 8 } })])],
    ['a clearance of third-party sales, which mixes sales and purchases', 'type', invoice('1.5', [item(1, 24)])],
    ['an accounting entry', 'type', invoice('17.3', [item(1, 24)])],
    [
      'a self-billed invoice of a type that cannot be self-billed',
      'type',
      invoice('11.1', [item(1, 24)], { mydata: { type: '11.1', selfPricing: 1 } }),
    ],
    ['an unknown type', 'type', invoice('99.9', [item(1, 24)])],
    ['a credit note with a negative total', 'negativeCredit', invoice('5.2', [item(-1, 24)])],
    ['a rate that Greece does not have', 'oss', invoice('11.1', [row({ vatPercent: 19, mydata: {} })])],
    [
      'a rate that is not that of its category',
      'rateMismatch',
      invoice('11.1', [row({ vatPercent: 17, mydata: { vatCat: 1 } })]),
    ],
    ['VAT on a row at 0 %', 'rateMismatch', invoice('11.1', [row({ vatPercent: 0, mydata: { vatCat: 7 } })])],
    [
      'an OSS exemption',
      'oss',
      invoice('11.1', [row({ vatPercent: 0, vatAmount: 0, mydata: { vatCat: 7, vatExemptionCat: '31' } })]),
    ],
    ['a row without a net amount', 'amountMissing', invoice('2.1', [row({ netAmount: null })])],
    ['a row without its VAT', 'amountMissing', invoice('2.1', [row({ vatAmount: undefined })])],
    ['a row without a rate', 'rateMissing', invoice('2.1', [row({ vatPercent: null, vatAmount: 0, mydata: {} })])],
    [
      'a sale whose rows are expenses',
      'expenseRows',
      invoice('2.1', [item(1, 24, [{ type: 'E3_585_009', category: 'category2_3', amount: 1 }])]),
    ],
  ])('%s', (_what, reason, unclear) => {
    const certain = invoice('2.1', [item(100, 24)])
    const { output, input, unplaced } = vatSummary([certain, unclear])
    expect([output.net, output.vat, input]).toEqual([10_000, 2400, NONE])
    expect(unplaced).toEqual([{ uuid: UUID, reason: UNPLACED_REASONS[reason] }])
  })

  test('an invoice that both have as cancelled is in no list', () => {
    const cancelled = invoice('2.1', [item(1, 24)], { deletedAt, mydata: reported({ canceledByMark: '4' }) })
    expect(vatSummary([cancelled])).toEqual({ output: NONE, input: NONE, unplaced: [] })
  })

  test('a delivery note without amounts is in no list', () => {
    expect(vatSummary([invoice('9.3', [item(0, 24)])]).unplaced).toEqual([])
  })
})

describe('vatSummary', () => {
  test('separates intra-EU supplies, exports and reverse charge', () => {
    const exempt = (exemption: number | string) =>
      row({ vatPercent: 0, vatAmount: 0, mydata: { vatCat: 7, vatExemptionCat: exemption } })
    const { rates } = vatSummary([invoice('1.2', [exempt(14), exempt('8'), exempt(16), exempt(14)])]).output
    expect(rates.map(({ exemption, net }) => [exemption, net])).toEqual([
      [8, 10_000],
      [14, 20_000],
      [16, 10_000],
    ])
  })

  test('reads the rate of the VAT category if the row has none', () => {
    const { rates } = vatSummary([invoice('2.1', [row({ vatPercent: null, mydata: { vatCat: '2' } })])]).output
    expect(rates).toEqual([{ percent: 13, category: 2, exemption: undefined, net: 10_000, vat: 2400 }])
  })

  test('subtracts a self-billed credit note from the purchases', () => {
    const { input } = vatSummary([
      invoice('2.1', [item(100, 24, [])], { mydata: { type: '2.1', selfPricing: 1 } }),
      invoice('5.1', [item(40, 24, [])], { mydata: { type: '5.1', selfPricing: true } }),
      invoice('3.1', [row({ vatPercent: null, vatAmount: 0, mydata: { vatCat: 8 } })]),
    ])
    expect([input.net, input.vat]).toEqual([16_000, 1440])
  })
})

describe('e3Summary', () => {
  test('splits a row over its two classifications', () => {
    const two = [
      { type: 'E3_561_001', category: 'category1_1', amount: 60 },
      { type: 'E3_561_007', category: 'category1_1', amount: 40 },
    ]
    expect(e3Summary([invoice('1.1', [item(100, 24, two)])]).income.codes).toEqual([
      { category: 'category1_1', type: 'E3_561_001', net: 6000, vat: 1440 },
      { category: 'category1_1', type: 'E3_561_007', net: 4000, vat: 960 },
    ])
  })

  test('sums a row without a classification under no code', () => {
    const unclassified = { category: undefined, type: undefined, net: 10_000, vat: 2400 }
    expect(e3Summary([invoice('2.1', [item(100, 24, [])])]).income.codes).toEqual([unclassified])
    const selfBilled = invoice('2.1', [item(100, 24, [])], { mydata: { type: '2.1', selfPricing: true } })
    expect(e3Summary([selfBilled]).expense.codes).toEqual([unclassified])
  })

  test.each(['incomeClassificationType', 'expensesClassificationType'])('sums an expense in %s as an expense', (field) => {
    const expenses = [
      { type: 'E3_585_009', category: 'category2_3', amount: 100 },
      { type: 'VAT_361', category: '', amount: 100 },
    ]
    const classified = row({ mydata: { vatCat: 1, [field]: expenses } })
    const { income, expense } = e3Summary([invoice('2.1', [classified])])
    expect(expense.codes).toEqual([{ category: 'category2_3', type: 'E3_585_009', net: 10_000, vat: 2400 }])
    expect(income.codes).toEqual([])
  })
})

describe('f2Lines', () => {
  const lines = (rates: object) => f2Lines({ output: { rates: [rates as never], net: 0, vat: 0 } })

  test('adds the exports and Tax Free sales in one line', () => {
    const exempt = (exemption: number) => ({ percent: 0, category: 7, exemption, net: 100, vat: 0 })
    expect(f2Lines({ output: { rates: [exempt(8), exempt(28)], net: 200, vat: 0 } }).lines).toEqual([
      { line: '348', amount: 200 },
    ])
  })

  test('finds the line by the rate if the category is unknown', () => {
    expect(lines({ percent: 24, net: 100, vat: 24 }).lines).toEqual([
      { line: '303', amount: 100 },
      { line: '333', amount: 24 },
    ])
  })

  test.each([
    [{ percent: 4, net: 100, vat: 4 }, 'No line is certain for 4% with the VAT category unknown.'],
    [{ percent: 4, category: 10, net: 100, vat: 4 }, 'No line is certain for 4% with the VAT category 10.'],
    [{ percent: 0, category: 7, net: 100, vat: 0 }, 'Rows without VAT need an exemption reason.'],
    [{ percent: 0, category: 7, exemption: 15, net: 100, vat: 0 }, 'No line is certain for the exemption 15.'],
  ])('chooses no line for %j', (rate, reason) => {
    expect(lines(rate)).toEqual({ lines: [], unplaced: [{ ...rate, reason }] })
  })
})

test('rejects an invoice from a list, which has no rows', () => {
  const { items: _, ...listed } = invoice('2.1', [])
  expect(() => vatSummary([listed])).toThrow(
    new InvalidArgumentError(
      'The invoice 7c1b7d1e-52a8-4c0e-9f0a-3d9c1f6f2b11 has no items, since it is from a list. Read it with invoices.get().',
    ),
  )
  expect(() => e3Summary([listed])).toThrow(InvalidArgumentError)
})

test('rejects an invalid amount', () => {
  // A server may return anything.
  const odd = { ...item(1, 24), netAmount: 'a lot' as never }
  expect(() => vatSummary([invoice('2.1', [odd])])).toThrow('items.0.netAmount of the invoice')
})
