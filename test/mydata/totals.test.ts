import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Amounts, invoiceTotals } from '../../src/mydata/index.ts'
import { calculate, calculateAny, type Draft, drafts, type Row, VATS } from './totals-drafts.ts'

describe('a row', () => {
  test('multiplies price and quantity, subtracts the discount, and adds VAT on the rest', () => {
    expect(calculate([{ vatId: 1, price: 45, quantity: 10, discount: 10 }])).toEqual({
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
    ['rounds half a cent up', { vatId: 3, price: 1.005 }, { net: 101 }],
    ['rounds half a cent of a negative price down', { vatId: 3, price: -1.005 }, { net: -101 }],
    ['multiplies the price before it rounds', { vatId: 3, price: 0.333, quantity: 3 }, { net: 100 }],
    ['accepts a quantity with decimals', { vatId: 3, price: 19.99, quantity: 0.125 }, { net: 250 }],
    ['rounds half a cent of a discount up', { vatId: 3, price: 0.05, discount: 10 }, { discount: 1, net: 4 }],
    ['rounds half a cent of VAT up', { vatId: 2, price: 0.5 }, { vat: 7 }],
    ['calculates VAT on the rounded net amount', { vatId: 1, price: 0.104 }, { net: 10, vat: 2 }],
    ['accepts a discount of 100 percent', { vatId: 1, price: 9.99, discount: 100 }, { net: 0, vat: 0, discount: 999 }],
    ["replaces the account's rate with the OSS rate", { vatId: 1, price: 100, taxRate: 25.5 }, { vat: 2550 }],
    ['accepts an OSS rate of 0', { vatId: 1, price: 100, taxRate: 0 }, { vat: 0 }],
    [
      'treats a tax row like a row of goods',
      { type: 'telos', taxId: 6, vatId: 1, price: 1.5, quantity: 10 },
      { net: 1500, vat: 360, taxes: 0 },
    ],
  ])('%s', (_name, row, amounts) => expect(calculate([row])).toMatchObject({ ...amounts, unknown: [] }))
})

describe('taxes on the whole invoice', () => {
  const products = [
    { vatId: 1, price: 100 },
    { vatId: 2, price: 50 },
  ]

  test('subtracts withheld taxes, calculated on the net total', () => {
    expect(calculate(products, [{ taxId: 4 }])).toMatchObject({
      net: 15_000,
      vat: 3050,
      total: 18_050,
      withheld: 3000,
      payable: 15_050,
    })
  })

  test('adds other taxes, as a percentage, an amount, or both', () => {
    expect(calculate(products, [{ taxId: 5 }])).toMatchObject({ taxes: 540, withheld: 0, payable: 18_590 })
    expect(calculate(products, [{ taxId: 6 }])).toMatchObject({ taxes: 50, payable: 18_100 })
    expect(calculate(products, [{ taxId: 4 }, { taxId: 5 }, { taxId: 6 }])).toMatchObject({
      taxes: 590,
      withheld: 3000,
      payable: 15_640,
    })
  })

  test('rounds a tax once, not row by row', () => {
    const three = [1, 2, 3].map(() => ({ vatId: 3, price: 0.12 }))
    // 20 % of 0.12 is 0.024, three times; of 0.36 it is 0.072.
    expect(calculate(three, [{ taxId: 4 }])).toMatchObject({
      withheld: 7,
      rows: [{ withheld: 2 }, { withheld: 2 }, { withheld: 3 }],
    })
  })

  test('splits taxes over the rows by net amount', () => {
    const { rows } = calculate(products, [{ taxId: 4 }, { taxId: 6 }])
    expect(rows.map(({ withheld, taxes, payable }) => [withheld, taxes, payable])).toEqual([
      [2000, 33, 10_433],
      [1000, 17, 4667],
    ])
  })
})

test.each<[string, Row, Draft['taxes'], string[]]>([
  ['a VAT rate', { vatId: 99, price: 10 }, [], ['products.0.vatId']],
  ['the value of a VAT rate', { vatId: 7, price: 10 }, [], ['products.0.vatId']],
  ['a price, even if the row has a product', { vatId: 1, productId: 8801 }, [], ['products.0.price']],
  ['a price that is not a number', { vatId: 1, price: Number.NaN }, [], ['products.0.price']],
  ['a quantity', { vatId: 1, price: 1, quantity: Number.POSITIVE_INFINITY }, [], ['products.0.quantity']],
  ['a discount', { vatId: 1, price: 1, discount: Number.NaN }, [], ['products.0.discount']],
  ['an OSS rate', { vatId: 99, price: 1, taxRate: Number.NaN }, [], ['products.0.taxRate']],
  ['a tax', { vatId: 1, price: 1 }, [{ taxId: 4 }, { taxId: 99 }], ['taxes.1.taxId']],
])('lists the path of an unknown value: %s', (_name, row, taxes, unknown) =>
  expect(calculate([row], taxes).unknown).toEqual(unknown),
)

describe('a row with an OSS rate, which Billit does not describe clearly', () => {
  const goods = { vatId: 3, price: 100 }
  const oss = (row: Row, option?: 'row' | 'tax-row') =>
    invoiceTotals({ products: [row] }, { relations: { vats: VATS } }, option ? { oss: option } : {})

  test('is unknown unless the caller chooses a reading', () => {
    expect(oss({ ...goods, taxRate: 19 })).toMatchObject({ net: 10_000, vat: 0, unknown: ['products.0.taxRate'] })
  })

  test('is goods with VAT in percent, for `row`', () => {
    expect(oss({ ...goods, taxRate: 19 }, 'row')).toMatchObject({ net: 10_000, vat: 1900, total: 11_900, unknown: [] })
  })

  test('is the VAT itself, for `tax-row`', () => {
    const products = [goods, { vatId: 3, price: 19, taxRate: 0.19 }]
    const totals = invoiceTotals({ products }, { relations: { vats: VATS } }, { oss: 'tax-row' })
    expect(totals).toMatchObject({ total: 11_900, payable: 11_900, unknown: [] })
  })

  test('is unknown for `row` with a rate below 1, which is probably a fraction', () => {
    expect(oss({ ...goods, taxRate: 0.19 }, 'row')).toMatchObject({ total: 10_000, unknown: ['products.0.taxRate'] })
  })

  test('has no VAT with a rate of 0, in either reading', () => {
    expect(oss({ ...goods, taxRate: 0 })).toMatchObject({ total: 10_000, unknown: [] })
  })
})

test('treats unknown values as 0', () => {
  expect(calculate([{ vatId: 99, price: 10 }, { vatId: 1 }, { vatId: 1, price: 5 }])).toMatchObject({ net: 1500, vat: 120 })
})

test('accepts amounts as text, as a server may return them', () => {
  // An untyped caller may pass text.
  const text = { vatId: 1, price: '19.99', quantity: '3' } as unknown as Row
  expect(calculate([text])).toMatchObject({ net: 5997, vat: 1439, unknown: [] })
})

test('returns zero totals for a draft without rows', () => {
  expect(calculate([])).toMatchObject({ net: 0, vat: 0, total: 0, payable: 0, rows: [] })
})

const FIELDS = ['net', 'vat', 'total', 'discount', 'taxes', 'withheld', 'deductions', 'payable'] as const

describe('for any draft', () => {
  test('adds up the rows to the totals, in whole cents', () => {
    fc.assert(
      fc.property(drafts, (draft) => {
        const totals = calculateAny(draft)
        expect(totals.unknown).toEqual([])
        for (const field of FIELDS) {
          expect(Number.isSafeInteger(totals[field])).toBe(true)
          expect(totals.rows.every((row) => Number.isSafeInteger(row[field]))).toBe(true)
          expect(totals.rows.reduce((sum, row) => sum + row[field], 0)).toBe(totals[field])
        }
      }),
    )
  })

  test('calculates total and payable from the other amounts, for each row and the whole invoice', () => {
    fc.assert(
      fc.property(drafts, (draft) => {
        const totals = calculateAny(draft)
        for (const { net, vat, total, taxes, withheld, deductions, payable } of [totals, ...totals.rows]) {
          expect(total).toBe(net + vat)
          expect(payable).toBe(total + taxes - withheld - deductions)
        }
      }),
    )
  })

  test('returns the same totals for any order of rows', () => {
    fc.assert(
      fc.property(drafts, (draft) => {
        const { rows: _, byRate, ...totals } = calculateAny(draft)
        const { rows: __, byRate: reversedRates, ...reversed } = calculateAny({ ...draft, products: draft.products.toReversed() })
        expect(reversed).toEqual(totals)
        const sorted = (rates: typeof byRate) => rates.toSorted((one, other) => one.percent - other.percent)
        expect(sorted(reversedRates)).toEqual(sorted(byRate))
      }),
    )
  })

  test('calculates exact net amounts for prices with two decimals and whole quantities', () => {
    const prices = fc.array(fc.tuple(fc.nat({ max: 1e8 }), fc.nat({ max: 1000 })), { minLength: 1, maxLength: 30 })
    fc.assert(
      fc.property(prices, (rows) => {
        const products = rows.map(([price, quantity]) => ({ vatId: 3, price: price / 100, quantity }))
        expect(calculate(products).net).toBe(rows.reduce((sum, [price, quantity]) => sum + price * quantity, 0))
      }),
    )
  })
})

describe('deductions', () => {
  test.each([
    ['name', { id: 8, name: 'Κρατήσεις 5%' }],
    ['name in capitals', { id: 8, name: 'ΚΡΑΤΗΣΗ ΕΑΑΔΗΣΥ' }],
    ['English name', { id: 8, name: 'Deductions 5%' }],
    ['tax type', { id: 8, name: 'ΜΤΠΥ', taxId: 5 }],
  ])('are recognised by their %s', (_how, record) => {
    const vats = [...VATS.slice(0, 6), { ...record, value: 5, operand: '-' as const, isPercentable: true }]
    const draft = { products: [{ vatId: 1, price: 1000 }], taxes: [{ taxId: 4 }, { taxId: 8 }] }
    const totals = invoiceTotals(draft, { relations: { vats } })
    expect(totals).toMatchObject({ withheld: 20_000, deductions: 5000, payable: 99_000 })
  })

  test('do not include withheld taxes', () => {
    const vats = [...VATS.slice(0, 6), { id: 8, name: 'Παρακράτηση φόρου', value: 5, operand: '-' as const }]
    const totals = invoiceTotals({ products: [{ vatId: 1, price: 1000 }], taxes: [{ taxId: 8 }] }, { relations: { vats } })
    expect(totals).toMatchObject({ withheld: 5000, deductions: 0 })
  })
})

test('groups net and VAT by rate and by classification', () => {
  const classified = { incomeClassificationCat: 'category1_3', incomeClassificationType: 'E3_561_001' }
  const totals = calculate([
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

describe('amounts beyond exact cents', () => {
  test.each<[string, Row, string]>([
    ['a price', { vatId: 3, price: 90_000_000_000_000.5 }, 'products.0.price'],
    ['a product of price and quantity', { vatId: 3, price: 9_999_999_999.99, quantity: 1_000_000 }, 'products.0.price'],
    ['a total with VAT', { vatId: 1, price: 9_000_000_000_000, quantity: 9.5 }, 'products.0.price'],
  ])('are listed as unknown instead of being rounded: %s', (_what, row, path) => {
    expect(calculate([row])).toMatchObject({ unknown: [path], net: 0, vat: 0, payable: 0 })
  })

  test('are not listed just below the limit, where each cent is exact', () => {
    expect(calculate([{ vatId: 3, price: 9_999_999_999_999.99 }])).toMatchObject({ net: 999_999_999_999_999, unknown: [] })
  })

  test('are listed as products if only the sum of the rows exceeds the limit', () => {
    const products = Array.from({ length: 10 }, () => ({ vatId: 3, price: 9_999_999_999_999, quantity: 9 }))
    expect(calculate(products).unknown).toEqual(['products'])
  })
})
