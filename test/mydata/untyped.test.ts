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
import { account, brief, draft, useToday, withPayment } from './draft.ts'

useToday()

/** Input of an untyped caller: a form's values, a server's record, or a mistake. */
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
      mydataInvoiceType: fc.oneof(odd, fc.constantFrom('1.1', '1.2', '1.5', '2.1', '5.1', '5.2', '8.1', '8.2', '9.3', '14.1')),
      products: oddList(oddRecord('type', 'vatId', 'taxId', 'taxRate', 'price', 'quantity', 'discount', ...CODES)),
      taxes: oddList(oddRecord('taxId')),
      paymentMethod: oddList(odd),
      mydataPayment: oddRecord('paidAmount', 'epiPistosi', 'paymentMethod', 'signature'),
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

describe('for any input', () => {
  test('checkInvoice returns problems with messages', () => {
    fc.assert(
      fc.property(
        oddDraft,
        oddAccount,
        oddRecord('customerType', 'contactType', 'vatId', 'country'),
        oddRecord('channel'),
        (input, owner, customer, options) => {
          for (const problem of checkInvoice(input as Untyped, owner as Untyped, customer as Untyped, options as Untyped)) {
            expect(problem).toMatchObject({
              path: expect.any(String),
              message: { en: expect.any(String), el: expect.any(String) },
            })
          }
        },
      ),
      { numRuns: 3000 },
    )
  })

  test('invoiceTotals returns whole numbers, and compareTotals a list', () => {
    fc.assert(
      fc.property(oddDraft, oddAccount, odd, (input, owner, received) => {
        const totals = invoiceTotals(input as Untyped, owner as Untyped)
        const { rows, unknown: _, byRate, byClassification, ...amounts } = totals
        for (const amount of [amounts, ...rows].flatMap(Object.values)) expect(Number.isInteger(amount)).toBe(true)
        for (const { net, vat } of [...byRate, ...byClassification]) expect(Number.isInteger(net + vat)).toBe(true)
        expect(compareTotals(totals, received as Untyped)).toBeInstanceOf(Array)
      }),
      { numRuns: 1000 },
    )
  })

  test('contactFromGsis, isAfm and isEuVatFormat do not throw', () => {
    fc.assert(
      fc.property(odd, odd, (value, country) => {
        expect(contactFromGsis(value as Untyped)).toHaveProperty('company')
        expect(typeof isAfm(value as Untyped)).toBe('boolean')
        expect(typeof isEuVatFormat(value as Untyped, country as Untyped)).toBe('boolean')
      }),
    )
  })
})

/** Checks the valid draft with untyped changes to its fields and its row. */
const checkUntyped = (fields: object, row: object = {}): string[] => {
  const { products, mydataPayment: _, ...rest } = draft()
  const sent = { ...rest, products: [{ ...products[0], ...row }], ...fields } as Untyped
  return brief(checkInvoice(withPayment(sent), account))
}

describe('empty fields', () => {
  test.each([null, ''])('treats %j as missing', (empty) => {
    const codes = { measurementUnit: empty, vatExceptionCat: empty, expenseVatClassification: empty }
    expect(checkUntyped({ taxes: empty }, { ...codes, taxId: empty, taxRate: empty })).toEqual([])
    expect(checkUntyped({ mydataInvoiceType: empty, customerId: empty })).toEqual([
      'warning invoice-type-missing mydataInvoiceType',
    ])
    for (const mydataPayment of [empty, { paidAmount: empty, epiPistosi: empty, paymentMethod: empty }]) {
      expect(checkUntyped({ mydataPayment })).toEqual(['warning payment-missing mydataPayment'])
    }
    expect(checkUntyped({ customerId: empty })).toEqual(['error counterpart-missing customerId'])
    expect(checkUntyped({ invoiceDate: empty })).toEqual(['error date-invalid invoiceDate'])
    expect(checkUntyped({}, { type: 'telos', taxId: empty })).toEqual(['error tax-id-missing products.0.taxId'])
    expect(checkUntyped({}, { vatId: 904, vatExceptionCat: empty, taxRate: empty })).toEqual([
      'error exemption-missing products.0.vatExceptionCat',
    ])
    const row = { price: 10, vatId: 901, quantity: empty, discount: empty, taxRate: empty }
    expect(invoiceTotals({ products: [row], taxes: empty } as Untyped, account)).toMatchObject({ payable: 1240, unknown: [] })
  })
})

test('accepts ids as text', () => {
  const ids = { taxes: [{ taxId: '951' }], paymentMethod: ['1201'] }
  expect(checkUntyped(ids, { vatId: '901' })).toEqual([])
  expect(checkUntyped({}, { vatId: '904' })).toEqual(['error exemption-missing products.0.vatExceptionCat'])
  expect(invoiceTotals({ products: [{ price: '10', vatId: '901' }] } as Untyped, account)).toMatchObject({
    payable: 1240,
    unknown: [],
  })
})

test('does not check ids against lists that the account does not have', () => {
  const checkAgainst = (relations: unknown) =>
    brief(checkInvoice(draft({ paymentMethod: [1], taxes: [{ taxId: 2 }] }), { relations } as Untyped))
  for (const relations of [undefined, null, {}, { vats: null, paymentMethods: null }]) expect(checkAgainst(relations)).toEqual([])
  expect(checkAgainst({ vats: account.relations.vats })).toEqual(['error unknown-id taxes.0.taxId'])
})

test('accepts the id of an OSS rate as the vatId of an OSS row', () => {
  const relations = { ...account.relations, ossProductTaxes: [{ id: 77, name: 'MwSt 19%', oss_country: 'DE' }] }
  expect(brief(checkInvoice(draft({}, { vatId: 77, taxRate: 19 }), { relations } as Untyped))).toEqual([])
})

test('accepts correlatedInvoices that is not a list', () => {
  const linked = { mydataInvoiceType: '5.1', correlatedInvoices: '400001961234567' }
  expect(checkUntyped(linked)).toEqual([])
})

test('accepts a contact whose VAT number and country are null', () => {
  const contact = { customerType: 2, vatId: null, country: null }
  const row = { incomeClassificationType: 'E3_561_005' }
  const problems = checkInvoice(draft({ mydataInvoiceType: '2.2' }, row), undefined, contact as Untyped)
  expect(brief(problems)).toEqual(['warning eu-vat-number-missing customerId'])
})

test('reports a missing date', () => {
  const [problem] = checkInvoice(undefined as Untyped)
  expect(problem).toMatchObject({ path: 'invoiceDate', message: { en: 'The invoice has no date. Set invoiceDate.' } })
})

test('lists the vatId as unknown if the account has no rates', () => {
  const products = [{ price: 1, vatId: 901 }]
  expect(invoiceTotals({ products }, {} as AccountRates)).toMatchObject({ net: 100, unknown: ['products.0.vatId'] })
})
