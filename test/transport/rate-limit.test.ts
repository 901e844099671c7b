import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Billit, BillitOptions, RateLimiter } from '../../src/index.ts'
import { Throttle } from './throttle.ts'
import { fakeClock, json, settled, virtualClient, wait } from './virtual.ts'

setFlagsFromString('--expose-gc')
const collectGarbage: () => void = runInNewContext('gc')

let tokens = 0
beforeEach(() => {
  fakeClock()
  // Clients of one token share a limiter: each test has a token of its own.
  tokens += 1
})
afterEach(() => {
  vi.useRealTimers()
})

const limited = (handler: Parameters<typeof virtualClient>[0], options: BillitOptions = {}): Billit =>
  virtualClient(handler, { token: `token-of-test-${tokens}`, rateLimit: { requests: 60, perMilliseconds: 60_000 }, ...options })

/** A throttled server with a way to it and a way back that take their time. */
function throttled(throttle: Throttle, latency: () => number) {
  return async () => {
    await wait(latency())
    const arrival = throttle.arrive(performance.now())
    await wait(latency())
    return 'refusal' in arrival ? arrival.refusal : json({ data: { id: 301, tag: 'x' } }, 200, arrival.headers)
  }
}

describe('against a simulated throttle', () => {
  test('150 calls at 60 a window: none refused, within 5 % of the floor', async () => {
    const throttle = new Throttle(60, 60_000)
    const client = limited(throttled(throttle, () => 50))
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

  test('none refused, for any arrival pattern and any latency', async () => {
    const arrivals = fc.array(fc.record({ after: fc.nat(3000), latency: fc.nat(900) }), { minLength: 1, maxLength: 60 })
    const property = fc.asyncProperty(fc.integer({ min: 1, max: 7 }), arrivals, async (requests, pattern) => {
      tokens += 1
      const throttle = new Throttle(requests, 5000)
      let turn = 0
      const latency = () => pattern[turn++ % pattern.length]?.latency ?? 0
      const client = limited(throttled(throttle, latency), { rateLimit: { requests, perMilliseconds: 5000 }, maxRetries: 0 })
      const calls = pattern.map(async ({ after }) => {
        await wait(after)
        return client.tags.get(301)
      })
      const all = settled(Promise.all(calls))
      await vi.runAllTimersAsync()
      expect(await all).toHaveProperty('value')
      expect(throttle).toMatchObject({ accepted: pattern.length, refused: 0 })
      expect(vi.getTimerCount()).toBe(0)
    })
    await fc.assert(property, { numRuns: 100 })
  })

  test('where others use the token too, it leaves them what they have taken', async () => {
    const throttle = new Throttle(60, 60_000)
    for (let other = 0; other < 50; other += 1) throttle.arrive(performance.now())
    const client = limited(
      throttled(throttle, () => 10),
      { maxRetries: 0 },
    )
    // The first answer tells how much is left.
    const first = settled(client.tags.get(301))
    await vi.advanceTimersByTimeAsync(20)
    await first
    const all = settled(Promise.all(Array.from({ length: 30 }, () => client.tags.get(301))))
    await vi.runAllTimersAsync()
    expect(await all).toHaveProperty('value')
    expect(throttle.refused).toBe(0)
  })
})

describe('one 429', () => {
  test('pauses every call that waits, until the server takes requests again', async () => {
    const times: number[] = []
    const start = performance.now()
    const client = limited(
      async () => {
        times.push(performance.now() - start)
        return times.length === 1 ? json({}, 429, { 'Retry-After': '30' }) : json({ data: { id: 301, tag: 'x' } })
      },
      { rateLimit: { requests: 1, perMilliseconds: 100 } },
    )
    const all = settled(Promise.all([client.tags.get(301), client.tags.get(302), client.tags.get(303)]))
    await vi.runAllTimersAsync()
    expect(await all).toHaveProperty('value')
    expect(times[0]).toBe(0)
    for (const time of times.slice(1)) expect(time).toBeGreaterThanOrEqual(30_000)
  })
})

describe('the queue', () => {
  const slow = { rateLimit: { requests: 1, perMilliseconds: 1000 } }

  test('first come, first served', async () => {
    const served: string[] = []
    const client = limited(({ url }) => {
      served.push(url.pathname)
      return json({ data: { id: 1, tag: 'x' } })
    }, slow)
    const all = Promise.all([1, 2, 3, 4, 5].map((id) => client.tags.get(id)))
    await vi.runAllTimersAsync()
    await all
    expect(served).toEqual([1, 2, 3, 4, 5].map((id) => `/v1/tags/${id}`))
  })

  test("an aborted call leaves it with the signal's own reason, and lets the next go", async () => {
    const served: string[] = []
    const client = limited(({ url }) => {
      served.push(url.pathname)
      return json({ data: { id: 1, tag: 'x' } })
    }, slow)
    const stop = new AbortController()
    const reason = new Error('the user went away')
    const first = settled(client.tags.get(1))
    const second = settled(client.tags.get(2, { signal: stop.signal }))
    const third = settled(client.tags.get(3))
    await vi.advanceTimersByTimeAsync(500)
    stop.abort(reason)
    expect(await second).toEqual({ error: reason })
    await vi.advanceTimersByTimeAsync(500)
    expect(await first).toHaveProperty('value')
    expect(await third).toHaveProperty('value')
    expect(served).toEqual(['/v1/tags/1', '/v1/tags/3'])
  })

  test('the deadline counts while a call waits, the timeout does not', async () => {
    const client = limited(() => json({ data: { id: 1, tag: 'x' } }), slow)
    const first = settled(client.tags.get(1))
    const patient = settled(client.tags.get(2, { timeout: 10 }))
    const hurried = settled(client.tags.get(3, { deadline: 1500 }))
    await vi.advanceTimersByTimeAsync(1500)
    expect(await first).toHaveProperty('value')
    expect(await patient).toHaveProperty('value')
    expect(await hurried).toMatchObject({ error: { name: 'TimeoutError', attempts: 0, mayHaveSucceeded: false } })
    expect(vi.getTimerCount()).toBe(0)
  })
})

describe('who shares a limit', () => {
  const counted = (options: BillitOptions) => limited(() => json({ data: { id: 1, tag: 'x' } }), options)
  const one = { rateLimit: { requests: 1, perMilliseconds: 1000 } }

  /** Whether the second client's call has to wait for the first's. */
  async function waits(a: BillitOptions, b: BillitOptions): Promise<boolean> {
    tokens += 1
    await counted({ ...one, ...a }).tags.get(1)
    let done = false
    const second = counted({ ...one, ...b })
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

  test('clients of one token and one origin', async () => {
    expect(await waits({}, {})).toBe(true)
    const token = () => 'token-from-a-function'
    expect(await waits({ token }, { token })).toBe(true)
  })

  test('clients of one token, however many other tokens came between', async () => {
    const token = 'the-first-of-many-tokens'
    const first = counted({ ...one, token })
    for (let other = 0; other < 1100; other += 1) await counted({ ...one, token: `another-token-${other}` }).tags.get(1)
    await first.tags.get(1)
    const second = settled(counted({ ...one, token }).tags.get(2))
    await vi.advanceTimersByTimeAsync(0)
    expect(vi.getTimerCount()).toBeGreaterThan(0)
    await vi.runAllTimersAsync()
    expect(await second).toHaveProperty('value')
  })

  test('not functions that give tokens, unless they are one', async () => {
    const tenant = (name: string) => async () => `token-of-tenant-${name}`
    expect(await waits({ token: tenant('one') }, { token: tenant('two') })).toBe(false)
  })

  test.each([
    ['with no other in between', 0],
    ['with those of 1,100 other tokens in between', 1100],
  ])('clients of one token, though the first is gone when the second comes: %s', async (_, others) => {
    const token = `token-of-a-client-that-is-gone-${others}`
    await counted({ ...one, token }).tags.get(1)
    for (let other = 0; other < others; other += 1) await counted({ ...one, token: `token-beside-${other}` }).tags.get(1)
    await new Promise((turn) => setImmediate(turn))
    collectGarbage()
    const second = settled(counted({ ...one, token }).tags.get(2))
    await vi.advanceTimersByTimeAsync(0)
    expect(vi.getTimerCount()).toBeGreaterThan(0)
    await vi.runAllTimersAsync()
    expect(await second).toHaveProperty('value')
  })

  test('not those of another token or origin, nor one without a limit', async () => {
    expect(await waits({}, { token: 'another-token' })).toBe(false)
    expect(await waits({}, { baseUrl: 'https://other.example/v1' })).toBe(false)
    expect(await waits({}, { rateLimit: false })).toBe(false)
  })
})

test('a limiter of your own is asked before each attempt, and told of each answer', async () => {
  const told: unknown[] = []
  const limiter: RateLimiter = {
    acquire: async () => (answer) => {
      told.push(answer?.status)
    },
  }
  const answers = [json({}, 429, { 'Retry-After': '1' }), json({ data: { id: 1, tag: 'x' } })]
  const client = virtualClient(() => answers.shift() ?? json({}), { rateLimit: limiter })
  const tag = settled(client.tags.get(1))
  await vi.runAllTimersAsync()
  expect(await tag).toHaveProperty('value')
  expect(told).toEqual([429, 200])
})

describe('what a limiter of your own is told', () => {
  test.each<[number, Record<string, string>, number, number | undefined]>([
    [429, { 'Retry-After': '1' }, 300_000, 1250],
    [429, { 'Retry-After': '20' }, 300_000, 22_000],
    [429, { 'Retry-After': '20' }, 5000, 5000],
    [429, {}, 300_000, undefined],
    [503, { 'Retry-After': '20' }, 300_000, undefined],
  ])('after a %i with %j and a maxWait of %i ms, to pause for %s', async (status, headers, maxWait, pause) => {
    vi.spyOn(Math, 'random').mockReturnValue(1)
    const released = vi.fn()
    const options = { rateLimit: { acquire: async () => released }, maxRetries: 0, maxWait }
    await settled(virtualClient(() => json({}, status, headers), options).tags.get(1))
    expect(released.mock.calls).toEqual([[{ status, headers: expect.any(Headers), pause }]])
    vi.restoreAllMocks()
  })

  test.each<[string, () => Promise<Response>]>([
    ['no answer came', () => Promise.reject(new TypeError('fetch failed'))],
    ['the call was aborted', () => new Promise(() => {})],
  ])('nothing of an answer where %s', async (_, answer) => {
    const released = vi.fn()
    const controller = new AbortController()
    const client = virtualClient(answer, { rateLimit: { acquire: async () => released }, maxRetries: 0 })
    const outcome = settled(client.tags.get(1, { signal: controller.signal }))
    await vi.advanceTimersByTimeAsync(1)
    controller.abort(new Error('the user left'))
    expect(await outcome).toHaveProperty('error')
    expect(released.mock.calls).toEqual([[undefined]])
  })

  test('a name for what the server counts: the same for a token and an API, and no token in it', async () => {
    const names: string[] = []
    const rateLimit: RateLimiter = {
      acquire: async (_signal, client) => {
        names.push(await client.budget())
        return () => {}
      },
    }
    const tokens = ['token-of-a-baker', 'token-of-a-baker', 'token-of-a-butcher']
    const rotating = virtualClient(() => json({ data: { id: 1 } }), {
      rateLimit,
      token: () => tokens[names.length] ?? 'the-last',
    })
    for (const _ of tokens) await rotating.tags.get(1)
    for (const baseUrl of ['https://billit.example/v2', 'https://other.example/v1']) {
      await virtualClient(() => json({ data: { id: 1 } }), { rateLimit, token: 'token-of-a-baker', baseUrl }).tags.get(1)
    }
    const [first, second, other, sameHost, otherHost] = names
    // SHA-256 of 'https://billit.example token-of-a-baker'.
    expect(first).toBe('825c3c37dcecb2f3418a177eaeb7a1006c806bc19d3dde1b77705d91963710ba')
    expect([second, sameHost]).toEqual([first, first])
    expect(new Set([first, other, otherHost]).size).toBe(3)
  })
})

describe('a deadline that the limiter cannot meet', () => {
  const create = { customerId: 4821, invoiceTypeId: 31, invoiceDate: '2026-11-22', products: [] }

  test.each([
    [20_000, 0],
    [20_001, 20_000],
  ])('of %i ms, where the slot is free after 20,000: the call ends after %i ms', async (deadline, milliseconds) => {
    const client = limited(() => json({ data: { uuid: 'x' } }, 201), { rateLimit: { requests: 1, perMilliseconds: 20_000 } })
    await client.invoices.create(create)
    const started = performance.now()
    let ended = started
    const outcome = settled(client.invoices.create(create, { deadline })).finally(() => {
      ended = performance.now()
    })
    await vi.runAllTimersAsync()
    await outcome
    expect(ended - started).toBe(milliseconds)
  })

  test('on the second attempt: nothing claims that nothing was sent', async () => {
    const client = limited(() => json({}, 500), { rateLimit: { requests: 1, perMilliseconds: 20_000 } })
    const outcome = settled(client.contacts.delete(4821, { deadline: 10_000 }))
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
