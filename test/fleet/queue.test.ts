/** Several processes, told apart by their limiters, on a store and a clock of the test. */
import fc from 'fast-check'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type FlexibleLimiter, fleetRateLimiter } from '../../src/fleet/index.ts'
import type { Billit } from '../../src/index.ts'
import { Throttle } from '../transport/throttle.ts'
import { fakeClock, json, settled, virtualClient, wait } from '../transport/virtual.ts'

beforeEach(() => fakeClock())
afterEach(() => {
  vi.useRealTimers()
})

const tag = () => json({ data: { id: 301, tag: 'x' } })

/** The store behind a network. */
function behind(store: RateLimiterMemory, latency: () => number, seen: string[] = []): FlexibleLimiter {
  const through = async <T>(name: string, command: () => Promise<T>): Promise<T> => {
    await wait(latency())
    const reply = await settled(command())
    const miss = name === 'consume slot' && ('error' in reply || Number(Object(reply.value).consumedPoints) > 1)
    seen.push(`${name}${miss ? ' miss' : ''}`)
    await wait(latency())
    if ('error' in reply) throw reply.error
    return reply.value
  }
  const { points, duration } = store
  return {
    points,
    duration,
    consume: (...args) => through(`consume ${/\w+$/.exec(args[0])}`.replace(/\d+/, 'slot'), () => store.consume(...args)),
    block: (...args) => through('block', () => store.block(...args)),
    delete: (...args) => through('delete', () => store.delete(...args)),
  }
}

interface Fleet {
  clients: Billit[]
  throttle: Throttle
  /** The commands that reached the store. */
  commands: string[]
}

interface Conditions {
  processes: number
  requests: number
  seconds: number
  /** Milliseconds to the server, and back. */
  toServer?: () => number
  toStore?: () => number
}

function fleet({ processes, requests, seconds, toServer = () => 20, toStore = () => 1 }: Conditions): Fleet {
  const store = new RateLimiterMemory({ points: requests, duration: seconds })
  const throttle = new Throttle(requests, seconds * 1000)
  const commands: string[] = []
  const clients = Array.from({ length: processes }, () =>
    virtualClient(
      async () => {
        await wait(toServer())
        const arrival = throttle.arrive(performance.now())
        await wait(toServer())
        return 'refusal' in arrival ? arrival.refusal : json({ data: { id: 301, tag: 'x' } }, 200, arrival.headers)
      },
      { rateLimit: fleetRateLimiter(behind(store, toStore, commands), { key: 'test' }), maxRetries: 0, timeout: 60_000 },
    ),
  )
  return { clients, throttle, commands }
}

describe('no window of the server gets too many', () => {
  test('for any arrival pattern, network, and length of a request', async () => {
    const call = fc.record({ process: fc.nat(3), after: fc.nat(12_000), there: fc.nat(400), back: fc.nat(400) })
    const slow = fc.record({ process: fc.nat(3), after: fc.nat(12_000), there: fc.nat(9000), back: fc.nat(9000) })
    const calls = fc.array(fc.oneof({ weight: 5, arbitrary: call }, { weight: 1, arbitrary: slow }), {
      minLength: 1,
      maxLength: 90,
    })
    const property = fc.asyncProperty(fc.integer({ min: 1, max: 30 }), fc.nat(30), calls, async (requests, toStore, pattern) => {
      const ways = pattern.flatMap(({ there, back }) => [there, back])
      const { clients, throttle } = fleet({
        processes: 4,
        requests,
        seconds: 5,
        toServer: () => ways.shift() ?? 0,
        toStore: () => Math.random() * toStore,
      })
      const all = settled(
        Promise.all(
          pattern.map(async ({ process, after }) => {
            await wait(after)
            return clients[process]?.tags.get(301)
          }),
        ),
      )
      await vi.runAllTimersAsync()
      expect(await all).toHaveProperty('value')
      expect(throttle).toMatchObject({ accepted: pattern.length, refused: 0 })
      expect(vi.getTimerCount()).toBe(0)
    })
    await fc.assert(property, { numRuns: 150 })
  })

  test.each([1, 4, 8])('240 calls of %i processes: within 1.15 times the floor, with few commands', async (processes) => {
    const { clients, throttle, commands } = fleet({
      processes,
      requests: 60,
      seconds: 10,
      toServer: () => 10 + Math.random() * 40,
    })
    const started = performance.now()
    let ended = started
    const calls = Array.from({ length: 240 }, async (_, index) => {
      await clients[index % processes]?.tags.get(301)
      ended = performance.now()
    })
    await vi.runAllTimersAsync()
    await Promise.all(calls)
    expect(throttle).toMatchObject({ accepted: 240, refused: 0 })
    expect(ended - started).toBeGreaterThanOrEqual(30_000)
    expect(ended - started).toBeLessThanOrEqual(30_000 * 1.15)
    const tally: Record<string, number> = {}
    for (const c of commands) tally[c] = (tally[c] ?? 0) + 1
    console.log(processes, commands.length / 240, ended - started, tally)
    expect(commands.length / 240).toBeLessThan(4)
  })

  test.each([0.9, 0.3, 0.1])('a steady load of %f of the limit does not queue up', async (load) => {
    const { clients, throttle, commands } = fleet({ processes: 4, requests: 60, seconds: 60 })
    const count = 300 * load
    let longest = 0
    const calls = Array.from({ length: count }, async (_, index) => {
      await wait((index * 1000) / load)
      const started = performance.now()
      await clients[index % 4]?.tags.get(301)
      longest = Math.max(longest, performance.now() - started)
    })
    await vi.runAllTimersAsync()
    await Promise.all(calls)
    const tally: Record<string, number> = {}
    for (const c of commands) tally[c] = (tally[c] ?? 0) + 1
    console.log(load, tally, longest, commands.length / count)
    expect(throttle.refused).toBe(0)
    expect(longest).toBeLessThan(10_000)
  })
})
void tag
