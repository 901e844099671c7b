import { describe, expect, test } from 'vitest'
import type { RequestEvent } from '../../src/index.ts'
import { callOperation, calls } from './calls.ts'
import { type Documented, documented, requestExamples, successOf } from './document.ts'
import { prismClient } from './prism-client.ts'

test('the table of calls has exactly the operations of the OpenAPI document', () => {
  expect(Object.keys(calls).toSorted()).toEqual(documented.map(({ id }) => id).toSorted())
})

describe.each(documented)('$id: $method $path', (operation) => {
  test.each(scenarios(operation))('returns the documented response: $scenario', async ({ scenario, body, answer }) => {
    const sent: RequestEvent[] = []
    const billit = prismClient({ onRequest: (event) => sent.push(event) })
    const headers = { Prefer: answer === undefined ? anySuccess(operation) : `example=${scenario}` }

    const { data, response } = await callOperation(operation.id, billit, { headers }, body).withResponse()

    expect(response.headers.get('sl-violations')).toBeNull()
    expect(response.status).toBe(successOf(operation).status)
    expect(sent).toHaveLength(1)
    expect(sent[0]).toMatchObject({ operation: operation.id, method: operation.method })
    const { pathname, searchParams } = new URL(sent[0]?.url ?? '')
    expect(pathname).toMatch(new RegExp(`^${operation.path.replace(/\{\w+\}/, '[\\w-]+')}$`))
    expectRecord(operation, data, answer, Number(searchParams.get('page')))
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
    // A page holds a function that turns it, which is another for each.
    expect(JSON.stringify(await start())).toBe(JSON.stringify(data))
  })
})

test('throws if the server ignores the page number of a list', async () => {
  const sent: string[] = []
  const billit = prismClient({ onRequest: ({ url }) => sent.push(new URL(url).search) })
  const rows = billit.tags.list({}, { headers: { Prefer: 'code=200' } }).toArray()
  // Prism gives its first page each time: rows would be lost, so the list says so.
  await expect(rows).rejects.toThrow('page 2 was asked for, and the server says that it gave page 1')
  expect(sent).toEqual(['?page=1&per_page=250', '?page=2&per_page=250'])
})

/** The document's own answer, also from a server that keeps records. */
const anySuccess = (operation: Documented): string => `code=${successOf(operation).status}`

interface Scenario {
  scenario: string
  body: unknown
  answer: unknown
}

/** One for each example of the answer and of the request. Those of one name belong together. */
function scenarios(operation: Documented): Scenario[] {
  const bodies = requestExamples(operation)
  const answers = successOf(operation).examples
  const names = [...new Set([...Object.keys(answers), ...Object.keys(bodies)])]
  const [anyBody] = Object.values(bodies)
  return (names.length > 0 ? names : ['no body']).map((name) => ({
    scenario: name,
    body: bodies[name] ?? anyBody,
    answer: answers[name],
  }))
}

function expectRecord(operation: Documented, data: unknown, asked: unknown, page: number): void {
  // Without a name, Prism gives the first.
  const answer = asked ?? Object.values(successOf(operation).examples)[0]
  if (operation.method === 'DELETE') expect(data).toBeUndefined()
  else if (isPage(answer)) {
    const { per_page: perPage, last_page: lastPage, total } = answer.meta
    expect(data).toMatchObject({ page, perPage, lastPage, total })
    expect(data).toHaveProperty('data', answer.data)
  } else expect(data).toStrictEqual(isEnvelope(answer) ? answer.data : answer)
}

const isEnvelope = (answer: unknown): answer is { data: unknown } =>
  typeof answer === 'object' && answer !== null && 'data' in answer

const isPage = (answer: unknown): answer is { data: unknown[]; meta: Record<string, number> } =>
  isEnvelope(answer) && 'meta' in answer
