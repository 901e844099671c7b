import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type AccountRates,
  checkInvoice,
  compareTotals,
  contactFromGsis,
  invoiceTotals,
  isAfm,
  isEuVatFormat,
} from '../../src/mydata/index.ts'
import { account, brief, draft } from './draft.ts'

/** What a caller without types may pass: a form's values, a server's record, a mistake. */
type Untyped = never

const odd = fc.oneof(
  fc.constantFrom<unknown[]>(
    null,
    undefined,
    '',
    '901',
    901,
    904,
    -1,
    Number.NaN,
    1e21,
    [],
    [null],
    {},
    [{}],
    10n,
    Symbol('tax'),
  ),
  fc.constantFrom<unknown[]>(() => 1, new Date(Number.NaN), Object.create(null), new Map(), 'telos', '9.99'),
  fc.anything(),
)
const oddRecord = (...fields: string[]) =>
  fc.oneof(
    { weight: 4, arbitrary: fc.record(Object.fromEntries(fields.map((field) => [field, odd])), { requiredKeys: [] }) },
    odd,
  )
const oddList = (entry: fc.Arbitrary<unknown>) => fc.oneof({ weight: 4, arbitrary: fc.array(entry, { maxLength: 3 }) }, odd)

const CODES = [
  'incomeClassificationCat',
  'incomeClassificationType',
  'vatExceptionCat',
  'measurementUnit',
  'expenseVatClassification',
  'details',
]
const oddDraft = fc.oneof(
  odd,
  fc.record(
    {
      customerId: odd,
      invoiceDate: odd,
      mydataInvoiceType: fc.oneof(odd, fc.constantFrom('1.1', '1.2', '2.1', '5.1', '5.2', '8.1', '9.3', '14.1')),
      products: oddList(oddRecord('type', 'vatId', 'taxId', 'taxRate', 'price', 'quantity', 'discount', ...CODES)),
      taxes: oddList(oddRecord('taxId')),
      paymentMethod: oddList(odd),
      mydataPayment: oddRecord('paidAmount', 'epiPistosi', 'paymentMethod'),
      correlatedInvoices: odd,
      selfPricing: odd,
      dateExpires: odd,
    },
    { requiredKeys: [] },
  ),
)
const vats = oddList(oddRecord('id', 'value', 'name', 'operand', 'isPercentable', 'mydataVatCat', 'taxId'))
const oddAccount = fc.oneof(
  odd,
  fc.constant(account),
  fc.record({
    relations: fc.oneof(
      odd,
      fc.record({ vats, paymentMethods: oddList(oddRecord('id')), biller: oddRecord('vatId') }, { requiredKeys: [] }),
    ),
  }),
)

describe('whatever comes, nothing throws', () => {
  test('checkInvoice', () => {
    fc.assert(
      fc.property(oddDraft, oddAccount, oddRecord('customerType', 'vatId', 'country'), (given, owner, customer) => {
        for (const problem of checkInvoice(given as Untyped, owner as Untyped, customer as Untyped)) {
          expect(problem).toMatchObject({ path: expect.any(String), message: { en: expect.any(String), el: expect.any(String) } })
        }
      }),
      { numRuns: 3000 },
    )
  })

  test('invoiceTotals and compareTotals: every amount is a whole number', () => {
    fc.assert(
      fc.property(oddDraft, oddAccount, odd, (given, owner, received) => {
        const totals = invoiceTotals(given as Untyped, owner as Untyped)
        const { rows, unknown: _, byRate, byClassification, ...amounts } = totals
        for (const amount of [amounts, ...rows].flatMap(Object.values)) expect(Number.isInteger(amount)).toBe(true)
        for (const { net, vat } of [...byRate, ...byClassification]) expect(Number.isInteger(net + vat)).toBe(true)
        expect(compareTotals(totals, received as Untyped)).toBeInstanceOf(Array)
      }),
      { numRuns: 1000 },
    )
  })

  test('the others', () => {
    fc.assert(
      fc.property(odd, odd, (value, country) => {
        expect(contactFromGsis(value as Untyped)).toHaveProperty('company')
        expect(typeof isAfm(value as Untyped)).toBe('boolean')
        expect(typeof isEuVatFormat(value as Untyped, country as Untyped)).toBe('boolean')
      }),
    )
  })
})

/** What is wrong with the draft, where the fields of it and of its row are these. */
const foundIn = (fields: object, row: object = {}): string[] => {
  const { products, ...rest } = draft()
  return brief(checkInvoice({ ...rest, products: [{ ...products[0], ...row }], ...fields } as Untyped, account))
}

describe('null, and a field of a form that was left empty, say nothing', () => {
  test.each([null, ''])('%j', (nothing) => {
    const codes = { measurementUnit: nothing, vatExceptionCat: nothing, expenseVatClassification: nothing }
    expect(foundIn({ taxes: nothing, mydataPayment: nothing }, { ...codes, taxId: nothing, taxRate: nothing })).toEqual([])
    expect(foundIn({ mydataInvoiceType: nothing, customerId: nothing })).toEqual([])
    expect(foundIn({ mydataPayment: { paidAmount: nothing, epiPistosi: nothing, paymentMethod: nothing } })).toEqual([])
    expect(foundIn({ customerId: nothing })).toEqual(['error counterpart-missing customerId'])
    expect(foundIn({ invoiceDate: nothing })).toEqual(['error date-invalid invoiceDate'])
    expect(foundIn({}, { type: 'telos', taxId: nothing })).toEqual(['error tax-id-missing products.0.taxId'])
    expect(foundIn({}, { vatId: 904, vatExceptionCat: nothing, taxRate: nothing })).toEqual([
      'error exemption-missing products.0.vatExceptionCat',
    ])
    const row = { price: 10, vatId: 901, quantity: nothing, discount: nothing, taxRate: nothing }
    expect(invoiceTotals({ products: [row], taxes: nothing } as Untyped, account)).toMatchObject({ payable: 1240, unknown: [] })
  })
})

test('ids of a form are texts', () => {
  expect(foundIn({ taxes: [{ taxId: '951' }], paymentMethod: ['1201'] }, { vatId: '901' })).toEqual([])
  expect(foundIn({}, { vatId: '904' })).toEqual(['error exemption-missing products.0.vatExceptionCat'])
  expect(invoiceTotals({ products: [{ price: '10', vatId: '901' }] } as Untyped, account)).toMatchObject({
    payable: 1240,
    unknown: [],
  })
})

test('what the account does not list at all cannot be missing from it', () => {
  const own = (relations: unknown) =>
    brief(checkInvoice(draft({ paymentMethod: [1], taxes: [{ taxId: 2 }] }), { relations } as Untyped))
  for (const relations of [undefined, null, {}, { vats: null, paymentMethods: null }]) expect(own(relations)).toEqual([])
  expect(own({ vats: account.relations.vats })).toEqual(['error unknown-id taxes.0.taxId'])
})

test('a row under OSS may name the rate of the other country', () => {
  const relations = { ...account.relations, ossProductTaxes: [{ id: 77, name: 'MwSt 19%', oss_country: 'DE' }] }
  expect(brief(checkInvoice(draft({}, { vatId: 77, taxRate: 19 }), { relations } as Untyped))).toEqual([])
})

test('an invoice that it refers to may be named in another form than a list', () => {
  const linked = { mydataInvoiceType: '5.1', correlatedInvoices: '400001961234567' }
  expect(foundIn(linked)).toEqual([])
})

test('a contact as the server gives it, without a VAT number and a country', () => {
  const contact = { customerType: 2, vatId: null, country: null }
  const row = { incomeClassificationType: 'E3_561_005' }
  const problems = checkInvoice(draft({ mydataInvoiceType: '2.2' }, row), undefined, contact as Untyped)
  expect(brief(problems)).toEqual(['warning eu-vat-number-missing customerId'])
})

test('without a date it is said that there is none', () => {
  const [problem] = checkInvoice(undefined as Untyped)
  expect(problem).toMatchObject({ path: 'invoiceDate', message: { en: 'An invoice has a date: set invoiceDate.' } })
})

test('without rates nothing is certain', () => {
  const products = [{ price: 1, vatId: 901 }]
  expect(invoiceTotals({ products }, {} as AccountRates)).toMatchObject({ net: 100, unknown: ['products.0.vatId'] })
})
