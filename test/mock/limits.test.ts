/** A single request neither stalls the mock nor fills its memory. */
import { describe, expect, test } from 'vitest'
import { COMPANY, INVOICE } from './bodies.ts'
import { mockFor, send } from './client.ts'

/** In milliseconds. Each of these requests took several seconds, or minutes. */
const MOMENT = 4_000

async function took(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}

describe('responds within a moment', () => {
  test('to the PDF of an invoice with a long name, or with many items', async () => {
    const mock = await mockFor()
    const name = 'x'.repeat(20_000)
    const items = Array.from({ length: 5_000 }, (_, line) => ({ quantity: 1, product: { description: `${line}` } }))
    const invoices = [
      { uuid: 'name', type: { name }, customer: { company: name }, biller: { city: name } },
      { uuid: 'items', items: [...items, { product: { description: name } }] },
    ]
    await send(mock, 'PUT', '/_mock/state', { records: { invoices } })
    for (const { uuid } of invoices) {
      const milliseconds = await took(async () => {
        const response = await fetch(`${mock.url}/invoice/${uuid}/pdf`)
        expect([response.status, (await response.arrayBuffer()).byteLength > 5_000]).toEqual([200, true])
      })
      expect(milliseconds).toBeLessThan(MOMENT)
    }
  })

  test('to long names, which it does not repeat', async () => {
    const mock = await mockFor()
    const name = 'x'.repeat(400_000)
    for (const [method, path, body] of [
      ['POST', '/_mock/fail', { operation: name }],
      ['POST', '/_mock/fail', { [name]: 1 }],
      ['PUT', '/_mock/state', { records: { [name]: [] } }],
    ] as const) {
      const milliseconds = await took(async () => {
        const { status, body: error } = await send(mock, method, path, body)
        expect([status, String(error.message).length < 5_000]).toEqual([400, true])
      })
      expect(milliseconds).toBeLessThan(MOMENT)
    }
  })

  test('to a body with a long list', async () => {
    const mock = await mockFor()
    const [row] = INVOICE.products
    const products = Array.from({ length: 10_000 }, (_, line) => ({ ...row, details: `${line}` }))
    const milliseconds = await took(async () => {
      expect(await send(mock, 'POST', '/invoices', { ...INVOICE, products })).toMatchObject({
        status: 413,
        body: { message: 'A list in the body has more than 1000 items.' },
      })
    })
    expect(milliseconds).toBeLessThan(MOMENT)
    expect((await send(mock, 'POST', '/invoices', { ...INVOICE, products: products.slice(0, 100) })).status).toBe(201)
  })
})

test('rejects a deeply nested body, and still lists the requests', async () => {
  const mock = await mockFor()
  const nested = `{"company":${'['.repeat(100_000)}${']'.repeat(100_000)}}`
  expect((await send(mock, 'POST', '/contacts', nested)).status).toBe(400)
  expect((await send(mock, 'PUT', '/_mock/state', nested)).status).toBe(400)
  expect(await send(mock, 'GET', '/_mock/requests')).toMatchObject({ status: 200, body: [{ status: 400, body: nested }] })
})

test('the log keeps at most 8 MB of bodies', async () => {
  const mock = await mockFor()
  for (let count = 0; count < 6; count += 1) {
    await send(mock, 'POST', '/contacts', { ...COMPANY, info: `${count}${'x'.repeat(3_000_000)}` })
  }
  expect(mock.requests.map(({ body }) => (body as { info: string }).info[0])).toEqual(['4', '5'])
  mock.reset()
  for (let count = 0; count < 501; count += 1) await send(mock, 'GET', `/nothing?${count}`)
  expect(mock.requests.length).toBe(500)
})
