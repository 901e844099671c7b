/** What simulated processes do while their shared store fails, stalls or loses its keys. */
import { RateLimiterMemory } from 'rate-limiter-flexible'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Logger } from '../../src/index.ts'
import { sharedRateLimiter } from '../../src/rate-limit/index.ts'
import { fakeClock, json, captureOutcome as settled, createTestClient as virtualClient, wait } from '../transport/test-client.ts'
import { createProcess, Store, startProcesses, tag } from './simulation.ts'

beforeEach(() => fakeClock())
afterEach(() => {
  vi.useRealTimers()
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
