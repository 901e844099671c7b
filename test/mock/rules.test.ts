/** The rules of the mock, except those for invoices. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Row } from '../../src/mock/index.ts'
import { rules } from '../../src/mock/rules/index.ts'
import { COMPANY, INVOICE } from './bodies.ts'
import { useMock } from './shared-mock.ts'
import { exampleState } from './states.ts'

const { request, list, row, rows, status, setInvoiceTypes } = useMock()

describe('lists', () => {
  test.each([
    ['company, ignoring accents and case', 'κεδρος ξυλ', ['Κέδρος Ξυλουργική Ο.Ε.']],
    ['company, treating a final sigma as sigma', 'νυχτερινο φωσ', ['Νυχτερινό Φως Α.Ε.']],
    ['VAT number', '99999', ['Kestrel Maritime GmbH', 'Harbour & Finch Ltd']],
    ['phone', '+49 40', ['Kestrel Maritime GmbH']],
    ['mobile', '690 555 0104', ['Μαρία Δελή']],
    ['e-mail', 'FINANCE@', ['Harbour & Finch Ltd']],
    ['a text that no record has: none', 'zzz', []],
  ])('q searches by %s', async (_by, q, companies) => {
    const query = new URLSearchParams({ q })
    expect(await list(`/contacts?${query}`)).toEqual(companies)
    expect(await list(`/customers?${query}`)).toEqual(companies)
  })

  test('q searches suppliers', async () => {
    expect(await list('/suppliers?q=χαρτικα')).toEqual(['Χαρτικά Πλάκας'])
  })

  test('unpaid=1 selects the contacts with a balance due', async () => {
    const debtors = ['Νυχτερινό Φως Α.Ε.', 'Harbour & Finch Ltd', 'Κέδρος Ξυλουργική Ο.Ε.']
    expect(await list('/contacts?unpaid=1')).toEqual(debtors)
    expect(await list('/customers?unpaid=1')).toEqual(debtors)
    expect(await list('/contacts?unpaid=0')).toHaveLength(5)
  })

  test('tagid selects the contacts with the tag, stored as a label or as a record', async () => {
    expect(await list('/contacts?tagid=302')).toEqual(['Kestrel Maritime GmbH'])
    expect(await list('/customers?tagid=302')).toEqual(['Kestrel Maritime GmbH'])
    expect(await list('/contacts?tagid=999')).toEqual([])

    const state = exampleState()
    const contacts = state.collection('contacts')
    contacts.add({ ...contacts.createRecord(), company: 'Any', tags: [{ id: 302, tag: 'εξωτερικό' }] })
    const companies = (id: number) =>
      contacts
        .page(0, 25, rules.listContacts?.select?.(new URLSearchParams({ tagid: String(id) }), state))
        .rows.map(({ company }) => company)
    expect(companies(302)).toEqual(['Any', 'Kestrel Maritime GmbH'])
    expect(companies(301)).not.toContain('Any')
  })

  test('customers are the contacts of type 1 or 3, or without a type', async () => {
    for (const contactType of [1, 2, 3, undefined]) {
      await request('POST', '/contacts', { ...COMPANY, company: `Type ${contactType}`, contactType })
    }
    expect(await list('/contacts?q=type')).toEqual(['Type undefined', 'Type 3', 'Type 2', 'Type 1'])
    expect(await list('/customers?q=type')).toEqual(['Type undefined', 'Type 3', 'Type 1'])
  })

  test.each([
    ['has_stock=1', [8802, 8804, 8805]],
    ['has_stock=0', [8801, 8802, 8803, 8804, 8805]],
    ['stock_less=42', [8801, 8803, 8804, 8805]],
    ['stock_greater=3', [8802]],
    ['has_stock=1&stock_greater=0&stock_less=10', [8804]],
    ['tag_id=304', []],
  ])('filters products by %s', async (query, ids) => {
    expect(await list(`/products?${query}`, 'id')).toEqual(ids)
  })
})

describe('contacts', () => {
  test('creates the tags that a contact names, once', async () => {
    const contact = await request('POST', '/contacts', { ...COMPANY, tags: ['νέα', 'hosting', 'νέα'] })
    expect(contact).toMatchObject({ tags: ['νέα', 'hosting'], enabled: true, lang: 'el', currency: 'EUR' })
    expect(await list('/tags', 'tag')).toEqual(['νέα', 'retainer', 'εξωτερικό', 'consulting', 'hosting', 'παραγγελία'])

    await request('PUT', `/contacts/${contact.id}`, { ...COMPANY, tags: ['πρώτη'] })
    expect((await list('/tags', 'tag')).slice(0, 2)).toEqual(['πρώτη', 'νέα'])
    const [tag] = rows('tags')
    expect(await list(`/contacts?tagid=${tag?.id}`)).toEqual([COMPANY.company])
  })

  test('creates a customer as a contact of type 1', async () => {
    const { id } = await request('POST', '/customers', { ...COMPANY, lang: 'en' })
    expect(await request('GET', `/contacts/${id}`)).toMatchObject({ contactType: 1, lang: 'en', company: COMPANY.company })
  })

  test('an update clears the omitted fields of its schema, and keeps all others', async () => {
    const before = await request('GET', '/contacts/4821')
    const contact = await request('PUT', '/contacts/4821', COMPANY)
    const { email, field1, discount, total, unpaid, enabled } = before
    expect(contact).toMatchObject({ email, field1, discount, total, unpaid, enabled, company: COMPANY.company })
    expect(contact).toMatchObject({ tags: [], vatId: '', contactType: null })
    const mailed = { ...COMPANY, email: 'info@lefkes-nychtes.example' }
    expect(await request('PUT', '/contacts/4821', mailed)).toMatchObject({ email: mailed.email, discount })
  })

  test('an update as a customer keeps the fields that only a contact has', async () => {
    await request('PUT', '/customers/4825', COMPANY)
    await request('PUT', '/customers/4821', COMPANY)
    expect(row('contacts', 4825)).toMatchObject({ company: COMPANY.company, contactType: 3 })
    expect(row('contacts', 4821)).toMatchObject({ tags: ['retainer', 'hosting'], defaultVatId: 901 })
  })

  test('a supplier is enabled by default', async () => {
    expect(await request('POST', '/suppliers', { company: 'A' })).toMatchObject({ enabled: true, currency: 'EUR' })
    expect(await request('POST', '/suppliers', { company: 'B', enabled: false, currency: 'SEK' })).toMatchObject({
      enabled: false,
      currency: 'SEK',
    })
  })
})

describe('payments', () => {
  const PAYMENT = { customerId: 4825, dateOccurred: '2026-11-20', paymentMethod: 1202, paymentType: 1 }
  const createPayment = (invoicesPaid: Row[], amount = 10, left = 0) => ({
    ...PAYMENT,
    amount,
    amountLeftOver: left,
    selectionsAmount: amount - left,
    invoicesPaid,
  })
  const open = '9b8a7c6d-5e4f-4a3b-8c2d-1e0f9a8b7c6d' // № 130 of 4825, 620 due

  test('a payment has the response field names', async () => {
    const body = createPayment([{ id: 90130, label: 130, unpaidAmount: 620, paymentAmount: 200 }], 214.5, 14.5)
    expect(await request('POST', '/payments', body)).toMatchObject({
      invoiceId: 90130,
      paymentMethodId: 1202,
      customerId: 4825,
      amount: 214.5,
      overflowAmount: 14.5,
      dateOccurred: '2026-11-20T00:00:00+00:00',
    })
  })

  test('a payment on account has no invoice', async () => {
    const body = { ...PAYMENT, amount: 500, amountLeftOver: 500, selectionsAmount: 0 }
    expect(await request('POST', '/payments', body)).toMatchObject({ invoiceId: null, overflowAmount: 500 })
  })

  test.each([
    ['label', { id: 90130, label: 130 }],
    ['id', { id: 130, label: 999_999 }],
  ])('pays an invoice named by its %s, in part and in full', async (_by, name) => {
    await request('POST', '/payments', createPayment([{ ...name, unpaidAmount: 620, paymentAmount: 619.9 }]))
    expect(row('invoices', open)).toMatchObject({ restAmount: 0.1, isPaid: false })
    await request('POST', '/payments', createPayment([{ ...name, unpaidAmount: 0.1, paymentAmount: 5 }]))
    expect(row('invoices', open)).toMatchObject({ restAmount: 0, isPaid: true })
    expect(row('contacts', 4825)).toMatchObject({ unpaid: 0 })
  })

  test('of several invoices with the same number, pays the one of the customer with that amount due', async () => {
    setInvoiceTypes([41, 42, 43, 44])
    const issue = async (customerId: number, invoiceTypeId: number, price: number) =>
      (
        await request('POST', '/invoices', {
          ...INVOICE,
          customerId,
          invoiceTypeId,
          excludeMydata: true,
          products: [{ details: 'x', vatId: 904, price }],
        })
      ).uuid
    const uuids = [await issue(4825, 42, 70), await issue(4825, 43, 50), await issue(4825, 44, 90), await issue(4822, 41, 50)]
    await request('POST', '/payments', createPayment([{ id: 1, label: 1, unpaidAmount: 50, paymentAmount: 20 }]))
    expect(uuids.map((uuid) => row('invoices', uuid).restAmount)).toEqual([70, 30, 90, 50])
  })

  test('ignores cancelled and unknown invoices', async () => {
    await request('DELETE', `/invoices/${open}`)
    const before = rows('invoices')
    await request('POST', '/payments', createPayment([{ id: 1, label: 130, unpaidAmount: 620, paymentAmount: 620 }]))
    await request('POST', '/payments', createPayment([{ id: 1, label: 999, unpaidAmount: 620, paymentAmount: 620 }]))
    expect(rows('invoices')).toEqual(before)
  })

  test('the amount due is never negative', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 100_000 })), (amounts) => {
        const state = exampleState()
        const invoice = state.collection('invoices').find(open) ?? {}
        let due = 62_000
        for (const amount of amounts) {
          const body = createPayment([{ id: 130, label: 130, unpaidAmount: due / 100, paymentAmount: amount / 100 }])
          rules.createPayment?.afterSave?.(body, {}, state)
          due = Math.max(0, due - amount)
          expect(invoice).toMatchObject({ restAmount: due / 100, isPaid: due === 0 })
        }
      }),
    )
  })
})

describe('one-click payment links', () => {
  const OCP = {
    title: 'Δωρεά',
    description: 'Για τη βιβλιοθήκη',
    cost: 12.4,
    netValue: 10,
    paymentMethodId: 1203,
    lang: 'en',
    invoiceTypeId: 33,
    vatId: 901,
  }

  test('a link has the response field names', async () => {
    const ocp = await request('POST', '/ocps', { ...OCP, expirationAt: '2027-01-31' })
    expect(ocp).toMatchObject({ paymentmethodId: 1203, locale: 'en', cleanCost: 10, netValue: 10, active: true, wasSend: false })
    expect(ocp).toMatchObject({
      expirationAt: '2027-01-31T00:00:00+00:00',
      permalink: `https://app.sandbox-billit.xyz/ocp/${ocp.uuid}`,
      customerId: null,
    })
  })

  test('an update without an expiry sets the empty date, and keeps fields outside its schema', async () => {
    const path = '/ocps/e3b0c442-98fc-4c14-9afb-f4c8996fb924'
    expect(await request('PUT', path, OCP)).toMatchObject({
      expirationAt: '-0001-11-30T00:00:00+00:00',
      wasSend: true,
      returnUrl: 'https://aegean-software.example/thanks',
      cleanCost: 10,
    })
  })

  test('a delete returns the deleted link', async () => {
    const path = '/ocps/e3b0c442-98fc-4c14-9afb-f4c8996fb924'
    expect(await request('DELETE', path)).toMatchObject({ active: false, deletedAt: expect.stringMatching(/^\d{4}-/) })
    expect(await status(path)).toBe(404)
  })
})

test('accepts a contact as the supplier of a purchase, unless it is only a customer', async () => {
  const purchase = { invoiceNum: 1, vatAmount: 1, cleanAmount: 1, dateOccurred: '2026-11-24', irsAmount: 1, irsType: 1 }
  const { id } = await request('POST', '/contacts', { ...COMPANY, contactType: 3, streetAddress: 'Ερμού 1' })
  expect(await request('POST', '/purchases', { ...purchase, supplierId: id })).toMatchObject({ streetAddress: 'Ερμού 1' })
})

test('a purchase has the response field names, and the address of its supplier', async () => {
  const body = {
    supplierId: 6101,
    invoiceNum: 20466,
    vatAmount: 120,
    cleanAmount: 500,
    dateOccurred: '2026-11-10',
    irsAmount: 100,
    irsType: 2,
  }
  expect(await request('POST', '/purchases', body)).toMatchObject({
    price: 500,
    invoiceNum: '20466',
    dateOccurred: '2026-11-10',
    companyExpense: true,
    paid: false,
    streetAddress: 'Εγνατίας 77',
    irsType: 2,
  })
})

test('an update of a product keeps fields outside its schema', async () => {
  const body = { name: 'Αισθητήρας', description: 'Νέος', unitPrice: 40, defaultVatId: 901, isVatIncluded: false }
  expect(await request('PUT', '/products/8802', body)).toMatchObject({ ordering: true, unitPrice: 40, stock: 0 })
})
