import { describe, expect, test } from 'vitest'
import {
  checkInvoice,
  expenseClassificationsOf,
  incomeClassificationsOf,
  type SaleToClassify,
  suggestClassification,
  vatExemptionCategories,
} from '../../src/mydata/index.ts'
import { account, brief, contacts, draft, useToday } from './draft.ts'

useToday()

const summarize = (sale: SaleToClassify) => {
  const { mydataInvoiceType, incomeClassificationCat, incomeClassificationType, vatExceptionCat, expenseVatClassification } =
    suggestClassification(sale) ?? {}
  return [mydataInvoiceType, incomeClassificationCat, incomeClassificationType, vatExceptionCat, expenseVatClassification]
    .filter((code) => code !== undefined)
    .join(' ')
}

test.each<[SaleToClassify, string]>([
  [{ kind: 'goods', market: 'gr', customer: 'business' }, '1.1 category1_1 E3_561_001'],
  [{ kind: 'products', market: 'gr', customer: 'business' }, '1.1 category1_2 E3_561_001'],
  [{ kind: 'services', market: 'gr', customer: 'business' }, '2.1 category1_3 E3_561_001'],
  [{ kind: 'goods', market: 'gr', customer: 'private' }, '11.1 category1_1 E3_561_003'],
  [{ kind: 'services', market: 'gr', customer: 'private' }, '11.2 category1_3 E3_561_003'],
  [{ kind: 'goods', market: 'eu', customer: 'business' }, '1.2 category1_1 E3_561_005 14'],
  [{ kind: 'services', market: 'eu', customer: 'business' }, '2.2 category1_3 E3_561_005 4'],
  [{ kind: 'products', market: 'third', customer: 'business' }, '1.3 category1_2 E3_561_006 8'],
  [{ kind: 'services', market: 'third', customer: 'business' }, '2.3 category1_3 E3_561_006 4'],
  [{ kind: 'services', market: 'eu', customer: 'business', exemption: '3' }, '2.2 category1_3 E3_561_005 3'],
  [{ kind: 'goods', market: 'gr', customer: 'business', exemption: 16 }, '1.1 category1_1 E3_561_002 16'],
  [{ kind: 'goods', market: 'gr', customer: 'private', exemption: '16' }, '11.1 category1_1 E3_561_004 16'],
  [{ kind: 'goods', market: 'gr', customer: 'business', exemption: '15' }, '1.1 category1_1 E3_561_001 15'],
  [{ kind: 'goods', market: 'gr', customer: 'business', selfBilled: true }, '1.1 category2_1 E3_102_001 VAT_361'],
  [{ kind: 'services', market: 'gr', customer: 'business', selfBilled: true }, '2.1 category2_3 E3_585_009 VAT_361'],
  [
    { kind: 'goods', market: 'gr', customer: 'business', selfBilled: true, exemption: '16' },
    '1.1 category2_1 E3_102_003 16 VAT_366',
  ],
  [{ kind: 'services', market: 'gr', customer: 'business', selfBilled: true, exemption: '7' }, '2.1 category2_3 E3_585_009 7'],
])('classifies %j as %s', (sale, codes) => {
  expect(summarize(sale)).toBe(codes)
})

test.each<[string, SaleToClassify]>([
  ['private customers in the EU', { kind: 'goods', market: 'eu', customer: 'private' }],
  ['private customers outside the EU', { kind: 'services', market: 'third', customer: 'private' }],
  ['an OSS exemption', { kind: 'goods', market: 'gr', customer: 'private', exemption: '30' }],
  ['a Tax Free sale', { kind: 'goods', market: 'gr', customer: 'private', exemption: '28' }],
  ['an exemption of another market', { kind: 'goods', market: 'third', customer: 'business', exemption: '14' }],
  ['an unknown exemption', { kind: 'goods', market: 'gr', customer: 'business', exemption: '32' }],
  ['a receipt of services under reverse charge', { kind: 'services', market: 'gr', customer: 'private', exemption: '16' }],
  ['self-billing from abroad', { kind: 'services', market: 'eu', customer: 'business', selfBilled: true }],
  ['self-billing from a private individual', { kind: 'goods', market: 'gr', customer: 'private', selfBilled: true }],
  // Untyped callers may pass these.
  ['an unknown market', { kind: 'goods', market: 'mars', customer: 'business' } as never],
  ['nothing', undefined as never],
])('returns undefined for %s', (_what, sale) => {
  expect(suggestClassification(sale)).toBeUndefined()
})

describe('each suggestion', () => {
  const sales = (['goods', 'products', 'services'] as const).flatMap((kind) =>
    (['gr', 'eu', 'third'] as const).flatMap((market) =>
      (['business', 'private'] as const).flatMap((customer) =>
        [false, true].flatMap((selfBilled) =>
          [undefined, ...vatExemptionCategories.map(({ code }) => code)].map((exemption) => ({
            ...{ kind, market, customer, selfBilled },
            ...(exemption === undefined ? {} : { exemption }),
          })),
        ),
      ),
    ),
  )
  const CONTACTS = { gr: contacts.greek, eu: contacts.german, third: contacts.swiss }

  test('is an allowed combination, as is each alternative', () => {
    for (const sale of sales) {
      const suggestion = suggestClassification(sale)
      if (!suggestion) continue
      const { mydataInvoiceType, incomeClassificationCat, incomeClassificationType, alternatives } = suggestion
      const allowed = [...incomeClassificationsOf(mydataInvoiceType), ...expenseClassificationsOf(mydataInvoiceType)]
      const types = allowed.find(({ category }) => category === incomeClassificationCat)?.types as string[]
      const suggested = [incomeClassificationType, ...alternatives.map((one) => one.incomeClassificationType)]
      expect(suggested.toSorted(), JSON.stringify(sale)).toEqual(types.toSorted())
      for (const { meaning } of alternatives) expect(meaning.el).not.toBe('')
    }
  })

  test('passes checkInvoice, except for a reason that Billit does not list', () => {
    for (const sale of sales) {
      const suggestion = suggestClassification(sale)
      if (!suggestion) continue
      const { mydataInvoiceType, reason: _, alternatives: __, ...codes } = suggestion
      const vatId = codes.vatExceptionCat ? 904 : 901
      const { customerId, ...sent } = draft({ mydataInvoiceType, selfPricing: sale.selfBilled }, { ...codes, vatId })
      const complete = sale.customer === 'business' ? { ...sent, customerId: customerId ?? 0 } : sent
      const contact = sale.customer === 'business' ? CONTACTS[sale.market] : undefined
      const problems = brief(checkInvoice(complete, account, contact)).filter(
        (problem) => !problem.includes('not-listed-by-billit'),
      )
      expect(problems, JSON.stringify(sale)).toEqual([])
    }
  })
})

test('explains the suggestion in English and Greek', () => {
  expect(suggestClassification({ kind: 'services', market: 'eu', customer: 'business' })).toEqual({
    mydataInvoiceType: '2.2',
    incomeClassificationCat: 'category1_3',
    incomeClassificationType: 'E3_561_005',
    vatExceptionCat: '4',
    reason: {
      en: 'For services to a business in the EU use 2.2 with category1_3 and E3_561_005, and exemption 4.',
      el: 'Για υπηρεσίες προς επιχείρηση της ΕΕ χρησιμοποιήστε τον τύπο 2.2 με category1_3 και E3_561_005, και αιτία εξαίρεσης 4.',
    },
    alternatives: [
      expect.objectContaining({
        incomeClassificationType: 'E3_561_007',
        meaning: { en: 'Goods and services sales: other', el: 'Πωλήσεις αγαθών και υπηρεσιών Λοιπά' },
      }),
      expect.objectContaining({ incomeClassificationType: 'E3_563' }),
    ],
  })
})

describe('checkInvoice', () => {
  const cure = (...args: Parameters<typeof checkInvoice>) => checkInvoice(...args)[0]?.message.en

  test('suggests the type of invoice for the market of the customer', () => {
    expect(cure(draft({}, { vatId: 904, vatExceptionCat: '4' }), account, contacts.german)).toBe(
      'An invoice of type 2.1 is for a customer in Greece. For services to a business in the EU use 2.2 with category1_3 and E3_561_005, and exemption 4.',
    )
  })

  test('names the way out for Greek VAT to a company abroad, such as a hotel stay', () => {
    const wayOut =
      'If Greek VAT applies, as to a hotel stay, the authority wants special category 5 (mixed transactions), for which this API has no field: create the invoice in another program.'
    expect(cure(draft(), account, contacts.german)).toContain(wayOut)
    const services = draft({ mydataInvoiceType: '2.2' }, { incomeClassificationType: 'E3_561_005' })
    expect(cure(services, account, contacts.german)).toContain(wayOut)
    expect(cure(draft({}, { vatId: 904, vatExceptionCat: '4' }), account, contacts.german)).not.toContain('hotel')
  })

  test('suggests a receipt for a private individual abroad', () => {
    expect(cure(draft(), account, { customerType: 4, country: 'DE' })).toBe(
      'An invoice of type 2.1 is for a customer in Greece. For a private individual use 11.1 or 11.2.',
    )
  })
})
