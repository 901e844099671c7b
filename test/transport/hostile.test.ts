/** What a caller's own functions, odd errors and odd answers must not do: hide that a request was sent, or send it twice. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { Billit, type BillitOptions, type InvoiceCreate, type RateLimiter, type RequestOptions } from '../../src/index.ts'
import { memoryStore } from '../../src/stores/index.ts'
import { fakeClock, json, settled, virtualClient } from './virtual.ts'

const draft: InvoiceCreate = { customerId: 4821, invoiceTypeId: 31, invoiceDate: '2026-11-22', products: [] }
const created = () => json({ data: { uuid: 'x' } }, 201)
/** As Node tells it of https://billit.example, though it may have been another server of that port. */
const refused = () =>
  Object.assign(new TypeError('fetch failed'), { cause: Object.assign(new Error('no'), { code: 'ECONNREFUSED', port: 443 }) })

beforeEach(() => fakeClock())
afterEach(() => {
  vi.useRealTimers()
})

describe("with a caller's own fetch, a refused connection may be one to somewhere else", () => {
  afterEach(() => {
    vi.unstubAllGlobals()
  })

  const calls: Array<[string, (client: Billit) => PromiseLike<unknown>]> = [
    ['create', (client) => client.invoices.create(draft)],
    ['delete', (client) => client.invoices.delete('7c1b7d1e-52a8-4c0e-9f0a-3d9c1f6f2b11')],
  ]
  test.each(calls)('%s is sent once', async (_, call) => {
    const fetch = vi.fn(() => Promise.reject(refused()))
    const outcome = settled(call(virtualClient(fetch)))
    await vi.runAllTimersAsync()
    expect(await outcome).toMatchObject({ error: { name: 'ConnectionError', attempts: 1, mayHaveSucceeded: true } })
    expect(fetch).toHaveBeenCalledOnce()
  })

  test.each(calls)('%s is sent once by a global fetch that was replaced', async (_, call) => {
    const fetch = vi.fn(() => Promise.reject(refused()))
    vi.stubGlobal('fetch', fetch)
    const outcome = settled(call(new Billit({ token: 'test-token-of-nobody', baseUrl: 'https://billit.example/v1' })))
    await vi.runAllTimersAsync()
    expect(await outcome).toMatchObject({ error: { name: 'ConnectionError', attempts: 1, mayHaveSucceeded: true } })
    expect(fetch).toHaveBeenCalledOnce()
  })
})

describe('a limiter of the caller', () => {
  const failed = ['The release of the rate limiter failed: gone']
  const broken: Array<[string, () => unknown, string[]]> = [
    [
      'throws',
      () => () => {
        throw new Error('gone')
      },
      failed,
    ],
    [
      'rejects',
      () => async () => {
        throw new Error('gone')
      },
      failed,
    ],
    ['is no function', () => 'nothing', ['acquire() of the rate limiter must resolve to a release function.']],
    ['is missing', () => undefined, []],
  ]
  test.each(broken)('whose release %s: the invoice that was created is given', async (_what, release, told) => {
    const limiter = { acquire: async () => release() } as RateLimiter
    const lines: string[] = []
    const logger = { debug() {}, info() {}, warn() {}, error: (line: string) => void lines.push(line) }
    const client = virtualClient(created, { rateLimit: limiter, logger })
    expect(await client.invoices.create(draft)).toEqual({ uuid: 'x' })
    await Promise.resolve()
    expect(lines).toEqual(told)
  })

  test.each<[string, () => unknown]>([
    [
      'throws',
      () => {
        throw new Error('the store is gone')
      },
    ],
    ['rejects', () => Promise.reject(new Error('the store is gone'))],
    ['is a text', () => '5000'],
    ['is not a number', () => Number.NaN],
    ['has no end', () => Number.POSITIVE_INFINITY],
  ])('whose minimumWait %s waits as long as acquire says', async (what, minimumWait) => {
    const unhandled = vi.fn()
    process.on('unhandledRejection', unhandled)
    const limiter = { acquire: async () => () => {}, minimumWait } as RateLimiter
    const lines: string[] = []
    const logger = { debug() {}, info() {}, warn() {}, error: (line: string) => void lines.push(line) }
    const client = virtualClient(created, { rateLimit: limiter, deadline: 1000, logger })
    expect(await client.invoices.create(draft)).toEqual({ uuid: 'x' })
    const failed = ['minimumWait of the rate limiter failed: the store is gone']
    expect(lines).toEqual(what === 'throws' || what === 'rejects' ? failed : [])
    vi.useRealTimers()
    await new Promise((turn) => setImmediate(turn))
    process.off('unhandledRejection', unhandled)
    expect(unhandled).not.toHaveBeenCalled()
  })

  test('that fails before the second attempt does not hide that the first was sent', async () => {
    let turn = 0
    const limiter: RateLimiter = {
      acquire: async () => {
        turn += 1
        if (turn === 2) throw new Error('the store is gone')
        return () => {}
      },
    }
    const client = virtualClient(() => json({}, 500), { rateLimit: limiter })
    const outcome = settled(client.contacts.delete(4821))
    await vi.runAllTimersAsync()
    expect(await outcome).toMatchObject({ error: { name: 'ConfigurationError', attempts: 1, mayHaveSucceeded: true } })
    expect(String(((await outcome) as { error: unknown }).error)).toContain('The rate limiter failed: the store is gone')
  })

  test.each(Array.from({ length: 12 }, (_, turns) => turns))(
    'gets its slot back if the call is aborted %i turns of the event queue after it was given',
    async (turns) => {
      const released = vi.fn()
      let give = () => {}
      const given = new Promise<void>((resolve) => {
        give = resolve
      })
      const limiter: RateLimiter = { acquire: () => given.then(() => released) }
      const controller = new AbortController()
      const outcome = settled(
        virtualClient(created, { rateLimit: limiter }).invoices.create(draft, { signal: controller.signal }),
      )
      await vi.advanceTimersByTimeAsync(1)
      give()
      for (let turn = 0; turn < turns; turn += 1) await Promise.resolve()
      controller.abort()
      await outcome
      await vi.advanceTimersByTimeAsync(1)
      expect(released).toHaveBeenCalledOnce()
    },
  )

  test('that ignores its signal does not hold an aborted call, and gets its slot back', async () => {
    let give = (_release: () => void) => {}
    const limiter: RateLimiter = { acquire: () => new Promise((resolve) => (give = resolve)) }
    const client = virtualClient(created, { rateLimit: limiter })
    const stop = new AbortController()
    const outcome = settled(client.invoices.create(draft, { signal: stop.signal }))
    await vi.advanceTimersByTimeAsync(1)
    stop.abort('enough')
    expect(await outcome).toEqual({ error: 'enough' })
    const release = vi.fn()
    give(release)
    await vi.advanceTimersByTimeAsync(1)
    expect(release).toHaveBeenCalledOnce()
  })
})

test.each<[string, BillitOptions]>([
  ['an async logger that rejects', { logger: { debug: fails, info: fails, warn: fails, error: fails } }],
  ['an async hook that rejects', { onResponse: fails, onWait: fails }],
])('%s changes nothing', async (_what, options) => {
  const unhandled = vi.fn()
  process.on('unhandledRejection', unhandled)
  const answers = [json({}, 429), created()]
  const client = virtualClient(() => answers.shift() ?? created(), options)
  const outcome = settled(client.invoices.create(draft))
  await vi.runAllTimersAsync()
  expect(await outcome).toEqual({ value: { uuid: 'x' } })
  vi.useRealTimers()
  await new Promise((turn) => setImmediate(turn))
  process.off('unhandledRejection', unhandled)
  expect(unhandled).not.toHaveBeenCalled()
})

async function fails(): Promise<void> {
  throw new Error('disk full')
}

describe('after a POST, an odd error still tells that the work may have been done', () => {
  const oddErrors: Array<[string, () => unknown]> = [
    ['a message that is no text', () => Object.assign(new Error('x'), { message: { deep: 1 } })],
    ['a name and a stack that are no texts', () => Object.assign(new Error('x'), { name: 5, stack: [] })],
    ['an object without a prototype', () => Object.create(null)],
    [
      'a getter that throws',
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
  test.each(oddErrors)('%s', async (_what, odd) => {
    const client = virtualClient(() => {
      throw odd()
    })
    const outcome = await settled(client.invoices.create(draft))
    expect(outcome).toMatchObject({ error: { name: 'ConnectionError', attempts: 1, mayHaveSucceeded: true } })
    expect(() => JSON.stringify(outcome)).not.toThrow()
  })

  test('Error.prepareStackTrace that gives frames', async () => {
    const before = Error.prepareStackTrace
    Error.prepareStackTrace = (_, frames) => frames
    try {
      const client = virtualClient(() => {
        throw new TypeError('fetch failed')
      })
      expect(await settled(client.invoices.create(draft))).toMatchObject({ error: { mayHaveSucceeded: true } })
    } finally {
      Error.prepareStackTrace = before
    }
  })

  test('an error body nested 50,000 deep', async () => {
    const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`
    const client = virtualClient(() => new Response(deep, { status: 500 }))
    const outcome = await settled(client.invoices.create(draft))
    expect(outcome).toMatchObject({ error: { name: 'ServerError', mayHaveSucceeded: true } })
    expect(() => JSON.stringify(outcome)).not.toThrow()
  })
})

test('what a call sends is taken at the moment of the call', async () => {
  const sent: unknown[] = []
  const client = virtualClient(
    ({ url, body }) => {
      sent.push(body ? JSON.parse(body).customerId : url.searchParams.get('q'))
      return body ? created() : json({ data: [], meta: { last_page: 1, total: 0 } })
    },
    { preflight: () => [], token: async () => 'a-token-that-takes-a-while' },
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
  ['create, with a look at the contact', (client, options) => client.invoices.create(draft, options)],
  ['createOnce', (client, options) => client.invoices.createOnce('order-1042', draft, options)],
  ['patch', (client, options) => client.contacts.patch(7, { city: 'Volos' }, options)],
])('the options of a call are taken at the moment of the call: %s', async (_, call) => {
  const sent: unknown[] = []
  const client = new Billit({
    token: 'test-token-of-nobody',
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
  ])('that the queue cannot meet fails at once, and says so: %s', async (name, call) => {
    const client = virtualClient(created, { token: `token of a queue, for ${name}`.replace(/\W/g, '-'), rateLimit: limit })
    await client.invoices.create(draft)
    const started = performance.now()
    const error = await Promise.resolve(call(client)).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ name: 'TimeoutError', attempts: 0, mayHaveSucceeded: false })
    expect(String(error)).toContain('nothing was sent')
    expect(String(error)).toContain('rate limit')
    expect(performance.now() - started).toBe(0)
  })

  test('that passes while a call waits for a limiter says what it waited for', async () => {
    const client = virtualClient(created, { rateLimit: { acquire: () => new Promise(() => {}) } })
    const outcome = settled(client.invoices.create(draft, { deadline: 3000 }))
    await vi.runAllTimersAsync()
    expect(String(((await outcome) as { error: unknown }).error)).toContain(
      'still waiting for the rate limit after 3000 ms (deadline); nothing was sent',
    )
  })
})

test('onWait tells why a call waits, and for how long', async () => {
  const waits: unknown[] = []
  const client = virtualClient(created, {
    token: 'token-of-waits',
    rateLimit: { requests: 1, perMilliseconds: 1000 },
    onWait: ({ operation, reason, attempt, milliseconds }) => waits.push([operation, reason, attempt, milliseconds]),
  })
  const both = settled(Promise.all([client.invoices.create(draft), client.invoices.create(draft)]))
  await vi.runAllTimersAsync()
  expect(await both).toHaveProperty('value')
  expect(waits).toEqual([['createInvoice', 'rate limit', 1, 1000]])
})

test('a limit of as many requests as there are numbers takes no memory', async () => {
  const client = virtualClient(() => json({ data: { uuid: 'x' } }, 201, { 'X-RateLimit-Remaining': '5' }), {
    token: 'token-without-bounds',
    rateLimit: { requests: Number.MAX_SAFE_INTEGER, perMilliseconds: 1000 },
  })
  expect(await client.invoices.create(draft)).toEqual({ uuid: 'x' })
})
