/** Documents that the authority accepts. checkInvoice() must find no problems in them. */
import { describe, expect, test } from 'vitest'
import type { InvoiceCreate } from '../../src/index.ts'
import {
  checkInvoice,
  expenseClassificationsOf,
  incomeClassificationsOf,
  invoiceTotals,
  invoiceTypes,
  mydataPaymentFor,
  paymentMethods,
} from '../../src/mydata/index.ts'
import { account, brief, contacts, draft, useToday } from './draft.ts'
import { type Contact, exempt, invoice, receipt } from './vectors.ts'

useToday()

/** Some of these documents have a code that Billit does not list, or a field that its API lacks. */
type Vector = [name: string, draft: InvoiceCreate, contact?: Contact, warnings?: string[]]

const UNLISTED = ['warning not-listed-by-billit mydataInvoiceType']
const UNSUPPORTED = ['warning delivery-note-unsupported mydataInvoiceType']
const DETAIL_TYPE = ['warning detail-type-missing mydataInvoiceType']
const SELF_BILLING = ['warning not-listed-by-billit selfPricing']

const selfBilled = { selfPricing: true }
const goods = { details: 'Κιβώτια', vatId: 905, quantity: 12, measurementUnit: 1 }
const { greek, german, swiss, person } = contacts

const VECTORS: Vector[] = [
  ['goods', invoice('1.1', 'category1_1', 'E3_561_001', { measurementUnit: 1 }), greek],
  ['own products, by weight', invoice('1.1', 'category1_2', 'E3_561_001', { measurementUnit: 2, quantity: 1.25 }), greek],
  ['goods under reverse charge', invoice('1.1', 'category1_1', 'E3_561_002', exempt('16')), greek],
  ['fixed assets', invoice('1.1', 'category1_4', 'E3_880_001'), greek],
  ['a subsidy, as information', invoice('1.1', 'category1_95', 'E3_596'), greek],
  ['a subsidy without a type', invoice('1.1', 'category1_95'), greek],
  ['goods for the EU', invoice('1.2', 'category1_1', 'E3_561_005', exempt('14')), german],
  ['exported goods', invoice('1.3', 'category1_1', 'E3_561_006', exempt('8')), swiss],
  ['goods for the account of third parties', invoice('1.4', 'category1_7', 'E3_881_001'), greek],
  [
    'goods for third parties, self-billed',
    invoice('1.4', 'category2_1', 'E3_102_001', { expenseVatClassification: 'VAT_361' }, selfBilled),
    greek,
    SELF_BILLING,
  ],
  [
    'goods for third parties, self-billed, as information',
    invoice('1.4', 'category2_95', undefined, {}, selfBilled),
    greek,
    SELF_BILLING,
  ],
  ['clearance for third parties', invoice('1.5', 'category2_9'), greek, DETAIL_TYPE],
  [
    'clearance for third parties, and the fee on it',
    draft({
      mydataInvoiceType: '1.5',
      products: [
        { details: 'Εκκαθάριση', vatId: 901, price: 80, incomeClassificationCat: 'category2_9' },
        {
          details: 'Προμήθεια',
          vatId: 901,
          price: 20,
          incomeClassificationCat: 'category1_3',
          incomeClassificationType: 'E3_561_001',
        },
      ],
    }),
    greek,
    DETAIL_TYPE,
  ],
  ['services', invoice('2.1', 'category1_3', 'E3_561_001'), greek],
  ['services with a unit', invoice('2.1', 'category1_3', 'E3_561_001', { measurementUnit: 1, quantity: 3 }), greek],
  ['services for the EU', invoice('2.2', 'category1_3', 'E3_561_005', exempt('4')), german],
  ['services outside the EU', invoice('2.3', 'category1_3', 'E3_561_006', exempt('4')), swiss],
  ['other income', invoice('2.1', 'category1_5', 'E3_562'), greek],
  ['goods, self-billed', invoice('1.1', 'category2_1', 'E3_102_001', { expenseVatClassification: 'VAT_361' }, selfBilled), greek],
  [
    'services, self-billed',
    invoice('2.1', 'category2_3', 'E3_585_009', { expenseVatClassification: 'VAT_361' }, selfBilled),
    greek,
  ],
  [
    'self-billed under reverse charge',
    invoice('2.1', 'category2_3', 'E3_585_009', { ...exempt('16'), expenseVatClassification: 'VAT_366' }, selfBilled),
    greek,
  ],
  ['a purchase from a private individual', invoice('3.1', 'category2_1', 'E3_102_002', exempt('1')), person],
  ['a purchase from a private individual, outside VAT', invoice('3.1', 'category2_1', 'E3_102_002', { vatId: 905 }), person],
  ['a purchase whose seller refused to invoice', invoice('3.2', 'category2_1', 'E3_102_001'), greek],
  ['a linked credit note', invoice('5.1', 'category1_1', 'E3_561_001', {}, { correlatedInvoices: ['400001961234567'] }), greek],
  ['a credit note', invoice('5.2', 'category1_1', 'E3_561_001'), greek],
  ['a credit note for the EU', invoice('5.2', 'category1_3', 'E3_561_005', exempt('4')), german],
  ['own use', receipt('6.2', 'category1_6', 'E3_595')],
  ['a contract', invoice('7.1', 'category1_3', 'E3_561_001'), greek],
  ['rent', invoice('8.1', 'category1_5', 'E3_562'), greek],
  ['the levy on stays', receipt('8.2', 'category1_95', undefined, { vatId: 905 })],
  ['a receipt of a terminal', receipt('8.4', 'category1_95', undefined, { vatId: 905 }), undefined, UNLISTED],
  ['a delivery note', draft({ mydataInvoiceType: '9.3', products: [goods] }), greek, UNSUPPORTED],
  [
    'a delivery note, with its category',
    draft({ mydataInvoiceType: '9.3', products: [{ ...goods, price: 0, incomeClassificationCat: 'category3' }] }),
    greek,
    UNSUPPORTED,
  ],
  ['retail', receipt('11.1', 'category1_1', 'E3_561_003', { measurementUnit: 1 })],
  ['retail services', receipt('11.2', 'category1_3', 'E3_561_003')],
  ['retail, own use', receipt('11.1', 'category1_6', 'E3_595')],
  ['a simplified invoice', receipt('11.3', 'category1_3', 'E3_561_001')],
  ['a retail credit', receipt('11.4', 'category1_1', 'E3_561_003')],
  ['retail for third parties', receipt('11.5', 'category1_7', 'E3_881_002')],
  ['an adjustment of income', receipt('17.3', 'category1_8', 'E3_561_001', { vatId: 905 }), undefined, UNLISTED],
  ['an adjustment of expenses', receipt('17.5', 'category2_10', 'E3_585_016', { vatId: 905 }), undefined, UNLISTED],
  ['retail abroad under OSS', receipt('11.1', 'category1_1', 'E3_561_005', { ...exempt('30'), taxRate: 19 })],
  [
    'a tax row, which is not classified',
    draft({ products: [...draft().products, { type: 'telos', taxId: 952, vatId: 901, price: 0.5, quantity: 4 }] }),
    greek,
  ],
  ['withheld tax and deductions', draft({ taxes: [{ taxId: 951 }, { taxId: 953 }] }), greek],
  ['a discount of a whole percent', invoice('2.1', 'category1_3', 'E3_561_001', { discount: 15 }), greek],
  [
    'a free row beside a sold one',
    draft({ products: [...draft().products, ...draft({}, { details: 'Δώρο', price: 0 }).products] }),
    greek,
  ],
  ['a text of 300 characters', invoice('2.1', 'category1_3', 'E3_561_001', { details: 'α'.repeat(300) }), greek],
  ['a product in place of a text', draft({ products: [{ ...draft().products[0], vatId: 901, productId: 8801 }] }), greek],
  ['due on the day of issue', draft({ dateExpires: '2026-11-22' }), greek],
  ['without payment methods', draft({ paymentMethod: [-1] }), greek],
  ['a private individual in Greece, retail', receipt('11.2', 'category1_3', 'E3_561_003'), person],
  ['a customer without a contact', draft()],
]

test.each(VECTORS)('finds no problems: %s', (_name, valid, contact, warnings = []) => {
  expect(brief(checkInvoice(valid, account, contact))).toEqual(warnings)
  expect(brief(checkInvoice(valid))).toEqual(warnings)
  expect(brief(checkInvoice({ ...valid, excludeMydata: true }, account, contact))).toEqual([])
})

describe('with the payment of mydataPaymentFor()', () => {
  const paid = VECTORS.filter(([, { mydataInvoiceType }]) => mydataInvoiceType !== '9.3' && mydataInvoiceType !== '17.3')
  test.each(paid)('finds no problems: %s', (_name, valid, contact, warnings = []) => {
    const totals = invoiceTotals(valid, account)
    if (totals.unknown.length > 0) return
    for (const plan of [{ method: paymentMethods.cash }, { onCredit: true }] as const) {
      const mydataPayment = mydataPaymentFor(totals, plan)
      expect(brief(checkInvoice({ ...valid, mydataPayment }, account, contact))).toEqual(warnings)
    }
  })
})

test("finds no problems in any allowed combination, except a code that the authority's schema rejects", () => {
  const expected = new Set([...UNLISTED, ...UNSUPPORTED, ...DETAIL_TYPE, ...SELF_BILLING])
  for (const { code, counterpart, selfBilling, income } of invoiceTypes) {
    for (const { category, types } of [...incomeClassificationsOf(code), ...expenseClassificationsOf(code)]) {
      const isExpense = category.startsWith('category2')
      // A seller only has expenses on behalf of third parties.
      if (isExpense && !selfBilling && income !== 'no' && !['3.2', '1.5'].includes(code)) continue
      for (const type of types.length > 0 ? types : [undefined]) {
        if (type === 'E3_585_017') continue
        const isVatExpense = isExpense && selfBilling && category !== 'category2_95'
        const row = { ...(code === '9.3' ? { price: 0 } : {}), ...(isVatExpense ? { expenseVatClassification: 'VAT_361' } : {}) }
        const create = counterpart === 'required' ? invoice : receipt
        const sent = create(code, category, type, row, isExpense && selfBilling ? selfBilled : {})
        const unexpected = brief(checkInvoice(sent)).filter((problem) => !expected.has(problem))
        expect(unexpected, `${code} ${category} ${type}`).toEqual([])
      }
    }
  }
})
