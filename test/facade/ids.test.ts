import { describe, expect, test } from 'vitest'
import type { Billit } from '../../src/index.ts'
import { InvalidArgumentError } from '../../src/index.ts'
import { always, connect, rejection, UUID } from './setup.ts'

type ById = [name: string, call: (billit: Billit, id: never) => PromiseLike<unknown>]

const byNumber: ById[] = [
  ['contacts.get', (billit, id) => billit.contacts.get(id)],
  ['contacts.update', (billit, id) => billit.contacts.update(id, contact)],
  ['contacts.delete', (billit, id) => billit.contacts.delete(id)],
  ['customers.get', (billit, id) => billit.customers.get(id)],
  ['customers.update', (billit, id) => billit.customers.update(id, contact)],
  ['customers.delete', (billit, id) => billit.customers.delete(id)],
  ['suppliers.get', (billit, id) => billit.suppliers.get(id)],
  ['suppliers.update', (billit, id) => billit.suppliers.update(id, contact)],
  ['suppliers.delete', (billit, id) => billit.suppliers.delete(id)],
  ['products.get', (billit, id) => billit.products.get(id)],
  ['products.update', (billit, id) => billit.products.update(id, product)],
  ['products.delete', (billit, id) => billit.products.delete(id)],
  ['payments.delete', (billit, id) => billit.payments.delete(id)],
  ['purchases.get', (billit, id) => billit.purchases.get(id)],
  ['purchases.delete', (billit, id) => billit.purchases.delete(id)],
  ['tags.get', (billit, id) => billit.tags.get(id)],
  ['tags.delete', (billit, id) => billit.tags.delete(id)],
]

const byUuid: ById[] = [
  ['invoices.get', (billit, uuid) => billit.invoices.get(uuid)],
  ['invoices.update', (billit, uuid) => billit.invoices.update(uuid, invoice)],
  ['invoices.delete', (billit, uuid) => billit.invoices.delete(uuid)],
  ['invoices.pdf', (billit, uuid) => billit.invoices.pdf(uuid)],
  ['ocps.get', (billit, uuid) => billit.ocps.get(uuid)],
  ['ocps.update', (billit, uuid) => billit.ocps.update(uuid, ocp)],
  ['ocps.delete', (billit, uuid) => billit.ocps.delete(uuid)],
]

const contact = { isCompany: true, company: 'Kestrel Ltd', customerType: 1, country: 'GR' } as const
const product = { name: 'Hosting', description: '', unitPrice: 10, defaultVatId: 901, isVatIncluded: false }
const invoice = { invoiceDate: '2026-11-22', invoiceTypeId: 31, products: [] }
const ocp = { title: 'Support', description: 'One year', cost: 12.4, netValue: 10, paymentMethodId: 1203, lang: 'el' } as const

/** Values that would change the path, and values that JavaScript callers may pass by mistake. */
const notIds = ['', '.', '..', '../account', 'a/b', '%2e%2e', '7?x=1', '7#x', null, undefined, {}, [], true, Symbol('7')]

/** Expects the call to reject without sending anything. */
async function expectRefused(call: ById[1], id: unknown): Promise<void> {
  const { billit, server } = await connect(always({ data: {} }))
  // JavaScript callers can pass this.
  const error = await rejection(call(billit, id as never))
  expect(error).toBeInstanceOf(InvalidArgumentError)
  expect(error).toMatchObject({ attempts: 0, mayHaveSucceeded: false })
  expect(server.requests).toEqual([])
}

describe.each(byNumber)('%s', (_name, call) => {
  test.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, '7', 7n, UUID, [7], ...notIds])('rejects %o', (id) =>
    expectRefused(call, id),
  )

  test('accepts a positive integer', async () => {
    const { billit, server } = await connect(always({ data: {} }))
    await call(billit, 9007199254740991 as never)
    expect(server.requests.map(({ path }) => path.split('/').pop())).toEqual(['9007199254740991'])
  })
})

describe.each(byUuid)('%s', (_name, call) => {
  const notUuids = [
    7,
    UUID.slice(1),
    `${UUID}0`,
    `${UUID}\n`,
    `{${UUID}}`,
    UUID.replaceAll('-', ''),
    UUID.replace('7', 'g'),
    [UUID],
  ]
  test.each([...notUuids, ...notIds])('rejects %o', (uuid) => expectRefused(call, uuid))
})

test.each(byUuid.filter(([name]) => name !== 'invoices.pdf'))('%s accepts a UUID in either case', async (_name, call) => {
  const { billit, server } = await connect(always({ data: {} }))
  await call(billit, UUID as never)
  await call(billit, UUID.toUpperCase() as never)
  expect(server.requests.map(({ path }) => path.split('/').pop())).toEqual([UUID, UUID.toUpperCase()])
})

describe('gsis.lookup', () => {
  const notVatIds = [523456110, '52345611', '5234561100', 'EL523456110', ' 523456110', '523456110\n', '٥٢٣٤٥٦١١٠']
  test.each([...notVatIds, ...notIds])('rejects %o', (vatId) => expectRefused((billit, id) => billit.gsis.lookup(id), vatId))

  test('accepts nine digits', async () => {
    const { billit, server } = await connect(always({ name: 'Kestrel' }))
    await billit.gsis.lookup('023456116')
    expect(server.requests.map(({ target }) => target)).toEqual(['/gsis/023456116'])
  })
})

test('the message shows the invalid value and the expected format', async () => {
  const { billit } = await connect(always({}))
  // JavaScript callers can pass this.
  await expect(billit.contacts.get('7' as never)).rejects.toThrow("The id must be an integer from 1, not '7'.")
  await expect(billit.invoices.get('7')).rejects.toThrow(/The uuid must look like '[\da-f-]{36}', not '7'\./)
  await expect(billit.gsis.lookup('EL7')).rejects.toThrow("without 'EL', not 'EL7'")
})
