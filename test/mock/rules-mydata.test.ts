/** The report to the tax authority (myDATA). */
import { expect, test } from 'vitest'
import type { Row } from '../../src/mock/index.ts'
import { mydataStateOf, paymentMethods } from '../../src/mydata/index.ts'
import { useMock } from './shared-mock.ts'

const { request, rows } = useMock()

const INVOICE = {
  customerId: 4825,
  invoiceDate: '2026-11-22',
  invoiceTypeId: 31,
  mydataInvoiceType: '2.1',
  products: [{ details: 'Συμβουλές', vatId: 901, price: 100, quantity: 1 }],
  mydataPayment: { paidAmount: 0, paymentMethod: '', epiPistosi: 124 },
}

test('reports an invoice with a unique MARK, unless it is excluded from myDATA', async () => {
  const reported = [await request('POST', '/invoices', INVOICE), await request('POST', '/invoices', INVOICE)]
  for (const { mydata, isMydataEnabled } of reported) {
    expect(isMydataEnabled).toBe(true)
    expect(mydata).toMatchObject({ type: '2.1', state: 1, invoiceUid: expect.stringMatching(/^[0-9A-F]{40}$/) })
    expect(String((mydata as Row).invoiceMark)).toMatch(/^4\d{14}$/)
  }
  expect(new Set(reported.map(({ mydata }) => (mydata as Row).invoiceMark)).size).toBe(2)

  const kept = await request('POST', '/invoices', { ...INVOICE, excludeMydata: true, mydataInvoiceType: '2.2' })
  expect(kept).toMatchObject({ isMydataEnabled: false, mydata: { type: '2.2', state: 0, invoiceUid: null, invoiceMark: null } })
})

const { mydataInvoiceType: _, ...UNTYPED } = INVOICE
const { mydataPayment: __, ...UNPAID } = INVOICE

test('does not report a reserved myDATA type', async () => {
  expect(await request('POST', '/invoices', { ...INVOICE, mydataInvoiceType: '12' })).toMatchObject({
    isMydataEnabled: false,
    mydata: { state: 0, invoiceUid: null, invoiceMark: null },
  })
})

test.each([
  ['without a type', UNTYPED, '101 mydataInvoiceType: '],
  ['without a payment', UNPAID, '204 mydataPayment: '],
  ['with a payment without an amount', { ...INVOICE, mydataPayment: { paymentMethod: 3 } }, '204 mydataPayment: '],
  [
    'for a delivery note',
    { ...UNPAID, mydataInvoiceType: '9.3', products: [{ details: 'Κιβώτια', vatId: 901, quantity: 2 }] },
    '204 mydataInvoiceType: ',
  ],
])('creates an invoice %s, which the authority refuses', async (_what, body, error) => {
  const { isMydataEnabled, mydata, uuid } = await request('POST', '/invoices', body)
  expect(isMydataEnabled).toBe(true)
  expect(mydata).toMatchObject({
    state: 0,
    invoiceUid: null,
    invoiceMark: null,
    errors: [expect.stringMatching(new RegExp(`^${error}`))],
  })
  expect(mydataStateOf(await request('GET', `/invoices/${uuid}`))).toMatchObject({ state: 'failed', mark: null })
})

test('an update with a payment reports the invoice', async () => {
  const { uuid } = await request('POST', '/invoices', UNPAID)
  const { mydata } = await request('PUT', `/invoices/${uuid}`, INVOICE)
  expect(mydata).toMatchObject({ state: 1, errors: null, invoiceMark: expect.any(Number) })
})

test('reports a myDATA type that is not in the list', async () => {
  const { mydata } = await request('POST', '/invoices', { ...INVOICE, mydataInvoiceType: '18.9' })
  expect(mydata).toMatchObject({ type: '18.9', state: 1 })
})

test('names the payment method in the language of the customer', async () => {
  const mydataPayment = { paidAmount: 124, paymentMethod: 3 }
  const info = async (customerId: number) =>
    ((await request('POST', '/invoices', { ...UNTYPED, customerId, mydataPayment })).mydata as Row).mydataPaymentType
  expect(new Set(rows('contacts').map(({ lang }) => lang))).toEqual(new Set(['el', 'en']))
  for (const { id, lang } of rows('contacts')) {
    const name = paymentMethods.find(({ code }) => code === 3)?.[lang === 'en' ? 'en' : 'el']
    expect(await info(Number(id))).toEqual([{ type: 3, amount: 124, paymentMethodInfo: name }])
  }
})

test('a self-billed invoice has its expense classifications', async () => {
  const product = {
    ...INVOICE.products[0],
    incomeClassificationCat: 'category2_3',
    incomeClassificationType: 'E3_585_009',
    expenseVatClassification: 'VAT_361',
  }
  const { items } = await request('POST', '/invoices', { ...INVOICE, selfPricing: true, products: [product] })
  expect(items).toMatchObject([
    {
      mydata: {
        incomeClassificationType: [],
        expensesClassificationType: [
          { id: 1, type: 'E3_585_009', amount: 100, category: 'category2_3' },
          { id: 2, type: 'VAT_361', amount: 100, category: null },
        ],
      },
    },
  ])
})

test('an invoice is in the currency of its contact', async () => {
  const currencies = await Promise.all(
    rows('contacts').map(async ({ id, currency }) => [
      currency,
      ((await request('POST', '/invoices', { ...INVOICE, customerId: id, excludeMydata: true })).templateExtras as Row).currency,
    ]),
  )
  for (const [ofContact, ofInvoice] of currencies) expect(ofInvoice).toBe(ofContact)
})

test('an invoice paid in part and the rest on credit has two payments', async () => {
  const mydataPayment = { paidAmount: 24, paymentMethod: 3, epiPistosi: 100 }
  const { mydata } = await request('POST', '/invoices', { ...INVOICE, mydataPayment })
  expect((mydata as Row).mydataPaymentType).toEqual([
    { type: 3, amount: 24, paymentMethodInfo: 'Μετρητά' },
    { type: 5, amount: 100, paymentMethodInfo: 'Επί Πιστώσει' },
  ])
})

test('does not cancel a report that was never sent', async () => {
  const { uuid } = await request('POST', '/invoices', { ...INVOICE, excludeMydata: true })
  await request('DELETE', `/invoices/${uuid}`)
  expect((await request('GET', `/invoices/${uuid}`)).mydata).toMatchObject({ state: 0, canceledByMark: null })
})
