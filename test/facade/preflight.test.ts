import { describe, expect, test } from 'vitest'
import { type BillitOptions, ConfigurationError, InvalidArgumentError } from '../../src/index.ts'
import { checkInvoice } from '../../src/mydata/index.ts'
import { draft } from '../mydata/draft.ts'
import { always, connect, rejection, UUID } from './setup.ts'

const good = draft()
/** Classified as goods, on an invoice for services. */
const bad = draft({}, { incomeClassificationCat: 'category1_1' })

const created = always({ data: { uuid: UUID } }, 201)

describe('preflight', () => {
  const preflight: BillitOptions['preflight'] = checkInvoice

  test.each(['create', 'update'] as const)('%s refuses what would be rejected, and sends nothing', async (method) => {
    const { billit, server } = await connect(created, { preflight })
    const sent = method === 'create' ? billit.invoices.create(bad) : billit.invoices.update(UUID, bad)
    const error = await rejection(sent)
    expect(error).toBeInstanceOf(InvalidArgumentError)
    expect(error).toMatchObject({ problems: checkInvoice(bad), attempts: 0, mayHaveSucceeded: false })
    expect(String(error)).toContain('products.0.incomeClassificationCat: ')
    expect(server.requests).toEqual([])
  })

  test('what is right is sent, once', async () => {
    const { billit, server } = await connect(created, { preflight })
    expect(await billit.invoices.create(good)).toEqual({ uuid: UUID })
    expect(server.requests).toHaveLength(1)
    expect(JSON.parse(server.requests[0]?.body ?? '')).toEqual(good)
  })
})

test('without it everything is sent', async () => {
  const { billit, server } = await connect(created)
  await billit.invoices.create(bad)
  expect(server.requests).toHaveLength(1)
})

test('ids are looked up in the account once that has been read, and no request is made for it', async () => {
  const relations = { vats: [{ id: 7, name: 'ΦΠΑ 24%', value: 24 }], paymentMethods: [], ossProductTaxes: [] }
  const { billit, server } = await connect(always({ data: { uuid: UUID, relations } }), { preflight: checkInvoice })
  const unknown = draft({}, { vatId: 8 })
  await billit.invoices.create(unknown)
  await billit.account.get()
  expect(await rejection(billit.invoices.create(unknown))).toMatchObject({
    problems: expect.arrayContaining([expect.objectContaining({ code: 'unknown-id', path: 'products.0.vatId' })]),
  })
  expect(server.requests.map(({ method }) => method)).toEqual(['POST', 'GET'])
})

test('a warning is logged, and does not hinder', async () => {
  const lines: string[] = []
  const logger = { ...console, debug: () => {}, warn: (line: string) => void lines.push(line) }
  const { billit, server } = await connect(created, { preflight: checkInvoice, logger })
  await billit.invoices.create(draft({ invoiceDate: '2999-12-31' }))
  expect(lines).toEqual([expect.stringMatching(/^preflight: invoiceDate: /)])
  expect(server.requests).toHaveLength(1)
})

test('what is changed after the check is not sent', async () => {
  const changing = { ...good }
  const token = () => {
    changing.mydataInvoiceType = '5.1'
    return 'a-token-of-the-test'
  }
  const { billit, server } = await connect(created, { preflight: checkInvoice, token })
  await billit.invoices.create(changing)
  expect(JSON.parse(server.requests[0]?.body ?? '')).toEqual(good)
})

test.each([null, 'yes', 1, true])('%j is refused', async (preflight) => {
  // What a caller without types may pass.
  await expect(connect(created, { preflight: preflight as never })).rejects.toThrow(
    `preflight must be checkInvoice (from billit-io/mydata) or false, not ${typeof preflight === 'string' ? `'${preflight}'` : preflight}.`,
  )
  await expect(connect(created, { preflight: preflight as never })).rejects.toBeInstanceOf(ConfigurationError)
})

describe('a draft that is none', () => {
  test.each([null, undefined, 'x', [], 5])('%j is refused, and nothing is sent', async (nothing) => {
    const { billit, server } = await connect(created, { preflight: checkInvoice })
    // What a caller without types may pass.
    expect(await rejection(billit.invoices.create(nothing as never))).toBeInstanceOf(InvalidArgumentError)
    expect(server.requests).toEqual([])
  })

  test.each([{}, { products: null }, { products: 'x' }, { products: [] }])('%j instead of rows is refused', async (rows) => {
    const { billit, server } = await connect(created, { preflight: checkInvoice })
    const { products: _, ...rest } = good
    expect(await rejection(billit.invoices.create({ ...rest, ...rows } as never))).toMatchObject({
      problems: [{ code: 'rows-missing', path: 'products' }],
    })
    expect(server.requests).toEqual([])
  })

  test('a row of nothing is for the server to refuse', async () => {
    const { billit, server } = await connect(created, { preflight: checkInvoice })
    await billit.invoices.create({ ...good, products: [null] } as never)
    expect(server.requests).toHaveLength(1)
  })
})
