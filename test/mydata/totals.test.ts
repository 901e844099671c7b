import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { AccountVat } from '../../src/index.ts'
import { type Amounts, type InvoiceTotals, invoiceTotals } from '../../src/mydata/index.ts'

const VATS: AccountVat[] = [
  { id: 1, value: 24, operand: '+' },
  { id: 2, value: 13, operand: '+' },
  { id: 3, value: 0, operand: '+' },
  { id: 4, value: 20, operand: '-', isPercentable: true },
  { id: 5, value: 3.6, operand: '+', isPercentable: true },
  { id: 6, value: 0.5, operand: '+', isPercentable: false },
  { id: 7, name: 'Without a value' },
]
const account = { relations: { vats: VATS } }

type Draft = Parameters<typeof invoiceTotals>[0]
type Row = Draft['products'][number]
const totalsOf = (products: Row[], taxes: Draft['taxes'] = []): InvoiceTotals => invoiceTotals({ products, taxes }, account)

describe('a row', () => {
  test('its price times its quantity, less the discount, and VAT on what is left', () => {
    expect(totalsOf([{ vatId: 1, price: 45, quantity: 10, discount: 10 }])).toEqual({
      net: 40_500,
      vat: 9720,
      total: 50_220,
      discount: 4500,
      taxes: 0,
      withheld: 0,
      payable: 50_220,
      rows: [
        { net: 40_500, vat: 9720, total: 50_220, discount: 4500, taxes: 0, withheld: 0, payable: 50_220, undiscounted: 55_800 },
      ],
      unknown: [],
    })
  })

  test.each<[string, Row, Partial<Amounts>]>([
    ['a half cent of a price goes up', { vatId: 3, price: 1.005 }, { net: 101 }],
    ['a half cent less than nothing goes down', { vatId: 3, price: -1.005 }, { net: -101 }],
    ['a price is multiplied before it is rounded', { vatId: 3, price: 0.333, quantity: 3 }, { net: 100 }],
    ['a quantity may have decimals', { vatId: 3, price: 19.99, quantity: 0.125 }, { net: 250 }],
    [
      'a half cent of a discount goes up, so that the net amount goes down',
      { vatId: 3, price: 0.05, discount: 10 },
      { discount: 1, net: 4 },
    ],
    ['a half cent of VAT goes up', { vatId: 2, price: 0.5 }, { vat: 7 }],
    ['VAT is that of the rounded net amount', { vatId: 1, price: 0.104 }, { net: 10, vat: 2 }],
    ['a discount of everything', { vatId: 1, price: 9.99, discount: 100 }, { net: 0, vat: 0, discount: 999 }],
    ['an OSS rate stands in for the rate of the account', { vatId: 1, price: 100, taxRate: 25.5 }, { vat: 2550 }],
    ['an OSS rate of 0 is one', { vatId: 1, price: 100, taxRate: 0 }, { vat: 0 }],
    [
      'a tax row counts like goods',
      { type: 'telos', taxId: 6, vatId: 1, price: 1.5, quantity: 10 },
      { net: 1500, vat: 360, taxes: 0 },
    ],
  ])('%s', (_name, row, amounts) => expect(totalsOf([row])).toMatchObject({ ...amounts, unknown: [] }))
})

describe('taxes on the whole invoice', () => {
  const products = [
    { vatId: 1, price: 100 },
    { vatId: 2, price: 50 },
  ]

  test('what is withheld is taken off, on the net total', () => {
    expect(totalsOf(products, [{ taxId: 4 }])).toMatchObject({
      net: 15_000,
      vat: 3050,
      total: 18_050,
      withheld: 3000,
      payable: 15_050,
    })
  })

  test('what comes on top is added: a percentage, an amount, or both', () => {
    expect(totalsOf(products, [{ taxId: 5 }])).toMatchObject({ taxes: 540, withheld: 0, payable: 18_590 })
    expect(totalsOf(products, [{ taxId: 6 }])).toMatchObject({ taxes: 50, payable: 18_100 })
    expect(totalsOf(products, [{ taxId: 4 }, { taxId: 5 }, { taxId: 6 }])).toMatchObject({
      taxes: 590,
      withheld: 3000,
      payable: 15_640,
    })
  })

  test('it is rounded once, not row by row', () => {
    const three = [1, 2, 3].map(() => ({ vatId: 3, price: 0.12 }))
    // 20 % of 0.12 is 0.024, three times; of 0.36 it is 0.072.
    expect(totalsOf(three, [{ taxId: 4 }])).toMatchObject({
      withheld: 7,
      rows: [{ withheld: 2 }, { withheld: 2 }, { withheld: 3 }],
    })
  })

  test('rows have their share by their net amount', () => {
    const { rows } = totalsOf(products, [{ taxId: 4 }, { taxId: 6 }])
    expect(rows.map(({ withheld, taxes, payable }) => [withheld, taxes, payable])).toEqual([
      [2000, 33, 10_433],
      [1000, 17, 4667],
    ])
  })
})

test.each<[string, Row, Draft['taxes'], string[]]>([
  ['a VAT rate', { vatId: 99, price: 10 }, [], ['products.0.vatId']],
  ['the value of a VAT rate', { vatId: 7, price: 10 }, [], ['products.0.vatId']],
  ['a price, which the product may have', { vatId: 1, productId: 8801 }, [], ['products.0.price']],
  ['a price that is no number', { vatId: 1, price: Number.NaN }, [], ['products.0.price']],
  ['a quantity', { vatId: 1, price: 1, quantity: Number.POSITIVE_INFINITY }, [], ['products.0.quantity']],
  ['a discount', { vatId: 1, price: 1, discount: Number.NaN }, [], ['products.0.discount']],
  ['an OSS rate', { vatId: 99, price: 1, taxRate: Number.NaN }, [], ['products.0.taxRate']],
  ['a tax', { vatId: 1, price: 1 }, [{ taxId: 4 }, { taxId: 99 }], ['taxes.1.taxId']],
])('%s that is not known is named', (_name, row, taxes, unknown) => expect(totalsOf([row], taxes).unknown).toEqual(unknown))

test('what is not known counts as nothing', () => {
  expect(totalsOf([{ vatId: 99, price: 10 }, { vatId: 1 }, { vatId: 1, price: 5 }])).toMatchObject({ net: 1500, vat: 120 })
})

test('amounts may be texts, as a server may send them', () => {
  // What a caller without types may pass.
  const text = { vatId: 1, price: '19.99', quantity: '3' } as unknown as Row
  expect(totalsOf([text])).toMatchObject({ net: 5997, vat: 1439, unknown: [] })
})

test('no rows come to nothing', () => {
  expect(totalsOf([])).toMatchObject({ net: 0, vat: 0, total: 0, payable: 0, rows: [] })
})

const FIELDS = ['net', 'vat', 'total', 'discount', 'taxes', 'withheld', 'payable'] as const

const drafts = fc.record({
  products: fc.array(
    fc.record({
      vatId: fc.constantFrom(1, 2, 3),
      price: fc.integer({ min: -1e8, max: 1e9 }).map((units) => Number(`${units}e-4`)),
      quantity: fc.integer({ min: 0, max: 1e6 }).map((units) => units / 1000),
      discount: fc.integer({ min: 0, max: 100 }),
      taxRate: fc.option(fc.constantFrom(19, 25.5), { nil: undefined, freq: 5 }),
    }),
    { minLength: 1, maxLength: 30 },
  ),
  taxes: fc.subarray([{ taxId: 4 }, { taxId: 5 }, { taxId: 6 }]),
})
type SomeDraft = typeof drafts extends fc.Arbitrary<infer Value> ? Value : never

const compute = ({ products, taxes }: SomeDraft) =>
  // A rate of undefined is none.
  totalsOf(
    products.map(({ taxRate, ...row }) => (taxRate === undefined ? row : { ...row, taxRate })),
    taxes,
  )

describe('for any invoice', () => {
  test('the rows add up to the totals, in whole cents', () => {
    fc.assert(
      fc.property(drafts, (draft) => {
        const totals = compute(draft)
        expect(totals.unknown).toEqual([])
        for (const field of FIELDS) {
          expect(Number.isSafeInteger(totals[field])).toBe(true)
          expect(totals.rows.every((row) => Number.isSafeInteger(row[field]))).toBe(true)
          expect(totals.rows.reduce((sum, row) => sum + row[field], 0)).toBe(totals[field])
        }
      }),
    )
  })

  test('each amount follows from the others, in a row as in all', () => {
    fc.assert(
      fc.property(drafts, (draft) => {
        const totals = compute(draft)
        for (const { net, vat, total, taxes, withheld, payable } of [totals, ...totals.rows]) {
          expect(total).toBe(net + vat)
          expect(payable).toBe(total + taxes - withheld)
        }
      }),
    )
  })

  test('the order of the rows does not matter', () => {
    fc.assert(
      fc.property(drafts, (draft) => {
        const { rows: _, ...totals } = compute(draft)
        const { rows: __, ...reversed } = compute({ ...draft, products: draft.products.toReversed() })
        expect(reversed).toEqual(totals)
      }),
    )
  })

  test('two decimals and whole quantities leave nothing to be rounded before VAT', () => {
    const prices = fc.array(fc.tuple(fc.nat({ max: 1e8 }), fc.nat({ max: 1000 })), { minLength: 1, maxLength: 30 })
    fc.assert(
      fc.property(prices, (rows) => {
        const products = rows.map(([price, quantity]) => ({ vatId: 3, price: price / 100, quantity }))
        expect(totalsOf(products).net).toBe(rows.reduce((sum, [price, quantity]) => sum + price * quantity, 0))
      }),
    )
  })
})
