/** The rate limiter with a fake clock. `test/transport/rate-limit.test.ts` tests it against a server with a rate limit. */
import { getEventListeners } from 'node:events'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { MAX_TIMER_MS } from '../../src/http/time-limits.ts'
import { WindowLimiter } from '../../src/http/window-limiter.ts'
import type { LimitedAnswer } from '../../src/index.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
})
afterEach(() => {
  vi.useRealTimers()
})

const respond = (status: number, headers: Record<string, string> = {}, pause?: number): LimitedAnswer => ({
  status,
  headers: new Headers(headers),
  pause,
})

/** A limiter that records in which order calls get a slot. */
function setUp(requests: number, perMilliseconds = 1000, timeout = 30_000) {
  const limit = { requests, perMilliseconds }
  const limiter = new WindowLimiter(limit)
  const started = performance.now()
  const given: Array<[name: string, at: number]> = []
  const releases = new Map<string, (response?: LimitedAnswer) => void>()
  const ask = async (name: string, signal = new AbortController().signal) => {
    const release = await limiter.acquire(limit, signal, timeout)
    given.push([name, performance.now() - started])
    releases.set(name, release)
  }
  const askAll = (...names: string[]) => {
    for (const name of names) void ask(name)
    return vi.advanceTimersByTimeAsync(0)
  }
  const release = (name: string, response?: LimitedAnswer) => releases.get(name)?.(response)
  const minimumWait = () => limiter.minimumWait(limit)
  return { limiter, minimumWait, given, ask, askAll, release }
}

describe('a slot', () => {
  test('is granted immediately if one is free, otherwise in order of arrival', async () => {
    const { given, askAll, release } = setUp(2)
    await askAll('a', 'b', 'c', 'd')
    expect(given).toEqual([
      ['a', 0],
      ['b', 0],
    ])
    release('a')
    await vi.advanceTimersByTimeAsync(500)
    release('b')
    await vi.advanceTimersByTimeAsync(10_000)
    expect(given.slice(2)).toEqual([
      ['c', 1000],
      ['d', 1500],
    ])
  })

  test('becomes free exactly one window after the response', async () => {
    const { given, askAll, release } = setUp(1)
    await askAll('a', 'b')
    await vi.advanceTimersByTimeAsync(700)
    release('a')
    await vi.advanceTimersByTimeAsync(999)
    expect(given).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(1)
    expect(given[1]).toEqual(['b', 1700])
  })

  test('is taken by a call with its own timer, which needs no other call to run', async () => {
    const { given, askAll, release } = setUp(1)
    await askAll('a', 'b')
    expect(vi.getTimerCount()).toBe(1)
    release('a')
    expect(vi.getTimerCount()).toBe(1)
    await vi.advanceTimersByTimeAsync(1000)
    expect(given).toHaveLength(2)
    expect(vi.getTimerCount()).toBe(0)
  })

  test('that is never released expires after the timeout and one window', async () => {
    const { limiter, given, askAll } = setUp(1, 1000, 5000)
    await askAll('a', 'b')
    await vi.advanceTimersByTimeAsync(5999)
    expect(given).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(1)
    expect(given[1]).toEqual(['b', 6000])
    await vi.advanceTimersByTimeAsync(6000)
    expect(limiter.idle).toBe(true)
  })

  test('that is released after it expired counts for one more window', async () => {
    const { minimumWait, askAll, release } = setUp(1, 1000, 5000)
    await askAll('a')
    await vi.advanceTimersByTimeAsync(7000)
    expect(minimumWait()).toBe(0)
    release('a')
    expect(minimumWait()).toBe(1000)
  })

  test('needs no timer without a queue, so that the process can exit', async () => {
    const { askAll, release } = setUp(1)
    await askAll('a')
    release('a', respond(200))
    expect(vi.getTimerCount()).toBe(0)
  })

  test('supports a window longer than the maximum timer delay', async () => {
    const { given, askAll, release } = setUp(1, MAX_TIMER_MS + 5000)
    await askAll('a', 'b')
    release('a')
    await vi.advanceTimersByTimeAsync(MAX_TIMER_MS + 4999)
    expect(given).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(1)
    expect(given).toHaveLength(2)
  })
})

describe('a call that no longer exists', () => {
  /** Stops the timers of all calls that wait now, as Cloudflare does with those of a request that it cancels. */
  const cancelWaiting = () => vi.clearAllTimers()

  test('does not keep later calls waiting', async () => {
    const { given, askAll, release } = setUp(2)
    await askAll('a', 'b', 'dead 1', 'dead 2', 'dead 3')
    cancelWaiting()
    release('a')
    release('b')
    await vi.advanceTimersByTimeAsync(2500)
    await askAll('c', 'd')
    expect(given.slice(2)).toEqual([
      ['c', 2500],
      ['d', 2500],
    ])
  })

  test('leaves the full limit, however many there were', async () => {
    const { limiter, given, askAll } = setUp(6, 1000, 2000)
    await askAll(...Array.from({ length: 100 }, (_, index) => `dead ${index}`))
    cancelWaiting()
    await vi.advanceTimersByTimeAsync(3000)
    await askAll('a', 'b', 'c', 'd', 'e', 'f')
    expect(given.slice(6).map(([name]) => name)).toEqual(['a', 'b', 'c', 'd', 'e', 'f'])
    await vi.advanceTimersByTimeAsync(3000)
    expect(limiter.idle).toBe(true)
  })
})

describe('several limits', () => {
  const take = async (limiter: WindowLimiter, requests: number, count: number) => {
    const limit = { requests, perMilliseconds: 1000 }
    let started = 0
    for (let index = 0; index < count; index += 1) {
      limiter.acquire(limit, new AbortController().signal, 5000).then(() => {
        started += 1
      })
    }
    await vi.advanceTimersByTimeAsync(0)
    return started
  }

  test('allow together what the lowest rate allows', async () => {
    const limiter = new WindowLimiter({ requests: 10, perMilliseconds: 1000 })
    expect(await take(limiter, 10, 10)).toBe(10)
    expect(await take(limiter, 12, 12)).toBe(0)
  })

  test('apply the lowest rate as long as a call with it waits', async () => {
    const limiter = new WindowLimiter({ requests: 2, perMilliseconds: 1000 })
    expect(await take(limiter, 2, 5)).toBe(2)
    await vi.advanceTimersByTimeAsync(5500)
    expect(limiter.minimumWait({ requests: 12, perMilliseconds: 1000 })).toBeGreaterThan(0)
  })

  test('forget a limit that was not used for a window', async () => {
    const limiter = new WindowLimiter({ requests: 1, perMilliseconds: 1000 })
    expect(await take(limiter, 1, 1)).toBe(1)
    await vi.advanceTimersByTimeAsync(6000)
    expect(await take(limiter, 12, 12)).toBe(12)
  })
})

test('aborts 20,000 waiting calls in linear time', async () => {
  const { ask, limiter } = setUp(1, 60_000)
  await ask('a')
  const stop = new AbortController()
  const waiting = Array.from({ length: 20_000 }, (_, index) => ask(`b${index}`, stop.signal))
  const ended = Promise.allSettled(waiting)
  vi.useRealTimers()
  const started = performance.now()
  stop.abort('enough')
  expect((await ended).every(({ status }) => status === 'rejected')).toBe(true)
  // Removing each call from an array took seven seconds.
  expect(performance.now() - started).toBeLessThan(2000)
  expect(limiter.idle).toBe(false)
})

describe('an abort', () => {
  test('before the call rejects with its reason and takes no slot', async () => {
    const { limiter, ask } = setUp(1)
    await expect(ask('a', AbortSignal.abort('before'))).rejects.toBe('before')
    expect(limiter.idle).toBe(true)
  })

  test('in the queue removes the call and starts the next one', async () => {
    const { minimumWait, given, ask, askAll, release } = setUp(1)
    await askAll('a')
    const stop = new AbortController()
    const left = ask('b', stop.signal)
    await askAll('c')
    stop.abort('enough')
    await expect(left).rejects.toBe('enough')
    expect(minimumWait()).toBe(2000)
    release('a')
    await vi.advanceTimersByTimeAsync(1000)
    expect(given).toEqual([
      ['a', 0],
      ['c', 1000],
    ])
  })

  test('of the only waiting call stops the timer', async () => {
    const { ask, askAll, release } = setUp(1)
    await askAll('a')
    release('a')
    const stop = new AbortController()
    const left = ask('b', stop.signal)
    await vi.advanceTimersByTimeAsync(0)
    expect(vi.getTimerCount()).toBe(1)
    stop.abort('enough')
    await expect(left).rejects.toBe('enough')
    expect(vi.getTimerCount()).toBe(0)
  })

  test('after the slot was granted has no effect', async () => {
    const { limiter, ask, release } = setUp(1)
    const stop = new AbortController()
    await ask('a', stop.signal)
    expect(getEventListeners(stop.signal, 'abort')).toEqual([])
    stop.abort('late')
    expect(limiter.idle).toBe(false)
    release('a', respond(429))
    expect(limiter.idle).toBe(true)
  })
})

describe('a 429', () => {
  test('takes no slot and pauses all calls for the requested time', async () => {
    const { minimumWait, given, askAll, release } = setUp(2)
    await askAll('a')
    release('a', respond(429, {}, 5000))
    expect(minimumWait()).toBe(5000)
    await askAll('b', 'c')
    await vi.advanceTimersByTimeAsync(4999)
    expect(given).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(1)
    expect(given.slice(1)).toEqual([
      ['b', 5000],
      ['c', 5000],
    ])
  })

  test('without a pause does not delay any call', async () => {
    const { minimumWait, askAll, release } = setUp(1)
    await askAll('a')
    release('a', respond(429))
    expect(minimumWait()).toBe(0)
  })

  test('with an earlier end does not shorten a pause', async () => {
    const { minimumWait, askAll, release } = setUp(2)
    await askAll('a', 'b')
    release('a', respond(429, {}, 5000))
    release('b', respond(429, {}, 100))
    expect(minimumWait()).toBe(5000)
  })

  test('another status does not pause any call', async () => {
    const { minimumWait, askAll, release } = setUp(2)
    await askAll('a')
    release('a', respond(503, {}, 5000))
    expect(minimumWait()).toBe(0)
  })
})

describe('the remaining requests that the server reports', () => {
  test.each([
    ['2', 1000],
    ['3', 0],
    ['9', 0],
    ['many', 0],
  ])('%s', async (remaining, wait) => {
    const { minimumWait, askAll, release } = setUp(4)
    await askAll('a')
    release('a', respond(200, { 'X-RateLimit-Remaining': remaining }))
    // Three slots are free in the local count. Two more calls leave one.
    await askAll('b', 'c')
    expect(minimumWait()).toBe(wait)
  })

  test('are available again after a window', async () => {
    const { limiter, minimumWait, askAll, release } = setUp(3)
    await askAll('a')
    release('a', respond(200, { 'X-RateLimit-Remaining': '0' }))
    expect(minimumWait()).toBe(1000)
    await vi.advanceTimersByTimeAsync(999)
    expect(minimumWait()).toBe(1)
    await vi.advanceTimersByTimeAsync(1)
    expect(minimumWait()).toBe(0)
    expect(limiter.idle).toBe(true)
  })
})

describe('the minimum wait of a new call', () => {
  test('is one window for each round of waiting calls while no response has arrived', async () => {
    const { minimumWait, askAll } = setUp(2)
    expect(minimumWait()).toBe(0)
    const waits: number[] = []
    for (const name of ['a', 'b', 'c', 'd', 'e']) {
      await askAll(name)
      waits.push(minimumWait())
    }
    expect(waits).toEqual([0, 1000, 1000, 2000, 2000])
  })

  test('lasts until its slot becomes free', async () => {
    const { minimumWait, askAll, release } = setUp(3)
    await askAll('a', 'b', 'c')
    release('a')
    await vi.advanceTimersByTimeAsync(200)
    release('b')
    await vi.advanceTimersByTimeAsync(200)
    const waits = [minimumWait()]
    for (const name of ['d', 'e', 'f']) {
      await askAll(name)
      waits.push(minimumWait())
    }
    // The slot of c is in use, so it becomes free after one window at the earliest. Then the next round starts.
    expect(waits).toEqual([600, 800, 1000, 1600])
  })

  test('is at least the remaining pause', async () => {
    const { minimumWait, askAll, release } = setUp(2)
    await askAll('a', 'b')
    release('a')
    release('b', respond(429, {}, 1500))
    await askAll('c')
    expect(minimumWait()).toBe(1500)
    await askAll('d', 'e')
    expect(minimumWait()).toBe(2000)
  })
})

test('is idle without taken slots, waiting calls and a pause', async () => {
  const { limiter, askAll, release } = setUp(1)
  const idle = [limiter.idle]
  await askAll('a')
  idle.push(limiter.idle)
  release('a')
  idle.push(limiter.idle)
  await vi.advanceTimersByTimeAsync(1000)
  idle.push(limiter.idle)
  await askAll('b')
  release('b', respond(429, {}, 300))
  idle.push(limiter.idle)
  await askAll('c')
  idle.push(limiter.idle)
  await vi.advanceTimersByTimeAsync(300)
  release('c', respond(429))
  idle.push(limiter.idle)
  expect(idle).toEqual([true, false, false, true, false, false, true])
})
