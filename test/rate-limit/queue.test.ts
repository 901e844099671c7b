/** The limit and the queue of several simulated processes, while their store works. */
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { LimitedAnswer } from '../../src/index.ts'
import { sharedRateLimiter } from '../../src/rate-limit/index.ts'
import { fakeClock, json, captureOutcome as settled, wait } from '../transport/test-client.ts'
import { createProcess, Store, startProcesses, tag } from './simulation.ts'

beforeEach(() => fakeClock())
afterEach(() => {
  vi.useRealTimers()
})

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
