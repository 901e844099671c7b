/**
 * A request of every shape that Billit publishes, with invented companies and the ids of the mock's account: none is refused.
 * Each request meets the records as they are at the start.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Mock, startMock } from '../../src/mock/index.ts'
import { operationsOf, readDocument } from '../../src/tools/document.ts'
import { send } from './client.ts'
import shapes from './published-shapes.json' with { type: 'json' }

describe.each([
  ['the examples', { examples: true }],
  ['600 invoices', {}],
])('with %s', (_name, options) => {
  let mock: Mock
  beforeAll(async () => {
    mock = await startMock(options)
  })
  beforeEach(() => mock.reset())
  afterAll(() => mock.close())

  test.each(shapes)('$name', async ({ request, status, body }) => {
    const [method = '', path = ''] = request.split(' ')
    const answered = await send(mock, method, path, body)
    expect([answered.status, answered.status < 300 ? undefined : answered.body.errors]).toEqual([status, undefined])
    expect(mock.requests.flatMap(({ violations }) => violations)).toEqual([])
  })
})

test('they are of every operation but those on suppliers, which Billit does not publish', async () => {
  const mock = await startMock({ examples: true })
  for (const { request, body } of shapes) {
    const [method = '', path = ''] = request.split(' ')
    await send(mock, method, path, body)
  }
  const asked = new Set(mock.requests.map(({ operationId }) => operationId))
  await mock.close()
  const all = operationsOf(readDocument()).map(({ operation }) => operation.operationId)
  expect(all.filter((id) => !asked.has(id) && !/Suppliers?$/.test(id))).toEqual([])
})
