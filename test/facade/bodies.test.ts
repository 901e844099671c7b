import { describe, expect, test } from 'vitest'
import { InvalidArgumentError } from '../../src/index.ts'
import { callOperation } from '../contract/calls.ts'
import { documented, requestExamples } from '../contract/document.ts'
import { always, connect, rejection, UUID } from './setup.ts'

const withBody = documented.filter((operation) => Object.keys(requestExamples(operation)).length > 0)

const circular: Record<string, unknown> = { note: 'round' }
circular.self = { again: circular }

const price = (value: unknown) => ({ products: [{ price: 10 }, { price: value }] })

describe.each(withBody)('$id', ({ id }) => {
  test.each([
    ['undefined', undefined, 'The body must be an object, not undefined'],
    ['null', null, 'The body must be an object, not null'],
    ['a text', '{"company":"Kestrel"}', 'The body must be an object'],
    ['a number', 7, 'The body must be an object, not 7'],
    ['an array', [{}], 'The body must be an object, not an array'],
    ['NaN, in a nested price', price(Number.NaN), 'products.1.price: NaN'],
    ['infinity, in a nested price', price(Number.POSITIVE_INFINITY), 'products.1.price: Infinity'],
    ['a BigInt, in a nested price', price(10n), 'products.1.price: a BigInt'],
    ['NaN, at the top', { amount: Number.NaN }, 'amount: NaN'],
    ['itself', circular, 'self.again'],
    ['an Invalid Date', { note: new Date(Number.NaN) }, 'note: '],
  ])('rejects %s with the name of the field and sends nothing', async (_what, body, message) => {
    const { billit, server } = await connect(always({ data: {} }))
    const error = await rejection(callOperation(id, billit, {}, body))
    expect(error).toBeInstanceOf(InvalidArgumentError)
    expect(error).toMatchObject({ attempts: 0, mayHaveSucceeded: false })
    expect(String(error)).toContain(message)
    expect(server.requests).toEqual([])
  })

  test('sends the examples of the OpenAPI document unchanged', async () => {
    const [operation] = documented.filter((candidate) => candidate.id === id)
    for (const example of operation ? Object.values(requestExamples(operation)) : []) {
      const { billit, server } = await connect(always({ data: {} }))
      await callOperation(id, billit, {}, example)
      expect(JSON.parse(server.requests[0]?.body ?? '')).toEqual(example)
      expect(server.requests[0]?.headers['content-type']).toBe('application/json')
    }
  })
})

test('accepts a body with the same object twice', async () => {
  const { billit, server } = await connect(always({}))
  const address = { city: 'Chania' }
  await billit.request({ method: 'POST', path: '/reports', body: { billing: address, delivery: address } })
  expect(server.requests[0]?.body).toBe('{"billing":{"city":"Chania"},"delivery":{"city":"Chania"}}')
})

test('does not send changes made after the call', async () => {
  const invoice = {
    invoiceDate: '2026-11-22',
    invoiceTypeId: 31,
    products: [{ details: 'Consulting', vatId: 901, price: 100, quantity: 1 }],
  }
  const { billit, server } = await connect(always({ data: {} }), {
    // The token is requested after the call, before the request is sent.
    onRequest: () => invoice.products.push({ details: 'Added', vatId: 901, price: 1, quantity: 1 }),
  })
  await billit.invoices.update(UUID, invoice)
  expect(invoice.products).toHaveLength(2)
  expect(JSON.parse(server.requests[0]?.body ?? '').products).toHaveLength(1)
})
