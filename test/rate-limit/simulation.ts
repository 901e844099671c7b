/** Simulates several processes, each with its own limiter, on an in-memory store. The tests that use it fake the clock. */
import { RateLimiterMemory } from 'rate-limiter-flexible'
import type { BillitOptions } from '../../src/index.ts'
import { type FlexibleLimiter, sharedRateLimiter } from '../../src/rate-limit/index.ts'
import { json, captureOutcome as settled, createTestClient as virtualClient, wait } from '../transport/test-client.ts'
import { Throttle } from '../transport/throttle.ts'

/** A response with a tag. */
export const tag = (headers?: Record<string, string>) => json({ data: { id: 301, tag: 'x' } }, 200, headers)

/** A shared store behind a simulated network. */
export class Store {
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

  /** Creates the limiter of one process. */
  limiter(points = this.memory.points): FlexibleLimiter {
    const { duration } = this.memory
    return {
      points,
      duration,
      consume: (...args) => this.#run('consume', () => this.memory.consume(...args)),
      // As `memory.block()`, which would use the points of the memory.
      block: (key, seconds) => this.#run('block', () => this.memory.set(key, points + 1, seconds)),
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
export const createProcess = (store: Store, handler: Parameters<typeof virtualClient>[0], options: BillitOptions = {}) =>
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

export function startProcesses({ processes, requests, seconds, toServer = () => 20, options = { maxRetries: 0 } }: Conditions) {
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
