/** The invoice types of the account, which no operation of the API lists. */
import { describe, expect, onTestFinished, test } from 'vitest'
import { type Mock, type MockOptions, startMock } from '../../src/mock/index.ts'
import { send } from './client.ts'

async function mockFor(options: MockOptions = { examples: true }): Promise<Mock> {
  const mock = await startMock(options)
  onTestFinished(() => mock.close())
  return mock
}

const INVOICE = { invoiceDate: '2026-11-22', products: [{ details: 'Συμβουλές', vatId: 901, price: 100 }] }
const OCP = {
  title: 'Συνδρομή',
  description: 'Ετήσια',
  cost: 124,
  netValue: 100,
  vatId: 901,
  paymentMethodId: 1203,
  lang: 'el',
  expirationAt: '2026-12-31',
}

const create = async (mock: Mock, invoiceTypeId: number) =>
  (await send(mock, 'POST', '/invoices', { ...INVOICE, invoiceTypeId })).status

test('the types 31 to 35 exist at the start', async () => {
  const mock = await mockFor({ rows: 0 })
  const ids = mock.snapshot().invoiceTypes?.map(({ id }) => id) ?? []
  expect(ids).toEqual([31, 32, 33, 34, 35])
  expect(await Promise.all(ids.map((id) => create(mock, id)))).toEqual([201, 201, 201, 201, 201])
})

test.each(['POST', 'PUT'])('%s of a payment link rejects an unknown type', async (method) => {
  const mock = await mockFor()
  const path = method === 'POST' ? '/ocps' : `/ocps/${mock.rows('ocps')[0]?.uuid}`
  const { status, body } = await send(mock, method, path, { ...OCP, invoiceTypeId: 99 })
  expect([status, body.errors]).toEqual([422, { invoiceTypeId: ['The selected invoiceTypeId is invalid.'] }])
})

describe('a snapshot', () => {
  test('adds types, with their own numbers and default myDATA types', async () => {
    const snapshot = (await mockFor()).snapshot()
    const mock = await mockFor({
      state: {
        ...snapshot,
        invoiceTypes: [...(snapshot.invoiceTypes ?? []), { id: 77, name: 'Προσφορά' }, { id: 78, name: 'Άλλο', mydata: '2.1' }],
      },
    })
    const { body } = await send(mock, 'POST', '/invoices', { ...INVOICE, invoiceTypeId: 77 })
    expect(body.data).toMatchObject({
      number: 1,
      type: { id: 77, name: 'Προσφορά', subtitle: '', note: null, alias: null, series: null },
      isMydataEnabled: false,
      mydata: { type: null, invoiceMark: null },
    })
    expect((await send(mock, 'POST', '/invoices', { ...INVOICE, invoiceTypeId: 78 })).body.data).toMatchObject({
      mydata: { type: '2.1' },
    })
    expect(mock.requests.flatMap(({ violations }) => violations)).toEqual([])
  })

  test('replaces the types, which reset() restores', async () => {
    const mock = await mockFor()
    mock.restore({ ...mock.snapshot(), records: {}, invoiceTypes: [{ id: 77, name: 'Προσφορά' }] })
    expect(await create(mock, 31)).toBe(422)
    mock.reset()
    expect([await create(mock, 31), await create(mock, 77)]).toEqual([201, 422])
  })

  test('has the types of its invoices too', async () => {
    const mock = await mockFor()
    mock.restore({ records: { invoices: [{ uuid: 'any', type: { id: 77, name: 'Προσφορά' } }] } })
    expect([await create(mock, 31), await create(mock, 77), await create(mock, 78)]).toEqual([201, 201, 422])
  })
})
