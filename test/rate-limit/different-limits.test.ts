/** Processes that share a key in the store, but have different limits, as during a deployment. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { sharedRateLimiter } from '../../src/rate-limit/index.ts'
import { fakeClock, createTestClient as virtualClient, wait } from '../transport/test-client.ts'
import { Store, tag } from './simulation.ts'

const WINDOW = 10_000

beforeEach(() => fakeClock())
afterEach(() => {
  vi.useRealTimers()
})

function startApi() {
  const store = new Store(1, WINDOW / 1000)
  const arrivals: number[] = []
  const respond = async () => {
    arrivals.push(performance.now())
    await wait(20)
    return tag()
  }
  const startProcess = (requests: number) =>
    virtualClient(respond, { rateLimit: sharedRateLimiter(store.limiter(requests), { key: 'deploy' }), timeout: 600_000 })
  /** Returns the highest number of arrivals in any window that begins in a period. */
  const maxPerWindow = (from = 0, to = Number.POSITIVE_INFINITY) => {
    const starts = arrivals.filter((time) => time >= from && time < to)
    return Math.max(...starts.map((start) => arrivals.filter((time) => time >= start && time < start + WINDOW).length))
  }
  return { store, startProcess, maxPerWindow }
}

const runCalls = (billit: ReturnType<typeof virtualClient>, count: number) =>
  Promise.all(Array.from({ length: count }, (_, index) => billit.tags.get(index + 1)))

test.each([
  [10, 12],
  [12, 10],
])('keeps to the lowest limit of processes that start together with %i and %i', async (one, other) => {
  const { startProcess, maxPerWindow } = startApi()
  const started = performance.now()
  const calls = [startProcess(one), startProcess(other)].map((billit) => runCalls(billit, 60))
  await vi.runAllTimersAsync()
  await Promise.all(calls)
  expect(maxPerWindow()).toBeLessThanOrEqual(12)
  expect(maxPerWindow(started + 2 * WINDOW)).toBe(10)
})

test('never exceeds the highest limit while a process with a lower one joins, and then keeps to the lower one', async () => {
  const { startProcess, maxPerWindow } = startApi()
  const old = runCalls(startProcess(30), 300)
  await vi.advanceTimersByTimeAsync(2.5 * WINDOW)
  const joined = performance.now()
  let ended = joined
  const young = runCalls(startProcess(10), 100).then(() => {
    ended = performance.now()
  })
  await vi.runAllTimersAsync()
  await Promise.all([old, young])
  expect(maxPerWindow()).toBe(30)
  expect(maxPerWindow(joined + WINDOW, ended - WINDOW)).toBe(10)
  expect(maxPerWindow(ended + 3 * WINDOW)).toBe(30)
})

test('uses its own limit again after the processes with a lower one have ended', async () => {
  const { startProcess, maxPerWindow } = startApi()
  const patient = startProcess(30)
  const calls = [runCalls(startProcess(10), 10)]
  await vi.advanceTimersByTimeAsync(100)
  calls.push(runCalls(patient, 10))
  await vi.advanceTimersByTimeAsync(5 * WINDOW)
  const alone = performance.now()
  calls.push(runCalls(patient, 120))
  await vi.runAllTimersAsync()
  await Promise.all(calls)
  expect(maxPerWindow(0, alone)).toBe(10)
  expect(maxPerWindow(alone)).toBe(30)
})
