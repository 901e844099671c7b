/** The account and drafts that the tests of `invoiceTotals()` share. */
import fc from 'fast-check'
import type { AccountVat } from '../../src/index.ts'
import { type InvoiceTotals, invoiceTotals } from '../../src/mydata/index.ts'

export const VATS: AccountVat[] = [
  { id: 1, value: 24, operand: '+' },
  { id: 2, value: 13, operand: '+' },
  { id: 3, value: 0, operand: '+' },
  { id: 4, value: 20, operand: '-', isPercentable: true },
  { id: 5, value: 3.6, operand: '+', isPercentable: true },
  { id: 6, value: 0.5, operand: '+', isPercentable: false },
  { id: 7, name: 'Without a value' },
  { id: 8, name: 'Κρατήσεις 5%', value: 5, operand: '-', isPercentable: true },
]
export const account = { relations: { vats: VATS } }

export type Draft = Parameters<typeof invoiceTotals>[0]
export type Row = Draft['products'][number]
export const calculate = (products: Row[], taxes: Draft['taxes'] = []): InvoiceTotals =>
  invoiceTotals({ products, taxes }, account, { oss: 'row' })

/** Any draft with amounts that can be calculated exactly. */
export const drafts = fc.record({
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
type AnyDraft = typeof drafts extends fc.Arbitrary<infer Value> ? Value : never

export const calculateAny = ({ products, taxes }: AnyDraft, options?: Parameters<typeof invoiceTotals>[2]) =>
  // An undefined taxRate is left out, as JSON does.
  invoiceTotals(
    { products: products.map(({ taxRate, ...row }) => (taxRate === undefined ? row : { ...row, taxRate })), taxes },
    account,
    { oss: 'row', ...options },
  )
