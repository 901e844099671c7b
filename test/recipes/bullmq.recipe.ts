/** Runs the worker of the page as a process, with a real Redis and PostgreSQL. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { type Mock, startMock } from 'billit-io/mock'
import { QueueEvents } from 'bullmq'
import { Redis } from 'ioredis'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { addInvoice, type Order, openQueue } from './bullmq/queue.ts'

const url = process.env.REDIS_URL ?? ''
const redis = new Redis(url, { maxRetriesPerRequest: null })
const queue = openQueue(redis)
const events = new QueueEvents('invoices', { connection: new Redis(url, { maxRetriesPerRequest: null }) })
let mock: Mock
let worker: ChildProcess

const start = () => {
  const env = { ...process.env, BILLIT_BASE_URL: mock.url, BILLIT_TOKEN: 'any', INVOICE_DEADLINE: '5000' }
  worker = spawn(process.execPath, [join(import.meta.dirname, 'bullmq/main.ts')], { env, stdio: ['ignore', 'ignore', 'inherit'] })
}

beforeAll(async () => {
  mock = await startMock({ examples: true, rateLimit: false })
  await fetch(`${mock.url}/account`) // its first request takes longest
  await events.waitUntilReady()
})
beforeEach(() => {
  mock.reset()
  start()
})
afterEach(async () => {
  const ended = once(worker, 'exit')
  worker.kill('SIGKILL')
  await ended
})
afterAll(async () => {
  await events.close()
  await queue.close()
  redis.disconnect()
  await mock.close()
})

const order = (id: string, price = 120): Order => ({ id, customerId: 4821, date: '2026-11-24', details: 'Hosting', price })
const created = () => mock.rows('invoices').length - 5

test('a job that is added again, or again after it was removed, creates one invoice', async () => {
  const job = await addInvoice(queue, order('b1'))
  await addInvoice(queue, order('b1'))
  const first = await job.waitUntilFinished(events)
  expect(first).toMatchObject({ outcome: 'created' })
  await job.remove()
  const again = await addInvoice(queue, order('b1'))
  expect(await again.waitUntilFinished(events)).toEqual({ ...first, outcome: 'existing' })
  expect(created()).toBe(1)
})

test('a lost response leads to one invoice', async () => {
  mock.failNext({ operation: 'createInvoice', disconnect: true, after: true })
  const job = await addInvoice(queue, order('b2'))
  expect(await job.waitUntilFinished(events)).toMatchObject({ outcome: 'recovered' })
  expect(created()).toBe(1)
})

test('an invalid order fails at its first attempt, with its fields', async () => {
  const job = await addInvoice(queue, { ...order('b3'), date: '2026-02-30' })
  await expect(job.waitUntilFinished(events)).rejects.toThrow('invoiceDate')
  expect(await job.isFailed()).toBe(true)
  expect(created()).toBe(0)
})

test('an uncertain outcome delays the job until it is safe, and keeps its attempts', async () => {
  const delayed = new Promise((resolve) => events.once('delayed', resolve))
  mock.failNext({ operation: 'createInvoice', disconnect: true })
  const job = await addInvoice(queue, order('b4'))
  await delayed
  const { delay, attemptsMade } = (await queue.getJob('order-b4')) ?? {}
  expect(await job.isDelayed()).toBe(true)
  expect(delay).toBeGreaterThan(60_000) // `settle` is two minutes
  expect(attemptsMade).toBe(0)
  expect(created()).toBe(0)
})
