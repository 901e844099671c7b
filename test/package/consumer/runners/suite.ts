// runners.ts replaces the name of the test runner.
import { deepEqual, equal, ok, rejects } from 'node:assert/strict'
import { Billit, isBillitError, NotFoundError, RateLimitError } from 'billit-io'
import { createClient, createConfig, listTags } from 'billit-io/client'
import { memoryStore } from 'billit-io/idempotency'
import { storeChecks } from 'billit-io/idempotency/testing'
import { checkInvoice, isAfm } from 'billit-io/mydata'
import { redisRateLimiter } from 'billit-io/rate-limit'
import { test } from 'vitest'

const baseUrl = process.env.BILLIT_BASE_URL ?? ''
const settings = { token: 'any', baseUrl, rateLimit: false } as const
const draft = {
  customerId: 4821,
  invoiceTypeId: 31,
  invoiceDate: '2026-11-22',
  products: [{ details: 'Consulting', vatId: 901, price: 100, quantity: 1 }],
}

test('lists and creates once', async () => {
  const billit = new Billit({ ...settings, idempotencyStore: memoryStore(), preflight: checkInvoice })
  ok((await billit.tags.list().toArray()).length > 0)
  const key = `order-${Date.now()}-${Math.random()}`
  const created = await billit.invoices.createOnce(key, draft)
  const again = await billit.invoices.createOnce(key, draft)
  deepEqual([created.outcome, again.outcome, again.invoice.uuid], ['created', 'existing', created.invoice.uuid])
})

test('throws errors of the right class', async () => {
  await rejects(
    async () => new Billit(settings).tags.get(999_999_999),
    (error: unknown) => isBillitError(error) && error instanceof NotFoundError && !(error instanceof RateLimitError),
  )
})

test('loads the other entries', async () => {
  equal(isAfm('094014201'), true)
  const { response } = await listTags({
    client: createClient(createConfig({ baseUrl, headers: { Authorization: 'Bearer any' } })),
  })
  equal(response?.status, 200)
  const store = memoryStore()
  for (const { run } of storeChecks(() => store)) await run()
  const redis = { on() {}, listenerCount: () => 1, eval() {}, multi() {}, del() {} }
  let message = ''
  try {
    redisRateLimiter(redis)
  } catch (error) {
    message = String(error)
  }
  ok(message.includes('npm install rate-limiter-flexible'), message)
})
