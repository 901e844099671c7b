import { describe, expect, test, vi } from 'vitest'
import type { InvoiceCreate } from '../../src/index.ts'
import { checkInvoice } from '../../src/mydata/index.ts'
import { account, brief, checkDraft, checkWithAccount, draft, TODAY, useToday } from './draft.ts'

useToday()

const TYPE = 'products.0.incomeClassificationType'
const EXEMPTION = 'products.0.vatExceptionCat'

test('finds no problems in a valid draft', () => {
  expect(checkDraft()).toEqual([])
  expect(checkWithAccount()).toEqual([])
})

test('describes a problem and its cure in English and Greek', () => {
  const [problem] = checkInvoice(draft({}, { incomeClassificationType: 'E3_561_005' }))
  expect(problem).toEqual({
    severity: 'error',
    path: TYPE,
    code: 'type-not-allowed',
    aade: '313',
    message: {
      en: 'E3_561_005 is not allowed with category1_3 on an invoice of type 2.1. Use one of E3_561_001, E3_561_002, E3_561_007, E3_563.',
      el: 'Ο τύπος E3_561_005 δεν επιτρέπεται με την κατηγορία category1_3 σε παραστατικό τύπου 2.1. Χρησιμοποιήστε ένα από τα E3_561_001, E3_561_002, E3_561_007, E3_563.',
    },
  })
})

describe('VAT', () => {
  test('requires an exemption reason on a row without VAT', () => {
    expect(checkWithAccount({}, { vatId: 904 })).toEqual([`error exemption-missing ${EXEMPTION}`])
    expect(checkWithAccount({}, { vatId: 904, vatExceptionCat: '4' })).toEqual([])
  })

  test('only warns of a missing exemption reason if the account does not have the VAT category', () => {
    expect(checkWithAccount({}, { vatId: 906 })).toEqual([`warning exemption-missing ${EXEMPTION}`])
  })

  test('does not require an exemption reason on an entry outside VAT', () => {
    const row = { incomeClassificationCat: 'category1_95', incomeClassificationType: undefined } as never
    expect(
      checkWithAccount({ mydataInvoiceType: '17.4', customerId: undefined } as never, { ...(row as object), vatId: 905 }),
    ).toEqual(['warning not-listed-by-billit mydataInvoiceType'])
  })

  test('warns of an exemption reason on a row with VAT', () => {
    expect(checkWithAccount({}, { vatExceptionCat: '4' })).toEqual([`warning exemption-with-vat ${EXEMPTION}`])
  })

  test('requires 0% and a reason of OSS on the rows of an OSS sale', () => {
    expect(checkWithAccount({}, { vatId: 904, taxRate: 19, vatExceptionCat: '30' })).toEqual([])
    for (const row of [{}, { vatExceptionCat: '4' }]) {
      expect(checkWithAccount({}, { vatId: 904, taxRate: 19, ...row })).toEqual([`warning exemption-missing ${EXEMPTION}`])
    }
    expect(checkWithAccount({}, { vatExceptionCat: '30', taxRate: 19 })).toEqual(['warning oss-row-with-vat products.0.vatId'])
  })

  test('does not check exemption reasons of tax rows, or without an account', () => {
    expect(checkWithAccount({ products: [{ type: 'telos', vatId: 904, taxId: 951, price: 1, quantity: 1 }] })).toEqual([])
    expect(checkDraft({}, { vatId: 904 })).toEqual([])
  })
})

test('requires a taxId on a tax row', () => {
  const row = { type: 'telos', vatId: 901, price: 1.5, quantity: 2 }
  expect(checkDraft({ products: [row] })).toEqual(['error tax-id-missing products.0.taxId'])
  expect(checkDraft({ products: [{ ...row, taxId: 951 }] })).toEqual([])
})

test('rejects ids that the account does not have', () => {
  expect(checkWithAccount({}, { vatId: 999 })).toEqual(['error unknown-id products.0.vatId'])
  expect(checkWithAccount({}, { type: 'telos', taxId: 999 })).toEqual(['error unknown-id products.0.taxId'])
  expect(checkWithAccount({ taxes: [{ taxId: 951 }, { taxId: 999 }] })).toEqual(['error unknown-id taxes.1.taxId'])
  expect(checkWithAccount({ paymentMethod: [1201, 999] })).toEqual(['error unknown-id paymentMethod.1'])
  expect(checkWithAccount({ paymentMethod: [-1] })).toEqual([])
  expect(checkWithAccount({ paymentMethod: null })).toEqual([])
})

describe('payment', () => {
  test('warns if the amounts paid and on credit are above the payable amount', () => {
    expect(checkWithAccount({ mydataPayment: { paidAmount: 24, epiPistosi: 100, paymentMethod: 3 } })).toEqual([])
    expect(checkWithAccount({ mydataPayment: { paidAmount: 124.02, paymentMethod: 3 } })).toEqual([
      'warning payment-sum mydataPayment',
    ])
  })

  test('asks for the rest of a part payment, which the authority accepts', () => {
    const [problem, ...others] = checkInvoice(draft({ mydataPayment: { paidAmount: 24, paymentMethod: 3 } }), account)
    expect(others).toEqual([])
    expect(problem).toMatchObject({ severity: 'warning', code: 'payment-below-total' })
    expect(problem).not.toHaveProperty('aade')
    expect(problem?.message.en).toContain('If the rest of 100.00 is on credit, add it to epiPistosi.')
  })

  test('excludes withheld taxes from the payable amount', () => {
    expect(checkWithAccount({ taxes: [{ taxId: 951 }], mydataPayment: { paidAmount: 104, paymentMethod: 3 } })).toEqual([])
  })

  test('ignores a difference of a cent per row', () => {
    expect(checkWithAccount({ mydataPayment: { paidAmount: 124.01, paymentMethod: 3 } })).toEqual([])
  })

  test('does not check the sum without amounts, an account or a known rate', () => {
    expect(checkWithAccount({ mydataPayment: { paymentMethod: 3 } })).toEqual(['warning payment-missing mydataPayment'])
    expect(checkDraft({ mydataPayment: { paidAmount: 1, paymentMethod: 3 } })).toEqual([])
    expect(checkWithAccount({ mydataPayment: { paidAmount: 1, paymentMethod: 3 } }, { vatId: 999 })).toEqual([
      'error unknown-id products.0.vatId',
    ])
  })
})

describe('channel', () => {
  const check = (type: string, channel?: 'provider' | 'erp', invoiceDate = '2026-11-21') =>
    brief(checkInvoice(draft({ mydataInvoiceType: type, invoiceDate }), undefined, undefined, channel ? { channel } : {})).filter(
      (problem) => problem.endsWith(' invoiceDate'),
    )

  test.each(['1.1', '1.2', '1.6', '2.1', '2.3', '2.4', '5.1', '5.2'])('warns of an earlier date on type %s', (type) => {
    expect(check(type)).toEqual(['warning date-not-today invoiceDate'])
    expect(check(type, 'provider')).toEqual(['warning date-not-today invoiceDate'])
    expect(check(type, 'erp')).toEqual([])
    expect(check(type, undefined, TODAY)).toEqual([])
  })

  test.each(['11.1', '11.2', '11.4', '3.1', '8.2', '6.1'])('allows an earlier date on type %s', (type) => {
    expect(check(type)).toEqual([])
    expect(check(type, 'provider')).toEqual([])
  })

  test('names the reason, and marks the channel of Billit as unconfirmed', () => {
    const [problem] = checkInvoice(draft({ invoiceDate: '2026-11-21' }))
    expect(problem).toMatchObject({ aade: '238' })
    expect(problem?.message.en).toBe(
      "2026-11-21 is before today. A provider reports invoices between businesses only on their day of issue. Use 2026-11-22. Billit probably reports through one, but has not confirmed it: if it does not, pass { channel: 'erp' }.",
    )
  })
})

describe('date', () => {
  test('warns of a date after today in Athens', () => {
    expect(checkDraft({ invoiceDate: TODAY })).toEqual([])
    expect(checkDraft({ invoiceDate: '2026-11-23' })).toEqual(['warning date-in-future invoiceDate'])
    vi.setSystemTime('2026-11-22T22:30:00Z')
    expect(checkDraft({ invoiceDate: '2026-11-23' })).toEqual([])
    expect(checkDraft({ invoiceDate: new Date() })).toEqual([])
    expect(checkDraft({ invoiceDate: { year: 2026, month: 11, day: 24 } })).toEqual(['warning date-in-future invoiceDate'])
  })

  test('rejects a date that does not exist', () => {
    expect(checkDraft({ invoiceDate: '2026-02-30' })).toEqual(['error date-invalid invoiceDate'])
  })

  test('warns of a date more than three years ago if the invoice is reported', () => {
    expect(checkDraft({ invoiceDate: '2023-11-22' })).toEqual(['warning date-not-today invoiceDate'])
    expect(checkDraft({ invoiceDate: '2023-11-21' })).toEqual(['warning date-too-old invoiceDate'])
    expect(checkDraft({ invoiceDate: '2019-05-01', excludeMydata: true })).toEqual([])
  })

  test('warns of a due date before the invoice date', () => {
    expect(checkDraft({ dateExpires: '2026-11-22' })).toEqual([])
    expect(checkDraft({ dateExpires: null })).toEqual([])
    expect(checkDraft({ dateExpires: '2026-11-21' })).toEqual(['warning due-before-issue dateExpires'])
  })
})

test("skips the authority's rules with excludeMydata", () => {
  const odd: Partial<InvoiceCreate> = { excludeMydata: true, mydataInvoiceType: '5.1', mydataPayment: { paidAmount: 1 } }
  expect(checkWithAccount(odd, { incomeClassificationType: 'E3_561_005' })).toEqual([])
  expect(checkWithAccount(odd, { vatId: 904 })).toEqual([`warning exemption-missing ${EXEMPTION}`])
  expect(checkWithAccount(odd, { vatId: 999 })).toEqual(['error unknown-id products.0.vatId'])
})

test('does not change the draft and the account', () => {
  const before = structuredClone({ draft: draft(), account })
  const sent = draft()
  checkInvoice(sent, account)
  expect({ draft: sent, account }).toEqual(before)
})
