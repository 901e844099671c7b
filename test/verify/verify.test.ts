import { inspect } from 'node:util'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type Mock, startMock } from '../../src/mock/index.ts'
import { type VerifyOptions, verify } from '../../src/verify/index.ts'
import { markdownOf } from '../../src/verify/markdown.ts'
import { MAX_REQUESTS, VerifyError } from '../../src/verify/reading.ts'
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

test('a finding has a count, and the draft of a change', async () => {
  const { report } = await verifyMock([
    [
      'GET /contacts 200',
      ({ body }) => {
        for (const row of body.data) row.loyalty = { points: 3.5, createdAt: row.createdAt, Ελένη: 1 }
      },
    ],
  ])
  const [finding] = report.findings
  expect(finding?.count).toBe(finding?.of)
  expect(finding?.draft).toEqual({
    where: 'the schema Contact',
    yaml: `properties:
  loyalty:
    type: object
    properties:
      createdAt:
        type: string
        format: date-time
    additionalProperties: # keys that the document does not know, which may be data
      type: number
    description: To be written.`,
  })
})

test('a field that only a parameter brings says so', async () => {
  const { report } = await verifyMock([], {
    fetch: changing(mock.fetch, [
      [
        'GET /suppliers 200',
        ({ body, url }) => {
          if (url.searchParams.has('withRelations')) for (const row of body.data) row.relations = {}
        },
      ],
    ]),
  })
  expect(report.findings).toMatchObject([{ path: 'data[].relations', onlyWith: 'withRelations' }])
})

test('a header that is never sent is one finding', async () => {
  const { report } = await verifyMock([['*', ({ headers }) => headers.delete('x-ratelimit-limit')]])
  expect(report.findings.map(({ text, count }) => [text, count])).toEqual([
    ['every answer header X-RateLimit-Limit: missing', report.findings[0]?.of],
  ])
})

test('it tells what is new and gone since the last report', async () => {
  const [first = never(), second = never()] = CHANGES
  const change = ([answers, how]: (typeof CHANGES)[number]): Change => [answers, how]
  const { report: last } = await verifyMock([change(first)])
  const { report } = await verifyMock([change(second)], { last: JSON.parse(JSON.stringify(last)) })
  expect(report.changes).toEqual({ since: last.date, added: [second[2]], gone: [first[2]] })
  expect(markdownOf(report)).toContain(`- gone: \`${first[2]}\``)
})

test('no value of an answer is in the report, and no token', async () => {
  const MARK = 'zq7marker'
  let count = 0
  /** Every text and number is another one, also where that breaks the document; ids stay, so that records are read. */
  const spoil = (value: unknown, key = ''): unknown => {
    if (Array.isArray(value)) return value.map((item) => spoil(item, key))
    if (typeof value === 'object' && value !== null) {
      const fields = Object.entries(value).map(([name, child]) => [name, spoil(child, name)])
      count += 1
      return Object.fromEntries([...fields, [`${MARK}${count}`, MARK], [`Ελένη ${MARK}`, 1], ['sameAsValue', 'sameAsValue']])
    }
    if (['id', 'uuid', 'current_page', 'last_page', 'per_page', 'total', 'from', 'to'].includes(key)) return value
    if (typeof value === 'number') return 86_753_091_234
    return `${MARK} ${TOKEN}`
  }
  const changes: Change[] = [
    [
      '*',
      (passing) => {
        passing.body = spoil(passing.body)
        if (passing.body.errors) passing.body.errors = { [`${MARK} ${TOKEN}`]: [MARK] }
        passing.headers.set('x-ratelimit-limit', '86753091234')
        passing.headers.set('content-type', `application/json; echo=${MARK}`)
      },
    ],
  ]
  const { report, leftOver } = await verifyMock(changes, { write: true })
  expect(report.findings.length).toBeGreaterThan(200)
  const told = JSON.stringify([report, leftOver.filter((name) => !name.startsWith('the tag'))]) + markdownOf(report)
  for (const secret of [MARK, TOKEN, '86753091234', 'Ελένη', 'sameAsValue']) expect(told).not.toContain(secret)
})

test.each([
  ['a refused token', () => Response.json({ message: TOKEN }, { status: 401 }), /refuses the token \(401\)/],
  ['no answer', () => Promise.reject(new TypeError(`cannot send ${TOKEN}`)), /^No answer came/],
])('%s ends it with one sentence', async (_what, answer, sentence) => {
  const error = await verifyMock([], { fetch: async () => answer() }).then(never, (reason: unknown) => reason)
  expect(error).toBeInstanceOf(VerifyError)
  expect(String(error).replace('VerifyError: ', '')).toMatch(sentence)
  expect(inspect(error, { depth: 9 })).not.toContain(TOKEN)
})

test('it asks where it was told to, whatever the environment says', async () => {
  vi.stubEnv('BILLIT_BASE_URL', 'https://api.billit.io/v1')
  vi.stubEnv('BILLIT_ENVIRONMENT', 'production')
  const hosts = new Set<string>()
  const fetch: typeof globalThis.fetch = async (input) => {
    hosts.add(new URL(String(input)).host)
    return Response.json({}, { status: 401 })
  }
  await expect(verify({ token: TOKEN, fetch })).rejects.toBeInstanceOf(VerifyError)
  expect([...hosts]).toEqual(['api.sandbox-billit.xyz'])
})

const never = (): never => {
  throw new Error('It should not come to this.')
}
