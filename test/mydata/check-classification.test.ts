import { describe, expect, test } from 'vitest'
import { checkInvoice } from '../../src/mydata/index.ts'
import { account, brief, checkDraft, draft, GOODS, useToday, withoutCustomer, withPayment } from './draft.ts'

useToday()

const { mydataPayment: _, ...UNPAID } = withoutCustomer

const TYPE = 'products.0.incomeClassificationType'
const CATEGORY = 'products.0.incomeClassificationCat'
const EXEMPTION = 'products.0.vatExceptionCat'

describe('classification', () => {
  test('allows a category without types on 8.2', () => {
    const products = [{ ...GOODS, vatId: 905, price: 10, incomeClassificationCat: 'category1_95' }]
    const problems = checkInvoice(withPayment({ ...UNPAID, mydataInvoiceType: '8.2', products }), account)
    expect(problems).toEqual([])
  })

  test('reports a combination that myDATA 2.0.2 removed as an error', () => {
    const row = { incomeClassificationCat: 'category1_8', incomeClassificationType: 'E3_596' }
    expect(checkDraft({ mydataInvoiceType: '1.1' }, row)).toEqual([`error type-not-allowed ${TYPE}`])
  })

  test('warns of a type that is in no combination', () => {
    expect(checkDraft({}, { incomeClassificationType: 'E3_598_001' })).toEqual([`warning type-not-allowed ${TYPE}`])
  })

  test('allows only category3 on a delivery note, or no category', () => {
    const note = 'warning delivery-note-unsupported mydataInvoiceType'
    expect(checkDraft({ mydataInvoiceType: '9.3' }, { price: 0 })).toEqual([note, `error category-not-allowed ${CATEGORY}`])
    expect(checkDraft({ mydataInvoiceType: '9.3', products: [{ ...GOODS, incomeClassificationCat: 'category3' }] })).toEqual([
      note,
    ])
    expect(checkDraft({ mydataInvoiceType: '9.3', products: [GOODS] })).toEqual([note])
  })

  test('requires both the category and the type', () => {
    const [row] = draft().products
    const { incomeClassificationType: type, ...withCategory } = row ?? { vatId: 901 }
    const { incomeClassificationCat: category, ...withType } = row ?? { vatId: 901 }
    expect([category, type]).toEqual(['category1_3', 'E3_561_001'])
    expect(brief(checkInvoice(draft({ products: [withCategory] })))).toEqual([`error type-missing ${TYPE}`])
    expect(brief(checkInvoice(draft({ products: [withType] })))).toEqual([`warning category-missing ${CATEGORY}`])
  })

  test('allows a draft without an optional type', () => {
    const products = [{ ...GOODS, price: 10, incomeClassificationCat: 'category1_95' }]
    expect(checkDraft({ mydataInvoiceType: '1.1', products })).toEqual([])
  })

  test('allows expense categories only if the buyer issues the invoice', () => {
    const row = { incomeClassificationCat: 'category2_3', incomeClassificationType: 'E3_585_009' }
    expect(checkDraft({}, row)).toEqual([`warning expense-category ${CATEGORY}`])
    expect(checkDraft({ selfPricing: true }, { ...row, expenseVatClassification: 'VAT_361' })).toEqual([])
    expect(checkDraft({ mydataInvoiceType: '3.1' }, row)).toEqual([])
    expect(checkDraft({ mydataInvoiceType: '3.2' }, row)).toEqual([])
  })

  test('rejects income categories on an expense document', () => {
    expect(checkDraft({ mydataInvoiceType: '3.1' })).toEqual([`error category-not-allowed ${CATEGORY}`])
  })

  test('does not check the classification of a linked invoice', () => {
    expect(checkDraft({ mydataInvoiceType: '5.1' }, { incomeClassificationType: 'E3_561_005' })).toEqual([
      'warning correlated-invoice-missing correlatedInvoices',
    ])
  })

  test('does not check the classification without an invoice type', () => {
    const { mydataInvoiceType: type, ...rest } = draft({}, { incomeClassificationCat: 'category2_3' })
    expect(type).toBe('2.1')
    expect(brief(checkInvoice(rest))).toEqual(['warning invoice-type-missing mydataInvoiceType'])
  })

  test('reports the path of the second row', () => {
    const [row = { vatId: 901 }] = draft().products
    const products = [row, { ...row, incomeClassificationType: 'E3_561_005' }]
    expect(checkDraft({ products })).toEqual(['error type-not-allowed products.1.incomeClassificationType'])
  })
})

describe('codes', () => {
  test('reports one warning for an unknown code', () => {
    expect(checkDraft({ mydataInvoiceType: '18.1' })).toEqual(['warning unknown-code mydataInvoiceType'])
    expect(checkDraft({}, { incomeClassificationCat: 'category1_11' })).toEqual([`warning unknown-code ${CATEGORY}`])
    expect(checkDraft({}, { incomeClassificationType: 'E3_999' })).toEqual([`warning unknown-code ${TYPE}`])
    expect(checkDraft({}, { vatExceptionCat: '32' })).toEqual([`warning unknown-code ${EXEMPTION}`])
    expect(checkDraft({}, { measurementUnit: 8 })).toEqual(['warning unknown-code products.0.measurementUnit'])
    const expense = { incomeClassificationCat: 'category2_3', incomeClassificationType: 'E3_585_009' }
    expect(checkDraft({ selfPricing: true }, { ...expense, expenseVatClassification: 'E3_101' })).toEqual([
      'warning unknown-code products.0.expenseVatClassification',
    ])
    expect(checkDraft({ mydataPayment: { paidAmount: 124, paymentMethod: 9 } })).toEqual([
      'warning unknown-code mydataPayment.paymentMethod',
    ])
  })

  test('warns of a code that is not allowed on new invoices', () => {
    expect(checkDraft({ mydataInvoiceType: '4' })).toEqual(['warning code-not-sendable mydataInvoiceType'])
  })
})
