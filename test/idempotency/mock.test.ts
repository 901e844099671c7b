/** `createOnce` against the mock of the package, over HTTP, as people test a job of their own. */
import { expect, test } from 'vitest'
import { Billit, type BillitOptions } from '../../src/index.ts'
import type { Fault } from '../../src/mock/index.ts'
import { checkInvoice } from '../../src/mydata/index.ts'
import { memoryStore } from '../../src/stores/index.ts'
import { mockFor } from '../mock/client.ts'
import { draft } from '../mydata/draft.ts'

const ours = draft({ excludeMydata: true })

async function clients(options: BillitOptions = {}) {
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
])('after the fact: %s', async (_what, fault) => {
  const { mock, billit, tagged, operations } = await clients()
  mock.failNext({ operation: 'createInvoice', after: true, ...fault })
  const { invoice, outcome } = await billit.invoices.createOnce('order-1', ours)
  expect(outcome).toBe('recovered')
  expect(tagged().map(({ uuid }) => uuid)).toEqual([invoice.uuid])
  expect(operations()).toEqual(['createInvoice', 'listInvoices', 'getInvoice'])
})

test.each<[string, Fault]>([
  ['a broken connection', { disconnect: true }],
  ['a 502', { status: 502 }],
])('before the fact: %s', async (_what, fault) => {
  const { mock, billit, tagged, operations } = await clients()
  mock.failNext({ operation: 'createInvoice', ...fault })
  const { outcome } = await billit.invoices.createOnce('order-1', ours, { settle: 200 })
  expect(outcome).toBe('created')
  expect(tagged()).toHaveLength(1)
  expect(operations().filter((each) => each === 'createInvoice')).toHaveLength(2)
})

test('an answer that comes later than the time limit', async () => {
  const { mock, billit, tagged } = await clients({ timeout: 300 })
  mock.failNext({ operation: 'createInvoice', delay: 600 })
  const { outcome } = await billit.invoices.createOnce('order-1', ours, { settle: 5000 })
  expect(outcome).toBe('recovered')
  expect(tagged()).toHaveLength(1)
})

test('on the good path there is one request, and on the next call another', async () => {
  const { billit, other, operations } = await clients()
  const created = await billit.invoices.createOnce('order-1', ours)
  const known = await other.invoices.createOnce('order-1', ours)
  expect(created.outcome).toBe('created')
  expect(known).toMatchObject({ outcome: 'existing', invoice: { uuid: created.invoice.uuid } })
  expect(operations()).toEqual(['createInvoice', 'getInvoice'])
})

test('a mock that lives on another day', async () => {
  const mock = await mockFor({ rows: 300, today: '2026-03-02' })
  const billit = new Billit({ token: 'anything', baseUrl: mock.url, rateLimit: false, idempotencyStore: memoryStore() })
  const [customer] = await billit.contacts.list({ perPage: 1 }).then(({ data }) => data)
  mock.failNext({ operation: 'createInvoice', disconnect: true, after: true })
  const body = { ...ours, customerId: Number(customer?.id), invoiceDate: '2026-03-02' }
  const { outcome } = await billit.invoices.createOnce('order-1', body)
  expect(outcome).toBe('recovered')
})

test('two processes at once', async () => {
  const { mock, billit, other, tagged } = await clients()
  mock.failNext({ operation: 'createInvoice', disconnect: true, after: true })
  const calls = [billit, other].map((client) => client.invoices.createOnce('order-1', ours, { settle: 2000 }))
  const uuids = (await Promise.all(calls)).map(({ invoice }) => invoice.uuid)
  expect(new Set(uuids).size).toBe(1)
  expect(tagged()).toHaveLength(1)
})

test.each<[object, string]>([
  [{ settel: 5 }, "The call has no option 'settel': did you mean 'settle'?"],
  [{ settle: 0 }, 'settle must be an integer from 1, not 0.'],
  [{ tag: 'yes' }, "tag must be true or false, not 'yes'."],
])('the options %j are refused', async (options, message) => {
  const { billit, operations } = await clients()
  await expect(billit.invoices.createOnce('order-1', ours, options)).rejects.toThrow(message)
  expect(operations()).toEqual([])
})

test.each(['', ' order', 'order\n1', 'x'.repeat(201), 5, undefined])('the key %j is refused', async (key) => {
  const { billit, operations } = await clients()
  await expect(billit.invoices.createOnce(key as string, ours)).rejects.toThrow('The key must be a text of 1 to 200 characters')
  expect(operations()).toEqual([])
})

test.each([checkInvoice, { check: checkInvoice, contacts: true }])('a preflight comes first: %o', async (preflight) => {
  const { billit, tagged, operations } = await clients({ preflight })
  const refused = draft({ products: [] })
  await expect(billit.invoices.createOnce('order-1', refused)).rejects.toMatchObject({ name: 'InvalidArgumentError' })
  expect(operations()).not.toContain('createInvoice')
  const { outcome } = await billit.invoices.createOnce('order-1', ours)
  expect(outcome).toBe('created')
  expect(tagged()).toHaveLength(1)
})

test('an uncertain outcome as JSON is a log line without the token', async () => {
  const { mock, billit } = await clients()
  mock.failNext({ operation: 'createInvoice', disconnect: true })
  const error = await billit.invoices.createOnce('order-1', ours, { deadline: 2000 }).catch((thrown: unknown) => thrown)
  const text = JSON.stringify(error)
  expect(JSON.parse(text)).toMatchObject({
    name: 'UncertainOutcomeError',
    key: 'order-1',
    candidates: [],
    mayHaveSucceeded: true,
  })
  expect(text).not.toContain('anything')
})

test('without a store, the cure is told', async () => {
  const { billit, operations } = await clients({ idempotencyStore: undefined })
  await expect(billit.invoices.createOnce('order-1', ours)).rejects.toThrow(
    "createOnce needs an idempotencyStore: new Billit({ idempotencyStore: sqliteStore('invoices.db') })",
  )
  expect(operations()).toEqual([])
})

test('an error that may have succeeded names createOnce', async () => {
  const { mock, billit } = await clients()
  mock.failNext({ operation: 'createInvoice', status: 503 })
  await expect(billit.invoices.create(ours)).rejects.toThrow(/Check GET \S+ before you retry, or use invoices\.createOnce\(\)/)
})
