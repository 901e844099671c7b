/** A document other than the package's, whose records may have other fields. */
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
const listOf = (operationId: string) => ({ operationId, responses: { 200: json(page, { data: [], meta: {} }) } })
const document = {
  openapi: '3.1.0',
  info: { title: 'Own', version: '1' },
  paths: {
    '/contacts': { get: listOf('listContacts') },
    '/products': { get: listOf('listProducts') },
    '/tags': { get: listOf('listTags') },
    '/invoices': {
      get: listOf('listInvoices'),
      post: {
        operationId: 'createInvoice',
        requestBody: { content: { 'application/json': { schema: { type: 'object' } } } },
        responses: { 201: json(one, { data: {} }), 422: json({ type: 'object' }, { message: 'no' }) },
      },
    },
  },
}

test('its invoices and its account need not be as the rules know them', async () => {
  const own = await mockFor({ document })
  const bodies = [{ anything: 1 }, { products: [{ vatId: 1 }] }, { products: [null, 1] }]
  for (const body of [...bodies, { invoiceDate: '2026-11-20', products: [{ vatId: 1 }] }]) {
    expect((await send(own, 'POST', '/invoices', body)).status).toBe(201)
  }
  expect((await send(own, 'POST', '/invoices', { customerId: 1 })).body.errors).toHaveProperty('customerId')
})

test('one that could not be read is read again', async () => {
  const { openapi, ...unreadable } = document
  await expect(startMock({ document: unreadable })).rejects.toThrow()
  const own = await mockFor({ document: Object.assign(unreadable, { openapi }) })
  expect((await send(own, 'GET', '/tags')).status).toBe(200)
})
