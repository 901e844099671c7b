import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest'
import { type Mock, type Row, startMock } from '../../src/mock/index.ts'
import { send } from './client.ts'

/** One mock for all tests of a file, as new for each. A test fails if an answer breaks the document. */
export function useMock() {
  let mock: Mock
  beforeAll(async () => {
    mock = await startMock({ examples: true })
  })
  beforeEach(() => mock.reset())
  afterEach(() => expect(mock.requests.flatMap(({ violations }) => violations)).toEqual([]))
  afterAll(() => mock.close())

  return {
    /** The record that a request answers, which must succeed. */
    async ask(method: string, path: string, body?: unknown): Promise<Row> {
      const answered = await send(mock, method, path, body)
      expect(answered.status).toBeLessThan(300)
      return (answered.body.data ?? {}) as Row // one record, in the envelope
    },

    async status(path: string): Promise<number> {
      return (await send(mock, 'GET', path)).status
    },

    /** One field of each row of a list. */
    async list(path: string, field = 'company'): Promise<unknown[]> {
      const { status, body } = await send(mock, 'GET', path)
      expect(status).toBe(200)
      return (body.data as Row[]).map((row) => row[field]) // a list, by its path
    },

    rows: (resource: string): Row[] => mock.rows(resource),

    row(resource: string, key: unknown): Row {
      const found = mock.rows(resource).find(({ id, uuid }) => (uuid ?? id) === key)
      if (!found) throw new Error(`No ${resource} ${key}`)
      return found
    },
  }
}
