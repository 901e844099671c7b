import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { RateLimitError, ServerError } from '../../src/index.ts'
import { captureOutcome, createTestClient, fakeClock, json } from './test-client.ts'

beforeEach(() => fakeClock())
afterEach(() => {
  vi.useRealTimers()
})

/** A client with createScriptedClient responses, and the times of its attempts. The last response repeats. */
function createScriptedClient(script: Array<() => Response>, options = {}) {
  const times: number[] = []
  const client = createTestClient(() => {
    times.push(performance.now())
    const respond = script[Math.min(times.length, script.length) - 1]
    return respond ? respond() : json({})
  }, options)
  const waits = () => times.slice(1).map((time, index) => time - (times[index] ?? 0))
  return { client, waits, times }
}

const ok = () => json({ data: { id: 301, tag: 'retainer' } })
const failWith =
  (status: number, headers: Record<string, string> = {}) =>
  () =>
    json({ message: '' }, status, headers)

describe('the delay before a retry', () => {
  /** A delay is the requested time plus jitter. */
  const expectWait = (waited: number | undefined, requested: number) => {
    expect(waited).toBeGreaterThanOrEqual(requested)
    expect(waited).toBeLessThanOrEqual(requested + Math.min(5000, Math.max(250, requested / 10)) + 1)
  }

  test.each([429, 503])('honours a Retry-After in seconds after a %i, within maxWait', async (status) => {
    const { client, waits } = createScriptedClient([failWith(status, { 'Retry-After': '90061' }), ok], { maxWait: 100_000_000 })
    const tag = captureOutcome(client.tags.get(301))
    await vi.runAllTimersAsync()
    expect(await tag).toHaveProperty('value.tag', 'retainer')
    expectWait(waits()[0], 90_061_000)
  })

  test('honours a Retry-After beyond the maximum of setTimeout', async () => {
    const days = 40 * 86_400
    const options = { maxWait: Number.POSITIVE_INFINITY }
    const { client, waits } = createScriptedClient([failWith(429, { 'Retry-After': String(days) }), ok], options)
    const tag = captureOutcome(client.tags.get(301))
    await vi.runAllTimersAsync()
    expect(await tag).toHaveProperty('value')
    expectWait(waits()[0], days * 1000)
  })

  test('honours a Retry-After with an HTTP date', async () => {
    const { client, waits } = createScriptedClient([failWith(503, { 'Retry-After': 'Sun, 22 Nov 2026 12:00:07 GMT' }), ok])
    const tag = captureOutcome(client.tags.get(301))
    await vi.runAllTimersAsync()
    expect(await tag).toHaveProperty('value')
    expectWait(waits()[0], 7000)
  })

  test("waits until X-RateLimit-Reset by the server's clock, which may differ", async () => {
    const reset = Date.UTC(2020, 0, 1, 0, 0, 30) / 1000
    const headers = { 'X-RateLimit-Reset': String(reset), Date: 'Wed, 01 Jan 2020 00:00:10 GMT' }
    const { client, waits } = createScriptedClient([failWith(429, headers), ok])
    const tag = captureOutcome(client.tags.get(301))
    await vi.runAllTimersAsync()
    expect(await tag).toHaveProperty('value')
    expectWait(waits()[0], 20_000)
  })

  test.each([{}, { 'Retry-After': '0' }, { 'X-RateLimit-Reset': '1' }])(
    'delays each retry after a 429 without a usable delay: %j',
    async (headers) => {
      vi.spyOn(Math, 'random').mockReturnValue(1)
      const script = [...Array.from({ length: 6 }, () => failWith(429, { Date: new Date().toUTCString(), ...headers })), ok]
      const { client, waits } = createScriptedClient(script, { maxRetries: 1 })
      const tag = captureOutcome(client.tags.get(301))
      await vi.runAllTimersAsync()
      expect(await tag).toHaveProperty('value')
      const hasReset = 'X-RateLimit-Reset' in headers
      expect(waits()).toEqual(hasReset ? Array(6).fill(1250) : [500, 1000, 2000, 4000, 8000, 8000])
      vi.restoreAllMocks()
    },
  )

  test.each([
    [1, 1250],
    [20, 22_000],
    [200, 205_000],
  ])('turns a Retry-After of %i s into a delay of at most %i ms', async (seconds, longest) => {
    vi.spyOn(Math, 'random').mockReturnValue(1)
    const { client, waits } = createScriptedClient([failWith(503, { 'Retry-After': String(seconds) }), ok])
    const tag = captureOutcome(client.tags.get(301))
    await vi.runAllTimersAsync()
    expect(await tag).toHaveProperty('value')
    expect(waits()).toEqual([longest])
    vi.restoreAllMocks()
  })

  test('waits a random time within a doubling limit if the server requests no delay', async () => {
    const property = fc.asyncProperty(
      fc.integer({ min: 1, max: 8 }),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      async (retries, random) => {
        vi.spyOn(Math, 'random').mockReturnValue(random)
        const { client, waits } = createScriptedClient([failWith(500)], { maxRetries: retries })
        const outcome = captureOutcome(client.tags.get(301))
        await vi.advanceTimersByTimeAsync(8000 * retries)
        expect(await outcome).toMatchObject({ error: { name: 'ServerError', attempts: retries + 1 } })
        const limits = Array.from({ length: retries }, (_, n) => Math.min(8000, 500 * 2 ** n))
        waits().forEach((waited, n) => {
          // Timers count whole milliseconds.
          expect(Math.abs(waited - random * (limits[n] ?? 0))).toBeLessThanOrEqual(1)
        })
      },
    )
    await fc.assert(property, { numRuns: 50 })
    vi.restoreAllMocks()
  })
})

describe('when to stop retrying', () => {
  test.each([0, 1, 3, 5])('stops retrying after maxRetries: %i', async (maxRetries) => {
    const { client, times } = createScriptedClient([failWith(503, { 'Retry-After': '1' })], { maxRetries })
    const outcome = captureOutcome(client.tags.get(301))
    await vi.advanceTimersByTimeAsync(10_000)
    expect(await outcome).toMatchObject({ error: { attempts: maxRetries + 1, mayHaveSucceeded: false } })
    expect(times).toHaveLength(maxRetries + 1)
  })

  test('prefers the maxRetries of the call to that of the client', async () => {
    const { client, times } = createScriptedClient([failWith(503)], { maxRetries: 5 })
    await expect(client.tags.get(301, { maxRetries: 0 })).rejects.toBeInstanceOf(ServerError)
    expect(times).toHaveLength(1)
  })

  test('does not count a 429 towards maxRetries', async () => {
    const script = [...Array.from({ length: 12 }, () => failWith(429, { 'Retry-After': '1' })), ok]
    const { client, times } = createScriptedClient(script, { maxRetries: 1 })
    const tag = captureOutcome(client.tags.get(301))
    await vi.runAllTimersAsync()
    expect(await tag).toHaveProperty('value')
    expect(times).toHaveLength(13)
  })

  test('never retries with maxRetries: 0, not even after a 429', async () => {
    const { client, times } = createScriptedClient([failWith(429, { 'Retry-After': '1' }), ok], { maxRetries: 0 })
    await expect(client.tags.get(301)).rejects.toMatchObject({ name: 'RateLimitError', retryAfter: 1 })
    expect(times).toHaveLength(1)
  })

  test.each([
    ['a billion seconds', { 'Retry-After': '1000000000' }],
    ['a date in 9999', { 'Retry-After': 'Fri, 31 Dec 9999 23:59:59 GMT' }],
    ['a reset in 2286', { 'X-RateLimit-Reset': '9999999999' }],
  ])('does not retry if the requested delay exceeds maxWait: %s', async (_case, headers) => {
    const { client, times } = createScriptedClient([failWith(429, headers), ok])
    const error = await client.tags.get(301).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(RateLimitError)
    expect((error as RateLimitError).retryAfter).toBeGreaterThan(300)
    expect(times).toHaveLength(1)
    expect(vi.getTimerCount()).toBe(0)
  })

  test('stops retrying when the delays after 429s exceed maxWait in total', async () => {
    const { client, times } = createScriptedClient([failWith(429, { 'Retry-After': '10' })], { maxWait: 35_000 })
    const outcome = captureOutcome(client.tags.get(301))
    await vi.runAllTimersAsync()
    expect(await outcome).toMatchObject({ error: { name: 'RateLimitError', attempts: 4 } })
    expect(times).toHaveLength(4)
  })

  test('stops retrying when the delays after 503s exceed maxWait in total', async () => {
    const { client, times } = createScriptedClient([failWith(503, { 'Retry-After': '10' })], { maxWait: 15_000 })
    const outcome = captureOutcome(client.tags.get(301))
    await vi.runAllTimersAsync()
    expect(await outcome).toMatchObject({ error: { name: 'ServerError', attempts: 2 } })
    expect(times).toHaveLength(2)
  })

  test('does not count its own backoff towards maxWait', async () => {
    const { client } = createScriptedClient([failWith(503), failWith(503), failWith(503), ok], { maxWait: 1 })
    const tag = captureOutcome(client.tags.get(301))
    await vi.runAllTimersAsync()
    expect(await tag).toHaveProperty('value')
  })

  test('allows maxRetries failures after any number of 429s', async () => {
    const rateLimited = failWith(429, { 'Retry-After': '1' })
    const { client, times } = createScriptedClient([rateLimited, rateLimited, failWith(500), ok], { maxRetries: 1 })
    const tag = captureOutcome(client.tags.get(301))
    await vi.runAllTimersAsync()
    expect(await tag).toHaveProperty('value')
    expect(times).toHaveLength(4)
  })

  test.each([
    [2000, 2],
    [1999, 1],
  ])('with a maxWait of %i ms and a Retry-After of 2 s, makes %i attempt(s)', async (maxWait, attempts) => {
    vi.spyOn(Math, 'random').mockReturnValue(0)
    const { client } = createScriptedClient([failWith(429, { 'Retry-After': '2' })], { maxWait })
    const outcome = captureOutcome(client.tags.get(301))
    await vi.runAllTimersAsync()
    expect(await outcome).toMatchObject({ error: { name: 'RateLimitError', attempts } })
    vi.restoreAllMocks()
  })

  test('throws the RateLimitError at once if the delay would pass the deadline', async () => {
    const { client, times } = createScriptedClient([failWith(429, { 'Retry-After': '60' })], { deadline: 5000 })
    const error = await client.tags.get(301).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(RateLimitError)
    expect(error).toMatchObject({ retryAfter: 60, attempts: 1 })
    expect(times).toHaveLength(1)
    expect(vi.getTimerCount()).toBe(0)
  })
})

test('sends a fresh token and the original body on each attempt, even if the caller changes the object', async () => {
  const bodies: string[] = []
  const tokens: string[] = []
  let count = 0
  const body = { customerId: 4821, invoiceTypeId: 31, invoiceDate: '2026-11-22', products: [{ vatId: 901, price: 100 }] }
  const client = createTestClient(
    (request) => {
      bodies.push(request.body)
      body.customerId += 1
      return bodies.length < 3 ? json({}, 429, { 'Retry-After': '5' }) : json({ data: { uuid: 'x' } }, 201)
    },
    {
      token: () => {
        count += 1
        return `token-number-${count}`
      },
      onRequest: ({ headers }) => {
        tokens.push(headers.get('Authorization') ?? 'missing')
      },
    },
  )
  const created = captureOutcome(client.invoices.create(body))
  await vi.runAllTimersAsync()
  expect(await created).toEqual({ value: { uuid: 'x' } })
  expect(new Set(bodies).size).toBe(1)
  expect(JSON.parse(bodies[0] ?? '')).toMatchObject({ customerId: 4821 })
  expect(count).toBe(3)
  expect(tokens).toEqual(['missing', 'missing', 'missing'])
})

test('keeps mayHaveSucceeded if a clear failure follows an unclear one', async () => {
  const { client } = createScriptedClient([failWith(500, { 'Retry-After': '0' }), failWith(404)])
  const outcome = captureOutcome(client.contacts.delete(4821))
  await vi.runAllTimersAsync()
  expect(await outcome).toMatchObject({ error: { name: 'NotFoundError', attempts: 2, mayHaveSucceeded: true } })
})

test('says in the message of an unsafe call what to check before a retry', async () => {
  const { client } = createScriptedClient([failWith(500)])
  const error = await client.invoices
    .create({ invoiceTypeId: 31, invoiceDate: '2026-11-22', products: [] })
    .catch((thrown: unknown) => thrown)
  expect(String(error)).toContain('The request may have succeeded. Check GET /v1/invoices before you retry')
})
