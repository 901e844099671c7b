/** Calls the handler of the page as AWS Lambda would, with a real PostgreSQL. */
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda'
import { type Mock, startMock } from 'billit-io/mock'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

let mock: Mock
let invoke: (orders: object[], remaining?: number) => Promise<SQSBatchResponse | undefined>

beforeAll(async () => {
  mock = await startMock({ examples: true, rateLimit: false })
  Object.assign(process.env, { BILLIT_BASE_URL: mock.url, BILLIT_TOKEN: 'any' })
  const { handler } = await import('./lambda/handler.ts')
  await fetch(`${mock.url}/account`) // its first request takes longest
  invoke = async (orders, remaining = 30_000) => {
    const Records = orders.map((order, index) => ({ messageId: `message-${index}`, body: JSON.stringify(order) }))
    // The handler reads only these parts of the event and the context.
    const event = { Records } as unknown as SQSEvent
    const context = { getRemainingTimeInMillis: () => remaining } as Context
    return (await handler(event, context, () => {})) ?? undefined
  }
})
beforeEach(() => mock.reset())
afterAll(() => mock.close())

const order = (id: string) => ({ id, customerId: 4821, date: '2026-11-24', details: 'Hosting', price: 120 })
const created = () => mock.rows('invoices').length - 5

test('a message that is delivered twice creates one invoice', async () => {
  expect(await invoke([order('l1'), order('l2'), order('l1')])).toEqual({ batchItemFailures: [] })
  expect(await invoke([order('l1')])).toEqual({ batchItemFailures: [] })
  expect(created()).toBe(2)
})

test('one invalid order does not stop the others', async () => {
  const failures = [{ itemIdentifier: 'message-0' }]
  expect(await invoke([{ ...order('l3'), date: '2026-02-30' }, order('l4')])).toEqual({ batchItemFailures: failures })
  expect(created()).toBe(1)
})

test('a lost response leads to one invoice', async () => {
  mock.failNext({ operation: 'createInvoice', disconnect: true, after: true })
  expect(await invoke([order('l5')])).toEqual({ batchItemFailures: [] })
  expect(created()).toBe(1)
})

test('the call ends before the function does, and the message is delivered again', async () => {
  mock.failNext({ operation: 'createInvoice', disconnect: true })
  const started = performance.now()
  expect(await invoke([order('l6')], 5000)).toEqual({ batchItemFailures: [{ itemIdentifier: 'message-0' }] })
  expect(performance.now() - started).toBeLessThan(5000)
  expect(await invoke([order('l7')], 1000)).toEqual({ batchItemFailures: [{ itemIdentifier: 'message-0' }] })
  expect(created()).toBe(0)
})
