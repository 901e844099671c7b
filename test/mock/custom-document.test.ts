/** A custom OpenAPI document, whose records may have other fields. */
import { expect, test } from 'vitest'
import { startMock } from '../../src/mock/index.ts'
import { mockFor, send } from './client.ts'

const json = (schema: object, example: object) => ({
  description: 'ok',
  content: { 'application/json': { schema, examples: { any: { value: example } } } },
})
const record = { type: 'object', properties: { uuid: { type: 'string', format: 'uuid' }, customerId: { type: 'integer' } } }
const one = { type: 'object', properties: { data: record } }
const page = { type: 'object', properties: { data: { type: 'array', items: record }, meta: { type: 'object' } } }
const createListOperation = (operationId: string) => ({ operationId, responses: { 200: json(page, { data: [], meta: {} }) } })
const document = {
  openapi: '3.1.0',
  info: { title: 'Custom', version: '1' },
  paths: {
    '/contacts': { get: createListOperation('listContacts') },
    '/products': { get: createListOperation('listProducts') },
    '/tags': { get: createListOperation('listTags') },
    '/invoices': {
      get: createListOperation('listInvoices'),
      post: {
        operationId: 'createInvoice',
        requestBody: { content: { 'application/json': { schema: { type: 'object' } } } },
        responses: { 201: json(one, { data: {} }), 422: json({ type: 'object' }, { message: 'no' }) },
      },
    },
  },
}

test('the rules accept invoices and an account that lack their fields', async () => {
  const mock = await mockFor({ document })
  const bodies = [{ anything: 1 }, { products: [{ vatId: 1 }] }, { products: [null, 1] }]
  for (const body of [...bodies, { invoiceDate: '2026-11-20', products: [{ vatId: 1 }] }]) {
    expect((await send(mock, 'POST', '/invoices', body)).status).toBe(201)
  }
  expect((await send(mock, 'POST', '/invoices', { customerId: 1 })).body.errors).toHaveProperty('customerId')
})

test('a document that was invalid can be fixed and loaded again', async () => {
  const { openapi, ...unreadable } = document
  await expect(startMock({ document: unreadable })).rejects.toThrow()
  const mock = await mockFor({ document: Object.assign(unreadable, { openapi }) })
  expect((await send(mock, 'GET', '/tags')).status).toBe(200)
})
