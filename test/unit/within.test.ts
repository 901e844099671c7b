import { getEventListeners } from 'node:events'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { EXPIRED, MAX_TIMER_MS, within } from '../../src/http/time-limits.ts'

beforeEach(() => {
  // setImmediate stays real, because one test waits for the next turn of the event loop.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
})
afterEach(() => {
  expect(vi.getTimerCount(), 'timers left').toBe(0)
  vi.useRealTimers()
})

const never = () => new Promise<never>(() => {})
const listeners = (signal: AbortSignal) => getEventListeners(signal, 'abort')

/** Work that rejects when its signal aborts, like fetch. */
const heedful = (signal: AbortSignal) =>
  new Promise<never>((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)))

test('resolves to the result of the work', async () => {
  const { signal } = new AbortController()
  await expect(within(signal, 1000, async () => 'done')).resolves.toBe('done')
  expect(listeners(signal)).toEqual([])
})

test('resolves to the result of the work without a parent and a limit', async () => {
  await expect(within(undefined, undefined, async (signal) => signal.aborted)).resolves.toBe(false)
})

test('rejects with the error of the work', async () => {
  const { signal } = new AbortController()
  const failure = new Error('failed')
  await expect(within(signal, 1000, () => Promise.reject(failure))).rejects.toBe(failure)
  expect(listeners(signal)).toEqual([])
})

test('rejects with an error that the work throws synchronously', async () => {
  const { signal } = new AbortController()
  const failure = new Error('failed')
  const work = () => {
    throw failure
  }
  await expect(within(signal, 1000, work)).rejects.toBe(failure)
  expect(listeners(signal)).toEqual([])
  expect(vi.getTimerCount()).toBe(0)
})

test('expires exactly at the time limit', async () => {
  const { signal } = new AbortController()
  let own: AbortSignal | undefined
  let ended: unknown
  const result = within(signal, 1000, (given) => {
    own = given
    return heedful(given)
  })
  result.then((value) => {
    ended = value
  })
  await vi.advanceTimersByTimeAsync(999)
  expect(ended).toBeUndefined()
  expect(own?.aborted).toBe(false)
  await vi.advanceTimersByTimeAsync(1)
  expect(ended).toBe(EXPIRED)
  expect(own?.reason).toEqual(new Error('Out of time'))
  expect(signal.aborted).toBe(false)
  expect(listeners(signal)).toEqual([])
})

test('expires although the work ignores its signal', async () => {
  const result = within(undefined, 1000, never)
  await vi.advanceTimersByTimeAsync(1000)
  await expect(result).resolves.toBe(EXPIRED)
})

test('ignores work that ends too late', async () => {
  const unhandled = vi.fn()
  process.on('unhandledRejection', unhandled)
  const gave = within(undefined, 1000, () => new Promise((resolve) => setTimeout(resolve, 2000, 'late')))
  const threw = within(undefined, 1000, () => new Promise((_, reject) => setTimeout(reject, 2000, new Error('late'))))
  await vi.advanceTimersByTimeAsync(2000)
  await expect(gave).resolves.toBe(EXPIRED)
  await expect(threw).resolves.toBe(EXPIRED)
  // Node reports unhandled rejections at the end of a turn.
  await new Promise(setImmediate)
  process.off('unhandledRejection', unhandled)
  expect(unhandled).not.toHaveBeenCalled()
})

test.each([
  ['that heeds its signal', heedful],
  ['that does not', never],
])("rejects with the parent's reason when it aborts, with work %s", async (_name, work) => {
  const parent = new AbortController()
  const reason = { why: 'the user left' }
  let own: AbortSignal | undefined
  const result = within(parent.signal, 1000, (signal) => {
    own = signal
    return work(signal)
  })
  expect(listeners(parent.signal)).toHaveLength(1)
  parent.abort(reason)
  await expect(result).rejects.toBe(reason)
  expect(own?.reason).toBe(reason)
  expect(listeners(parent.signal)).toEqual([])
})

test('does not start if the parent is already aborted', async () => {
  const work = vi.fn(never)
  await expect(within(AbortSignal.abort('gone'), 1000, work)).rejects.toBe('gone')
  expect(work).not.toHaveBeenCalled()
})

test('does not abort work that has ended', async () => {
  let own: AbortSignal | undefined
  await within(new AbortController().signal, 1000, async (signal) => {
    own = signal
  })
  expect(own?.aborted).toBe(false)
})

test('uses one listener on a parent for many concurrent calls and aborts all of them', async () => {
  const parent = new AbortController()
  const early = within(parent.signal, 1000, async () => 'done')
  const results = Array.from({ length: 50 }, () => within(parent.signal, 1000, never))
  expect(listeners(parent.signal)).toHaveLength(1)
  await early
  parent.abort('enough')
  expect(await Promise.allSettled(results)).toEqual(Array(50).fill({ status: 'rejected', reason: 'enough' }))
  expect(listeners(parent.signal)).toEqual([])
})

test('removes its listener from a shared parent', async () => {
  const { signal } = new AbortController()
  await Promise.all(Array.from({ length: 50 }, (_, index) => within(signal, 1000, async () => index)))
  const expired = within(signal, 10, heedful)
  await vi.advanceTimersByTimeAsync(10)
  await expired
  expect(listeners(signal)).toEqual([])
})

test.each([MAX_TIMER_MS + 1, Number.MAX_SAFE_INTEGER, Number.POSITIVE_INFINITY])(
  'a limit of %d ms, longer than a timer can be, does not pass at once',
  async (milliseconds) => {
    const parent = new AbortController()
    let ended = false
    const result = within(parent.signal, milliseconds, heedful).finally(() => {
      ended = true
    })
    result.catch(() => {})
    await vi.advanceTimersByTimeAsync(60_000)
    expect(ended).toBe(false)
    parent.abort('enough')
    await expect(result).rejects.toBe('enough')
  },
)
