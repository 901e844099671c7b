import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { InvalidArgumentError, type InvoiceItem } from '../../src/index.ts'
import { e3Summary, type SummedInvoice, vatSummary } from '../../src/mydata/index.ts'

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

const QUARTER = [
  invoice('2.1', [item(100, 24), item(50, 13)]),
  invoice('1.1', [item(19.99, 24, [{ type: 'E3_561_001', category: 'category1_1', amount: 19.99 }])]),
  invoice('5.2', [item(30, 24)]),
  invoice('11.4', [item(1, 13, [{ type: 'E3_561_003', category: 'category1_3', amount: 1 }])]),
  invoice('2.1', [item(1000, 24)], { deletedAt: '2026-11-22T10:00:00+00:00' }),
]

test('sums VAT by rate, subtracts credit notes, and leaves out cancelled invoices', () => {
  expect(vatSummary(QUARTER)).toEqual({
    rates: [
      { percent: 24, category: 1, net: 8999, vat: 2160 },
      { percent: 13, category: 2, net: 4900, vat: 637 },
    ],
    net: 13_899,
    vat: 2797,
  })
})

test('sums net and VAT by E3 code', () => {
  expect(e3Summary(QUARTER)).toEqual({
    codes: [
      { category: 'category1_1', type: 'E3_561_001', net: 1999, vat: 480 },
      { category: 'category1_3', type: 'E3_561_001', net: 12_000, vat: 2330 },
      { category: 'category1_3', type: 'E3_561_003', net: -100, vat: -13 },
    ],
    net: 13_899,
    vat: 2797,
  })
})

test('returns empty summaries for no invoices', () => {
  expect(vatSummary([])).toEqual({ rates: [], net: 0, vat: 0 })
  expect(e3Summary(new Set<SummedInvoice>())).toEqual({ codes: [], net: 0, vat: 0 })
})

describe('e3Summary', () => {
  test('splits a row over its two classifications', () => {
    const two = [
      { type: 'E3_561_001', category: 'category1_1', amount: 60 },
      { type: 'E3_561_007', category: 'category1_1', amount: 40 },
    ]
    expect(e3Summary([invoice('1.1', [item(100, 24, two)])]).codes).toEqual([
      { category: 'category1_1', type: 'E3_561_001', net: 6000, vat: 1440 },
      { category: 'category1_1', type: 'E3_561_007', net: 4000, vat: 960 },
    ])
  })

  test('sums a row without a classification under no code', () => {
    expect(e3Summary([invoice('2.1', [item(100, 24, [])])]).codes).toEqual([
      { category: undefined, type: undefined, net: 10_000, vat: 2400 },
    ])
  })

  test('sums an expense row under its expense code', () => {
    const expenses = [{ type: 'E3_585_009', category: 'category2_3', amount: 100 }]
    const row = { ...item(100, 24, []), mydata: { incomeClassificationType: null, expensesClassificationType: expenses } }
    expect(e3Summary([invoice('2.1', [row])]).codes).toEqual([
      { category: 'category2_3', type: 'E3_585_009', net: 10_000, vat: 2400 },
    ])
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

test('both summaries add up to the sum of the rows for any invoices', () => {
  const rows = fc.record({
    net: fc.nat({ max: 1e8 }),
    percent: fc.constantFrom(24, 13),
    parts: fc.array(fc.nat({ max: 1000 }), { maxLength: 3 }),
  })
  const some = fc.record({ isCredit: fc.boolean(), rows: fc.array(rows, { maxLength: 5 }) })
  fc.assert(
    fc.property(fc.array(some, { maxLength: 9 }), (sample) => {
      const invoices = sample.map(({ isCredit, rows }) =>
        invoice(
          isCredit ? '5.2' : '2.1',
          rows.map(({ net, percent, parts }) =>
            item(
              net / 100,
              percent,
              parts.map((amount, index) => ({ type: `E3_56${index}`, category: 'category1_3', amount })),
            ),
          ),
        ),
      )
      const net = sample.reduce(
        (sum, one) => sum + (one.isCredit ? -1 : 1) * one.rows.reduce((total, row) => total + row.net, 0),
        0,
      )
      const [vat, e3] = [vatSummary(invoices), e3Summary(invoices)]
      expect([vat.net, e3.net]).toEqual([net + 0, net + 0])
      expect(e3.vat).toBe(vat.vat)
      for (const amounts of [...vat.rates, ...e3.codes])
        expect(Number.isSafeInteger(amounts.net) && Number.isSafeInteger(amounts.vat)).toBe(true)
    }),
  )
})
