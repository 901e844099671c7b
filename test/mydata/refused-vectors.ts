/** What the authority or Billit refuses since 2026: sixty drafts and more, each with one mistake. */
import { contacts, draft, TODAY } from './draft.ts'
import {
  EXPENSE,
  exempt,
  INTRA_EU,
  invoice,
  P,
  PLAIN,
  type RefusedVector,
  receipt,
  row,
  SELF_BILLED,
  type,
  without,
} from './vectors.ts'

const YESTERDAY = '2026-11-21'
const paid = (mydataPayment: object) => draft({ mydataPayment })
const CARD = { paidAmount: 124, paymentMethod: 7, epiPistosi: 0 }
const SIGNED = { terminalId: 'T0000204', signature: 'c2lnbmVk', signingAuthor: '008', transactionId: '90217' }
const METHOD = 'warning mydataPayment.paymentMethod'
const SELF_BILLED_GOODS = { incomeClassificationCat: 'category2_1', incomeClassificationType: 'E3_102_001' }
const VAT_CLASS = `${P}.expenseVatClassification`
const goods = (code: string, e3: string, reason: string) => invoice(code, 'category1_1', e3, exempt(reason))
const services = (code: string, e3: string, reason: string) => invoice(code, 'category1_3', e3, exempt(reason))
const levy = (price: number, quantity: number) => ({ type: 'telos', taxId: 952, vatId: 905, price, quantity })
const note = (code: string) =>
  draft({ mydataInvoiceType: code, products: [{ details: 'Παλέτες', vatId: 905, quantity: 4, measurementUnit: 1 }] })
const { greek, german, swiss } = contacts

export const REFUSED: RefusedVector[] = [
  // Payment, type and price
  ['101', 'invoice-type-missing', 'warning mydataInvoiceType', without(draft(), 'mydataInvoiceType'), greek],
  ['204', 'payment-missing', 'warning mydataPayment', without(draft(), 'mydataPayment'), greek],
  ['204', 'payment-missing', 'warning mydataPayment', paid({})],
  ['204', 'payment-missing', 'warning mydataPayment', paid({ paymentMethod: 3 })],
  ['204', 'payment-missing', 'warning mydataPayment', without(receipt('11.2', 'category1_3', 'E3_561_003'), 'mydataPayment')],
  ['101', 'payment-method-missing', METHOD, paid({ paidAmount: 124 })],
  ['101', 'payment-method-missing', METHOD, paid({ paidAmount: 124, paymentMethod: '', epiPistosi: 0 })],
  ['101', 'payment-method-missing', METHOD, paid({ paidAmount: 24, paymentMethod: '', epiPistosi: 100 })],
  [undefined, 'credit-as-method', METHOD, paid({ paidAmount: 124, paymentMethod: 5, epiPistosi: 0 })],
  [undefined, 'credit-as-method', METHOD, paid({ paidAmount: 0, paymentMethod: 5, epiPistosi: 124 })],
  [undefined, 'credit-as-method', METHOD, paid({ paidAmount: 0, paymentMethod: 3, epiPistosi: 124 })],
  ['101', 'negative-amount', 'warning mydataPayment.epiPistosi', paid({ paidAmount: 148, paymentMethod: 3, epiPistosi: -24 })],
  [undefined, 'card-details-missing', 'warning mydataPayment.terminalId', paid(CARD)],
  [undefined, 'card-details-missing', 'warning mydataPayment.signature', paid({ ...CARD, ...SIGNED, signature: '' })],
  [undefined, 'card-details-missing', 'warning mydataPayment.signingAuthor', paid({ ...CARD, ...SIGNED, signingAuthor: '' })],
  [
    undefined,
    'card-details-missing',
    'warning mydataPayment.transactionId',
    paid({ ...CARD, ...without(SIGNED, 'transactionId') }),
  ],
  ['407', 'payment-sum', 'warning mydataPayment', paid({ paidAmount: 124, paymentMethod: 3, epiPistosi: 124 })],
  ['407', 'payment-sum', 'warning mydataPayment', draft({ taxes: [{ taxId: 951 }], mydataPayment: { epiPistosi: 124 } })],
  [undefined, 'payment-below-total', 'warning mydataPayment', paid({ paidAmount: 12.4, paymentMethod: 1, epiPistosi: 0 })],
  ['101', 'price-missing', `warning ${P}.price`, draft({ products: [without(PLAIN, 'price')] })],

  // Codes and documents that Billit does not list
  [undefined, 'not-listed-by-billit', 'warning mydataInvoiceType', receipt('8.4', 'category1_95', undefined, { vatId: 905 })],
  [undefined, 'not-listed-by-billit', 'warning mydataInvoiceType', receipt('8.6', 'category1_95', undefined, { vatId: 905 })],
  [
    undefined,
    'not-listed-by-billit',
    'warning mydataInvoiceType',
    type('13.1', { ...EXPENSE, incomeClassificationType: 'E3_585_016' }),
  ],
  [undefined, 'not-listed-by-billit', 'warning mydataInvoiceType', receipt('17.4', 'category1_10', undefined, { vatId: 905 })],
  [undefined, 'not-listed-by-billit', `warning ${P}.vatExceptionCat`, services('2.1', 'E3_561_001', '27')],
  [undefined, 'not-listed-by-billit', `warning ${P}.vatExceptionCat`, goods('1.1', 'E3_561_001', '25')],
  [undefined, 'not-listed-by-billit', METHOD, paid({ paidAmount: 124, paymentMethod: 8, epiPistosi: 0 })],
  [
    undefined,
    'not-listed-by-billit',
    `warning ${P}.measurementUnit`,
    invoice('1.1', 'category1_1', 'E3_561_001', { measurementUnit: 4 }),
  ],
  [
    undefined,
    'not-listed-by-billit',
    `warning ${P}.measurementUnit`,
    invoice('1.1', 'category1_1', 'E3_561_001', { measurementUnit: 7 }),
  ],
  [
    undefined,
    'not-listed-by-billit',
    'warning selfPricing',
    invoice('5.2', 'category2_1', 'E3_102_001', { expenseVatClassification: 'VAT_361' }, SELF_BILLED),
  ],
  ['204', 'delivery-note-unsupported', 'warning mydataInvoiceType', note('9.3'), greek],
  ['204', 'delivery-note-unsupported', 'warning mydataInvoiceType', note('9.1'), greek],
  ['204', 'delivery-note-unsupported', 'warning mydataInvoiceType', note('10.2'), greek],
  ['246', 'detail-type-missing', 'warning mydataInvoiceType', invoice('1.5', 'category1_3', 'E3_561_001'), greek],
  [
    '205',
    'payment-forbidden',
    'warning mydataPayment',
    receipt('17.4', 'category1_10', undefined, { vatId: 905 }, { mydataPayment: { paidAmount: 100, paymentMethod: 3 } }),
    undefined,
    ['not-listed-by-billit'],
  ],
  [
    '205',
    'unit-forbidden',
    `warning ${P}.measurementUnit`,
    receipt('8.2', 'category1_95', undefined, { vatId: 905, measurementUnit: 1 }),
  ],

  // Self-billing
  ['230', 'vat-classification-missing', `warning ${VAT_CLASS}`, row(EXPENSE, SELF_BILLED)],
  ['230', 'vat-classification-missing', `warning ${VAT_CLASS}`, type('1.1', SELF_BILLED_GOODS, SELF_BILLED)],
  ['230', 'vat-classification-missing', `warning ${VAT_CLASS}`, row({ ...EXPENSE, ...exempt('16') }, SELF_BILLED)],
  ['231', 'income-category', `warning ${P}.incomeClassificationCat`, row({ expenseVatClassification: 'VAT_361' }, SELF_BILLED)],
  ['231', 'vat-classification-not-allowed', `warning ${VAT_CLASS}`, row({ expenseVatClassification: 'VAT_361' })],
  [
    undefined,
    'supplier-missing',
    'warning customerId',
    row({ ...EXPENSE, expenseVatClassification: 'VAT_361' }, SELF_BILLED),
    { ...greek, contactType: 1 },
  ],
  [
    '205',
    'self-billing-forbidden',
    'warning selfPricing',
    invoice('2.3', 'category2_3', 'E3_585_010', { ...exempt('4') }, SELF_BILLED),
    swiss,
    ['category-not-allowed'],
  ],
  [
    '341',
    'vat-classification-not-allowed',
    `warning ${VAT_CLASS}`,
    type('14.3', {
      incomeClassificationCat: 'category2_3',
      incomeClassificationType: 'E3_585_010',
      expenseVatClassification: 'NOT_VAT_295',
    }),
    undefined,
    ['not-listed-by-billit'],
  ],

  // Taxes
  ['239', 'tax-too-high', 'warning taxes', draft({ taxes: Array.from({ length: 201 }, () => ({ taxId: 952 })) })],
  ['239', 'tax-too-high', 'warning products', draft({ products: [PLAIN, levy(500, 1)] })],
  ['239', 'tax-too-high', 'warning products', draft({ products: [PLAIN, levy(0.5, 201)] })],
  ['239', 'withheld-too-much', 'warning taxes', draft({ taxes: Array.from({ length: 21 }, () => ({ taxId: 953 })) })],

  // VAT and exemptions
  [
    '217',
    'exemption-missing',
    `warning ${P}.vatExceptionCat`,
    receipt('11.1', 'category1_1', 'E3_561_007', { vatId: 904, taxRate: 21 }),
  ],
  [
    '217',
    'exemption-missing',
    `warning ${P}.vatExceptionCat`,
    receipt('11.1', 'category1_1', 'E3_561_007', { ...exempt('14'), taxRate: 21 }),
    undefined,
    ['exemption-mismatch'],
  ],
  ['217', 'exemption-missing', `error ${P}.vatExceptionCat`, receipt('8.2', 'category1_95', undefined, { vatId: 904 })],
  ['215', 'outside-vat-required', `warning ${P}.vatId`, receipt('8.2', 'category1_95', undefined, exempt('1'))],
  [
    '215',
    'outside-vat-required',
    `warning ${P}.vatId`,
    draft({ mydataInvoiceType: '9.3', products: [{ details: 'Κιβώτια', ...exempt('1') }] }),
    greek,
    ['delivery-note-unsupported'],
  ],
  ['215', 'vat-forbidden', `warning ${P}.vatId`, invoice('2.2', 'category1_3', 'E3_561_005'), german],
  [
    undefined,
    'oss-rate-fraction',
    'warning products.0.taxRate',
    draft({ products: [{ ...PLAIN, vatId: 904, vatExceptionCat: '30', taxRate: 0.19 }] }),
  ],
  [
    undefined,
    'oss-row-with-vat',
    'warning products.1.vatId',
    draft({
      products: [
        { ...PLAIN, ...exempt('30'), taxRate: 19 },
        { ...PLAIN, details: 'Αποστολή' },
      ],
    }),
  ],
  [undefined, 'exemption-mismatch', `warning ${P}.vatExceptionCat`, goods('1.2', 'E3_561_005', '4'), german],
  [undefined, 'exemption-mismatch', `warning ${P}.vatExceptionCat`, goods('1.2', 'E3_561_005', '8'), german],
  [undefined, 'exemption-mismatch', `warning ${P}.vatExceptionCat`, goods('1.3', 'E3_561_006', '14'), swiss],
  [undefined, 'exemption-mismatch', `warning ${P}.vatExceptionCat`, goods('1.3', 'E3_561_006', '4'), swiss],
  [undefined, 'exemption-mismatch', `warning ${P}.vatExceptionCat`, services('2.2', 'E3_561_005', '16'), german],
  [undefined, 'exemption-mismatch', `warning ${P}.vatExceptionCat`, services('2.2', 'E3_561_005', '14'), german],
  [undefined, 'exemption-mismatch', `warning ${P}.vatExceptionCat`, services('2.3', 'E3_561_006', '8'), swiss],
  [undefined, 'exemption-mismatch', `warning ${P}.vatExceptionCat`, goods('1.1', 'E3_561_001', '14'), greek],
  [undefined, 'exemption-mismatch', `warning ${P}.incomeClassificationType`, goods('1.1', 'E3_561_001', '16'), greek],
  [undefined, 'exemption-mismatch', `warning ${P}.incomeClassificationType`, services('2.1', 'E3_561_001', '16'), greek],
  [
    undefined,
    'exemption-mismatch',
    `warning ${P}.incomeClassificationType`,
    receipt('11.1', 'category1_1', 'E3_561_003', exempt('16')),
  ],
  [undefined, 'exemption-mismatch', `warning ${P}.incomeClassificationType`, invoice('1.1', 'category1_1', 'E3_561_002'), greek],
  [undefined, 'exemption-mismatch', `warning ${P}.incomeClassificationType`, goods('1.1', 'E3_561_002', '7'), greek],

  // The parties and the date
  ['202', 'afm-invalid', 'warning customerId', draft(), { customerType: 1, vatId: '523456111' }],
  ['242', 'customer-kind', 'warning customerId', invoice('1.1', 'category1_2', 'E3_561_001'), german],
  ['243', 'customer-kind', 'warning customerId', type('1.2', INTRA_EU), { ...swiss, vatId: 'DE123456789' }],
  ['244', 'customer-kind', 'warning customerId', services('2.3', 'E3_561_006', '4'), { customerType: 2, country: 'FR' }],
  ['238', 'date-not-today', 'warning invoiceDate', draft({ invoiceDate: YESTERDAY }), greek],
  ['238', 'date-not-today', 'warning invoiceDate', draft({ invoiceDate: YESTERDAY }), greek, [], { channel: 'provider' }],
  [
    '238',
    'date-not-today',
    'warning invoiceDate',
    invoice('5.2', 'category1_1', 'E3_561_001', {}, { invoiceDate: '2026-10-31' }),
    greek,
  ],
  ['260', 'date-in-future', 'warning invoiceDate', draft({ invoiceDate: '2027-01-01' }), greek, [], { channel: 'provider' }],
  ['253', 'date-too-old', 'warning invoiceDate', draft({ invoiceDate: '2016-11-22' }), greek, [], { channel: 'erp' }],
  [
    '262',
    'details-too-long',
    `warning ${P}.details`,
    receipt('11.1', 'category1_1', 'E3_561_003', { ...exempt('28'), details: 'β'.repeat(301) }),
    undefined,
    ['not-listed-by-billit'],
  ],
  [undefined, 'due-before-issue', 'warning dateExpires', draft({ invoiceDate: TODAY, dateExpires: YESTERDAY })],
]
