import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { InvoiceCreate, RateLimiter } from '../../src/index.ts'
import { captureOutcome, createTestClient, fakeClock, json } from './test-client.ts'

const draft: InvoiceCreate = { customerId: 4821, invoiceTypeId: 31, invoiceDate: '2026-11-22', products: [] }
const created = () => json({ data: { uuid: 'x' } }, 201)

beforeEach(() => fakeClock())
afterEach(() => {
  vi.useRealTimers()
})

describe('a custom limiter', () => {
  test('is called before each attempt, and receives each status', async () => {
    const statuses: unknown[] = []
    const limiter: RateLimiter = {
      acquire: async () => (response) => {
        statuses.push(response?.status)
      },
    }
    const responses = [json({}, 429, { 'Retry-After': '1' }), json({ data: { id: 1, tag: 'x' } })]
    const client = createTestClient(() => responses.shift() ?? json({}), { rateLimit: limiter })
    const tag = captureOutcome(client.tags.get(1))
    await vi.runAllTimersAsync()
    expect(await tag).toHaveProperty('value')
    expect(statuses).toEqual([429, 200])
  })

  test.each<[number, Record<string, string>, number, number | undefined]>([
    [429, { 'Retry-After': '1' }, 300_000, 1250],
    [429, { 'Retry-After': '20' }, 300_000, 22_000],
    [429, { 'Retry-After': '20' }, 5000, 5000],
    [429, {}, 300_000, undefined],
    [503, { 'Retry-After': '20' }, 300_000, undefined],
  ])('receives, after a %i with %j and a maxWait of %i ms, a pause of %s', async (status, headers, maxWait, pause) => {
    vi.spyOn(Math, 'random').mockReturnValue(1)
    const released = vi.fn()
    const options = { rateLimit: { acquire: async () => released }, maxRetries: 0, maxWait }
    await captureOutcome(createTestClient(() => json({}, status, headers), options).tags.get(1))
    expect(released.mock.calls).toEqual([[{ status, headers: expect.any(Headers), pause }]])
    vi.restoreAllMocks()
  })

  test.each<[string, () => Promise<Response>]>([
    ['the connection failed', () => Promise.reject(new TypeError('fetch failed'))],
    ['the call was aborted', () => new Promise(() => {})],
  ])('receives no response if %s', async (_, handler) => {
    const released = vi.fn()
    const controller = new AbortController()
    const client = createTestClient(handler, { rateLimit: { acquire: async () => released }, maxRetries: 0 })
    const outcome = captureOutcome(client.tags.get(1, { signal: controller.signal }))
    await vi.advanceTimersByTimeAsync(1)
    controller.abort(new Error('the user left'))
    expect(await outcome).toHaveProperty('error')
    expect(released.mock.calls).toEqual([[undefined]])
  })

  test('receives a budget name that depends on the token and the origin, and does not reveal the token', async () => {
    const names: string[] = []
    const rateLimit: RateLimiter = {
      acquire: async (_signal, client) => {
        names.push(await client.budget())
        return () => {}
      },
    }
    const tokens = ['token-of-a-baker', 'token-of-a-baker', 'token-of-a-butcher']
    const rotating = createTestClient(() => json({ data: { id: 1 } }), {
      rateLimit,
      token: () => tokens[names.length] ?? 'the-last',
    })
    for (const _ of tokens) await rotating.tags.get(1)
    for (const baseUrl of ['https://billit.example/v2', 'https://other.example/v1']) {
      await createTestClient(() => json({ data: { id: 1 } }), { rateLimit, token: 'token-of-a-baker', baseUrl }).tags.get(1)
    }
    const [first, second, other, sameHost, otherHost] = names
    // SHA-256 of 'https://billit.example token-of-a-baker'.
    expect(first).toBe('825c3c37dcecb2f3418a177eaeb7a1006c806bc19d3dde1b77705d91963710ba')
    expect([second, sameHost]).toEqual([first, first])
    expect(new Set([first, other, otherHost]).size).toBe(3)
  })
})

describe('a custom limiter that misbehaves', () => {
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
    ['is not a function', () => 'nothing', ['acquire() of the rate limiter must resolve to a release function.']],
    ['is missing', () => undefined, []],
  ]
  test.each(broken)('returns the created invoice if the release %s', async (_case, release, expected) => {
    const limiter = { acquire: async () => release() } as RateLimiter
    const lines: string[] = []
    const logger = { debug() {}, info() {}, warn() {}, error: (line: string) => void lines.push(line) }
    const client = createTestClient(created, { rateLimit: limiter, logger })
    expect(await client.invoices.create(draft)).toEqual({ uuid: 'x' })
    await Promise.resolve()
    expect(lines).toEqual(expected)
  })

  test.each<[string, () => unknown]>([
    [
      'throws',
      () => {
        throw new Error('the store is gone')
      },
    ],
    ['rejects', () => Promise.reject(new Error('the store is gone'))],
    ['returns a string', () => '5000'],
    ['returns NaN', () => Number.NaN],
    ['returns Infinity', () => Number.POSITIVE_INFINITY],
  ])('ignores a minimumWait that %s', async (behaviour, minimumWait) => {
    const unhandled = vi.fn()
    process.on('unhandledRejection', unhandled)
    const limiter = { acquire: async () => () => {}, minimumWait } as RateLimiter
    const lines: string[] = []
    const logger = { debug() {}, info() {}, warn() {}, error: (line: string) => void lines.push(line) }
    const client = createTestClient(created, { rateLimit: limiter, deadline: 1000, logger })
    expect(await client.invoices.create(draft)).toEqual({ uuid: 'x' })
    const failed = ['minimumWait of the rate limiter failed: the store is gone']
    expect(lines).toEqual(behaviour === 'throws' || behaviour === 'rejects' ? failed : [])
    vi.useRealTimers()
    await new Promise((turn) => setImmediate(turn))
    process.off('unhandledRejection', unhandled)
    expect(unhandled).not.toHaveBeenCalled()
  })

  test('keeps mayHaveSucceeded if it fails before the second attempt', async () => {
    let acquired = 0
    const limiter: RateLimiter = {
      acquire: async () => {
        acquired += 1
        if (acquired === 2) throw new Error('the store is gone')
        return () => {}
      },
    }
    const client = createTestClient(() => json({}, 500), { rateLimit: limiter })
    const outcome = captureOutcome(client.contacts.delete(4821))
    await vi.runAllTimersAsync()
    expect(await outcome).toMatchObject({ error: { name: 'ConfigurationError', attempts: 1, mayHaveSucceeded: true } })
    expect(String(((await outcome) as { error: unknown }).error)).toContain('The rate limiter failed: the store is gone')
  })

  test.each(Array.from({ length: 12 }, (_, microtasks) => microtasks))(
    'gets its slot back if the call is aborted %i microtasks after it was acquired',
    async (microtasks) => {
      const released = vi.fn()
      let grantSlot = () => {}
      const granted = new Promise<void>((resolve) => {
        grantSlot = resolve
      })
      const limiter: RateLimiter = { acquire: () => granted.then(() => released) }
      const controller = new AbortController()
      const outcome = captureOutcome(
        createTestClient(created, { rateLimit: limiter }).invoices.create(draft, { signal: controller.signal }),
      )
      await vi.advanceTimersByTimeAsync(1)
      grantSlot()
      for (let count = 0; count < microtasks; count += 1) await Promise.resolve()
      controller.abort()
      await outcome
      await vi.advanceTimersByTimeAsync(1)
      expect(released).toHaveBeenCalledOnce()
    },
  )

  test('does not delay an aborted call if it ignores the signal, and gets its slot back', async () => {
    let grantSlot = (_release: () => void) => {}
    const limiter: RateLimiter = { acquire: () => new Promise((resolve) => (grantSlot = resolve)) }
    const client = createTestClient(created, { rateLimit: limiter })
    const stop = new AbortController()
    const outcome = captureOutcome(client.invoices.create(draft, { signal: stop.signal }))
    await vi.advanceTimersByTimeAsync(1)
    stop.abort('enough')
    expect(await outcome).toEqual({ error: 'enough' })
    const release = vi.fn()
    grantSlot(release)
    await vi.advanceTimersByTimeAsync(1)
    expect(release).toHaveBeenCalledOnce()
  })
})
