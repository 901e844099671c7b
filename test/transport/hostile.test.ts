/** Custom functions, odd errors and odd responses must not hide that a request was sent, or cause it to be sent twice. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { Billit, type BillitOptions, type InvoiceCreate, type RequestOptions } from '../../src/index.ts'
import { memoryStore } from '../../src/stores/index.ts'
import { captureOutcome, createTestClient, fakeClock, json } from './test-client.ts'

const draft: InvoiceCreate = { customerId: 4821, invoiceTypeId: 31, invoiceDate: '2026-11-22', products: [] }
const created = () => json({ data: { uuid: 'x' } }, 201)
/** Node's error for https://billit.example, although a custom fetch may have connected to another server on that port. */
const connectionRefused = () =>
  Object.assign(new TypeError('fetch failed'), { cause: Object.assign(new Error('no'), { code: 'ECONNREFUSED', port: 443 }) })

beforeEach(() => fakeClock())
afterEach(() => {
  vi.useRealTimers()
})

describe('a custom fetch whose connection is refused, perhaps by another server', () => {
  afterEach(() => {
    vi.unstubAllGlobals()
  })

  const calls: Array<[string, (client: Billit) => PromiseLike<unknown>]> = [
    ['POST', (client) => client.invoices.create(draft)],
    ['DELETE', (client) => client.invoices.delete('7c1b7d1e-52a8-4c0e-9f0a-3d9c1f6f2b11')],
  ]
  test.each(calls)('sends a %s once', async (_, call) => {
    const fetch = vi.fn(() => Promise.reject(connectionRefused()))
    const outcome = captureOutcome(call(createTestClient(fetch)))
    await vi.runAllTimersAsync()
    expect(await outcome).toMatchObject({ error: { name: 'ConnectionError', attempts: 1, mayHaveSucceeded: true } })
    expect(fetch).toHaveBeenCalledOnce()
  })

  test.each(calls)('sends a %s once through a replaced global fetch', async (_, call) => {
    const fetch = vi.fn(() => Promise.reject(connectionRefused()))
    vi.stubGlobal('fetch', fetch)
    const outcome = captureOutcome(call(new Billit({ token: 'test-token', baseUrl: 'https://billit.example/v1' })))
    await vi.runAllTimersAsync()
    expect(await outcome).toMatchObject({ error: { name: 'ConnectionError', attempts: 1, mayHaveSucceeded: true } })
    expect(fetch).toHaveBeenCalledOnce()
  })
})

test.each<[string, BillitOptions]>([
  [
    'an async logger that rejects',
    { logger: { debug: rejectDiskFull, info: rejectDiskFull, warn: rejectDiskFull, error: rejectDiskFull } },
  ],
  ['async hooks that reject', { onResponse: rejectDiskFull, onWait: rejectDiskFull }],
])('returns the result despite %s', async (_case, options) => {
  const unhandled = vi.fn()
  process.on('unhandledRejection', unhandled)
  const responses = [json({}, 429), created()]
  const client = createTestClient(() => responses.shift() ?? created(), options)
  const outcome = captureOutcome(client.invoices.create(draft))
  await vi.runAllTimersAsync()
  expect(await outcome).toEqual({ value: { uuid: 'x' } })
  vi.useRealTimers()
  await new Promise((turn) => setImmediate(turn))
  process.off('unhandledRejection', unhandled)
  expect(unhandled).not.toHaveBeenCalled()
})

async function rejectDiskFull(): Promise<void> {
  throw new Error('disk full')
}

describe('an odd error after a POST', () => {
  const oddErrors: Array<[string, () => unknown]> = [
    ['a message that is not a string', () => Object.assign(new Error('x'), { message: { deep: 1 } })],
    ['a name and a stack that are not strings', () => Object.assign(new Error('x'), { name: 5, stack: [] })],
    ['an object without a prototype', () => Object.create(null)],
    [
      'a message getter that throws',
      () =>
        Object.defineProperty({}, 'message', {
          get() {
            throw new Error('odd')
          },
        }),
    ],
    ['undefined', () => undefined],
    ['a symbol', () => Symbol('odd')],
  ]
  test.each(oddErrors)('keeps mayHaveSucceeded for %s', async (_case, createError) => {
    const client = createTestClient(() => {
      throw createError()
    })
    const outcome = await captureOutcome(client.invoices.create(draft))
    expect(outcome).toMatchObject({ error: { name: 'ConnectionError', attempts: 1, mayHaveSucceeded: true } })
    expect(() => JSON.stringify(outcome)).not.toThrow()
  })

  test('keeps mayHaveSucceeded if Error.prepareStackTrace returns frames', async () => {
    const before = Error.prepareStackTrace
    Error.prepareStackTrace = (_, frames) => frames
    try {
      const client = createTestClient(() => {
        throw new TypeError('fetch failed')
      })
      expect(await captureOutcome(client.invoices.create(draft))).toMatchObject({ error: { mayHaveSucceeded: true } })
    } finally {
      Error.prepareStackTrace = before
    }
  })

  test('keeps mayHaveSucceeded for a response body nested 50,000 levels deep', async () => {
    const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`
    const client = createTestClient(() => new Response(deep, { status: 500 }))
    const outcome = await captureOutcome(client.invoices.create(draft))
    expect(outcome).toMatchObject({ error: { name: 'ServerError', mayHaveSucceeded: true } })
    expect(() => JSON.stringify(outcome)).not.toThrow()
  })
})

test('sends the body and the query as they were at the time of the call', async () => {
  const sent: unknown[] = []
  const client = createTestClient(
    ({ url, body }) => {
      sent.push(body ? JSON.parse(body).customerId : url.searchParams.get('q'))
      return body ? created() : json({ data: [], meta: { last_page: 1, total: 0 } })
    },
    { preflight: () => [], token: async () => 'a-slow-token' },
  )
  const reused = { ...draft }
  const calls = [1, 2, 3].map((customerId) => {
    reused.customerId = customerId
    return client.invoices.create(reused)
  })
  await Promise.all(calls)
  expect(sent).toEqual([1, 2, 3])
  const query = { q: 'first' }
  const list = client.contacts.list(query)
  query.q = 'second'
  await list.toArray()
  expect(sent.at(-1)).toBe('first')
})

test.each<[string, (client: Billit, options: RequestOptions) => PromiseLike<unknown>]>([
  ['create, with a preflight of the contact', (client, options) => client.invoices.create(draft, options)],
  ['createOnce', (client, options) => client.invoices.createOnce('order-1042', draft, options)],
  ['patch', (client, options) => client.contacts.patch(7, { city: 'Volos' }, options)],
])('uses the options as they were at the time of the call: %s', async (_, call) => {
  const sent: unknown[] = []
  const client = new Billit({
    token: 'test-token',
    baseUrl: 'https://billit.example/v1',
    preflight: { check: () => [], contacts: true },
    idempotencyStore: memoryStore(),
    fetch: async (input, init) => {
      const { method, headers } = new Request(input, init)
      if (method !== 'GET') sent.push([headers.get('X-Request'), new URL(String(input)).search])
      return method === 'POST' ? created() : json({ data: { id: 7 } })
    },
  })
  const options = { headers: { 'X-Request': 'first' }, query: { trace: 'first' } }
  const calling = call(client, options)
  options.headers['X-Request'] = 'second'
  options.query.trace = 'second'
  Object.assign(options, { headers: { 'X-Request': 'third' }, query: { trace: 'third' }, signal: AbortSignal.abort() })
  await calling
  expect(sent).toEqual([['first', '?trace=first']])
})

describe('a deadline', () => {
  const limit = { requests: 1, perMilliseconds: 20_000 }

  test.each<[string, (client: Billit) => PromiseLike<unknown>]>([
    ['a create', (client) => client.invoices.create(draft, { deadline: 3000 })],
    ['a get', (client) => client.contacts.get(7, { deadline: 3000 })],
  ])('ends a call at once if the rate limit would exceed it: %s', async (name, call) => {
    const client = createTestClient(created, { token: `token of a queue for ${name}`.replace(/\W/g, '-'), rateLimit: limit })
    await client.invoices.create(draft)
    const started = performance.now()
    const error = await Promise.resolve(call(client)).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ name: 'TimeoutError', attempts: 0, mayHaveSucceeded: false })
    expect(String(error)).toContain('nothing was sent')
    expect(String(error)).toContain('rate limit')
    expect(performance.now() - started).toBe(0)
  })

  test('names the rate limit in the error if it passes while the call waits for a slot', async () => {
    const client = createTestClient(created, { rateLimit: { acquire: () => new Promise(() => {}) } })
    const outcome = captureOutcome(client.invoices.create(draft, { deadline: 3000 }))
    await vi.runAllTimersAsync()
    expect(String(((await outcome) as { error: unknown }).error)).toContain(
      'still waiting for the rate limit after 3000 ms (deadline); nothing was sent',
    )
  })
})

test('passes the reason and the duration of a wait to onWait', async () => {
  const waits: unknown[] = []
  const client = createTestClient(created, {
    token: 'token-of-waits',
    rateLimit: { requests: 1, perMilliseconds: 1000 },
    onWait: ({ operation, reason, attempt, milliseconds }) => waits.push([operation, reason, attempt, milliseconds]),
  })
  const both = captureOutcome(Promise.all([client.invoices.create(draft), client.invoices.create(draft)]))
  await vi.runAllTimersAsync()
  expect(await both).toHaveProperty('value')
  expect(waits).toEqual([['createInvoice', 'rate limit', 1, 1000]])
})

test('accepts a limit of Number.MAX_SAFE_INTEGER requests without allocating its slots', async () => {
  const client = createTestClient(() => json({ data: { uuid: 'x' } }, 201, { 'X-RateLimit-Remaining': '5' }), {
    token: 'token-without-bounds',
    rateLimit: { requests: Number.MAX_SAFE_INTEGER, perMilliseconds: 1000 },
  })
  expect(await client.invoices.create(draft)).toEqual({ uuid: 'x' })
})
