/** Starts the application of the page, and calls it. */
import type { AddressInfo, Server } from 'node:net'
import { type Mock, startMock } from 'billit-io/mock'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

let mock: Mock
let server: Server
let put: (key: string, input: object) => Promise<{ status: number; body: unknown }>

beforeAll(async () => {
  mock = await startMock({ examples: true, rateLimit: false })
  Object.assign(process.env, { BILLIT_BASE_URL: mock.url, BILLIT_TOKEN: 'any', PORT: '0' })
  server = await (await import('./nestjs/src/main.ts')).server
  const { port } = server.address() as AddressInfo // it listens on a port
  put = async (key, input) => {
    const headers = { 'Content-Type': 'application/json' }
    const url = `http://127.0.0.1:${port}/sales/${key}/invoice`
    const response = await fetch(url, { method: 'PUT', headers, body: JSON.stringify(input) })
    return { status: response.status, body: await response.json() }
  }
})
beforeEach(() => mock.reset())
afterAll(async () => {
  server?.close()
  await mock?.close()
})

const sale = { customerId: 4821, invoiceDate: '2026-11-24', details: 'Hosting', price: 120 }
const created = () => mock.rows('invoices').length - 5

test('a repeated request, and one whose response from Billit was lost, creates one invoice', async () => {
  const key = crypto.randomUUID()
  mock.failNext({ operation: 'createInvoice', disconnect: true, after: true })
  expect(await put(key, sale)).toMatchObject({ status: 200, body: { outcome: 'recovered' } })
  expect(await put(key, sale)).toMatchObject({ status: 200, body: { outcome: 'existing' } })
  expect(await put(key, { ...sale, price: 130 })).toMatchObject({ status: 409 })
  expect(created()).toBe(1)
})

test('an invalid field is named in a 422', async () => {
  const { status, body } = await put(crypto.randomUUID(), { ...sale, invoiceDate: '2026-02-30' })
  expect(status).toBe(422)
  expect(body).toMatchObject({ errors: { invoiceDate: [expect.any(String)] } })
})

test('a request that Billit does not allow is a 503, and its reason is in the log only', async () => {
  mock.failNext({ operation: 'createInvoice', status: 403 })
  const { status, body } = await put(crypto.randomUUID(), sale)
  expect(status).toBe(503)
  expect(JSON.stringify(body)).not.toContain('any')
})
