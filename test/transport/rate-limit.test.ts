import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Billit, BillitOptions } from '../../src/index.ts'
import { captureOutcome, createTestClient, fakeClock, json, wait } from './test-client.ts'
import { Throttle } from './throttle.ts'

setFlagsFromString('--expose-gc')
const collectGarbage: () => void = runInNewContext('gc')

let tokens = 0
beforeEach(() => {
  fakeClock()
  // Clients with the same token share a limiter, so each test uses a unique token.
  tokens += 1
})
afterEach(() => {
  vi.useRealTimers()
})

const createLimitedClient = (handler: Parameters<typeof createTestClient>[0], options: BillitOptions = {}): Billit =>
  createTestClient(handler, {
    token: `token-of-test-${tokens}`,
    rateLimit: { requests: 60, perMilliseconds: 60_000 },
    ...options,
  })

/** A handler behind a throttle, with network latency in both directions. */
function createThrottledHandler(throttle: Throttle, latency: () => number) {
  return async () => {
    await wait(latency())
    const arrival = throttle.arrive(performance.now())
    await wait(latency())
    return 'refusal' in arrival ? arrival.refusal : json({ data: { id: 301, tag: 'x' } }, 200, arrival.headers)
  }
}

describe('against a simulated throttle', () => {
  test('sends 150 calls at 60 per window without a 429, within 5 % of the shortest time', async () => {
    const throttle = new Throttle(60, 60_000)
    const client = createLimitedClient(createThrottledHandler(throttle, () => 50))
    const started = performance.now()
    let ended = started
    const calls = Promise.all(
      Array.from({ length: 150 }, async () => {
        await client.tags.get(301)
        ended = performance.now()
      }),
    )
    await vi.runAllTimersAsync()
    await calls
    expect(throttle).toMatchObject({ accepted: 150, refused: 0 })
    expect(ended - started).toBeGreaterThanOrEqual(2 * 60_000)
    expect(ended - started).toBeLessThanOrEqual(2 * 60_000 * 1.05)
  })

  test('causes no 429 for any arrival pattern and any latency', async () => {
    const arrivals = fc.array(fc.record({ after: fc.nat(3000), latency: fc.nat(900) }), { minLength: 1, maxLength: 60 })
    const property = fc.asyncProperty(fc.integer({ min: 1, max: 7 }), arrivals, async (requests, pattern) => {
      tokens += 1
      const throttle = new Throttle(requests, 5000)
      let requestCount = 0
      const latency = () => pattern[requestCount++ % pattern.length]?.latency ?? 0
      const client = createLimitedClient(createThrottledHandler(throttle, latency), {
        rateLimit: { requests, perMilliseconds: 5000 },
        maxRetries: 0,
      })
      const calls = pattern.map(async ({ after }) => {
        await wait(after)
        return client.tags.get(301)
      })
      const all = captureOutcome(Promise.all(calls))
      await vi.runAllTimersAsync()
      expect(await all).toHaveProperty('value')
      expect(throttle).toMatchObject({ accepted: pattern.length, refused: 0 })
      expect(vi.getTimerCount()).toBe(0)
    })
    await fc.assert(property, { numRuns: 100 })
  })

  test('subtracts the requests that other clients have made with the token', async () => {
    const throttle = new Throttle(60, 60_000)
    for (let other = 0; other < 50; other += 1) throttle.arrive(performance.now())
    const client = createLimitedClient(
      createThrottledHandler(throttle, () => 10),
      { maxRetries: 0 },
    )
    // The first response reports the remaining requests.
    const first = captureOutcome(client.tags.get(301))
    await vi.advanceTimersByTimeAsync(20)
    await first
    const all = captureOutcome(Promise.all(Array.from({ length: 30 }, () => client.tags.get(301))))
    await vi.runAllTimersAsync()
    expect(await all).toHaveProperty('value')
    expect(throttle.refused).toBe(0)
  })
})

describe('after a 429', () => {
  test('delays every waiting call until Retry-After has passed', async () => {
    const times: number[] = []
    const start = performance.now()
    const client = createLimitedClient(
      async () => {
        times.push(performance.now() - start)
        return times.length === 1 ? json({}, 429, { 'Retry-After': '30' }) : json({ data: { id: 301, tag: 'x' } })
      },
      { rateLimit: { requests: 1, perMilliseconds: 100 } },
    )
    const all = captureOutcome(Promise.all([client.tags.get(301), client.tags.get(302), client.tags.get(303)]))
    await vi.runAllTimersAsync()
    expect(await all).toHaveProperty('value')
    expect(times[0]).toBe(0)
    for (const time of times.slice(1)) expect(time).toBeGreaterThanOrEqual(30_000)
  })
})

describe('the queue', () => {
  const slow = { rateLimit: { requests: 1, perMilliseconds: 1000 } }

  test('sends calls in the order in which they were made', async () => {
    const served: string[] = []
    const client = createLimitedClient(({ url }) => {
      served.push(url.pathname)
      return json({ data: { id: 1, tag: 'x' } })
    }, slow)
    const all = Promise.all([1, 2, 3, 4, 5].map((id) => client.tags.get(id)))
    await vi.runAllTimersAsync()
    await all
    expect(served).toEqual([1, 2, 3, 4, 5].map((id) => `/v1/tags/${id}`))
  })

  test('rejects an aborted call with the abort reason, and sends the next one', async () => {
    const served: string[] = []
    const client = createLimitedClient(({ url }) => {
      served.push(url.pathname)
      return json({ data: { id: 1, tag: 'x' } })
    }, slow)
    const stop = new AbortController()
    const reason = new Error('the user left')
    const first = captureOutcome(client.tags.get(1))
    const second = captureOutcome(client.tags.get(2, { signal: stop.signal }))
    const third = captureOutcome(client.tags.get(3))
    await vi.advanceTimersByTimeAsync(500)
    stop.abort(reason)
    expect(await second).toEqual({ error: reason })
    await vi.advanceTimersByTimeAsync(500)
    expect(await first).toHaveProperty('value')
    expect(await third).toHaveProperty('value')
    expect(served).toEqual(['/v1/tags/1', '/v1/tags/3'])
  })

  test('applies the deadline to a waiting call, but not the timeout', async () => {
    const client = createLimitedClient(() => json({ data: { id: 1, tag: 'x' } }), slow)
    const first = captureOutcome(client.tags.get(1))
    const patient = captureOutcome(client.tags.get(2, { timeout: 10 }))
    const hurried = captureOutcome(client.tags.get(3, { deadline: 1500 }))
    await vi.advanceTimersByTimeAsync(1500)
    expect(await first).toHaveProperty('value')
    expect(await patient).toHaveProperty('value')
    expect(await hurried).toMatchObject({ error: { name: 'TimeoutError', attempts: 0, mayHaveSucceeded: false } })
    expect(vi.getTimerCount()).toBe(0)
  })
})

describe('sharing a limit', () => {
  const createClient = (options: BillitOptions) => createLimitedClient(() => json({ data: { id: 1, tag: 'x' } }), options)
  const one = { rateLimit: { requests: 1, perMilliseconds: 1000 } }

  /** Whether a call of the second client waits for that of the first. */
  async function shareLimit(a: BillitOptions, b: BillitOptions): Promise<boolean> {
    tokens += 1
    await createClient({ ...one, ...a }).tags.get(1)
    let done = false
    const second = createClient({ ...one, ...b })
      .tags.get(2)
      .then(() => {
        done = true
      })
    await vi.advanceTimersByTimeAsync(0)
    const waited = !done
    await vi.runAllTimersAsync()
    await second
    return waited
  }

  test('shares a limit between clients with the same token and origin', async () => {
    expect(await shareLimit({}, {})).toBe(true)
    const token = () => 'token-from-a-function'
    expect(await shareLimit({ token }, { token })).toBe(true)
  })

  test('shares a limit after any number of other tokens was used', async () => {
    const token = 'the-first-of-many-tokens'
    const first = createClient({ ...one, token })
    for (let other = 0; other < 1100; other += 1) await createClient({ ...one, token: `another-token-${other}` }).tags.get(1)
    await first.tags.get(1)
    const second = captureOutcome(createClient({ ...one, token }).tags.get(2))
    await vi.advanceTimersByTimeAsync(0)
    expect(vi.getTimerCount()).toBeGreaterThan(0)
    await vi.runAllTimersAsync()
    expect(await second).toHaveProperty('value')
  })

  test('shares no limit between different token functions', async () => {
    const tenant = (name: string) => async () => `token-of-tenant-${name}`
    expect(await shareLimit({ token: tenant('one') }, { token: tenant('two') })).toBe(false)
  })

  test.each([
    ['with no token used since', 0],
    ['with 1,100 tokens used since', 1100],
  ])('shares a limit with a client that was garbage-collected, %s', async (_, others) => {
    const token = `token-of-a-collected-client-${others}`
    await createClient({ ...one, token }).tags.get(1)
    for (let other = 0; other < others; other += 1)
      await createClient({ ...one, token: `yet-another-token-${other}` }).tags.get(1)
    await new Promise((turn) => setImmediate(turn))
    collectGarbage()
    const second = captureOutcome(createClient({ ...one, token }).tags.get(2))
    await vi.advanceTimersByTimeAsync(0)
    expect(vi.getTimerCount()).toBeGreaterThan(0)
    await vi.runAllTimersAsync()
    expect(await second).toHaveProperty('value')
  })

  test('shares no limit with another token or origin, or with a client without a limit', async () => {
    expect(await shareLimit({}, { token: 'another-token' })).toBe(false)
    expect(await shareLimit({}, { baseUrl: 'https://other.example/v1' })).toBe(false)
    expect(await shareLimit({}, { rateLimit: false })).toBe(false)
  })
})

describe('a deadline that the limiter would exceed', () => {
  const create = { customerId: 4821, invoiceTypeId: 31, invoiceDate: '2026-11-22', products: [] }

  test.each([
    [20_000, 0],
    [20_001, 20_000],
  ])('of %i ms ends the call after %i ms if the slot is free after 20,000 ms', async (deadline, milliseconds) => {
    const client = createLimitedClient(() => json({ data: { uuid: 'x' } }, 201), {
      rateLimit: { requests: 1, perMilliseconds: 20_000 },
    })
    await client.invoices.create(create)
    const started = performance.now()
    let ended = started
    const outcome = captureOutcome(client.invoices.create(create, { deadline })).finally(() => {
      ended = performance.now()
    })
    await vi.runAllTimersAsync()
    await outcome
    expect(ended - started).toBe(milliseconds)
  })

  test('keeps mayHaveSucceeded on the second attempt', async () => {
    const client = createLimitedClient(() => json({}, 500), { rateLimit: { requests: 1, perMilliseconds: 20_000 } })
    const outcome = captureOutcome(client.contacts.delete(4821, { deadline: 10_000 }))
    await vi.runAllTimersAsync()
    expect(await outcome).toMatchObject({
      error: {
        name: 'TimeoutError',
        attempts: 1,
        mayHaveSucceeded: true,
        message: expect.stringMatching(/past its deadline of 10000 ms\./),
      },
    })
  })
})
