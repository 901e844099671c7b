/** Drafts that a rule could refuse by mistake: the authority and Billit accept each of them. */
import type { InvoiceCreate } from '../../src/index.ts'
import type { CheckOptions } from '../../src/mydata/index.ts'
import { contacts, draft, TODAY } from './draft.ts'
import { type Contact, EXPENSE, exempt, invoice, PLAIN, receipt, row, SELF_BILLED, type, without } from './vectors.ts'

/** The authority's code that the draft must not cause, `–` for a rule of Billit, and the source that allows it. */
export type FineVector = [
  aade: string,
  source: 'aade' | 'billit' | 'odoo' | 'firebed' | 'law',
  name: string,
  draft: InvoiceCreate,
  contact?: Contact,
  options?: CheckOptions,
]

const paid = (mydataPayment: object) => draft({ mydataPayment })
const goods = (code: string, e3: string, reason: string) => invoice(code, 'category1_1', e3, exempt(reason))
const services = (code: string, e3: string, reason: string) => invoice(code, 'category1_3', e3, exempt(reason))
const long = { details: 'γ'.repeat(301) }
const levy = (price: number, quantity: number) => ({ type: 'telos', taxId: 952, vatId: 905, price, quantity })
const YESTERDAY = '2026-11-21'
const ERP = { channel: 'erp' } as const
const PROVIDER = { channel: 'provider' } as const
const CARD = { terminalId: 'T0000204', signature: 'c2lnbmVk', signingAuthor: '008', transactionId: '90217', paymentMethod: 7 }
const EXPENSE_GOODS = { incomeClassificationCat: 'category2_1', incomeClassificationType: 'E3_102_001' }
const { greek, german, swiss, person } = contacts
const supplier = { ...greek, contactType: 2 } as const

export const FINE: FineVector[] = [
  // Payment
  [
    '204',
    'odoo',
    'income entry 17.3 without a payment, were it listed, excluded',
    draft({ excludeMydata: true, mydataInvoiceType: '17.3' }),
  ],
  ['204', 'billit', 'an excluded draft without a payment', without(draft({ excludeMydata: true }), 'mydataPayment'), greek],
  [
    '204',
    'billit',
    'all on credit, in the form of the published example',
    paid({ paidAmount: 0, paymentMethod: '', epiPistosi: 124 }),
    greek,
  ],
  ['204', 'billit', 'on credit without paidAmount', paid({ epiPistosi: 124 }), greek],
  [
    '204',
    'billit',
    'a free row beside a sold one, paid in cash',
    draft({ products: [PLAIN, { ...PLAIN, details: 'Δώρο', price: 0 }], mydataPayment: { paidAmount: 124, paymentMethod: 3 } }),
    greek,
  ],
  ['101', 'billit', 'amounts as text', paid({ paidAmount: '24', paymentMethod: '3', epiPistosi: '100' }), greek],
  ['101', 'billit', 'a part in cash and the rest on credit', paid({ paidAmount: 24, paymentMethod: 3, epiPistosi: 100 }), greek],
  ['–', 'billit', 'a card with a tip', paid({ ...CARD, paidAmount: 124, tipAmount: 5, epiPistosi: 0 }), greek],
  [
    '–',
    'billit',
    'a card without a tip',
    receipt('11.2', 'category1_3', 'E3_561_003', {}, { mydataPayment: { ...CARD, paidAmount: 124 } }),
  ],
  ['–', 'billit', 'a cheque', paid({ paidAmount: 124, paymentMethod: 4, epiPistosi: 0 }), greek],
  ['–', 'billit', 'a foreign account', paid({ paidAmount: 124, paymentMethod: 2, epiPistosi: 0 }), greek],
  ['407', 'aade', 'a cent more than we calculate', paid({ paidAmount: 124.01, paymentMethod: 6 }), greek],
  ['407', 'aade', 'less the withheld tax', draft({ taxes: [{ taxId: 951 }], mydataPayment: { epiPistosi: 104 } }), greek],
  ['407', 'aade', 'with a fee', draft({ taxes: [{ taxId: 952 }], mydataPayment: { epiPistosi: 124.5 } }), greek],
  [
    '101',
    'billit',
    'a product with its own price',
    draft({ products: [{ ...without(PLAIN, 'price'), productId: 8801 }], mydataPayment: { epiPistosi: 124 } }),
    greek,
  ],
  [
    '101',
    'billit',
    'a price of 0 beside another row',
    draft({ products: [PLAIN, { ...PLAIN, details: 'Δείγμα', price: 0 }] }),
    greek,
  ],

  // Codes
  ['–', 'billit', 'kilograms', invoice('1.1', 'category1_2', 'E3_561_001', { measurementUnit: 2, quantity: 0.5 }), greek],
  ['–', 'billit', 'litres', invoice('1.1', 'category1_1', 'E3_561_001', { measurementUnit: 3 }), greek],
  ['205', 'billit', 'a unit on services', row({ measurementUnit: 1 }), greek],
  ['205', 'aade', 'rent without a unit', invoice('8.1', 'category1_5', 'E3_562'), greek],
  ['–', 'billit', 'exemption 24, the last that Billit lists', goods('1.1', 'E3_561_001', '24'), greek],
  [
    '–',
    'billit',
    'OSS with exemption 30, which Billit does not list',
    receipt('11.1', 'category1_1', 'E3_561_007', { ...exempt('30'), taxRate: 21 }),
  ],
  [
    '217',
    'law',
    'OSS of a company outside the EU',
    receipt('11.2', 'category1_3', 'E3_561_007', { ...exempt('29'), taxRate: 20 }),
  ],
  ['217', 'law', 'imports with IOSS', receipt('11.1', 'category1_1', 'E3_561_007', { ...exempt('31'), taxRate: 25 })],
  ['217', 'aade', 'a row outside VAT on 3.1', invoice('3.1', 'category2_1', 'E3_102_002', { vatId: 905 }), person],
  ['215', 'odoo', 'the levy on stays, outside VAT', receipt('8.2', 'category1_95', undefined, { vatId: 905 })],
  ['246', 'aade', 'goods for third parties on 1.4', invoice('1.4', 'category1_7', 'E3_881_001'), greek],

  // Self-billing
  [
    '230',
    'billit',
    'self-billed goods with a VAT classification',
    type('1.1', { ...EXPENSE_GOODS, expenseVatClassification: 'VAT_361' }, SELF_BILLED),
    supplier,
  ],
  [
    '230',
    'billit',
    'self-billed by a supplier who is a customer too',
    row({ ...EXPENSE, expenseVatClassification: 'VAT_361' }, SELF_BILLED),
    { ...greek, contactType: 3 },
  ],
  ['230', 'aade', 'a self-billed row without VAT', row({ ...EXPENSE, ...exempt('7') }, SELF_BILLED), supplier],
  [
    '230',
    'aade',
    'a self-billed row outside the VAT classification, for information',
    invoice('1.1', 'category2_95', undefined, {}, SELF_BILLED),
    supplier,
  ],
  ['230', 'aade', 'an issued invoice without a VAT classification', draft(), greek],
  [
    '317',
    'aade',
    'self-billed reverse charge with VAT_366',
    row({ ...EXPENSE, ...exempt('16'), expenseVatClassification: 'VAT_366' }, SELF_BILLED),
    supplier,
  ],
  [
    '341',
    'aade',
    'NOT_VAT_295 on self-billed 1.1',
    type('1.1', { ...EXPENSE_GOODS, expenseVatClassification: 'NOT_VAT_295' }, SELF_BILLED),
    supplier,
  ],
  [
    '341',
    'aade',
    'NOT_VAT_295 on self-billed 2.1',
    row({ ...EXPENSE, expenseVatClassification: 'NOT_VAT_295' }, SELF_BILLED),
    supplier,
  ],
  [
    '–',
    'billit',
    'a supplier-only contact on a purchase title',
    invoice('3.1', 'category2_1', 'E3_102_002', exempt('1')),
    { ...person, contactType: 2 },
  ],

  // Taxes
  ['239', 'aade', 'a fee as high as the net total', draft({ products: [PLAIN, levy(100, 1)] }), greek],
  ['239', 'aade', 'a fee of 100 euros as a tax', draft({ taxes: Array.from({ length: 200 }, () => ({ taxId: 952 })) }), greek],
  [
    '239',
    'aade',
    'a withholding of the whole net total',
    draft({ taxes: Array.from({ length: 5 }, () => ({ taxId: 951 })) }),
    greek,
  ],
  ['239', 'aade', 'only a levy', draft({ products: [levy(4, 3)], mydataPayment: { epiPistosi: 12 } }), greek],

  // Exemptions and classifications
  ['–', 'law', 'intra-EU goods with 14', goods('1.2', 'E3_561_005', '14'), german],
  ['–', 'law', 'goods installed in another EU country, with 3', goods('1.2', 'E3_561_005', '3'), german],
  ['–', 'law', 'exports with 8', goods('1.3', 'E3_561_006', '8'), swiss],
  ['–', 'law', 'ship supplies to a foreign company', goods('1.3', 'E3_561_006', '11'), swiss],
  ['–', 'law', 'services for the EU with 4', services('2.2', 'E3_561_005', '4'), german],
  ['–', 'law', 'services for the EU with 3', services('2.2', 'E3_561_005', '3'), german],
  ['–', 'law', 'services outside the EU with 4', services('2.3', 'E3_561_006', '4'), swiss],
  ['–', 'law', 'services abroad for a Greek company', services('2.1', 'E3_561_001', '4'), greek],
  ['–', 'law', 'transport of exports for a Greek company', services('2.1', 'E3_561_001', '8'), greek],
  ['–', 'law', 'goods under reverse charge', goods('1.1', 'E3_561_002', '16'), greek],
  ['–', 'law', 'works under reverse charge', services('2.1', 'E3_561_002', '16'), greek],
  ['–', 'law', 'retail under reverse charge', receipt('11.1', 'category1_1', 'E3_561_004', exempt('16'))],
  [
    '–',
    'law',
    'a receipt of services under 16, which has no separate type',
    receipt('11.2', 'category1_3', 'E3_561_003', exempt('16')),
  ],
  ['–', 'law', 'other income under 16', invoice('1.1', 'category1_5', 'E3_562', exempt('16')), greek],
  ['–', 'law', 'a small business', goods('1.1', 'E3_561_001', '15'), greek],
  ['–', 'law', 'a credit note of intra-EU goods', goods('5.2', 'E3_561_005', '14'), german],
  ['313', 'aade', 'services on a sales invoice', invoice('1.1', 'category1_3', 'E3_561_001'), greek],
  ['313', 'aade', 'interest', invoice('2.1', 'category1_3', 'E3_563'), greek],

  // The date
  [
    '238',
    'aade',
    'a receipt of yesterday',
    receipt('11.2', 'category1_3', 'E3_561_003', {}, { invoiceDate: YESTERDAY }),
    undefined,
    PROVIDER,
  ],
  ['238', 'aade', 'an invoice of today through a provider', draft({ invoiceDate: TODAY }), greek, PROVIDER],
  ['238', 'aade', 'an invoice of yesterday from accounting software', draft({ invoiceDate: YESTERDAY }), greek, ERP],
  [
    '238',
    'aade',
    'a purchase title of yesterday',
    invoice('3.1', 'category2_1', 'E3_102_002', exempt('1'), { invoiceDate: YESTERDAY }),
    person,
  ],
  ['253', 'aade', 'an invoice of last year from accounting software', draft({ invoiceDate: '2025-12-31' }), greek, ERP],
  ['260', 'aade', 'a due date in the future', draft({ dateExpires: '2027-02-28' }), greek],

  // Texts and parties
  ['262', 'aade', '301 characters on 1.1', invoice('1.1', 'category1_1', 'E3_561_001', long), greek],
  ['262', 'aade', '301 characters on 2.1', row(long), greek],
  ['262', 'aade', '301 characters on 11.1', receipt('11.1', 'category1_1', 'E3_561_003', long)],
  ['202', 'aade', 'a VAT number with its prefix', draft(), { ...greek, vatId: 'EL 523456110' }],
  ['243', 'aade', 'a German company without a prefix', services('2.2', 'E3_561_005', '4'), { ...german, vatId: '123456789' }],
  [
    '244',
    'aade',
    'a British company',
    services('2.3', 'E3_561_006', '4'),
    { customerType: 3, country: 'GB', vatId: 'GB123456789' },
  ],
]
