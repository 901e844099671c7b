import { describe, expect, test } from 'vitest'
import type { RequestEvent } from '../../src/index.ts'
import { callOperation, calls } from './calls.ts'
import { type Documented, documented, findSuccess, requestExamples } from './document.ts'
import { prismClient } from './prism-client.ts'

test('the table of calls has exactly the operations of the OpenAPI document', () => {
  expect(Object.keys(calls).toSorted()).toEqual(documented.map(({ id }) => id).toSorted())
})

describe.each(documented)('$id: $method $path', (operation) => {
  test.each(scenarios(operation))('returns the documented response: $scenario', async ({ scenario, body, example }) => {
    const sent: RequestEvent[] = []
    const billit = prismClient({ onRequest: (event) => sent.push(event) })
    const headers = { Prefer: example === undefined ? anySuccess(operation) : `example=${scenario}` }

    const { data, response } = await callOperation(operation.id, billit, { headers }, body).withResponse()

    expect(response.headers.get('sl-violations')).toBeNull()
    expect(response.status).toBe(findSuccess(operation).status)
    expect(sent).toHaveLength(1)
    expect(sent[0]).toMatchObject({ operation: operation.id, method: operation.method })
    const { pathname, searchParams } = new URL(sent[0]?.url ?? '')
    expect(pathname).toMatch(new RegExp(`^${operation.path.replace(/\{\w+\}/, '[\\w-]+')}$`))
    expectRecord(operation, data, example, Number(searchParams.get('page')))
  })

  test('returns the same data with and without the response', async () => {
    const start = () =>
      callOperation(
        operation.id,
        prismClient(),
        { headers: { Prefer: anySuccess(operation) } },
        Object.values(requestExamples(operation))[0],
      )
    const { data } = await start().withResponse()
    // Compared as JSON, because each page has a different next() function.
    expect(JSON.stringify(await start())).toBe(JSON.stringify(data))
  })
})

test('throws if the server ignores the page number of a list', async () => {
  const sent: string[] = []
  const billit = prismClient({ onRequest: ({ url }) => sent.push(new URL(url).search) })
  const rows = billit.tags.list({}, { headers: { Prefer: 'code=200' } }).toArray()
  // Prism returns the first page each time, so that rows would be lost.
  await expect(rows).rejects.toThrow('the server returned page 1 instead of page 2')
  expect(sent).toEqual(['?page=1&per_page=250', '?page=2&per_page=250'])
})

/** Requests the documented example, also from a server that stores records. */
const anySuccess = (operation: Documented): string => `code=${findSuccess(operation).status}`

interface Scenario {
  scenario: string
  body: unknown
  example: unknown
}

/** One scenario for each example of the response and of the request. Examples with the same name belong together. */
function scenarios(operation: Documented): Scenario[] {
  const bodies = requestExamples(operation)
  const examples = findSuccess(operation).examples
  const names = [...new Set([...Object.keys(examples), ...Object.keys(bodies)])]
  const [anyBody] = Object.values(bodies)
  return (names.length > 0 ? names : ['no body']).map((name) => ({
    scenario: name,
    body: bodies[name] ?? anyBody,
    example: examples[name],
  }))
}

function expectRecord(operation: Documented, data: unknown, documentedExample: unknown, page: number): void {
  // Without a name, Prism returns the first example.
  const example = documentedExample ?? Object.values(findSuccess(operation).examples)[0]
  if (operation.method === 'DELETE') expect(data).toBeUndefined()
  else if (isPage(example)) {
    const { per_page: perPage, last_page: lastPage, total } = example.meta
    expect(data).toMatchObject({ page, perPage, lastPage, total })
    expect(data).toHaveProperty('data', example.data)
  } else expect(data).toStrictEqual(isEnvelope(example) ? example.data : example)
}

const isEnvelope = (example: unknown): example is { data: unknown } =>
  typeof example === 'object' && example !== null && 'data' in example

const isPage = (example: unknown): example is { data: unknown[]; meta: Record<string, number> } =>
  isEnvelope(example) && 'meta' in example
