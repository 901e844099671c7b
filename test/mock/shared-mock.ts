import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest'
import { type Mock, type Row, startMock } from '../../src/mock/index.ts'
import { send } from './client.ts'

/** One mock for all tests of a file, reset before each. Fails a test if a response violates the OpenAPI document. */
export function useMock() {
  let mock: Mock
  beforeAll(async () => {
    mock = await startMock({ examples: true })
  })
  beforeEach(() => mock.reset())
  afterEach(() => expect(mock.requests.flatMap(({ violations }) => violations)).toEqual([]))
  afterAll(() => mock.close())

  return {
    /** Sends a request that must succeed, and returns the record in the response. */
    async request(method: string, path: string, body?: unknown): Promise<Row> {
      const response = await send(mock, method, path, body)
      expect(response.status).toBeLessThan(300)
      return (response.body.data ?? {}) as Row // one record, in the envelope
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

    /** Replaces the invoice types of the account. */
    setInvoiceTypes(ids: number[]): void {
      mock.restore({ ...mock.snapshot(), invoiceTypes: ids.map((id) => ({ id, name: `Τύπος ${id}` })) })
    },

    rows: (resource: string): Row[] => mock.rows(resource),

    row(resource: string, key: unknown): Row {
      const found = mock.rows(resource).find(({ id, uuid }) => (uuid ?? id) === key)
      if (!found) throw new Error(`No ${resource} ${key}`)
      return found
    },
  }
}
