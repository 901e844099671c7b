/** The rules of the mock for invoices. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Row } from '../../src/mock/index.ts'
import { findActions } from '../../src/mock/resources.ts'
import { rules } from '../../src/mock/rules/index.ts'
import { readDocument, resolve } from '../../src/tools/document.ts'
import { COMPANY, INVOICE } from './bodies.ts'
import { useMock } from './shared-mock.ts'
import { exampleState } from './states.ts'

const document = readDocument()
const { request, row, rows, status } = useMock()

describe('invoices', () => {
  /** The examples of request and response, by name. Unlike them, the mock reports to myDATA at once. */
  const action = findActions(document).get('createInvoice')
  const media = action?.operation.requestBody?.content['application/json']
  const requests = Object.entries(media?.examples ?? {}).map(
    ([name, example]) => [name, resolve(document, example).value] as const,
  )
  const responses = action?.operation.responses['201']?.content?.['application/json']?.examples ?? {}

  test('the OpenAPI document has nine examples', () => expect(requests).toHaveLength(9))

  test.each(requests)('responds to the example %s like its example response', async (name, body) => {
    const example = resolve(document, responses[name] ?? {}).value as { data: Row } // checked against its schema
    const expected = example.data
    const mydata = expected.mydata as Row
    const items = expected.items as Row[]
    const invoice = await request('POST', '/invoices', body)

    const same = ['amount', 'vatAmount', 'finalAmount', 'payableAmount', 'discountedAmount', 'restAmount', 'totalWithheldAmount']
    const rest = [
      'isPaid',
      'isSend',
      'layoutLang',
      'paymentMethodIds',
      'onlinePaymentMethods',
      'dateIssued',
      'dateExpires',
      'tags',
    ]
    for (const field of [...same, ...rest, 'type', 'isMydataEnabled', 'taxTotals', 'correlatedInvoices', 'note', 'user_id']) {
      expect([field, invoice[field]]).toEqual([field, expected[field]])
    }
    expect(invoice.mydata).toMatchObject({
      type: mydata.type,
      selfPricing: mydata.selfPricing,
      mydataPaymentType: mydata.mydataPaymentType,
    })
    // The account has another name for the levy than the example.
    const named = (item: Row) =>
      (item.mydata as Row).rowType === 'telos' ? { ...item, product: { ...(item.product as Row), description: 'Τέλος' } } : item
    expect(invoice.items).toEqual(items.map(named))
    expect(Object.keys(invoice.customer as Row).toSorted()).toEqual(Object.keys(expected.customer as Row).toSorted())
    expect(Object.keys(invoice.biller as Row).toSorted()).toEqual(Object.keys(expected.biller as Row).toSorted())
    expect(Object.keys(invoice).toSorted()).toEqual(
      Object.keys(expected)
        // These have no type in the OpenAPI document, so an empty record omits them.
        .filter((field) => !['loadingPlace', 'destination'].includes(field))
        .toSorted(),
    )
  })

  test('copies the customer, under the field names of an invoice', async () => {
    const { uuid, customer } = await request('POST', '/invoices', { ...INVOICE, customerId: 4821 })
    expect(customer).toMatchObject({ id: 4821, taxId: '523456110', postCode: '11854', field1: 'ΕΡΓΟ-17', isCompany: true })
    await request('PUT', '/contacts/4821', { ...COMPANY, vatId: '567890550' })
    expect((await request('GET', `/invoices/${uuid}`)).customer).toEqual(customer)
  })

  test('copies the biller from the account', async () => {
    const { biller } = await request('POST', '/invoices', INVOICE)
    expect(biller).toMatchObject({ id: 77, taxId: '512345009', postCode: '10563', url: 'https://aegean-software.example' })
  })

  test('numbers invoices by type', async () => {
    const number = async (invoiceTypeId: number) => (await request('POST', '/invoices', { ...INVOICE, invoiceTypeId })).number
    expect([await number(31), await number(31), await number(32), await number(33)]).toEqual([133, 134, 131, 1])
  })

  test('accepts an invoice without a customer', async () => {
    const { customerId: _none, ...anonymous } = INVOICE
    expect((await request('POST', '/invoices', anonymous)).customer).not.toHaveProperty('id')
  })

  test('the permalink is a URL of the mock', async () => {
    const { uuid, permalink } = await request('POST', '/invoices', INVOICE)
    expect(permalink).toMatch(new RegExp(`^http://127\\.0\\.0\\.1:\\d+/invoice/${uuid}$`))
  })

  test('uses the VAT rate of another country if the row has one', async () => {
    const products = [{ ...INVOICE.products[0], taxRate: 19 }]
    const invoice = await request('POST', '/invoices', { ...INVOICE, products })
    expect(invoice).toMatchObject({ vatAmount: 19, items: [{ vatPercent: 19 }] })
  })

  test('adds taxes per unit or in percent to the payable amount', async () => {
    const state = exampleState()
    const products = [{ details: 'any', vatId: 901, price: 200, quantity: 1 }]
    const body = { ...INVOICE, products, taxes: [{ taxId: 952 }, { taxId: 902 }] }
    const fields = rules.createInvoice?.fields?.(body, { uuid: 'any' }, state)
    expect(fields).toMatchObject({ finalAmount: 248, totalFeesAmount: 31, totalWithheldAmount: 0, payableAmount: 279 })
  })

  test.each([
    ['an omitted field', {}, [1201]],
    ['null', { paymentMethod: null }, [1201]],
    ['a list', { paymentMethod: [1203, 1202] }, [1202, 1203]],
    ['[-1]', { paymentMethod: [-1] }, []],
  ])('selects the payment methods of %s', async (_what, extra, ids) => {
    expect((await request('POST', '/invoices', { ...INVOICE, ...extra })).paymentMethodIds).toEqual(ids)
  })

  test('creates missing tags, and ignores null', async () => {
    expect((await request('POST', '/invoices', { ...INVOICE, tags: ['νέα', null] })).tags).toEqual(['νέα'])
    expect(rows('tags')[0]?.tag).toBe('νέα')
  })

  test('is paid and sent if the body has isPaid and sendMail', async () => {
    expect(await request('POST', '/invoices', INVOICE)).toMatchObject({ isPaid: false, isSend: false, restAmount: 124 })
    const paidAndSent = { ...INVOICE, isPaid: true, sendMail: true }
    expect(await request('POST', '/invoices', paidAndSent)).toMatchObject({
      isPaid: true,
      isSend: true,
      restAmount: 0,
      payableAmount: 124,
    })
  })

  test('an update keeps the number and the history, and replaces all other fields', async () => {
    const before = row('invoices', '7c1b7d1e-52a8-4c0e-9f0a-3d9c1f6f2b11')
    const updated = await request('PUT', `/invoices/${before.uuid}`, INVOICE)
    expect(updated).toMatchObject({
      number: 128,
      isSend: true,
      isRead: true,
      dateRead: before.dateRead,
      createdAt: before.createdAt,
    })
    expect(updated).toMatchObject({
      tags: [],
      dateExpires: null,
      amount: 100,
      isPaid: false,
      restAmount: 124,
      customer: { id: 4825 },
    })
    expect(await request('PUT', `/invoices/${before.uuid}`, { ...INVOICE, invoiceTypeId: 32 })).toMatchObject({ number: 131 })
  })

  test('an update keeps partial payments', async () => {
    const { uuid, number } = await request('POST', '/invoices', INVOICE)
    const paid = { id: number, label: number, unpaidAmount: 124, paymentAmount: 24 }
    const payment = { customerId: 4825, dateOccurred: '2026-11-22', paymentMethod: 1202, paymentType: 1 }
    await request('POST', '/payments', { ...payment, amount: 24, amountLeftOver: 0, selectionsAmount: 24, invoicesPaid: [paid] })
    const update = async (price: number, extra = {}) => {
      const products = [{ ...INVOICE.products[0], price }]
      const { restAmount, isPaid } = await request('PUT', `/invoices/${uuid}`, { ...INVOICE, ...extra, products })
      return [restAmount, isPaid]
    }
    expect(await update(100)).toEqual([100, false])
    expect(await update(50)).toEqual([38, false])
    // An invoice paid in full stays paid only if the update has `isPaid`.
    expect(await update(50, { isPaid: true })).toEqual([0, true])
    expect(await update(50)).toEqual([62, false])
  })

  test('an update to less than the amount paid leaves nothing due', async () => {
    const open = '9b8a7c6d-5e4f-4a3b-8c2d-1e0f9a8b7c6d' // 620 due
    const paid = { id: 130, label: 130, unpaidAmount: 620, paymentAmount: 500 }
    const payment = { customerId: 4825, dateOccurred: '2026-11-22', paymentMethod: 1202, paymentType: 1 }
    await request('POST', '/payments', {
      ...payment,
      amount: 500,
      amountLeftOver: 0,
      selectionsAmount: 500,
      invoicesPaid: [paid],
    })
    expect(await request('PUT', `/invoices/${open}`, INVOICE)).toMatchObject({ payableAmount: 124, restAmount: 0, isPaid: true })
  })

  test('the balance of a customer follows its invoices', async () => {
    const { id } = await request('POST', '/contacts', COMPANY)
    const balance = () => row('contacts', id)
    const body = { ...INVOICE, customerId: id }
    const invoice = await request('POST', '/invoices', body)
    await request('POST', '/invoices', { ...body, isPaid: true })
    expect(balance()).toMatchObject({ total: 248, unpaid: 124 })
    await request('POST', '/invoices', {
      ...body,
      invoiceTypeId: 34,
      products: [{ details: 'x', vatId: 904, vatExceptionCat: '4', price: 8 }],
    })
    expect(balance()).toMatchObject({ total: 240, unpaid: 116 })
    await request('PUT', `/invoices/${invoice.uuid}`, {
      ...body,
      products: [{ details: 'x', vatId: 904, vatExceptionCat: '4', price: 50 }],
    })
    expect(balance()).toMatchObject({ total: 166, unpaid: 42 })
    await request('DELETE', `/invoices/${invoice.uuid}`)
    expect(balance()).toMatchObject({ total: 116, unpaid: 0 })
  })

  describe('delete', () => {
    test('the first delete cancels, the second removes the last invoice of its type', async () => {
      const mydataPayment = { paidAmount: 0, paymentMethod: '', epiPistosi: 124 }
      const { uuid } = await request('POST', '/invoices', { ...INVOICE, mydataInvoiceType: '2.1', mydataPayment })
      await request('DELETE', `/invoices/${uuid}`)
      const cancelled = await request('GET', `/invoices/${uuid}`)
      expect(cancelled).toMatchObject({ deletedAt: expect.stringMatching(/^\d{4}-/), mydata: { state: 2 } })
      expect(String((cancelled.mydata as Row).canceledByMark)).toMatch(/^4\d{14}$/)

      await request('DELETE', `/invoices/${uuid}`)
      expect(await status(`/invoices/${uuid}`)).toBe(404)
      // The next invoice reuses its number.
      expect((await request('POST', '/invoices', INVOICE)).number).toBe(133)
    })

    test('does not remove an invoice that a later number follows', async () => {
      const { uuid } = await request('POST', '/invoices', INVOICE)
      await request('POST', '/invoices', INVOICE)
      for (let count = 0; count < 3; count += 1) await request('DELETE', `/invoices/${uuid}`)
      expect((await request('GET', `/invoices/${uuid}`)).deletedAt).not.toBeNull()
    })
  })

  const price = fc.integer({ min: 0, max: 10_000_000 }).map((value) => value / 1000)
  const goods = fc.record({
    details: fc.constant('any'),
    vatId: fc.constantFrom(901, 902, 903, 904),
    price,
    quantity: fc.integer({ min: 0, max: 10_000 }).map((value) => value / 100),
    discount: fc.integer({ min: 0, max: 100 }),
  })
  const levy = fc.record({
    type: fc.constant('telos'),
    taxId: fc.constant(952),
    vatId: fc.constant(901),
    price,
    quantity: fc.nat(9),
  })

  test('the totals equal the sums of the rows, to the cent', () => {
    const state = exampleState()
    const cents = (amount: unknown) => Math.round(Number(amount) * 100)
    fc.assert(
      fc.property(fc.array(fc.oneof(goods, levy)), fc.boolean(), fc.boolean(), (products, isPaid, isWithheld) => {
        const body = { ...INVOICE, products, isPaid, taxes: isWithheld ? [{ taxId: 951 }] : [] }
        const invoice = rules.createInvoice?.fields?.(body, { uuid: 'any' }, state) ?? {}
        const items = invoice.items as Row[]
        const sum = (field: string) => items.reduce((total, item) => total + cents(item[field]), 0)

        expect(items).toHaveLength(products.length)
        expect(cents(invoice.amount)).toBe(sum('netAmount'))
        expect(cents(invoice.vatAmount)).toBe(sum('vatAmount'))
        expect(cents(invoice.finalAmount)).toBe(sum('totalAmount'))
        expect(cents(invoice.discountedAmount)).toBe(sum('discountAmount'))
        expect(cents(invoice.payableAmount)).toBe(cents(invoice.finalAmount) - cents(invoice.totalWithheldAmount))
        expect(invoice.restAmount).toBe(isPaid ? 0 : invoice.payableAmount)
        const amounts = items.flatMap(({ netAmount, vatAmount, totalAmount }) => [netAmount, vatAmount, totalAmount])
        for (const amount of [...amounts, invoice.amount, invoice.payableAmount]) {
          expect(amount).toBeGreaterThanOrEqual(0)
          expect(String(amount)).toMatch(/^\d+(\.\d{1,2})?$/)
        }
      }),
    )
  })

  test('rounds half a cent up, even if its binary fraction is slightly less', async () => {
    const products = [{ details: 'any', vatId: 904, vatExceptionCat: '4', price: 1.005, quantity: 1 }]
    expect(await request('POST', '/invoices', { ...INVOICE, products })).toMatchObject({ amount: 1.01 })
  })
})
