import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { invoiceTotals, netPrice } from '../../src/mydata/index.ts'
import { account, calculate, calculateAny, drafts } from './totals-drafts.ts'

describe('VAT rounded once per rate', () => {
  const thrice = Array.from({ length: 3 }, () => ({ vatId: 1, price: 0.33 }))

  test('can differ from VAT rounded on each row', () => {
    // 24 % of 0.33 is 0.0792, three times 0.08; of 0.99 it is 0.2376.
    expect(invoiceTotals({ products: thrice }, account)).toMatchObject({ vat: 24 })
    const products = [...thrice, { vatId: 1, price: 0.35 }, { vatId: 2, price: 0.33 }]
    expect(invoiceTotals({ products }, account, { vatRounding: 'row' })).toMatchObject({ net: 167, vat: 36 })
    expect(invoiceTotals({ products }, account, { vatRounding: 'rate' })).toMatchObject({ net: 167, vat: 36 })
    const many = Array.from({ length: 100 }, () => ({ vatId: 1, price: 0.33 }))
    expect(invoiceTotals({ products: many }, account)).toMatchObject({ net: 3300, vat: 800 })
    expect(invoiceTotals({ products: many }, account, { vatRounding: 'rate' })).toMatchObject({ net: 3300, vat: 792 })
  })

  test('is the VAT on the net total of the rate, split over its rows', () => {
    fc.assert(
      fc.property(drafts, (draft) => {
        const { rows, byRate, ...totals } = calculateAny(draft, { vatRounding: 'rate' })
        expect(rows.reduce((sum, { vat }) => sum + vat, 0)).toBe(totals.vat)
        expect(byRate.reduce((sum, { vat }) => sum + vat, 0)).toBe(totals.vat)
        expect(totals.net).toBe(calculateAny(draft).net)
        for (const { percent, net, vat } of byRate) expect(Math.abs(vat - (net * percent) / 100)).toBeLessThanOrEqual(0.5)
        for (const { net, vat, total } of rows) expect(total).toBe(net + vat)
      }),
    )
  })
})

describe('a price that includes VAT', () => {
  test('is the total of its row', () => {
    const row = { vatId: 1, price: 10, quantity: 3, isVatIncluded: true }
    expect(calculate([row])).toMatchObject({ net: 2419, vat: 581, total: 3000 })
    expect(calculate([{ ...row, discount: 10 }])).toMatchObject({ net: 2177, vat: 523, total: 2700, discount: 242 })
    expect(calculate([{ ...row, price: 124 }])).toMatchObject({ net: 30_000, vat: 7200, total: 37_200 })
  })

  test('is the total of its row for any price, quantity and rate', () => {
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

  test('is converted to a net price by netPrice()', () => {
    expect([netPrice(124, 24), netPrice('19.99', 13), netPrice(10, 24), netPrice(5, 0), netPrice(-12.4, 24)]).toEqual([
      100, 17.69, 8.06, 5, -10,
    ])
    expect(() => netPrice('ten', 24)).toThrow(RangeError)
  })
})
