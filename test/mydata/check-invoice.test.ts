import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { InvoiceCreate } from '../../src/index.ts'
import { checkInvoice } from '../../src/mydata/index.ts'
import { account, brief, contacts, draft, found, foundWithAccount } from './draft.ts'

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-11-22T12:00:00Z'), toFake: ['Date'] })
})
afterEach(() => {
  vi.useRealTimers()
})

const TYPE = 'products.0.incomeClassificationType'
const CATEGORY = 'products.0.incomeClassificationCat'
const EXEMPTION = 'products.0.vatExceptionCat'

/** A row that is not classified. */
const GOODS = { details: 'Κιβώτια', vatId: 901 }

/** Of the invoice's other party, the rules on which stand in the table. */
const { customerId: _, ...withoutCustomer } = draft()

test('nothing is wrong with a plain invoice', () => {
  expect(found()).toEqual([])
  expect(foundWithAccount()).toEqual([])
})

test('a problem says in both languages what is wrong', () => {
  const [problem] = checkInvoice(draft({}, { incomeClassificationType: 'E3_561_005' }))
  expect(problem).toEqual({
    severity: 'error',
    path: TYPE,
    code: 'type-not-allowed',
    aade: '313',
    message: {
      en: 'E3_561_005 is not allowed with category1_3 on an invoice of type 2.1. Allowed: E3_561_001, E3_561_002, E3_561_007, E3_563.',
      el: 'Ο τύπος E3_561_005 δεν επιτρέπεται με την κατηγορία category1_3 σε παραστατικό τύπου 2.1. Επιτρέπονται: E3_561_001, E3_561_002, E3_561_007, E3_563.',
    },
  })
})

describe('classification', () => {
  test('a category that stands alone takes no type', () => {
    const products = [{ ...GOODS, vatId: 905, incomeClassificationCat: 'category1_95' }]
    const problems = checkInvoice({ ...withoutCustomer, mydataInvoiceType: '8.2', products }, account)
    expect(problems).toEqual([])
  })

  test('what 2.0.2 has settled is certain', () => {
    const row = { incomeClassificationCat: 'category1_8', incomeClassificationType: 'E3_596' }
    expect(found({ mydataInvoiceType: '1.1' }, row)).toEqual([`error type-not-allowed ${TYPE}`])
  })

  test('a type that stands in no table is a warning', () => {
    expect(found({}, { incomeClassificationType: 'E3_598_001' })).toEqual([`warning type-not-allowed ${TYPE}`])
  })

  test('a delivery note has a category of its own, and may have none', () => {
    expect(found({ mydataInvoiceType: '9.3' }, { price: 0 })).toEqual([`error category-not-allowed ${CATEGORY}`])
    expect(found({ mydataInvoiceType: '9.3', products: [{ ...GOODS, incomeClassificationCat: 'category3' }] })).toEqual([])
    expect(found({ mydataInvoiceType: '9.3', products: [GOODS] })).toEqual([])
  })

  test('half a classification', () => {
    const [row] = draft().products
    const { incomeClassificationType: type, ...withCategory } = row ?? { vatId: 901 }
    const { incomeClassificationCat: category, ...withType } = row ?? { vatId: 901 }
    expect([category, type]).toEqual(['category1_3', 'E3_561_001'])
    expect(brief(checkInvoice(draft({ products: [withCategory] })))).toEqual([`error type-missing ${TYPE}`])
    expect(brief(checkInvoice(draft({ products: [withType] })))).toEqual([`warning category-missing ${CATEGORY}`])
  })

  test('an optional type may be left out', () => {
    const products = [{ ...GOODS, incomeClassificationCat: 'category1_95' }]
    expect(found({ mydataInvoiceType: '1.1', products })).toEqual([])
  })

  test('an expense is for the one who pays', () => {
    const row = { incomeClassificationCat: 'category2_3', incomeClassificationType: 'E3_585_009' }
    expect(found({}, row)).toEqual([`warning expense-category ${CATEGORY}`])
    expect(found({ selfPricing: true }, row)).toEqual([])
    expect(found({ mydataInvoiceType: '3.1' }, row)).toEqual([])
    expect(found({ mydataInvoiceType: '3.2' }, row)).toEqual([])
  })

  test('income on a document of expenses', () => {
    expect(found({ mydataInvoiceType: '3.1' })).toEqual([`error category-not-allowed ${CATEGORY}`])
  })

  test('a linked invoice is classified as the other one', () => {
    expect(found({ mydataInvoiceType: '5.1' }, { incomeClassificationType: 'E3_561_005' })).toEqual([
      'warning correlated-invoice-missing correlatedInvoices',
    ])
  })

  test('without a type of invoice nothing can be said', () => {
    const { mydataInvoiceType: type, ...rest } = draft({}, { incomeClassificationCat: 'category2_3' })
    expect(type).toBe('2.1')
    expect(checkInvoice(rest)).toEqual([])
  })

  test('the second row has its own path', () => {
    const [row = { vatId: 901 }] = draft().products
    const products = [row, { ...row, incomeClassificationType: 'E3_561_005' }]
    expect(found({ products })).toEqual(['error type-not-allowed products.1.incomeClassificationType'])
  })
})

describe('codes', () => {
  test('a code that is not known is a warning, and nothing else', () => {
    expect(found({ mydataInvoiceType: '18.1' })).toEqual(['warning unknown-code mydataInvoiceType'])
    expect(found({}, { incomeClassificationCat: 'category1_11' })).toEqual([`warning unknown-code ${CATEGORY}`])
    expect(found({}, { incomeClassificationType: 'E3_999' })).toEqual([`warning unknown-code ${TYPE}`])
    expect(found({}, { vatExceptionCat: '32' })).toEqual([`warning unknown-code ${EXEMPTION}`])
    expect(found({}, { measurementUnit: 8 })).toEqual(['warning unknown-code products.0.measurementUnit'])
    expect(found({}, { expenseVatClassification: 'E3_101' })).toEqual([
      'warning unknown-code products.0.expenseVatClassification',
    ])
    expect(found({ mydataPayment: { paymentMethod: 9 } })).toEqual(['warning unknown-code mydataPayment.paymentMethod'])
  })

  test('a code that is not for new invoices', () => {
    expect(found({ mydataInvoiceType: '4' })).toEqual(['warning code-not-sendable mydataInvoiceType'])
  })
})

describe('other party', () => {
  test.each([
    ['1.1', 'error'],
    ['2.3', 'error'],
    ['5.2', 'error'],
    ['8.1', 'error'],
    ['9.3', 'error'],
    ['3.2', 'warning'],
    ['9.1', 'warning'],
  ])('%s without a customer: %s', (type, severity) => {
    const problems = checkInvoice({ ...withoutCustomer, mydataInvoiceType: type }).filter(({ path }) => path === 'customerId')
    expect(brief(problems)).toEqual([`${severity} counterpart-missing customerId`])
  })

  test.each(['11.1', '11.2', '11.3', '11.4', '11.5', '17.3'])('%s with a customer', (type) => {
    const problems = checkInvoice(draft({ mydataInvoiceType: type })).filter(({ path }) => path === 'customerId')
    expect(brief(problems)).toEqual(['warning counterpart-forbidden customerId'])
  })

  test.each(['11.2', '6.1', '8.4', '14.1', '99.1'])('%s without a customer is no problem', (type) => {
    const problems = checkInvoice({ ...withoutCustomer, mydataInvoiceType: type, products: [{ vatId: 901 }] })
    expect(problems.filter(({ path }) => path === 'customerId')).toEqual([])
  })
})

test.each(['1.6', '2.4', '5.1'])('%s names another invoice, which never keeps it from being sent', (mydataInvoiceType) => {
  const products = [GOODS]
  expect(found({ mydataInvoiceType, products })).toEqual(['warning correlated-invoice-missing correlatedInvoices'])
  expect(found({ mydataInvoiceType, products, correlatedInvoices: ['400001961234567'] })).toEqual([])
  expect(found({ mydataInvoiceType, products, correlatedInvoices: [] })).toEqual([
    'warning correlated-invoice-missing correlatedInvoices',
  ])
})

describe('VAT', () => {
  test('a row without VAT says why', () => {
    expect(foundWithAccount({}, { vatId: 904 })).toEqual([`error exemption-missing ${EXEMPTION}`])
    expect(foundWithAccount({}, { vatId: 904, vatExceptionCat: '4' })).toEqual([])
  })

  test('it is a warning where the account does not tell the VAT category', () => {
    expect(foundWithAccount({}, { vatId: 906 })).toEqual([`warning exemption-missing ${EXEMPTION}`])
  })

  test('an entry outside VAT needs no reason', () => {
    const row = { incomeClassificationCat: 'category1_95', incomeClassificationType: undefined } as never
    expect(
      foundWithAccount({ mydataInvoiceType: '17.4', customerId: undefined } as never, { ...(row as object), vatId: 905 }),
    ).toEqual([])
  })

  test('a row with VAT has no such reason', () => {
    expect(foundWithAccount({}, { vatExceptionCat: '4' })).toEqual([`warning exemption-with-vat ${EXEMPTION}`])
  })

  test('neither is said of a sale under OSS, of a tax row, or without an account', () => {
    expect(foundWithAccount({}, { vatId: 904, taxRate: 19 })).toEqual([])
    expect(foundWithAccount({}, { vatExceptionCat: '30', taxRate: 19 })).toEqual([])
    expect(foundWithAccount({ products: [{ type: 'telos', vatId: 904, taxId: 951, price: 1, quantity: 1 }] })).toEqual([])
    expect(found({}, { vatId: 904 })).toEqual([])
  })
})

test('a tax row names its tax', () => {
  const row = { type: 'telos', vatId: 901, price: 1.5, quantity: 2 }
  expect(found({ products: [row] })).toEqual(['error tax-id-missing products.0.taxId'])
  expect(found({ products: [{ ...row, taxId: 951 }] })).toEqual([])
})

test('ids that the account does not have', () => {
  expect(foundWithAccount({}, { vatId: 999 })).toEqual(['error unknown-id products.0.vatId'])
  expect(foundWithAccount({}, { type: 'telos', taxId: 999 })).toEqual(['error unknown-id products.0.taxId'])
  expect(foundWithAccount({ taxes: [{ taxId: 951 }, { taxId: 999 }] })).toEqual(['error unknown-id taxes.1.taxId'])
  expect(foundWithAccount({ paymentMethod: [1201, 999] })).toEqual(['error unknown-id paymentMethod.1'])
  expect(foundWithAccount({ paymentMethod: [-1] })).toEqual([])
  expect(foundWithAccount({ paymentMethod: null })).toEqual([])
})

describe('payment', () => {
  test('paid and on credit come to the payable amount', () => {
    expect(foundWithAccount({ mydataPayment: { paidAmount: 24, epiPistosi: 100, paymentMethod: 3 } })).toEqual([])
    expect(foundWithAccount({ mydataPayment: { paidAmount: 24, paymentMethod: 3 } })).toEqual([
      'warning payment-sum mydataPayment',
    ])
    expect(foundWithAccount({ mydataPayment: { paidAmount: 124.02 } })).toEqual(['warning payment-sum mydataPayment'])
  })

  test('withheld tax is not paid', () => {
    expect(foundWithAccount({ taxes: [{ taxId: 951 }], mydataPayment: { paidAmount: 104 } })).toEqual([])
  })

  test('a cent for each row is left to rounding', () => {
    expect(foundWithAccount({ mydataPayment: { paidAmount: 124.01 } })).toEqual([])
  })

  test('nothing is said where nothing is told, or the amount cannot be known', () => {
    expect(foundWithAccount({ mydataPayment: { paymentMethod: 5 } })).toEqual([])
    expect(found({ mydataPayment: { paidAmount: 1 } })).toEqual([])
    expect(foundWithAccount({ mydataPayment: { paidAmount: 1 } }, { vatId: 999 })).toEqual(['error unknown-id products.0.vatId'])
  })
})

describe('customer', () => {
  const eu = draft({ mydataInvoiceType: '2.2' }, { incomeClassificationType: 'E3_561_005' })
  const abroad = draft({ mydataInvoiceType: '1.3' }, { incomeClassificationType: 'E3_561_006' })

  test('services in the EU are for a business there', () => {
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

  test('an export is for a customer outside the EU', () => {
    expect(brief(checkInvoice(abroad, undefined, { customerType: 2, country: 'DE' }))).toEqual([
      'warning customer-kind customerId',
    ])
    expect(checkInvoice(abroad, undefined, { customerType: 3, country: 'CH' })).toEqual([])
  })

  test('the country decides, and the kind and the VAT number agree with it', () => {
    const kindOf = (contact: Parameters<typeof checkInvoice>[2]) => brief(checkInvoice(abroad, undefined, contact))
    expect(kindOf({ country: 'US', customerType: 3, vatId: '98-7654321' })).toEqual([])
    expect(kindOf({ country: 'US', customerType: 4 })).toEqual([])
    expect(kindOf({ country: 'US', customerType: 2 })).toEqual(['warning customer-kind customerId'])
    expect(kindOf({ country: 'US', customerType: 3, vatId: 'DE123456789' })).toEqual(['warning customer-kind customerId'])
    expect(kindOf({ customerType: 1 })).toEqual(['warning customer-kind customerId'])
    // What is no code of a country says nothing.
    expect(kindOf({ country: 'Ελβετία', customerType: 3 })).toEqual([])
  })

  test('goods for Northern Ireland are sold within the EU, services are not', () => {
    const goods = draft(
      { mydataInvoiceType: '1.2' },
      { incomeClassificationCat: 'category1_1', incomeClassificationType: 'E3_561_005' },
    )
    const belfast = { customerType: 2, country: 'GB', vatId: 'XI123456789' } as const
    expect(checkInvoice(goods, undefined, belfast)).toEqual([])
    expect(brief(checkInvoice(eu, undefined, belfast))).toEqual(['warning customer-kind customerId'])
  })

  test('a VAT number that came as a number has its zeros back', () => {
    // What a caller without types may pass.
    const contact = { country: 'GR', customerType: 1, vatId: 94_014_201 } as never
    expect(checkInvoice(draft(), undefined, contact)).toEqual([])
  })

  test('an AFM is needed where the authority gets the customer', () => {
    expect(checkInvoice(draft({ mydataInvoiceType: '11.2', excludeMydata: true }), undefined, contacts.person)).toEqual([])
    expect(brief(checkInvoice(draft(), undefined, contacts.person))).toEqual(['error afm-invalid customerId'])
    const own = { country: 'GR', customerType: 1, vatId: 'EL 512345009' } as const
    expect(brief(checkInvoice(draft(), account, own))).toEqual(['error same-party customerId'])
    // Goods may move from one place of a company to another.
    const note = draft({ mydataInvoiceType: '9.3', products: [GOODS] })
    expect(checkInvoice(note, account, own)).toEqual([])
  })

  test('nothing is said without its record', () => {
    expect(checkInvoice(eu)).toEqual([])
    expect(checkInvoice(draft(), undefined, { customerType: 4 })).toEqual([])
  })
})

describe('date', () => {
  test('no day after today in Athens', () => {
    expect(found({ invoiceDate: '2026-11-22' })).toEqual([])
    expect(found({ invoiceDate: '2026-11-23' })).toEqual(['warning date-in-future invoiceDate'])
    vi.setSystemTime('2026-11-22T22:30:00Z')
    expect(found({ invoiceDate: '2026-11-23' })).toEqual([])
    expect(found({ invoiceDate: new Date() })).toEqual([])
    expect(found({ invoiceDate: { year: 2026, month: 11, day: 24 } })).toEqual(['warning date-in-future invoiceDate'])
  })

  test('a day that is none', () => {
    expect(found({ invoiceDate: '2026-02-30' })).toEqual(['error date-invalid invoiceDate'])
  })

  test('three years back is the limit, for what is reported', () => {
    expect(found({ invoiceDate: '2023-11-22' })).toEqual([])
    expect(found({ invoiceDate: '2023-11-21' })).toEqual(['warning date-too-old invoiceDate'])
    expect(found({ invoiceDate: '2019-05-01', excludeMydata: true })).toEqual([])
  })

  test('payment is due on the day of issue or later', () => {
    expect(found({ dateExpires: '2026-11-20' })).toEqual([])
    expect(found({ dateExpires: null })).toEqual([])
    expect(found({ dateExpires: '2026-11-19' })).toEqual(['warning due-before-issue dateExpires'])
  })
})

test('with excludeMydata, the rules of the authority do not hold', () => {
  const odd: Partial<InvoiceCreate> = { excludeMydata: true, mydataInvoiceType: '5.1', mydataPayment: { paidAmount: 1 } }
  expect(foundWithAccount(odd, { incomeClassificationType: 'E3_561_005' })).toEqual([])
  expect(foundWithAccount(odd, { vatId: 904 })).toEqual([`warning exemption-missing ${EXEMPTION}`])
  expect(foundWithAccount(odd, { vatId: 999 })).toEqual(['error unknown-id products.0.vatId'])
})

test('the draft and the account stay as they are', () => {
  const frozen = structuredClone({ draft: draft(), account })
  const given = draft()
  checkInvoice(given, account)
  expect({ draft: given, account }).toEqual(frozen)
})
