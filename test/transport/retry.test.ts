import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { RateLimitError, ServerError } from '../../src/index.ts'
import { fakeClock, json, settled, virtualClient } from './virtual.ts'

beforeEach(() => fakeClock())
afterEach(() => {
  vi.useRealTimers()
})

/** A client that is answered as scripted, and the times at which its attempts came. */
function scripted(script: Array<() => Response>, options = {}) {
  const times: number[] = []
  const client = virtualClient(() => {
    times.push(performance.now())
    const answer = script[Math.min(times.length, script.length) - 1]
    return answer ? answer() : json({})
  }, options)
  const waits = () => times.slice(1).map((time, index) => time - (times[index] ?? 0))
  return { client, waits, times }
}

const ok = () => json({ data: { id: 301, tag: 'retainer' } })
const failing =
  (status: number, headers: Record<string, string> = {}) =>
  () =>
    json({ message: '' }, status, headers)

describe('how long it waits', () => {
  /** A wait is what the server asked for, and a random part on top. */
  const expectWait = (waited: number | undefined, asked: number) => {
    expect(waited).toBeGreaterThanOrEqual(asked)
    expect(waited).toBeLessThanOrEqual(asked + Math.min(5000, Math.max(250, asked / 10)) + 1)
  }

  test.each([429, 503])('%i: as long as Retry-After says in seconds, if maxWait allows it', async (status) => {
    const { client, waits } = scripted([failing(status, { 'Retry-After': '90061' }), ok], { maxWait: 100_000_000 })
    const tag = settled(client.tags.get(301))
    await vi.runAllTimersAsync()
    expect(await tag).toHaveProperty('value.tag', 'retainer')
    expectWait(waits()[0], 90_061_000)
  })

  test('a wait that no single timer can hold', async () => {
    const days = 40 * 86_400
    const options = { maxWait: Number.POSITIVE_INFINITY }
    const { client, waits } = scripted([failing(429, { 'Retry-After': String(days) }), ok], options)
    const tag = settled(client.tags.get(301))
    await vi.runAllTimersAsync()
    expect(await tag).toHaveProperty('value')
    expectWait(waits()[0], days * 1000)
  })

  test('until the HTTP date that Retry-After gives', async () => {
    const { client, waits } = scripted([failing(503, { 'Retry-After': 'Sun, 22 Nov 2026 12:00:07 GMT' }), ok])
    const tag = settled(client.tags.get(301))
    await vi.runAllTimersAsync()
    expect(await tag).toHaveProperty('value')
    expectWait(waits()[0], 7000)
  })

  test("until X-RateLimit-Reset by the server's clock, which may differ", async () => {
    const reset = Date.UTC(2020, 0, 1, 0, 0, 30) / 1000
    const headers = { 'X-RateLimit-Reset': String(reset), Date: 'Wed, 01 Jan 2020 00:00:10 GMT' }
    const { client, waits } = scripted([failing(429, headers), ok])
    const tag = settled(client.tags.get(301))
    await vi.runAllTimersAsync()
    expect(await tag).toHaveProperty('value')
    expectWait(waits()[0], 20_000)
  })

  test.each([{}, { 'Retry-After': '0' }, { 'X-RateLimit-Reset': '1' }])(
    'a 429 that names no wait (%j) waits like any failure, and hammers no server',
    async (headers) => {
      vi.spyOn(Math, 'random').mockReturnValue(1)
      const script = [...Array.from({ length: 6 }, () => failing(429, { Date: new Date().toUTCString(), ...headers })), ok]
      const { client, waits } = scripted(script, { maxRetries: 1 })
      const tag = settled(client.tags.get(301))
      await vi.runAllTimersAsync()
      expect(await tag).toHaveProperty('value')
      const asked = 'X-RateLimit-Reset' in headers
      expect(waits()).toEqual(asked ? Array(6).fill(1250) : [500, 1000, 2000, 4000, 8000, 8000])
      vi.restoreAllMocks()
    },
  )

  test.each([
    [1, 1250],
    [20, 22_000],
    [200, 205_000],
  ])('%i seconds that the server asks for become at most %i ms', async (seconds, most) => {
    vi.spyOn(Math, 'random').mockReturnValue(1)
    const { client, waits } = scripted([failing(503, { 'Retry-After': String(seconds) }), ok])
    const tag = settled(client.tags.get(301))
    await vi.runAllTimersAsync()
    expect(await tag).toHaveProperty('value')
    expect(waits()).toEqual([most])
    vi.restoreAllMocks()
  })

  test('otherwise a random time within a doubling limit', async () => {
    const property = fc.asyncProperty(
      fc.integer({ min: 1, max: 8 }),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      async (retries, random) => {
        vi.spyOn(Math, 'random').mockReturnValue(random)
        const { client, waits } = scripted([failing(500)], { maxRetries: retries })
        const outcome = settled(client.tags.get(301))
        await vi.advanceTimersByTimeAsync(8000 * retries)
        expect(await outcome).toMatchObject({ error: { name: 'ServerError', attempts: retries + 1 } })
        const limits = Array.from({ length: retries }, (_, n) => Math.min(8000, 500 * 2 ** n))
        waits().forEach((waited, n) => {
          // It counts whole milliseconds.
          expect(Math.abs(waited - random * (limits[n] ?? 0))).toBeLessThanOrEqual(1)
        })
      },
    )
    await fc.assert(property, { numRuns: 50 })
    vi.restoreAllMocks()
  })
})

describe('when it gives up', () => {
  test.each([0, 1, 3, 5])('after maxRetries: %i', async (maxRetries) => {
    const { client, times } = scripted([failing(503, { 'Retry-After': '1' })], { maxRetries })
    const outcome = settled(client.tags.get(301))
    await vi.advanceTimersByTimeAsync(10_000)
    expect(await outcome).toMatchObject({ error: { attempts: maxRetries + 1, mayHaveSucceeded: false } })
    expect(times).toHaveLength(maxRetries + 1)
  })

  test('the call has the last word on maxRetries', async () => {
    const { client, times } = scripted([failing(503)], { maxRetries: 5 })
    await expect(client.tags.get(301, { maxRetries: 0 })).rejects.toBeInstanceOf(ServerError)
    expect(times).toHaveLength(1)
  })

  test('never after a 429 that passes: it is no failure, and does not use up maxRetries', async () => {
    const script = [...Array.from({ length: 12 }, () => failing(429, { 'Retry-After': '1' })), ok]
    const { client, times } = scripted(script, { maxRetries: 1 })
    const tag = settled(client.tags.get(301))
    await vi.runAllTimersAsync()
    expect(await tag).toHaveProperty('value')
    expect(times).toHaveLength(13)
  })

  test('maxRetries: 0 sends nothing again, not even after a 429', async () => {
    const { client, times } = scripted([failing(429, { 'Retry-After': '1' }), ok], { maxRetries: 0 })
    await expect(client.tags.get(301)).rejects.toMatchObject({ name: 'RateLimitError', retryAfter: 1 })
    expect(times).toHaveLength(1)
  })

  test.each([
    ['a billion seconds', { 'Retry-After': '1000000000' }],
    ['a date of 9999', { 'Retry-After': 'Fri, 31 Dec 9999 23:59:59 GMT' }],
    ['a reset in 2286', { 'X-RateLimit-Reset': '9999999999' }],
  ])('at once where the server asks for %s', async (_what, headers) => {
    const { client, times } = scripted([failing(429, headers), ok])
    const error = await client.tags.get(301).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(RateLimitError)
    expect((error as RateLimitError).retryAfter).toBeGreaterThan(300)
    expect(times).toHaveLength(1)
    expect(vi.getTimerCount()).toBe(0)
  })

  test('when all waits of the call together pass maxWait', async () => {
    const { client, times } = scripted([failing(429, { 'Retry-After': '10' })], { maxWait: 35_000 })
    const outcome = settled(client.tags.get(301))
    await vi.runAllTimersAsync()
    expect(await outcome).toMatchObject({ error: { name: 'RateLimitError', attempts: 4 } })
    expect(times).toHaveLength(4)
  })

  test('when the waits that a 503 asks for pass maxWait together', async () => {
    const { client, times } = scripted([failing(503, { 'Retry-After': '10' })], { maxWait: 15_000 })
    const outcome = settled(client.tags.get(301))
    await vi.runAllTimersAsync()
    expect(await outcome).toMatchObject({ error: { name: 'ServerError', attempts: 2 } })
    expect(times).toHaveLength(2)
  })

  test('never because of waits that the server did not ask for', async () => {
    const { client } = scripted([failing(503), failing(503), failing(503), ok], { maxWait: 1 })
    const tag = settled(client.tags.get(301))
    await vi.runAllTimersAsync()
    expect(await tag).toHaveProperty('value')
  })

  test('after as many failures as maxRetries, however many 429s came before', async () => {
    const limited = failing(429, { 'Retry-After': '1' })
    const { client, times } = scripted([limited, limited, failing(500), ok], { maxRetries: 1 })
    const tag = settled(client.tags.get(301))
    await vi.runAllTimersAsync()
    expect(await tag).toHaveProperty('value')
    expect(times).toHaveLength(4)
  })

  test.each([
    [2000, 2],
    [1999, 1],
  ])('a maxWait of %i ms allows %i attempts where the server asks for 2 seconds', async (maxWait, attempts) => {
    vi.spyOn(Math, 'random').mockReturnValue(0)
    const { client } = scripted([failing(429, { 'Retry-After': '2' })], { maxWait })
    const outcome = settled(client.tags.get(301))
    await vi.runAllTimersAsync()
    expect(await outcome).toMatchObject({ error: { name: 'RateLimitError', attempts } })
    vi.restoreAllMocks()
  })

  test('at once where the wait would pass the deadline, with the reason', async () => {
    const { client, times } = scripted([failing(429, { 'Retry-After': '60' })], { deadline: 5000 })
    const error = await client.tags.get(301).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(RateLimitError)
    expect(error).toMatchObject({ retryAfter: 60, attempts: 1 })
    expect(times).toHaveLength(1)
    expect(vi.getTimerCount()).toBe(0)
  })
})

test('each attempt sends the same body, though the caller changes the object, and a fresh token', async () => {
  const bodies: string[] = []
  const tokens: string[] = []
  let count = 0
  const body = { customerId: 4821, invoiceTypeId: 31, invoiceDate: '2026-11-22', products: [{ vatId: 901, price: 100 }] }
  const client = virtualClient(
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
        tokens.push(headers.get('Authorization') ?? 'not shown')
      },
    },
  )
  const created = settled(client.invoices.create(body))
  await vi.runAllTimersAsync()
  expect(await created).toEqual({ value: { uuid: 'x' } })
  expect(new Set(bodies).size).toBe(1)
  expect(JSON.parse(bodies[0] ?? '')).toMatchObject({ customerId: 4821 })
  expect(count).toBe(3)
  expect(tokens).toEqual(['not shown', 'not shown', 'not shown'])
})

test('after an unclear failure and a clear one, the call may still have succeeded', async () => {
  const { client } = scripted([failing(500, { 'Retry-After': '0' }), failing(404)])
  const outcome = settled(client.contacts.delete(4821))
  await vi.runAllTimersAsync()
  expect(await outcome).toMatchObject({ error: { name: 'NotFoundError', attempts: 2, mayHaveSucceeded: true } })
})

test('the message of an unsafe call says what to look at before it is sent again', async () => {
  const { client } = scripted([failing(500)])
  const error = await client.invoices
    .create({ invoiceTypeId: 31, invoiceDate: '2026-11-22', products: [] })
    .catch((thrown: unknown) => thrown)
  expect(String(error)).toContain('The request may have succeeded. Check GET /v1/invoices before you retry')
})
