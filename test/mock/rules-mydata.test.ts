/** The report to the tax authority. */
import { expect, test } from 'vitest'
import type { Row } from '../../src/mock/index.ts'
import { paymentMethods } from '../../src/mydata/index.ts'
import { useMock } from './shared-mock.ts'

const { ask, rows } = useMock()

const INVOICE = {
  customerId: 4825,
  invoiceDate: '2026-11-22',
  invoiceTypeId: 31,
  products: [{ details: 'Συμβουλές', vatId: 901, price: 100, quantity: 1 }],
}

test('reported, with a mark of its own, unless kept from myDATA', async () => {
  const reported = [await ask('POST', '/invoices', INVOICE), await ask('POST', '/invoices', INVOICE)]
  for (const { mydata, isMydataEnabled } of reported) {
    expect(isMydataEnabled).toBe(true)
    expect(mydata).toMatchObject({ type: '2.1', state: 1, invoiceUid: expect.stringMatching(/^[0-9A-F]{40}$/) })
    expect(String((mydata as Row).invoiceMark)).toMatch(/^4\d{14}$/)
  }
  expect(new Set(reported.map(({ mydata }) => (mydata as Row).invoiceMark)).size).toBe(2)

  const kept = await ask('POST', '/invoices', { ...INVOICE, excludeMydata: true, mydataInvoiceType: '2.2' })
  expect(kept).toMatchObject({ isMydataEnabled: false, mydata: { type: '2.2', state: 0, invoiceUid: null, invoiceMark: null } })
})

test.each([
  ['a type of the account that myDATA has no name for', { invoiceTypeId: 77 }],
  ['a type that the authority keeps for later', { mydataInvoiceType: '12' }],
])('%s is not reported', async (_what, extra) => {
  expect(await ask('POST', '/invoices', { ...INVOICE, ...extra })).toMatchObject({
    isMydataEnabled: false,
    mydata: { state: 0, invoiceUid: null, invoiceMark: null },
  })
})

test('a type that the authority has added since is reported', async () => {
  const { mydata } = await ask('POST', '/invoices', { ...INVOICE, mydataInvoiceType: '18.9' })
  expect(mydata).toMatchObject({ type: '18.9', state: 1 })
})

test('a way of payment has the name of the list, in the language of the customer', async () => {
  const mydataPayment = { paidAmount: 124, paymentMethod: 3 }
  const info = async (customerId: number) =>
    ((await ask('POST', '/invoices', { ...INVOICE, customerId, mydataPayment })).mydata as Row).mydataPaymentType
  expect(new Set(rows('contacts').map(({ lang }) => lang))).toEqual(new Set(['el', 'en']))
  for (const { id, lang } of rows('contacts')) {
    const name = paymentMethods.find(({ code }) => code === 3)?.[lang === 'en' ? 'en' : 'el']
    expect(await info(Number(id))).toEqual([{ type: 3, amount: 124, paymentMethodInfo: name }])
  }
})

test('part paid and part on credit are two ways of payment', async () => {
  const mydataPayment = { paidAmount: 24, paymentMethod: 3, epiPistosi: 100 }
  const { mydata } = await ask('POST', '/invoices', { ...INVOICE, mydataPayment })
  expect((mydata as Row).mydataPaymentType).toEqual([
    { type: 3, amount: 24, paymentMethodInfo: 'Μετρητά' },
    { type: 5, amount: 100, paymentMethodInfo: 'Επί Πιστώσει' },
  ])
})

test('what was not reported is not taken back at myDATA', async () => {
  const { uuid } = await ask('POST', '/invoices', { ...INVOICE, excludeMydata: true })
  await ask('DELETE', `/invoices/${uuid}`)
  expect((await ask('GET', `/invoices/${uuid}`)).mydata).toMatchObject({ state: 0, canceledByMark: null })
})
