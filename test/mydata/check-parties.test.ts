import { describe, expect, test } from 'vitest'
import { checkInvoice } from '../../src/mydata/index.ts'
import { account, brief, checkDraft, contacts, draft, GOODS, useToday, withoutCustomer } from './draft.ts'

useToday()

describe('counterparty', () => {
  test.each([
    ['1.1', 'error'],
    ['2.3', 'error'],
    ['5.2', 'error'],
    ['8.1', 'error'],
    ['9.3', 'error'],
    ['3.2', 'warning'],
    ['9.1', 'warning'],
  ])('reports type %s without a customer: %s', (type, severity) => {
    const problems = checkInvoice({ ...withoutCustomer, mydataInvoiceType: type }).filter(({ path }) => path === 'customerId')
    expect(brief(problems)).toEqual([`${severity} counterpart-missing customerId`])
  })

  test.each(['11.1', '11.2', '11.3', '11.4', '11.5', '17.3'])('warns of type %s with a customer', (type) => {
    const problems = checkInvoice(draft({ mydataInvoiceType: type })).filter(({ path }) => path === 'customerId')
    expect(brief(problems)).toEqual(['warning counterpart-forbidden customerId'])
  })

  test.each(['11.2', '6.1', '8.4', '14.1', '99.1'])('allows type %s without a customer', (type) => {
    const problems = checkInvoice({ ...withoutCustomer, mydataInvoiceType: type, products: [{ vatId: 901 }] })
    expect(problems.filter(({ path }) => path === 'customerId')).toEqual([])
  })
})

test.each(['1.6', '2.4', '5.1'])('warns of type %s without a linked invoice', (mydataInvoiceType) => {
  const products = [GOODS]
  expect(checkDraft({ mydataInvoiceType, products })).toEqual(['warning correlated-invoice-missing correlatedInvoices'])
  expect(checkDraft({ mydataInvoiceType, products, correlatedInvoices: ['400001961234567'] })).toEqual([])
  expect(checkDraft({ mydataInvoiceType, products, correlatedInvoices: [] })).toEqual([
    'warning correlated-invoice-missing correlatedInvoices',
  ])
})

describe('customer', () => {
  const eu = draft({ mydataInvoiceType: '2.2' }, { incomeClassificationType: 'E3_561_005' })
  const abroad = draft({ mydataInvoiceType: '1.3' }, { incomeClassificationType: 'E3_561_006' })

  test('requires an EU business for intra-EU services', () => {
    expect(checkInvoice(eu, undefined, { customerType: 2, vatId: 'DE123456789', country: 'DE' })).toEqual([])
    expect(checkInvoice(eu, undefined, { customerType: 2, vatId: '123456789', country: 'DE' })).toEqual([])
    expect(brief(checkInvoice(eu, undefined, { customerType: 1, vatId: 'EL512345009', country: 'GR' }))).toEqual([
      'warning customer-kind customerId',
      'warning eu-vat-number-missing customerId',
    ])
    expect(brief(checkInvoice(eu, undefined, { customerType: 2, vatId: '512345009', country: 'GR' }))).toEqual([
      'warning customer-kind customerId',
      'warning eu-vat-number-missing customerId',
    ])
    expect(brief(checkInvoice(eu, undefined, { customerType: 2, country: 'DE' }))).toEqual([
      'warning eu-vat-number-missing customerId',
    ])
  })

  test('requires a customer outside the EU for an export', () => {
    expect(brief(checkInvoice(abroad, undefined, { customerType: 2, country: 'DE' }))).toEqual([
      'warning customer-kind customerId',
    ])
    expect(checkInvoice(abroad, undefined, { customerType: 3, country: 'CH' })).toEqual([])
  })

  test('warns if the customer type or the VAT number contradicts the country', () => {
    const checkContact = (contact: Parameters<typeof checkInvoice>[2]) => brief(checkInvoice(abroad, undefined, contact))
    expect(checkContact({ country: 'US', customerType: 3, vatId: '98-7654321' })).toEqual([])
    expect(checkContact({ country: 'US', customerType: 4 })).toEqual([])
    expect(checkContact({ country: 'US', customerType: 2 })).toEqual(['warning customer-kind customerId'])
    expect(checkContact({ country: 'US', customerType: 3, vatId: 'DE123456789' })).toEqual(['warning customer-kind customerId'])
    expect(checkContact({ customerType: 1 })).toEqual(['warning afm-invalid customerId', 'warning customer-kind customerId'])
    // A country name is not a country code, so it is ignored.
    expect(checkContact({ country: 'Ελβετία', customerType: 3 })).toEqual([])
  })

  test('treats sales to Northern Ireland as intra-EU for goods, but not for services', () => {
    const goods = draft(
      { mydataInvoiceType: '1.2' },
      { incomeClassificationCat: 'category1_1', incomeClassificationType: 'E3_561_005' },
    )
    const belfast = { customerType: 2, country: 'GB', vatId: 'XI123456789' } as const
    expect(checkInvoice(goods, undefined, belfast)).toEqual([])
    expect(brief(checkInvoice(eu, undefined, belfast))).toEqual(['warning customer-kind customerId'])
  })

  test('restores the leading zeros of a numeric VAT number', () => {
    // An untyped caller may pass a number.
    const contact = { country: 'GR', customerType: 1, vatId: 94_014_201 } as never
    expect(checkInvoice(draft(), undefined, contact)).toEqual([])
  })

  test('requires a valid AFM other than the issuer’s if the customer is reported', () => {
    expect(checkInvoice(draft({ mydataInvoiceType: '11.2', excludeMydata: true }), undefined, contacts.person)).toEqual([])
    expect(brief(checkInvoice(draft(), undefined, contacts.person))).toEqual(['error afm-invalid customerId'])
    const own = { country: 'GR', customerType: 1, vatId: 'EL 512345009' } as const
    expect(brief(checkInvoice(draft(), account, own))).toEqual(['error same-party customerId'])
    // A company may move goods between its own branches.
    const note = draft({ mydataInvoiceType: '9.3', products: [{ ...GOODS, vatId: 905 }] })
    expect(brief(checkInvoice(note, account, own))).toEqual(['warning delivery-note-unsupported mydataInvoiceType'])
  })

  test('does not check the customer without a contact or its country', () => {
    expect(checkInvoice(eu)).toEqual([])
    expect(checkInvoice(draft(), undefined, { customerType: 4 })).toEqual([])
  })
})
