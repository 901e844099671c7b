import { expect, expectTypeOf, test } from 'vitest'
import type { AlpSignatureCreate, InvoiceCreate } from '../../src/index.ts'
import { alpSignatureFor, invoiceTotals } from '../../src/mydata/index.ts'
import { prismClient } from '../contract/prism-client.ts'
import { account } from './draft.ts'

const draft: InvoiceCreate = {
  invoiceDate: '2026-11-22',
  invoiceTypeId: 33,
  mydataInvoiceType: '11.2',
  products: [{ details: 'Έλεγχος', quantity: 1, price: 80, vatId: 901 }],
}
const terminal = { terminalId: 'T0000101', sellerVat: 'EL512345009', series: 'A' }
const signature = (changes: Partial<InvoiceCreate> = {}) => {
  const changed = { ...draft, ...changes }
  return alpSignatureFor(changed, invoiceTotals(changed, account), terminal)
}

test('builds a valid request body from a draft and its totals', async () => {
  expect(signature()).toEqual({
    amount: 99.2,
    netAmount: 80,
    vatAmount: 19.2,
    grossAmount: 99.2,
    sellerVat: '512345009',
    series: 'A',
    invoiceTypeCode: '11.2',
    sellerBranch: 0,
    terminalId: 'T0000101',
  })
  const { data, response } = await prismClient().alpSignatures.create(signature()).withResponse()
  expect(response.headers.get('sl-violations')).toBeNull()
  expect(data.invoiceSignatures[0]?.signature).toMatch(/^\w+$/)
})

test('charges only the paid amount', () => {
  const mydataPayment = { paidAmount: 50.1, paymentMethod: 7, epiPistosi: 49.1 }
  expect(signature({ mydataPayment })).toMatchObject({ amount: 50.1, grossAmount: 99.2 })
})

test('a document with a MARK can be signed by its MARK alone', async () => {
  const body = { amount: 99.2, mark: '400000000000131', terminalId: 'T0000101' }
  expectTypeOf(body).toExtend<AlpSignatureCreate>()
  const { response } = await prismClient().alpSignatures.create(body).withResponse()
  expect(response.headers.get('sl-violations')).toBeNull()
})

test('rejects a draft without a type, and incomplete totals', () => {
  const { mydataInvoiceType: _, ...untyped } = draft
  expect(() => alpSignatureFor(untyped, invoiceTotals(untyped, account), terminal)).toThrow('mydataInvoiceType')
  expect(() => signature({ products: [{ vatId: 999, price: 1 }] })).toThrow('products.0.vatId')
})
