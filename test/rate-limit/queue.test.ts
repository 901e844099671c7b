/** Simulates several processes, each with its own limiter, on an in-memory store with a fake clock. */
import fc from 'fast-check'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { BillitOptions, LimitedAnswer, Logger } from '../../src/index.ts'
import { type FlexibleLimiter, sharedRateLimiter } from '../../src/rate-limit/index.ts'
import { fakeClock, json, captureOutcome as settled, createTestClient as virtualClient, wait } from '../transport/test-client.ts'
import { Throttle } from '../transport/throttle.ts'

beforeEach(() => fakeClock())
afterEach(() => {
  vi.useRealTimers()
})

const tag = (headers?: Record<string, string>) => json({ data: { id: 301, tag: 'x' } }, 200, headers)

/** A shared store behind a simulated network. */
class Store {
  memory: RateLimiterMemory
  readonly commands: string[] = []
  latency: () => number = () => 1
  /** If set, every command fails with this error. */
  failure: Error | undefined
  #stalled = false

  constructor(requests: number, seconds: number) {
    this.memory = new RateLimiterMemory({ points: requests, duration: seconds })
  }

  /** Makes all commands hang. */
  stall(): void {
    this.#stalled = true
  }

  limiter(): FlexibleLimiter {
    const { points, duration } = this.memory
    return {
      points,
      duration,
      consume: (...args) => this.#run('consume', () => this.memory.consume(...args)),
      block: (...args) => this.#run('block', () => this.memory.block(...args)),
      delete: (...args) => this.#run('delete', () => this.memory.delete(...args)),
    }
  }

  async #run<T>(name: string, command: () => Promise<T>): Promise<T> {
    this.commands.push(name)
    await wait(this.#stalled ? 1e9 : this.latency())
    if (this.failure) throw this.failure
    const reply = await settled(command())
    await wait(this.latency())
    if ('error' in reply) throw reply.error
    return reply.value
  }
}

/** Creates the client of one process, with its own limiter. */
const createProcess = (store: Store, handler: Parameters<typeof virtualClient>[0], options: BillitOptions = {}) =>
  // With a key, no hash is computed, which would take real time.
  virtualClient(handler, { rateLimit: sharedRateLimiter(store.limiter(), { key: 'test' }), ...options })

interface Conditions {
  processes: number
  requests: number
  seconds: number
  /** One-way latency to the server, in milliseconds. */
  toServer?: () => number
  options?: BillitOptions
}

function startProcesses({ processes, requests, seconds, toServer = () => 20, options = { maxRetries: 0 } }: Conditions) {
  const store = new Store(requests, seconds)
  const throttle = new Throttle(requests, seconds * 1000)
  const respond = async () => {
    await wait(toServer())
    const arrival = throttle.arrive(performance.now())
    await wait(toServer())
    return 'refusal' in arrival ? arrival.refusal : tag(arrival.headers)
  }
  const clients = Array.from({ length: processes }, () => createProcess(store, respond, { timeout: 60_000, ...options }))
  const call = (process: number) => clients[process % processes]?.tags.get(301)
  return { store, throttle, call }
}

describe('the rate limit', () => {
  test('holds for any arrival pattern, latency and request duration', async () => {
    const quick = fc.record({ process: fc.nat(3), after: fc.nat(12_000), there: fc.nat(400), back: fc.nat(400) })
    const slow = fc.record({ process: fc.nat(3), after: fc.nat(12_000), there: fc.nat(9000), back: fc.nat(9000) })
    const mixed = fc.oneof({ weight: 5, arbitrary: quick }, { weight: 1, arbitrary: slow })
    const calls = fc.array(mixed, { minLength: 1, maxLength: 90 })
    const property = fc.asyncProperty(fc.integer({ min: 1, max: 30 }), fc.nat(30), calls, async (requests, toStore, pattern) => {
      const ways = pattern.flatMap(({ there, back }) => [there, back])
      const { store, throttle, call } = startProcesses({ processes: 4, requests, seconds: 5, toServer: () => ways.shift() ?? 0 })
      store.latency = () => Math.random() * toStore
      const all = pattern.map(async ({ process, after }) => {
        await wait(after)
        return call(process)
      })
      const outcome = settled(Promise.all(all))
      await vi.runAllTimersAsync()
      expect(await outcome).toHaveProperty('value')
      expect(throttle).toMatchObject({ accepted: pattern.length, refused: 0 })
      expect(vi.getTimerCount()).toBe(0)
    })
    await fc.assert(property, { numRuns: 40 })
  })

  test.each([
    { processes: 1, seconds: 10, mostCommands: 3 },
    { processes: 4, seconds: 10, mostCommands: 4 },
    { processes: 8, seconds: 10, mostCommands: 4 },
    { processes: 4, seconds: 60, mostCommands: 3 },
    { processes: 8, seconds: 60, mostCommands: 3 },
  ])(
    'runs 240 calls of $processes processes at 60 per $seconds s within 1.15 times the minimum duration, with few commands',
    async (each) => {
      const { processes, seconds, mostCommands } = each
      const toServer = () => 10 + Math.random() * 40
      const { store, throttle, call } = startProcesses({ processes, requests: 60, seconds, toServer })
      const started = performance.now()
      let ended = started
      const calls = Array.from({ length: 240 }, async (_, index) => {
        await call(index)
        ended = performance.now()
      })
      await vi.runAllTimersAsync()
      await Promise.all(calls)
      expect(throttle).toMatchObject({ accepted: 240, refused: 0 })
      const floor = 3 * seconds * 1000
      expect(ended - started).toBeGreaterThanOrEqual(floor)
      expect(ended - started).toBeLessThanOrEqual(floor * 1.15)
      expect(store.commands.length / 240).toBeLessThan(mostCommands)
    },
  )

  test('does not delay a steady load below the limit, whatever the number of processes', async () => {
    const { store, throttle, call } = startProcesses({ processes: 40, requests: 60, seconds: 60 })
    let longest = 0
    const calls = Array.from({ length: 270 }, async (_, index) => {
      await wait((index * 60_000) / 54)
      const started = performance.now()
      await call(index)
      longest = Math.max(longest, performance.now() - started)
    })
    await vi.runAllTimersAsync()
    await Promise.all(calls)
    expect(throttle.refused).toBe(0)
    expect(longest).toBeLessThan(100)
    expect(store.commands.length / 270).toBeLessThan(4)
  })
})

describe('the queue of a process', () => {
  const limit = { processes: 2, requests: 1, seconds: 5 }

  test('serves calls in order of arrival', async () => {
    const { call } = startProcesses(limit)
    const served: number[] = []
    const calls = [0, 1, 2, 3].map(async (index) => {
      await call(0)
      served.push(index)
    })
    await vi.runAllTimersAsync()
    await Promise.all(calls)
    expect(served).toEqual([0, 1, 2, 3])
  })

  test("rejects an aborted call with the signal's reason and releases its slot immediately", async () => {
    const store = new Store(1, 5)
    store.latency = () => 100
    const first = createProcess(store, () => tag())
    const second = createProcess(store, () => tag())
    const stop = new AbortController()
    const reason = new Error('the user went away')
    const aborted = settled(first.tags.get(1, { signal: stop.signal }))
    // The command that takes the slot is in flight.
    await vi.advanceTimersByTimeAsync(250)
    stop.abort(reason)
    expect(await aborted).toEqual({ error: reason })
    await vi.advanceTimersByTimeAsync(500)
    let isServed = false
    const other = second.tags.get(2).then(() => {
      isServed = true
    })
    // Sooner than the window of five seconds.
    await vi.advanceTimersByTimeAsync(1000)
    expect(isServed).toBe(true)
    await other
  })

  test('sends few store commands while it waits', async () => {
    const { store, call } = startProcesses({ ...limit, seconds: 60 })
    const calls = [call(0), call(0), call(1)]
    await vi.advanceTimersByTimeAsync(1000)
    const before = store.commands.length
    await vi.advanceTimersByTimeAsync(55_000)
    expect(store.commands.length - before).toBeLessThan(5)
    await vi.runAllTimersAsync()
    await Promise.all(calls)
  })

  test('rejects a call immediately if its deadline is earlier than the first slot', async () => {
    const { call, store } = startProcesses(limit)
    const impatient = createProcess(store, () => tag())
    const calls = [call(0), impatient.tags.get(1)]
    await vi.advanceTimersByTimeAsync(1000)
    const started = performance.now()
    const outcome = settled(impatient.tags.get(2, { deadline: 2000 }))
    await vi.advanceTimersByTimeAsync(0)
    expect(await outcome).toMatchObject({ error: { name: 'TimeoutError', attempts: 0 } })
    expect(performance.now() - started).toBe(0)
    await vi.runAllTimersAsync()
    await Promise.all(calls)
  })
})

describe('other clients of the token', () => {
  test('pauses all processes after a 429, and resumes them at different times', async () => {
    const store = new Store(60, 60)
    const times: number[] = []
    let refusals = 1
    const respond = () => {
      times.push(performance.now())
      if (refusals-- > 0) return json({}, 429, { 'Retry-After': '30' })
      return tag()
    }
    const clients = Array.from({ length: 5 }, () => createProcess(store, respond))
    const first = clients[0]?.tags.get(1)
    await vi.advanceTimersByTimeAsync(1000)
    const rest = clients.map((client) => client.tags.get(2))
    await vi.runAllTimersAsync()
    await Promise.all([first, ...rest])
    const [refused = 0, ...later] = times
    expect(later).toHaveLength(6)
    for (const time of later) expect(time - refused).toBeGreaterThanOrEqual(30_000)
    expect(Math.max(...later) - Math.min(...later)).toBeGreaterThan(100)
  })

  test('reserves slots for their requests, according to X-RateLimit-Remaining', async () => {
    const { throttle, call } = startProcesses({ processes: 4, requests: 60, seconds: 60 })
    for (let other = 0; other < 50; other += 1) throttle.arrive(performance.now())
    const first = call(0)
    await vi.advanceTimersByTimeAsync(2000)
    const rest = settled(Promise.all(Array.from({ length: 30 }, (_, index) => call(index))))
    await vi.runAllTimersAsync()
    expect(await settled(Promise.resolve(first))).toHaveProperty('value')
    expect(await rest).toHaveProperty('value')
    expect(throttle).toMatchObject({ accepted: 81, refused: 0 })
  })

  test('releases the slot of a request rejected with 429', async () => {
    const store = new Store(1, 60)
    const answers = [json({}, 429, { 'Retry-After': '1' }), tag()]
    const client = createProcess(store, () => answers.shift() ?? tag())
    const started = performance.now()
    let ended = 0
    const call = client.tags.get(1).then(() => {
      ended = performance.now()
    })
    await vi.runAllTimersAsync()
    await call
    expect(ended - started).toBeLessThan(5000)
  })
})

describe('a store failure', () => {
  const logged = () => {
    const lines: string[] = []
    const write = (level: string) => (line: string) => lines.push(`${level}: ${line}`)
    const logger: Logger = { debug: () => {}, info: write('info'), warn: write('warn'), error: write('error') }
    return { lines, logger }
  }

  test.each(['fails', 'stalls'])(
    'makes the process continue with a local limit and log one warning if the store %s',
    async (how) => {
      const { lines, logger } = logged()
      const { store, throttle, call } = startProcesses({ processes: 1, requests: 60, seconds: 60, options: { logger } })
      const before = Promise.all(Array.from({ length: 20 }, () => call(0)))
      await vi.advanceTimersByTimeAsync(1000)
      await before
      if (how === 'stalls') store.stall()
      else store.failure = new Error('READONLY You cannot write against a read only replica.')
      const during = Promise.all(Array.from({ length: 45 }, () => call(0)))
      await vi.advanceTimersByTimeAsync(10_000)
      // The local limit is the 20 requests of the last window, and these still count.
      expect(throttle.accepted).toBe(20)
      await vi.advanceTimersByTimeAsync(3 * 61_000)
      await during
      expect(throttle).toMatchObject({ accepted: 65, refused: 0 })
      const reason = how === 'stalls' ? 'no response within 1000 ms' : 'READONLY'
      expect(lines.filter((line) => line.startsWith('warn'))).toEqual([expect.stringContaining(reason)])
      expect(lines.join()).toContain('20 requests in 60500 ms')
    },
  )

  test('ends when the store is available again, and requests sent in the meantime count', async () => {
    const { lines, logger } = logged()
    const { store, throttle, call } = startProcesses({ processes: 2, requests: 20, seconds: 10, options: { logger } })
    store.failure = new Error('connect ECONNREFUSED')
    const during = [call(0), call(0), call(1), call(1)]
    await vi.advanceTimersByTimeAsync(500)
    await Promise.all(during)
    store.failure = undefined
    const after = settled(Promise.all(Array.from({ length: 60 }, (_, index) => call(index))))
    await vi.runAllTimersAsync()
    expect(await after).toHaveProperty('value')
    expect(throttle).toMatchObject({ accepted: 64, refused: 0 })
    expect(lines.filter((line) => line.includes('is available again'))).toHaveLength(2)
  })

  test('that loses the keys makes each process write its slots again', async () => {
    const { store, throttle, call } = startProcesses({ processes: 1, requests: 20, seconds: 10 })
    const before = Promise.all(Array.from({ length: 15 }, () => call(0)))
    await vi.advanceTimersByTimeAsync(500)
    await before
    store.memory = new RateLimiterMemory({ points: 20, duration: 10 })
    const after = settled(Promise.all(Array.from({ length: 15 }, () => call(0))))
    await vi.runAllTimersAsync()
    expect(await after).toHaveProperty('value')
    expect(throttle).toMatchObject({ accepted: 30, refused: 0 })
  })

  test("rejects calls with onStoreError: 'fail' before anything is sent, until the store recovers", async () => {
    const store = new Store(60, 60)
    let sent = 0
    const rateLimit = sharedRateLimiter(store.limiter(), { key: 'test', onStoreError: 'fail' })
    const client = virtualClient(
      () => {
        sent += 1
        return tag()
      },
      { rateLimit },
    )
    store.failure = new Error('connect ECONNREFUSED')
    const failed = settled(client.tags.get(1))
    await vi.runAllTimersAsync()
    expect(await failed).toMatchObject({ error: { name: 'ConfigurationError', attempts: 0, mayHaveSucceeded: false } })
    expect(await failed).toHaveProperty('error.message', expect.stringContaining('connect ECONNREFUSED'))
    expect(sent).toBe(0)
    store.failure = undefined
    const later = client.tags.get(1)
    await vi.runAllTimersAsync()
    await later
    expect(sent).toBe(1)
  })

  test('does not fail a request that has already been sent', async () => {
    const store = new Store(60, 1)
    const slow = async () => {
      await wait(5000)
      store.failure = new Error('gone')
      return tag()
    }
    const rateLimit = sharedRateLimiter(store.limiter(), { key: 'test', onStoreError: 'fail' })
    const call = settled(virtualClient(slow, { rateLimit }).tags.get(1))
    await vi.runAllTimersAsync()
    expect(await call).toHaveProperty('value')
  })
})

test('aborts 5,000 waiting calls without searching the queue for each', async () => {
  const limiter = sharedRateLimiter(new Store(1, 60).limiter(), { key: 'abort' })
  const client = { budget: async () => '', logger: undefined }
  const stop = new AbortController()
  const waiting = Promise.allSettled(Array.from({ length: 5000 }, () => limiter.acquire(stop.signal, client)))
  await vi.advanceTimersByTimeAsync(100)
  vi.useRealTimers()
  const started = performance.now()
  stop.abort('enough')
  const outcomes = await waiting
  expect(outcomes.filter(({ status }) => status === 'rejected').length).toBeGreaterThan(4990)
  expect(performance.now() - started).toBeLessThan(1000)
})

test('does not request the budget if a key is set', async () => {
  const limiter = sharedRateLimiter(new Store(1, 1).limiter(), { key: 'mine' })
  const client = { budget: () => Promise.reject<string>(new Error('not requested')), logger: undefined }
  const acquired = limiter.acquire(new AbortController().signal, client)
  await vi.advanceTimersByTimeAsync(100)
  const release: (response?: LimitedAnswer) => unknown = await acquired
  release()
  expect(limiter.minimumWait?.(client)).toBe(0)
})

test('does not log a store failure until a call needs the store', async () => {
  const lines: string[] = []
  const warn = (line: string) => void (line.includes('store') && lines.push(line))
  const logger = { debug() {}, info() {}, warn, error() {} }
  const store = new Store(2, 1)
  const refuse = () => {
    // The program closes its client as soon as it has the response.
    store.failure = new Error('Connection is closed')
    return json({ message: 'Too many' }, 429, { 'Retry-After': '1' })
  }
  const billit = createProcess(store, refuse, { maxRetries: 0, logger })
  const first = settled(billit.tags.get(301))
  await vi.advanceTimersByTimeAsync(5000)
  expect(await first).toMatchObject({ error: { name: 'RateLimitError' } })
  expect(store.commands).toContain('block')
  expect(lines).toEqual([])
  const second = settled(billit.tags.get(301))
  await vi.advanceTimersByTimeAsync(20_000)
  expect(await second).toMatchObject({ error: { name: 'RateLimitError' } })
  expect(lines).toEqual([expect.stringContaining('The store of the shared rate limit failed: Connection is closed.')])
})
