import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Mock, type Row, startMock } from '../../src/mock/index.ts'
import { type Action, findActions } from '../../src/mock/resources.ts'
import { examplesFor, readDocument, resolve } from '../../src/tools/document.ts'
import { send } from './client.ts'

const document = readDocument()
const actions = [...findActions(document).values()]
const resources = [...new Map(actions.map(({ resource }) => [resource.name, resource])).values()]

const actionOn = (name: string, does: Action['kind']): Action | undefined =>
  actions.find((action) => action.resource.name === name && action.kind === does)

/** The first example of the request body. Examples match their schemas. */
const bodyFor = (action: Action): Row => {
  const [example = {}] = Object.values(action.operation.requestBody?.content['application/json']?.examples ?? {})
  return structuredClone(resolve(document, example).value as Row)
}

let mock: Mock
beforeAll(async () => {
  mock = await startMock({ examples: true })
})
afterAll(() => mock.close())

test('the mock has every resource of the OpenAPI document', () => {
  expect(resources.map(({ name }) => name).toSorted()).toEqual(
    ['contacts', 'customers', 'invoices', 'ocps', 'payments', 'products', 'purchases', 'suppliers', 'tags'].toSorted(),
  )
  expect(actions).toHaveLength(40)
})

describe.each(resources)('$name', ({ name, key, records }) => {
  const create = actionOn(name, 'create')
  const total = async () => (await send(mock, 'GET', `/${name}?per_page=1`)).body.meta?.total

  test('lists the records of the examples', async () => {
    const { status, body } = await send(mock, 'GET', `/v1/${name}?per_page=250`)
    expect(status).toBe(200)
    const list = actionOn(records, 'list')
    if (!list) throw new Error('no list')
    const rows = Object.values(examplesFor(document, list.operation, 200)).flatMap((example) => (example as { data: Row[] }).data)
    if (name === records) expect((body.data as Row[]).map((row) => row[key])).toEqual(rows.map((row) => row[key]))
  })

  // Tags are created by use, which rules.test.ts covers.
  if (!create) return

  test('creates, lists, shows, updates and deletes a record', async () => {
    const before = Number(await total())
    const sent = bodyFor(create)
    const created = await send(mock, 'POST', `/${name}`, sent)
    expect(created.status).toBe(name === 'payments' ? 200 : 201)
    const record = created.body.data as Row
    expect(await total()).toBe(before + 1)
    const [first] = (await send(mock, 'GET', `/${name}?per_page=1`)).body.data as Row[]
    expect(first?.[key]).toBe(record[key])

    const path = `/${name}/${record[key]}`
    if (actionOn(name, 'show')) expect((await send(mock, 'GET', path)).body.data).toEqual(record)

    const update = actionOn(name, 'update')
    if (update) {
      const body = bodyFor(update)
      const updated = await send(mock, 'PUT', path, body)
      expect(updated.status).toBe(200)
      expect((updated.body.data as Row)[key]).toBe(record[key])
      expect((await send(mock, 'GET', path)).body.data).toEqual(updated.body.data)
    }

    if (!actionOn(name, 'delete')) return
    // The first delete of an invoice cancels it.
    const deletes = name === 'invoices' ? 2 : 1
    for (let count = 0; count < deletes; count += 1) expect((await send(mock, 'DELETE', path)).status).toBeLessThan(300)
    expect(await total()).toBe(before)
    const gone = await send(mock, 'DELETE', path)
    expect(gone).toMatchObject({ status: 404, body: { statusCode: 404, error: 'Not found' } })
  })
})

test('no response violates the OpenAPI document', () => {
  expect(mock.requests.length).toBeGreaterThan(50)
  expect(mock.requests.flatMap(({ url, violations }) => violations.map((violation) => `${url} ${violation}`))).toEqual([])
})
