import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { AccountVat } from '../../src/index.ts'
import { type Amounts, type InvoiceTotals, invoiceTotals, netPrice } from '../../src/mydata/index.ts'

const VATS: AccountVat[] = [
  { id: 1, value: 24, operand: '+' },
  { id: 2, value: 13, operand: '+' },
  { id: 3, value: 0, operand: '+' },
  { id: 4, value: 20, operand: '-', isPercentable: true },
  { id: 5, value: 3.6, operand: '+', isPercentable: true },
  { id: 6, value: 0.5, operand: '+', isPercentable: false },
  { id: 7, name: 'Without a value' },
  { id: 8, name: 'Κρατήσεις 5%', value: 5, operand: '-', isPercentable: true },
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
      deductions: 0,
      payable: 50_220,
      rows: [
        {
          net: 40_500,
          vat: 9720,
          total: 50_220,
          discount: 4500,
          taxes: 0,
          withheld: 0,
          deductions: 0,
          payable: 50_220,
          undiscounted: 55_800,
        },
      ],
      byRate: [{ percent: 24, category: undefined, net: 40_500, vat: 9720 }],
      byClassification: [],
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

const FIELDS = ['net', 'vat', 'total', 'discount', 'taxes', 'withheld', 'deductions', 'payable'] as const

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
  taxes: fc.subarray([{ taxId: 4 }, { taxId: 5 }, { taxId: 6 }, { taxId: 8 }]),
})
type SomeDraft = typeof drafts extends fc.Arbitrary<infer Value> ? Value : never

const compute = ({ products, taxes }: SomeDraft, options?: Parameters<typeof invoiceTotals>[2]) =>
  // A rate of undefined is none.
  invoiceTotals(
    { products: products.map(({ taxRate, ...row }) => (taxRate === undefined ? row : { ...row, taxRate })), taxes },
    account,
    options,
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
        for (const { net, vat, total, taxes, withheld, deductions, payable } of [totals, ...totals.rows]) {
          expect(total).toBe(net + vat)
          expect(payable).toBe(total + taxes - withheld - deductions)
        }
      }),
    )
  })

  test('the order of the rows does not matter', () => {
    fc.assert(
      fc.property(drafts, (draft) => {
        const { rows: _, byRate, ...totals } = compute(draft)
        const { rows: __, byRate: reversedRates, ...reversed } = compute({ ...draft, products: draft.products.toReversed() })
        expect(reversed).toEqual(totals)
        const sorted = (rates: typeof byRate) => rates.toSorted((one, other) => one.percent - other.percent)
        expect(sorted(reversedRates)).toEqual(sorted(byRate))
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

describe('deductions', () => {
  test.each([
    ['by their name', { id: 8, name: 'Κρατήσεις 5%' }],
    ['in capitals', { id: 8, name: 'ΚΡΑΤΗΣΗ ΕΑΑΔΗΣΥ' }],
    ['in English', { id: 8, name: 'Deductions 5%' }],
    ['by their kind', { id: 8, name: 'ΜΤΠΥ', taxId: 5 }],
  ])('are told from withheld taxes %s', (_how, record) => {
    const vats = [...VATS.slice(0, 6), { ...record, value: 5, operand: '-' as const, isPercentable: true }]
    const draft = { products: [{ vatId: 1, price: 1000 }], taxes: [{ taxId: 4 }, { taxId: 8 }] }
    const totals = invoiceTotals(draft, { relations: { vats } })
    expect(totals).toMatchObject({ withheld: 20_000, deductions: 5000, payable: 99_000 })
  })

  test('a withheld tax is none', () => {
    const vats = [...VATS.slice(0, 6), { id: 8, name: 'Παρακράτηση φόρου', value: 5, operand: '-' as const }]
    const totals = invoiceTotals({ products: [{ vatId: 1, price: 1000 }], taxes: [{ taxId: 8 }] }, { relations: { vats } })
    expect(totals).toMatchObject({ withheld: 5000, deductions: 0 })
  })
})

describe('VAT once for each rate', () => {
  const thrice = Array.from({ length: 3 }, () => ({ vatId: 1, price: 0.33 }))

  test('differs from VAT on each row', () => {
    // 24 % of 0.33 is 0.0792, three times 0.08; of 0.99 it is 0.2376.
    expect(invoiceTotals({ products: thrice }, account)).toMatchObject({ vat: 24 })
    const products = [...thrice, { vatId: 1, price: 0.35 }, { vatId: 2, price: 0.33 }]
    expect(invoiceTotals({ products }, account, { vatRounding: 'row' })).toMatchObject({ net: 167, vat: 36 })
    expect(invoiceTotals({ products }, account, { vatRounding: 'rate' })).toMatchObject({ net: 167, vat: 36 })
    const many = Array.from({ length: 100 }, () => ({ vatId: 1, price: 0.33 }))
    expect(invoiceTotals({ products: many }, account)).toMatchObject({ net: 3300, vat: 800 })
    expect(invoiceTotals({ products: many }, account, { vatRounding: 'rate' })).toMatchObject({ net: 3300, vat: 792 })
  })

  test('is shared out over the rows, and each rate has the VAT of its net total', () => {
    fc.assert(
      fc.property(drafts, (draft) => {
        const { rows, byRate, ...totals } = compute(draft, { vatRounding: 'rate' })
        expect(rows.reduce((sum, { vat }) => sum + vat, 0)).toBe(totals.vat)
        expect(byRate.reduce((sum, { vat }) => sum + vat, 0)).toBe(totals.vat)
        expect(totals.net).toBe(compute(draft).net)
        for (const { percent, net, vat } of byRate) expect(Math.abs(vat - (net * percent) / 100)).toBeLessThanOrEqual(0.5)
        for (const { net, vat, total } of rows) expect(total).toBe(net + vat)
      }),
    )
  })
})

test('net and VAT by rate and by classification add up to the totals', () => {
  const classified = { incomeClassificationCat: 'category1_3', incomeClassificationType: 'E3_561_001' }
  const totals = totalsOf([
    { vatId: 1, price: 100, ...classified },
    { vatId: 2, price: 50, ...classified },
    { vatId: 1, price: 10, incomeClassificationCat: 'category1_95' },
    { vatId: 3, price: 5 },
  ])
  expect(totals.byRate).toEqual([
    { percent: 24, category: undefined, net: 11_000, vat: 2640 },
    { percent: 13, category: undefined, net: 5000, vat: 650 },
    { percent: 0, category: undefined, net: 500, vat: 0 },
  ])
  expect(totals.byClassification).toEqual([
    { category: 'category1_3', type: 'E3_561_001', net: 15_000, vat: 3050 },
    { category: 'category1_95', type: undefined, net: 1000, vat: 240 },
  ])
  expect(
    invoiceTotals({ products: [{ vatId: 1, price: 1 }] }, { relations: { vats: [{ ...VATS[0], mydataVatCat: 1 }] } }).byRate,
  ).toEqual([{ percent: 24, category: 1, net: 100, vat: 24 }])
})

describe('a price that VAT is in', () => {
  test('comes to itself', () => {
    const row = { vatId: 1, price: 10, quantity: 3, isVatIncluded: true }
    expect(totalsOf([row])).toMatchObject({ net: 2419, vat: 581, total: 3000 })
    expect(totalsOf([{ ...row, discount: 10 }])).toMatchObject({ net: 2177, vat: 523, total: 2700, discount: 242 })
    expect(totalsOf([{ ...row, price: 124 }])).toMatchObject({ net: 30_000, vat: 7200, total: 37_200 })
  })

  test('for any price, quantity and rate', () => {
    const rows = fc.record({
      vatId: fc.constantFrom(1, 2, 3),
      price: fc.nat({ max: 1e8 }).map((units) => units / 100),
      quantity: fc.integer({ min: 1, max: 100 }),
      isVatIncluded: fc.constant(true),
    })
    fc.assert(
      fc.property(
        fc.array(rows, { minLength: 1, maxLength: 20 }),
        fc.constantFrom('row' as const, 'rate' as const),
        (products, vatRounding) => {
          const { total, net, vat } = invoiceTotals({ products }, account, { vatRounding })
          expect(total).toBe(products.reduce((sum, { price, quantity }) => sum + Math.round(price * 100) * quantity, 0))
          expect(net + vat).toBe(total)
        },
      ),
    )
  })

  test('before VAT, for a row to send', () => {
    expect([netPrice(124, 24), netPrice('19.99', 13), netPrice(10, 24), netPrice(5, 0), netPrice(-12.4, 24)]).toEqual([
      100, 17.69, 8.06, 5, -10,
    ])
    expect(() => netPrice('ten', 24)).toThrow(RangeError)
  })
})

describe('amounts beyond exact cents', () => {
  test.each<[string, Row, string]>([
    ['a price', { vatId: 3, price: 90_000_000_000_000.5 }, 'products.0.price'],
    ['a product of price and quantity', { vatId: 3, price: 9_999_999_999.99, quantity: 1_000_000 }, 'products.0.price'],
    ['what VAT comes to', { vatId: 1, price: 9_000_000_000_000, quantity: 9.5 }, 'products.0.price'],
  ])('%s is unknown, and not a cent off', (_what, row, path) => {
    expect(totalsOf([row])).toMatchObject({ unknown: [path], net: 0, vat: 0, payable: 0 })
  })

  test('up to them, each cent is right', () => {
    expect(totalsOf([{ vatId: 3, price: 9_999_999_999_999.99 }])).toMatchObject({ net: 999_999_999_999_999, unknown: [] })
  })

  test('so is a sum of rows that are known each', () => {
    const products = Array.from({ length: 10 }, () => ({ vatId: 3, price: 9_999_999_999_999, quantity: 9 }))
    expect(totalsOf(products).unknown).toEqual(['products'])
  })
})
