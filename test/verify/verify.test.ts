import { inspect } from 'node:util'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type Mock, startMock } from '../../src/mock/index.ts'
import { type Verified, type VerifyOptions, verify } from '../../src/verify/index.ts'
import { formatReport } from '../../src/verify/markdown.ts'
import { MAX_REQUESTS, VerifyError } from '../../src/verify/reading.ts'
import { type Change, changeResponses } from './change-responses.ts'

const TOKEN = 'Qf7-secret_token.of+nobody/9Zk2Vw8'

let mock: Mock
beforeAll(async () => {
  mock = await startMock({ today: '2026-11-24', rows: 120 })
})
afterAll(() => mock.close())

/** Verifies the mock, with changed responses. */
const verifyMock = async (changes: readonly Change[] = [], options: VerifyOptions = {}) =>
  verify({ token: TOKEN, baseUrl: 'http://127.0.0.1/v1', fetch: changeResponses(mock.fetch, changes), ...options })

test('shows an undeclared key only if several records have it, and it looks like a field name', async () => {
  const letters = 'abcdefgtokenofletters'
  const [contact] = mock.rows('contacts')
  const { report } = await verifyMock(
    [
      [
        '*',
        ({ body }) => {
          for (const row of [body.data].flat()) {
            if (typeof row !== 'object' || row === null) continue
            Object.assign(row, { loyaltyPoints: 1, Papadopoulos: 1, Smith99: 1, 'maria.k': 1, Ελένη: 1, [letters]: 1 })
          }
          // The same record, in every response that contains it.
          const [first] = [body.data].flat()
          if (first?.id === contact?.id) first.papadopoulos = 1
        },
      ],
    ],
    { token: letters },
  )
  const text = JSON.stringify(report) + formatReport(report)
  expect(text).toContain('data[].loyaltyPoints')
  for (const name of ['apadopoulos', 'Smith', 'maria', 'Ελένη', letters]) expect(text).not.toContain(name)
})

test('finds nothing in the responses of the mock', async () => {
  const { report } = await verifyMock()
  expect(report.findings).toEqual([])
  expect(report.isComplete).toBe(true)
  expect(report.requests).toBeLessThanOrEqual(MAX_REQUESTS)
  expect(
    report.coverage.filter(({ status, records }) => status === 200 && records === 0).map(({ operation }) => operation),
  ).toEqual(['GET /'])
})

/** Each change causes one finding. */
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
    'GET /customers 200 data[].customerType: integer, not one of the declared values',
  ],
  [
    'GET /invoices/{uuid} 200',
    ({ body }) => {
      body.data.createdAt = 'yesterday'
    },
    'GET /invoices/{uuid} 200 data.createdAt: string, not in the format date-time',
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
    (response) => {
      response.status = 206
    },
    'GET /purchases 206: undeclared status',
  ],
  [
    'GET /purchases/{id} 200',
    ({ body }) => {
      body.data.invoiceNum = ''
    },
    'GET /purchases/{id} 200 data.invoiceNum: string, violates minLength 1',
  ],
  [
    'GET /suppliers 200',
    ({ body }) => {
      body.meta.current_page = 3
    },
    'GET /suppliers 200 meta.current_page: paging, not the requested page',
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
    (response) => {
      response.text = '{"data":'
    },
    'GET /ocps/{uuid} 200 header Content-Type: invalid JSON',
  ],
]

test('reports twenty changes as twenty findings with their paths', async () => {
  const { report } = await verifyMock(CHANGES.map(([responses, change]): Change => [responses, change]))
  expect(report.findings.map(({ text }) => text).sort()).toEqual(CHANGES.map(([, , text]) => text).sort())
  expect(report.requests).toBeLessThanOrEqual(MAX_REQUESTS)
})

describe('the order of rows with the same createdAt', () => {
  const QUESTION = 'Do rows with the same createdAt keep their order?'
  const answerTo = ({ observations }: Verified['report']) => observations.find(({ question }) => question === QUESTION)?.answer

  /** Gives the first twenty invoices one time. `order` changes their order in each response. */
  const tie = (order: (rows: object[], url: URL) => object[]): Change => [
    'GET /invoices 200',
    ({ body, url }) => {
      const { page, per_page: size } = Object.fromEntries(url.searchParams)
      if (page !== '1' || Number(size) < 20) return
      const tied = body.data.slice(0, 20).map((row: object) => ({ ...row, createdAt: '2026-11-24T08:00:00+00:00' }))
      body.data = [...order(tied, url), ...body.data.slice(20)]
    },
  ]

  test('is reported as kept if it is the same in each reading', async () => {
    const { report } = await verifyMock([tie((rows) => rows)])
    expect(answerTo(report)).toMatch(/^Yes: \d+ rows, in three readings\.$/)
    expect(report.findings).toEqual([])
  })

  test.each([
    ['with each request', (_: URL, turn: number) => turn % 2 === 0],
    ['with the size of the page', (url: URL) => url.searchParams.get('per_page') === '25'],
  ])('is a finding if it changes %s', async (_, isReversed) => {
    let turn = 0
    const { report } = await verifyMock([
      tie((rows, url) => {
        turn += 1
        return isReversed(url, turn) ? rows.toReversed() : rows
      }),
    ])
    expect(answerTo(report)).toBe('No, so that a page can miss or repeat rows.')
    expect(report.findings.map(({ text }) => text)).toEqual([
      'GET /invoices 200 data: paging, rows with the same createdAt change their order',
    ])
  })

  test('is unknown if no rows have the same createdAt', async () => {
    let second = 0
    const { report } = await verifyMock([
      [
        '*',
        ({ body }) => {
          for (const row of Array.isArray(body.data) ? body.data : []) {
            second += 1
            if ('createdAt' in row) row.createdAt = new Date(Date.UTC(2026, 0, 1) + 1000 * second).toISOString()
          }
        },
      ],
    ])
    expect(answerTo(report)).toBe('Unknown: no listed rows have the same createdAt.')
  })
})

test('counts a finding and suggests a change', async () => {
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
  expect(finding?.suggestion).toEqual({
    location: 'the schema Contact',
    yaml: `properties:
  loyalty:
    type: object
    properties:
      createdAt:
        type: string
        format: date-time
    additionalProperties: # undeclared keys, redacted because they may be data
      type: number
    description: TODO`,
  })
})

test('names the parameter if a field occurs only with it', async () => {
  const { report } = await verifyMock([], {
    fetch: changeResponses(mock.fetch, [
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

test('reports a header that no response has as one finding', async () => {
  const { report } = await verifyMock([['*', ({ headers }) => headers.delete('x-ratelimit-limit')]])
  expect(report.findings.map(({ text, count }) => [text, count])).toEqual([
    ['every response header X-RateLimit-Limit: missing', report.findings[0]?.of],
  ])
})

test('lists the findings that are new and gone since the last report', async () => {
  const [first = never(), second = never()] = CHANGES
  const toChange = ([responses, change]: (typeof CHANGES)[number]): Change => [responses, change]
  const { report: last } = await verifyMock([toChange(first)])
  const { report } = await verifyMock([toChange(second)], { last: JSON.parse(JSON.stringify(last)) })
  expect(report.changes).toEqual({ since: last.date, added: [second[2]], gone: [first[2]] })
  expect(formatReport(report)).toContain(`- gone: \`${first[2]}\``)
})

test('puts no response value and no token in the report', async () => {
  const MARK = 'zq7marker'
  let count = 0
  /** Replaces every text and number, even where the result is invalid. Keeps ids, so that records can be read. */
  const replaceValues = (value: unknown, key = ''): unknown => {
    if (Array.isArray(value)) return value.map((item) => replaceValues(item, key))
    if (typeof value === 'object' && value !== null) {
      const fields = Object.entries(value).map(([name, child]) => [name, replaceValues(child, name)])
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
      (response) => {
        response.body = replaceValues(response.body)
        if (response.body.errors) response.body.errors = { [`${MARK} ${TOKEN}`]: [MARK] }
        response.headers.set('x-ratelimit-limit', '86753091234')
        response.headers.set('content-type', `application/json; echo=${MARK}`)
      },
    ],
  ]
  const { report, leftovers } = await verifyMock(changes, { write: true })
  expect(report.findings.length).toBeGreaterThan(200)
  const output = JSON.stringify([report, leftovers.filter((name) => !name.startsWith('the tag'))]) + formatReport(report)
  for (const secret of [MARK, TOKEN, '86753091234', 'Ελένη', 'sameAsValue']) expect(output).not.toContain(secret)
})

test.each([
  ['a rejected token', () => Response.json({ message: TOKEN }, { status: 401 }), /rejected the token \(401\)/],
  ['no response', () => Promise.reject(new TypeError(`cannot send ${TOKEN}`)), /^No response\./],
])('throws a VerifyError without the token after %s', async (_case, respond, message) => {
  const error = await verifyMock([], { fetch: async () => respond() }).then(never, (reason: unknown) => reason)
  expect(error).toBeInstanceOf(VerifyError)
  expect(String(error).replace('VerifyError: ', '')).toMatch(message)
  expect(inspect(error, { depth: 9 })).not.toContain(TOKEN)
})

test('ignores the environment variables that select a server', async () => {
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
  throw new Error('Unreachable.')
}
