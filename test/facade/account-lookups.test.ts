import { describe, expect, test } from 'vitest'
import {
  type Account,
  defaultInvoiceTypeId,
  defaultPaymentMethod,
  findOssTax,
  findPaymentMethod,
  findTax,
  findVat,
  InvalidArgumentError,
} from '../../src/index.ts'
import { prismClient } from '../contract/prism-client.ts'
import { always, connect } from './setup.ts'

const documented = await prismClient().account.get()

/** Reads the account from a server that returns these relations. */
async function accountWith(relations: unknown): Promise<Account> {
  const { billit } = await connect(always({ data: { uuid: documented.uuid, relations } }))
  return billit.account.get()
}

describe('account lookups', () => {
  const { vats, paymentMethods, ossProductTaxes = [] } = documented.relations
  test.each<[string, (account: Account) => unknown, unknown]>([
    ['findVat 24', (account) => findVat(account, 24), vats[0]],
    ['findVat 0', (account) => findVat(account, 0), vats[3]],
    ['vat by its name', (account) => findVat(account, 'ΦΠΑ 13%'), vats[1]],
    ['findTax without accents, in small letters', (account) => findTax(account, 'παρακρατηση 20%'), vats[4]],
    ['a levy by its name', (account) => findTax(account, 'ΤΈΛΟΣ '), vats[5]],
    ['paymentMethod', (account) => findPaymentMethod(account, 'Τράπεζα'), paymentMethods[0]],
    ['paymentMethod in capitals', (account) => findPaymentMethod(account, 'ΤΡΑΠΕΖΑ'), paymentMethods[0]],
    ['paymentMethod with its accent apart', (account) => findPaymentMethod(account, 'Μετρητα\u0301'), paymentMethods[1]],
    ['paymentMethod in the second language', (account) => findPaymentMethod(account, 'card ONLINE'), paymentMethods[2]],
    ['defaultPaymentMethod', (account) => defaultPaymentMethod(account), paymentMethods[0]],
    ['ossTax by its country', (account) => findOssTax(account, 'DE'), ossProductTaxes[0]],
    ['ossTax in small letters', (account) => findOssTax(account, 'fr'), ossProductTaxes[1]],
    ['ossTax by its name', (account) => findOssTax(account, 'TVA 20%'), ossProductTaxes[1]],
  ])('%s', (_name, find, record) => {
    expect(record).toBeDefined()
    expect(find(documented)).toBe(record)
  })

  test('the default invoice type is an id', () => expect(defaultInvoiceTypeId(documented)).toBe(31))
})

test('collapse repeated spaces in names', async () => {
  const account = await accountWith({ paymentMethods: [{ id: 1, name: 'Κάρτα  online ' }] })
  for (const name of ['Κάρτα online', ' κάρτα\u00a0online']) expect(findPaymentMethod(account, name).id).toBe(1)
})

test('treat a final sigma as a sigma', async () => {
  const account = await accountWith({ paymentMethods: [{ id: 1, name: 'Ταμείο Πατρας' }] })
  for (const name of ['ΤΑΜΕΙΟ ΠΑΤΡΑΣ', 'ταμειο πατρασ', 'Ταμείο Πάτρας']) expect(findPaymentMethod(account, name).id).toBe(1)
})

describe('a lookup without a match lists the available records', () => {
  test.each<[(account: Account) => unknown, string]>([
    [
      (account) => findVat(account, 25),
      "None of the account's VAT rates match 25. Available: ΦΠΑ 24%, ΦΠΑ 13%, ΦΠΑ 6%, ΦΠΑ 0%, Παρακράτηση 20%, Τέλος.",
    ],
    [
      (account) => findPaymentMethod(account, 'PayPal'),
      "None of the account's payment methods match 'PayPal'. Available: Τράπεζα, Μετρητά, Κάρτα.",
    ],
    [(account) => findOssTax(account, 'IT'), "None of the account's OSS rates match 'IT'. Available: DE MwSt 19%, FR TVA 20%."],
  ])('%s', (find, message) => {
    expect(() => find(documented)).toThrow(InvalidArgumentError)
    expect(() => find(documented)).toThrow(message)
  })

  test('findVat ignores withholding taxes and fixed amounts', () => {
    expect(() => findVat(documented, 20)).toThrow(InvalidArgumentError)
    expect(() => findVat(documented, 5)).toThrow(InvalidArgumentError)
  })

  test('findPaymentMethod rejects an undefined name', () => {
    // JavaScript callers can pass undefined. It must not match a record without a second name.
    for (const nothing of [undefined, null, '']) expect(() => findVat(documented, nothing as never)).toThrow(InvalidArgumentError)
  })

  // The server may omit fields that the OpenAPI document requires.
  const nulls = { vats: null, paymentMethods: null, ossProductTaxes: null, settings: null }
  test.each([[{}], [undefined], [null], [nulls], [{ vats: [], paymentMethods: [], ossProductTaxes: [], settings: {} }]])(
    '%j',
    async (relations) => {
      const account = await accountWith(relations)
      const none = (what: string, asked: string) => `None of the account's ${what} match ${asked}. Available: none.`
      expect(() => findVat(account, 24)).toThrow(none('VAT rates', '24'))
      expect(() => findPaymentMethod(account, 'Τράπεζα')).toThrow(none('payment methods', "'Τράπεζα'"))
      expect(() => findOssTax(account, 'DE')).toThrow(none('OSS rates', "'DE'"))
      expect(() => defaultPaymentMethod(account)).toThrow(none('payment methods', "'default'"))
      expect(() => defaultInvoiceTypeId(account)).toThrow(none('invoice types', "'default'"))
    },
  )
})

describe('if several records match', () => {
  const zero = { value: 0, operand: '+' }

  test('returns the default', async () => {
    const account = await accountWith({
      vats: [
        { id: 1, ...zero },
        { id: 2, ...zero, isDefault: true },
      ],
    })
    expect(findVat(account, 0).id).toBe(2)
  })

  test('throws if none of them is the default', async () => {
    const account = await accountWith({
      vats: [
        { id: 1, name: 'ΦΠΑ 0%', ...zero },
        { id: 2, name: 'Άνευ ΦΠΑ', ...zero },
      ],
      ossProductTaxes: [
        { id: 3, name: 'MwSt 19%', oss_country: 'DE' },
        { id: 4, name: 'MwSt 7%', oss_country: 'DE' },
      ],
    })
    expect(() => findVat(account, 0)).toThrow("2 of the account's VAT rates match 0. Available: ΦΠΑ 0%, Άνευ ΦΠΑ.")
    expect(() => findOssTax(account, 'DE')).toThrow(
      "2 of the account's OSS rates match 'DE'. Available: DE MwSt 19%, DE MwSt 7%.",
    )
    expect(findVat(account, 'ανευ φπα').id).toBe(2)
    expect(findOssTax(account, 'MwSt 7%').id).toBe(4)
  })

  test('ignores deleted, hidden and disabled records', async () => {
    const account = await accountWith({
      vats: [
        { id: 1, name: 'old', value: 24, deletedAt: '2026-01-08T09:12:40+00:00' },
        { id: 2, name: 'hidden', value: 24, isHidden: true },
        { name: 'without an id', value: 24 },
        { id: 3, name: 'ours', value: 24 },
      ],
      paymentMethods: [
        { id: 4, name: 'Κάρτα', status: false, default: true },
        { id: 5, name: 'Κάρτα', status: true, default: true },
      ],
    })
    expect(findVat(account, 24).id).toBe(3)
    expect(findVat(account, 'hidden').id).toBe(2)
    expect(() => findVat(account, 'old')).toThrow('Available: hidden, ours.')
    expect(findPaymentMethod(account, 'κάρτα').id).toBe(5)
    expect(defaultPaymentMethod(account).id).toBe(5)
  })
})

test('the account is plain data that can be copied and serialized', async () => {
  const data = { uuid: documented.uuid, relations: { vats: [{ id: 1, value: 24 }], paymentMethods: [], biller: {} } }
  const { billit } = await connect(always({ data }))
  const account = await billit.account.get()
  expect(account).toStrictEqual(data)
  for (const copy of [JSON.parse(JSON.stringify(account)), { ...account }, structuredClone(account)]) {
    expect(copy).toStrictEqual(data)
    expect(findVat(copy, 24).id).toBe(1)
  }
})
