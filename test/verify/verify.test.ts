import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Mock, startMock } from '../../src/mock/index.ts'
import { MAX_REQUESTS, type VerifyOptions, verify } from '../../src/verify/index.ts'
import { type Change, changing } from './changing.ts'

const TOKEN = 'Qf7-secret_token.of+nobody/9Zk2Vw8'

let mock: Mock
beforeAll(async () => {
  mock = await startMock({ today: '2026-11-24', rows: 120 })
})
afterAll(() => mock.close())

/** Verifies the mock, with changed answers. */
const verifyMock = async (changes: readonly Change[] = [], options: VerifyOptions = {}) =>
  verify({ token: TOKEN, baseUrl: 'http://127.0.0.1/v1', fetch: changing(mock.fetch, changes), ...options })

test('the mock answers as the document says', async () => {
  const { report } = await verifyMock()
  expect(report.findings).toEqual([])
  expect(report.isComplete).toBe(true)
  expect(report.requests).toBeLessThanOrEqual(MAX_REQUESTS)
  expect(
    report.coverage.filter(({ status, records }) => status === 200 && records === 0).map(({ operation }) => operation),
  ).toEqual(['GET /'])
})

/** Each changes one thing, and is one finding. */
const CHANGES: Array<[...Change, finding: string]> = [
  [
    'GET /invoices 200',
    ({ body }) => {
      for (const row of body.data) row.customer.vat = '0'
    },
    'GET /invoices 200 data[].customer.vat: undeclared field, string',
  ],
  [
    'GET /contacts/{id} 200',
    ({ body }) => {
      body.data.company = 7
    },
    'GET /contacts/{id} 200 data.company: integer, declared as string',
  ],
  [
    'GET /contacts 200',
    ({ body }) => {
      for (const row of body.data) row.country = null
    },
    'GET /contacts 200 data[].country: null, declared as string',
  ],
  [
    'GET /products 200',
    ({ body }) => {
      for (const row of body.data) delete row.unitPrice
    },
    'GET /products 200 data[].unitPrice: missing, declared as required',
  ],
  [
    'GET /customers 200',
    ({ body }) => {
      for (const row of body.data) row.customerType = 9
    },
    'GET /customers 200 data[].customerType: integer, none of the declared values',
  ],
  [
    'GET /invoices/{uuid} 200',
    ({ body }) => {
      body.data.createdAt = 'yesterday'
    },
    'GET /invoices/{uuid} 200 data.createdAt: string, not of the format date-time',
  ],
  [
    'GET /tags 200',
    ({ headers }) => headers.delete('x-ratelimit-remaining'),
    'GET /tags 200 header X-RateLimit-Remaining: missing',
  ],
  [
    'GET /payments 200',
    ({ headers }) => headers.set('content-type', 'text/html'),
    'GET /payments 200 header Content-Type: text/html, declared as application/json',
  ],
  [
    'GET /ocps 200',
    ({ body }) => {
      delete body.meta
    },
    'GET /ocps 200 meta: missing, declared as required',
  ],
  [
    'GET /purchases 200',
    (passing) => {
      passing.status = 206
    },
    'GET /purchases 206: status, not declared',
  ],
  [
    'GET /purchases/{id} 200',
    ({ body }) => {
      body.data.invoiceNum = ''
    },
    'GET /purchases/{id} 200 data.invoiceNum: string, breaks minLength 1',
  ],
  [
    'GET /suppliers 200',
    ({ body }) => {
      body.meta.current_page = 3
    },
    'GET /suppliers 200 meta.current_page: paging, not the page that was asked for',
  ],
  [
    'GET /products/{id} 200',
    ({ body }) => {
      body.data = [body.data]
    },
    'GET /products/{id} 200 data: array, declared as object',
  ],
  [
    'GET /contacts/{id} 404',
    ({ body }) => {
      delete body.message
    },
    'GET /contacts/{id} 404 message: missing, declared as required',
  ],
  [
    'GET /contacts 422',
    ({ body }) => {
      body.errors = { Παπαδόπουλος: 'refused' }
    },
    'GET /contacts 422 errors.{key}: string, declared as array',
  ],
  [
    'GET /account 401',
    ({ body }) => {
      body.statusCode = 'none'
    },
    'GET /account 401 statusCode: string, declared as integer',
  ],
  [
    'GET /account 200',
    ({ body }) => {
      for (const vat of body.data.relations.vats) vat.operand = 99
    },
    'GET /account 200 data.relations.vats[].operand: integer, declared as string',
  ],
  [
    'GET /invoices/{uuid} 200',
    ({ body }) => {
      for (const item of body.data.items) item.mydata.extra = { id: 1, Eleni: [true] }
    },
    'GET /invoices/{uuid} 200 data.items[].mydata.extra: undeclared field, object',
  ],
  [
    'GET /tags/{id} 200',
    ({ body }) => {
      body.data.description = 1
    },
    'GET /tags/{id} 200 data.description: integer, declared as string or null',
  ],
  [
    'GET /ocps/{uuid} 200',
    (passing) => {
      passing.text = '{"data":'
    },
    'GET /ocps/{uuid} 200 header Content-Type: a body that is not JSON',
  ],
]

test('twenty changes are twenty findings, each with its path', async () => {
  const { report } = await verifyMock(CHANGES.map(([answers, change]): Change => [answers, change]))
  expect(report.findings.map(({ text }) => text).sort()).toEqual(CHANGES.map(([, , text]) => text).sort())
  expect(report.requests).toBeLessThanOrEqual(MAX_REQUESTS)
})
