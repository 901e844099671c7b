/** `createOnce` against the mock of the package over HTTP, as users test their own jobs. */
import { expect, test } from 'vitest'
import { Billit, type BillitOptions } from '../../src/index.ts'
import type { Fault } from '../../src/mock/index.ts'
import { checkInvoice } from '../../src/mydata/index.ts'
import { memoryStore } from '../../src/stores/index.ts'
import { mockFor } from '../mock/client.ts'
import { draft } from '../mydata/draft.ts'

const exampleInvoice = draft({ excludeMydata: true })

async function setUp(options: BillitOptions = {}) {
  const mock = await mockFor()
  const store = memoryStore()
  const connect = () =>
    new Billit({ token: 'anything', baseUrl: mock.url, rateLimit: false, idempotencyStore: store, ...options })
  const tagged = () => mock.rows('invoices').filter(({ tags }) => JSON.stringify(tags).includes('ref:order-1'))
  const operations = () => mock.requests.map(({ operationId }) => operationId)
  return { mock, billit: connect(), other: connect(), tagged, operations }
}

test.each<[string, Fault]>([
  ['a broken connection', { disconnect: true }],
  ['a 500', { status: 500 }],
  ['a 503', { status: 503 }],
  ['a 504', { status: 504 }],
])('recovers an invoice that was created before %s', async (_case, fault) => {
  const { mock, billit, tagged, operations } = await setUp()
  mock.failNext({ operation: 'createInvoice', after: true, ...fault })
  const { invoice, outcome } = await billit.invoices.createOnce('order-1', exampleInvoice)
  expect(outcome).toBe('recovered')
  expect(tagged().map(({ uuid }) => uuid)).toEqual([invoice.uuid])
  expect(operations()).toEqual(['createInvoice', 'listInvoices', 'getInvoice'])
})

test.each<[string, Fault]>([
  ['a broken connection', { disconnect: true }],
  ['a 502', { status: 502 }],
])('retries the POST if no invoice was created before %s', async (_case, fault) => {
  const { mock, billit, tagged, operations } = await setUp()
  mock.failNext({ operation: 'createInvoice', ...fault })
  const { outcome } = await billit.invoices.createOnce('order-1', exampleInvoice, { settle: 200 })
  expect(outcome).toBe('created')
  expect(tagged()).toHaveLength(1)
  expect(operations().filter((each) => each === 'createInvoice')).toHaveLength(2)
})

test('recovers an invoice whose response arrives after the timeout', async () => {
  const { mock, billit, tagged } = await setUp({ timeout: 300 })
  mock.failNext({ operation: 'createInvoice', delay: 600 })
  const { outcome } = await billit.invoices.createOnce('order-1', exampleInvoice, { settle: 5000 })
  expect(outcome).toBe('recovered')
  expect(tagged()).toHaveLength(1)
})

test('sends one request for a new key, and one for a completed key', async () => {
  const { billit, other, operations } = await setUp()
  const created = await billit.invoices.createOnce('order-1', exampleInvoice)
  const repeated = await other.invoices.createOnce('order-1', exampleInvoice)
  expect(created.outcome).toBe('created')
  expect(repeated).toMatchObject({ outcome: 'existing', invoice: { uuid: created.invoice.uuid } })
  expect(operations()).toEqual(['createInvoice', 'getInvoice'])
})

test('recovers an invoice on a mock with another `today`', async () => {
  const mock = await mockFor({ rows: 300, today: '2026-03-02' })
  const billit = new Billit({ token: 'anything', baseUrl: mock.url, rateLimit: false, idempotencyStore: memoryStore() })
  const [customer] = await billit.contacts.list({ perPage: 1 }).then(({ data }) => data)
  mock.failNext({ operation: 'createInvoice', disconnect: true, after: true })
  const body = { ...exampleInvoice, customerId: Number(customer?.id), invoiceDate: '2026-03-02' }
  const { outcome } = await billit.invoices.createOnce('order-1', body)
  expect(outcome).toBe('recovered')
})

test('creates one invoice for two processes at once', async () => {
  const { mock, billit, other, tagged } = await setUp()
  mock.failNext({ operation: 'createInvoice', disconnect: true, after: true })
  const calls = [billit, other].map((client) => client.invoices.createOnce('order-1', exampleInvoice, { settle: 2000 }))
  const uuids = (await Promise.all(calls)).map(({ invoice }) => invoice.uuid)
  expect(new Set(uuids).size).toBe(1)
  expect(tagged()).toHaveLength(1)
})

test.each<[object, string]>([
  [{ settel: 5 }, "The call has no option 'settel': did you mean 'settle'?"],
  [{ settle: 0 }, 'settle must be an integer from 1, not 0.'],
  [{ tag: 'yes' }, "tag must be true or false, not 'yes'."],
])('throws for the options %j', async (options, message) => {
  const { billit, operations } = await setUp()
  await expect(billit.invoices.createOnce('order-1', exampleInvoice, options)).rejects.toThrow(message)
  expect(operations()).toEqual([])
})

test.each(['', ' order', 'order\n1', 'x'.repeat(201), 5, undefined])('throws for the key %j', async (key) => {
  const { billit, operations } = await setUp()
  await expect(billit.invoices.createOnce(key as string, exampleInvoice)).rejects.toThrow(
    'The key must be a string of 1 to 200 characters',
  )
  expect(operations()).toEqual([])
})

test.each([checkInvoice, { check: checkInvoice, contacts: true }])(
  'runs a preflight before the request: %o',
  async (preflight) => {
    const { billit, tagged, operations } = await setUp({ preflight })
    const refused = draft({ products: [] })
    await expect(billit.invoices.createOnce('order-1', refused)).rejects.toMatchObject({ name: 'InvalidArgumentError' })
    expect(operations()).not.toContain('createInvoice')
    const { outcome } = await billit.invoices.createOnce('order-1', exampleInvoice)
    expect(outcome).toBe('created')
    expect(tagged()).toHaveLength(1)
  },
)

test('serializes an uncertain outcome to JSON without the token', async () => {
  const { mock, billit } = await setUp()
  mock.failNext({ operation: 'createInvoice', disconnect: true })
  const error = await billit.invoices.createOnce('order-1', exampleInvoice, { deadline: 2000 }).catch((thrown: unknown) => thrown)
  const text = JSON.stringify(error)
  expect(JSON.parse(text)).toMatchObject({
    name: 'UncertainOutcomeError',
    key: 'order-1',
    candidates: [],
    mayHaveSucceeded: true,
  })
  expect(text).not.toContain('anything')
})

test('names the fix if the store is missing', async () => {
  const { billit, operations } = await setUp({ idempotencyStore: undefined })
  await expect(billit.invoices.createOnce('order-1', exampleInvoice)).rejects.toThrow(
    "createOnce needs an idempotencyStore: new Billit({ idempotencyStore: sqliteStore('invoices.db') })",
  )
  expect(operations()).toEqual([])
})

test('suggests createOnce in an error with mayHaveSucceeded', async () => {
  const { mock, billit } = await setUp()
  mock.failNext({ operation: 'createInvoice', status: 503 })
  await expect(billit.invoices.create(exampleInvoice)).rejects.toThrow(
    /Check GET \S+ before you retry, or use invoices\.createOnce\(\)/,
  )
})
