import { describe, expect, test } from 'vitest'
import { resolve, type Schema } from '../../src/tools/document.ts'
import { bundle, type Documented, documented, findSuccess, requestExamples } from './document.ts'
import { findViolations, replay } from './strict-prism.ts'

interface Parameter {
  name: string
  in: string
  schema: Schema & { default?: unknown }
  example?: unknown
}

describe.each(documented)('$id: $method $path', (operation) => {
  test.each(responseExamples(operation))('the response $status $name matches its schema', async ({ status, name, body }) => {
    const replayed = await replay(buildRequest(operation), { code: status, ...(name === '' ? {} : { exampleKey: name }) })
    expect(replayed.violations).toEqual([])
    expect(replayed.status).toBe(status)
    expect(replayed.body).toStrictEqual(body)
  })

  test.each(Object.entries(requestExamples(operation)))('the request %s matches its schema', async (_name, body) => {
    const replayed = await replay(buildRequest(operation, body))
    expect(replayed.violations).toEqual([])
    expect(replayed.status).toBe(findSuccess(operation).status)
  })
})

describe('examples and defaults beside a schema', () => {
  const values = [...parameterValues(), ...headerValues()]

  test('exist for each kind', () => {
    expect(new Set(values.map(({ kind }) => kind))).toEqual(new Set(['parameter', 'default', 'header']))
  })

  test.each(values)('match the schema: $kind $name: $value', async ({ schema, value }) => {
    expect(await findViolations(schema, value)).toEqual([])
  })

  test('reports a value that violates its schema', async () => {
    expect(await findViolations({ type: 'integer', minimum: 1 }, 0)).toEqual([
      'body.value: Request body property value must be >= 1',
    ])
    expect(await findViolations({ type: 'integer' }, '7')).toHaveLength(1)
  })
})

describe('lists', () => {
  test.each(pages())('$id $name: links and meta match the rows', ({ page }) => {
    const { data, links, meta } = page
    const { current_page: current, last_page: last, per_page: perPage, total } = meta
    const at = (number: number) => (number >= 1 && number <= last ? `${meta.path}?page=${number}` : null)
    const rows = Math.max(0, Math.min(perPage, total - (current - 1) * perPage))

    expect(links).toEqual({ first: at(1), last: at(last), prev: at(current - 1), next: at(current + 1) })
    expect(last).toBe(Math.max(1, Math.ceil(total / perPage)))
    expect(data).toHaveLength(rows)
    expect([meta.from, meta.to]).toEqual(
      rows === 0 ? [null, null] : [(current - 1) * perPage + 1, (current - 1) * perPage + rows],
    )
    expect(meta.links.filter(({ active }) => active)).toEqual([{ url: at(current), label: String(current), active: true }])
    expect(meta.links.at(0)).toMatchObject({ url: at(current - 1), active: false })
    expect(meta.links.at(-1)).toMatchObject({ url: at(current + 1), active: false })
  })

  test('links contain neither page size nor filters, as with the real server', () => {
    const links = pages().flatMap(({ page }) => [...Object.values(page.links), ...page.meta.links.map(({ url }) => url)])
    const queries = links.flatMap((link) => (link === null ? [] : [new URL(link).search]))
    expect(queries.length).toBeGreaterThan(0)
    for (const query of queries) expect(query).toMatch(/^\?page=\d+$/)
  })

  test.each(rowsOfLists())('$id: each row is on one page only', ({ keys }) => {
    expect(new Set(keys).size).toBe(keys.length)
  })
})

test('exactly all POSTs and the PUT and DELETE of an invoice are marked as unsafe to retry', () => {
  const unsafe = documented.filter(({ operation }) => operation['x-billit-unsafe'] === true)
  const expected = documented.filter(({ method, path }) => method === 'POST' || (path === '/invoices/{uuid}' && method !== 'GET'))
  expect(unsafe.map(({ id }) => id)).toEqual(expected.map(({ id }) => id))
  expect(unsafe.map(({ id }) => id)).toEqual(expect.arrayContaining(['createInvoice', 'updateInvoice', 'deleteInvoice']))
})

function responseExamples(operation: Documented) {
  return operation.responses.flatMap(({ status, examples }) => {
    const named = Object.entries(examples)
    // A 204 and the responses of a proxy have no documented body.
    return named.length === 0 ? [{ status, name: '', body: undefined }] : named.map(([name, body]) => ({ status, name, body }))
  })
}

/** Builds a request from the examples of its parameters and, by default, the first example of its body. */
function buildRequest(operation: Documented, body: unknown = Object.values(requestExamples(operation))[0]) {
  const parameters = parametersOf(operation)
  const inPath = parameters.filter(({ in: where }) => where === 'path')
  const path = inPath.reduce((at, { name, example }) => at.replace(`{${name}}`, String(example)), operation.path)
  const inQuery = parameters.filter(({ in: where }) => where === 'query')
  const query = Object.fromEntries(inQuery.map(({ name, example }) => [name, String(example)]))
  // Prism expects methods in lower case.
  const method = operation.method.toLowerCase() as 'get' | 'post' | 'put' | 'delete'
  return {
    method,
    url: { path, query },
    body,
    ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' } }),
  }
}

const parametersOf = ({ operation }: Documented): Parameter[] =>
  // Redocly's lint checks that every parameter has these fields.
  (operation.parameters ?? []).map((parameter) => resolve(bundle, parameter) as Parameter)

function parameterValues() {
  const parameters = new Map(
    documented.flatMap(parametersOf).map((parameter) => [`${parameter.in} ${parameter.name}`, parameter]),
  )
  return [...parameters].flatMap(([name, { schema, example }]) => [
    { kind: 'parameter', name, schema, value: example },
    ...('default' in schema ? [{ kind: 'default', name, schema, value: schema.default }] : []),
  ])
}

function headerValues() {
  const headers = new Map(
    documented.flatMap((operation) => operation.responses.flatMap(({ headers }) => Object.entries(headers))),
  )
  return [...headers].map(([name, { schema, example }]) => ({ kind: 'header', name, schema, value: example }))
}

interface WirePage {
  data: Array<{ id?: number; uuid?: string }>
  links: Record<'first' | 'last' | 'prev' | 'next', string | null>
  meta: {
    current_page: number
    last_page: number
    per_page: number
    total: number
    from: number | null
    to: number | null
    path: string
    links: Array<{ url: string | null; label: string; active: boolean }>
  }
}

function pages(): Array<{ id: string; name: string; page: WirePage }> {
  return documented
    .filter(({ id }) => id.startsWith('list'))
    .flatMap((operation) =>
      // The tests above check that each example matches its schema.
      Object.entries(findSuccess(operation).examples).map(([name, page]) => ({ id: operation.id, name, page: page as WirePage })),
    )
}

function rowsOfLists(): Array<{ id: string; keys: unknown[] }> {
  const all = pages()
  return [...new Set(all.map(({ id }) => id))].map((id) => {
    const rows = all.filter((list) => list.id === id).flatMap(({ page }) => page.data)
    return { id, keys: rows.map((row) => row.uuid ?? row.id) }
  })
}
