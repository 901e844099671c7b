import { describe, expect, test } from 'vitest'
import { type Account, InvalidArgumentError } from '../../src/index.ts'
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
    ['vat(24)', (account) => account.vat(24), vats[0]],
    ['vat(0)', (account) => account.vat(0), vats[3]],
    ['vat by its name', (account) => account.vat('ΦΠΑ 13%'), vats[1]],
    ['vat without accents, in small letters', (account) => account.vat('παρακρατηση 20%'), vats[4]],
    ['a levy by its name', (account) => account.vat('ΤΈΛΟΣ '), vats[5]],
    ['paymentMethod', (account) => account.paymentMethod('Τράπεζα'), paymentMethods[0]],
    ['paymentMethod in capitals', (account) => account.paymentMethod('ΤΡΑΠΕΖΑ'), paymentMethods[0]],
    ['paymentMethod with its accent apart', (account) => account.paymentMethod('Μετρητα\u0301'), paymentMethods[1]],
    ['paymentMethod in the second language', (account) => account.paymentMethod('card ONLINE'), paymentMethods[2]],
    ['defaultPaymentMethod', (account) => account.defaultPaymentMethod, paymentMethods[0]],
    ['ossTax by its country', (account) => account.ossTax('DE'), ossProductTaxes[0]],
    ['ossTax in small letters', (account) => account.ossTax('fr'), ossProductTaxes[1]],
    ['ossTax by its name', (account) => account.ossTax('TVA 20%'), ossProductTaxes[1]],
  ])('%s', (_name, find, record) => {
    expect(record).toBeDefined()
    expect(find(documented)).toBe(record)
  })

  test('the default invoice type is an id', () => expect(documented.defaultInvoiceType).toBe(31))
})

test('spaces count once', async () => {
  const account = await accountWith({ paymentMethods: [{ id: 1, name: 'Κάρτα  online ' }] })
  for (const name of ['Κάρτα online', ' κάρτα\u00a0online']) expect(account.paymentMethod(name).id).toBe(1)
})

test('a final sigma is a sigma', async () => {
  const account = await accountWith({ paymentMethods: [{ id: 1, name: 'Ταμείο Πατρας' }] })
  for (const name of ['ΤΑΜΕΙΟ ΠΑΤΡΑΣ', 'ταμειο πατρασ', 'Ταμείο Πάτρας']) expect(account.paymentMethod(name).id).toBe(1)
})

describe('a miss lists what there is', () => {
  test.each<[(account: Account) => unknown, string]>([
    [
      (account) => account.vat(25),
      "None of the account's VAT rates match 25: it has ΦΠΑ 24%, ΦΠΑ 13%, ΦΠΑ 6%, ΦΠΑ 0%, Παρακράτηση 20%, Τέλος.",
    ],
    [
      (account) => account.paymentMethod('PayPal'),
      "None of the account's payment methods match 'PayPal': it has Τράπεζα, Μετρητά, Κάρτα.",
    ],
    [(account) => account.ossTax('IT'), "None of the account's OSS rates match 'IT': it has DE MwSt 19%, FR TVA 20%."],
  ])('%s', (find, message) => {
    expect(() => find(documented)).toThrow(InvalidArgumentError)
    expect(() => find(documented)).toThrow(message)
  })

  test('20 % to be withheld and 5 euros a piece are no VAT rates', () => {
    expect(() => documented.vat(20)).toThrow(InvalidArgumentError)
    expect(() => documented.vat(5)).toThrow(InvalidArgumentError)
  })

  test('nothing asked for is no name', () => {
    // What a caller without types may pass: no record has such a second name either.
    for (const nothing of [undefined, null, '']) expect(() => documented.vat(nothing as never)).toThrow(InvalidArgumentError)
  })

  // Whatever the document says.
  const nulls = { vats: null, paymentMethods: null, ossProductTaxes: null, settings: null }
  test.each([[{}], [undefined], [null], [nulls], [{ vats: [], paymentMethods: [], ossProductTaxes: [], settings: {} }]])(
    '%j',
    async (relations) => {
      const account = await accountWith(relations)
      const none = (what: string, asked: string) => `None of the account's ${what} match ${asked}: it has none.`
      expect(() => account.vat(24)).toThrow(none('VAT rates', '24'))
      expect(() => account.paymentMethod('Τράπεζα')).toThrow(none('payment methods', "'Τράπεζα'"))
      expect(() => account.ossTax('DE')).toThrow(none('OSS rates', "'DE'"))
      expect(() => account.defaultPaymentMethod).toThrow(none('payment methods', "'default'"))
      expect(() => account.defaultInvoiceType).toThrow(none('invoice types', "'default'"))
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
    expect(account.vat(0).id).toBe(2)
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
    expect(() => account.vat(0)).toThrow("2 of the account's VAT rates match 0: it has ΦΠΑ 0%, Άνευ ΦΠΑ.")
    expect(() => account.ossTax('DE')).toThrow("2 of the account's OSS rates match 'DE': it has DE MwSt 19%, DE MwSt 7%.")
    expect(account.vat('ανευ φπα').id).toBe(2)
    expect(account.ossTax('MwSt 7%').id).toBe(4)
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
    expect(account.vat(24).id).toBe(3)
    expect(account.vat('hidden').id).toBe(2)
    expect(() => account.vat('old')).toThrow('it has hidden, ours.')
    expect(account.paymentMethod('κάρτα').id).toBe(5)
    expect(account.defaultPaymentMethod.id).toBe(5)
  })
})

test('they show in no copy: not in JSON, a spread, nor a comparison', async () => {
  const data = { uuid: documented.uuid, relations: { vats: [{ id: 1, value: 24 }], paymentMethods: [], biller: {} } }
  const { billit } = await connect(always({ data }))
  const account = await billit.account.get()
  expect(JSON.parse(JSON.stringify(account))).toEqual(data)
  expect({ ...account }).toStrictEqual(data)
  expect(account).toStrictEqual(data)
  expect(structuredClone<unknown>(account)).toStrictEqual(data)
  expect(Object.keys(account)).toEqual(['uuid', 'relations'])
  // Taken off the account they work as well.
  const { vat } = account
  expect(vat(24).id).toBe(1)
})

test('the account that comes with its response has them too, and one that is asked for again', async () => {
  const billit = prismClient()
  const { data } = await billit.account.get().withResponse()
  expect(data.vat(24).id).toBe(901)
  const again = await billit.account.get({ refresh: true })
  expect(again).not.toBe(data)
  expect(again.vat(24).id).toBe(901)
})
