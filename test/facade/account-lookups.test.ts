import { describe, expect, test } from 'vitest'
import {
  type Account,
  defaultInvoiceTypeOf,
  defaultPaymentMethodOf,
  InvalidArgumentError,
  ossProductTaxOf,
  paymentMethodOf,
  taxOf,
  vatOf,
} from '../../src/index.ts'
import { prismClient } from '../contract/prism-client.ts'
import { always, connect } from './setup.ts'

const documented = await prismClient().account.get()

/** The account that a server with these relations gives. */
async function accountWith(relations: unknown): Promise<Account> {
  const { billit } = await connect(always({ data: { uuid: documented.uuid, relations } }))
  return billit.account.get()
}

describe('what is found is the record of the account', () => {
  const { vats, paymentMethods, ossProductTaxes = [] } = documented.relations
  test.each<[string, (account: Account) => unknown, unknown]>([
    ['vatOf 24', (account) => vatOf(account, 24), vats[0]],
    ['vatOf 0', (account) => vatOf(account, 0), vats[3]],
    ['vat by its name', (account) => vatOf(account, 'ΦΠΑ 13%'), vats[1]],
    ['taxOf without accents, in small letters', (account) => taxOf(account, 'παρακρατηση 20%'), vats[4]],
    ['a levy by its name', (account) => taxOf(account, 'ΤΈΛΟΣ '), vats[5]],
    ['paymentMethod', (account) => paymentMethodOf(account, 'Τράπεζα'), paymentMethods[0]],
    ['paymentMethod in capitals', (account) => paymentMethodOf(account, 'ΤΡΑΠΕΖΑ'), paymentMethods[0]],
    ['paymentMethod with its accent apart', (account) => paymentMethodOf(account, 'Μετρητα\u0301'), paymentMethods[1]],
    ['paymentMethod in the second language', (account) => paymentMethodOf(account, 'card ONLINE'), paymentMethods[2]],
    ['defaultPaymentMethod', (account) => defaultPaymentMethodOf(account), paymentMethods[0]],
    ['ossTax by its country', (account) => ossProductTaxOf(account, 'DE'), ossProductTaxes[0]],
    ['ossTax in small letters', (account) => ossProductTaxOf(account, 'fr'), ossProductTaxes[1]],
    ['ossTax by its name', (account) => ossProductTaxOf(account, 'TVA 20%'), ossProductTaxes[1]],
  ])('%s', (_name, find, record) => {
    expect(record).toBeDefined()
    expect(find(documented)).toBe(record)
  })

  test('the default invoice type is an id', () => expect(defaultInvoiceTypeOf(documented)).toBe(31))
})

test('spaces count once', async () => {
  const account = await accountWith({ paymentMethods: [{ id: 1, name: 'Κάρτα  online ' }] })
  for (const name of ['Κάρτα online', ' κάρτα\u00a0online']) expect(paymentMethodOf(account, name).id).toBe(1)
})

test('a final sigma is a sigma', async () => {
  const account = await accountWith({ paymentMethods: [{ id: 1, name: 'Ταμείο Πατρας' }] })
  for (const name of ['ΤΑΜΕΙΟ ΠΑΤΡΑΣ', 'ταμειο πατρασ', 'Ταμείο Πάτρας']) expect(paymentMethodOf(account, name).id).toBe(1)
})

describe('a miss lists what there is', () => {
  test.each<[(account: Account) => unknown, string]>([
    [
      (account) => vatOf(account, 25),
      "None of the account's VAT rates match 25: it has ΦΠΑ 24%, ΦΠΑ 13%, ΦΠΑ 6%, ΦΠΑ 0%, Παρακράτηση 20%, Τέλος.",
    ],
    [
      (account) => paymentMethodOf(account, 'PayPal'),
      "None of the account's payment methods match 'PayPal': it has Τράπεζα, Μετρητά, Κάρτα.",
    ],
    [(account) => ossProductTaxOf(account, 'IT'), "None of the account's OSS rates match 'IT': it has DE MwSt 19%, FR TVA 20%."],
  ])('%s', (find, message) => {
    expect(() => find(documented)).toThrow(InvalidArgumentError)
    expect(() => find(documented)).toThrow(message)
  })

  test('20 % to be withheld and 5 euros a piece are no VAT rates', () => {
    expect(() => vatOf(documented, 20)).toThrow(InvalidArgumentError)
    expect(() => vatOf(documented, 5)).toThrow(InvalidArgumentError)
  })

  test('nothing asked for is no name', () => {
    // What a caller without types may pass: no record has such a second name either.
    for (const nothing of [undefined, null, '']) expect(() => vatOf(documented, nothing as never)).toThrow(InvalidArgumentError)
  })

  // Whatever the document says.
  const nulls = { vats: null, paymentMethods: null, ossProductTaxes: null, settings: null }
  test.each([[{}], [undefined], [null], [nulls], [{ vats: [], paymentMethods: [], ossProductTaxes: [], settings: {} }]])(
    '%j',
    async (relations) => {
      const account = await accountWith(relations)
      const none = (what: string, asked: string) => `None of the account's ${what} match ${asked}: it has none.`
      expect(() => vatOf(account, 24)).toThrow(none('VAT rates', '24'))
      expect(() => paymentMethodOf(account, 'Τράπεζα')).toThrow(none('payment methods', "'Τράπεζα'"))
      expect(() => ossProductTaxOf(account, 'DE')).toThrow(none('OSS rates', "'DE'"))
      expect(() => defaultPaymentMethodOf(account)).toThrow(none('payment methods', "'default'"))
      expect(() => defaultInvoiceTypeOf(account)).toThrow(none('invoice types', "'default'"))
    },
  )
})

describe('of several that fit', () => {
  const zero = { value: 0, operand: '+' }

  test('the default is taken', async () => {
    const account = await accountWith({
      vats: [
        { id: 1, ...zero },
        { id: 2, ...zero, isDefault: true },
      ],
    })
    expect(vatOf(account, 0).id).toBe(2)
  })

  test('without a default it is refused: a wrong rate would be worse', async () => {
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
    expect(() => vatOf(account, 0)).toThrow("2 of the account's VAT rates match 0: it has ΦΠΑ 0%, Άνευ ΦΠΑ.")
    expect(() => ossProductTaxOf(account, 'DE')).toThrow(
      "2 of the account's OSS rates match 'DE': it has DE MwSt 19%, DE MwSt 7%.",
    )
    expect(vatOf(account, 'ανευ φπα').id).toBe(2)
    expect(ossProductTaxOf(account, 'MwSt 7%').id).toBe(4)
  })

  test('what is deleted, hidden or off is passed over', async () => {
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
    expect(vatOf(account, 24).id).toBe(3)
    expect(vatOf(account, 'hidden').id).toBe(2)
    expect(() => vatOf(account, 'old')).toThrow('it has hidden, ours.')
    expect(paymentMethodOf(account, 'κάρτα').id).toBe(5)
    expect(defaultPaymentMethodOf(account).id).toBe(5)
  })
})

test('the account is plain data: a copy of any kind keeps all of it', async () => {
  const data = { uuid: documented.uuid, relations: { vats: [{ id: 1, value: 24 }], paymentMethods: [], biller: {} } }
  const { billit } = await connect(always({ data }))
  const account = await billit.account.get()
  expect(account).toStrictEqual(data)
  for (const copy of [JSON.parse(JSON.stringify(account)), { ...account }, structuredClone(account)]) {
    expect(copy).toStrictEqual(data)
    expect(vatOf(copy, 24).id).toBe(1)
  }
})
