/**
 * The mock accepts a request of every shape that Billit publishes. The requests have fictitious companies, and ids of the mock's
 * account. The mock is reset before each request.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Mock, startMock } from '../../src/mock/index.ts'
import { operationsOf, readDocument } from '../../src/tools/document.ts'
import { send } from './client.ts'
import shapes from './published-shapes.json' with { type: 'json' }

describe.each([
  ['the examples', { examples: true }],
  ['600 invoices', {}],
])('loaded with %s', (_name, options) => {
  let mock: Mock
  beforeAll(async () => {
    mock = await startMock(options)
  })
  beforeEach(() => mock.reset())
  afterAll(() => mock.close())

  test.each(shapes)('accepts: $name', async ({ request, status, body }) => {
    const [method = '', path = ''] = request.split(' ')
    const response = await send(mock, method, path, body)
    expect([response.status, response.status < 300 ? undefined : response.body.errors]).toEqual([status, undefined])
    expect(mock.requests.flatMap(({ violations }) => violations)).toEqual([])
  })
})

test('the shapes cover every operation except those on suppliers, which Billit does not publish', async () => {
  const mock = await startMock({ examples: true })
  for (const { request, body } of shapes) {
    const [method = '', path = ''] = request.split(' ')
    await send(mock, method, path, body)
  }
  const called = new Set(mock.requests.map(({ operationId }) => operationId))
  await mock.close()
  const all = operationsOf(readDocument()).map(({ operation }) => operation.operationId)
  expect(all.filter((id) => !called.has(id) && !/Suppliers?$/.test(id))).toEqual([])
})
