/** Fixture for tests with a real Redis: the server, its clients, and an API with a rate limit. */
import { Redis } from 'ioredis'
import { createClient } from 'redis'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { Billit, type BillitOptions, type Logger } from '../../src/index.ts'
import { type RedisClient, type RedisOptions, redisRateLimiter } from '../../src/rate-limit/index.ts'
import { noRedis, type RedisServer, startRedis } from '../support/redis.ts'
import type { Throttle } from '../transport/throttle.ts'
import { LimitedApi } from './limited-api.ts'

export const TOKEN = 'secret-test-token'
export const LIMIT = { requests: 20, perMilliseconds: 1000 }

/** Each test starts with a running, empty Redis and an unused rate limit. */
export class RedisFixture {
  redis!: RedisServer
  #api!: LimitedApi
  #closing: (() => unknown)[] = []

  constructor() {
    beforeAll(async () => {
      if (noRedis) return
      this.redis = await startRedis()
      this.#api = await LimitedApi.start(LIMIT)
    })
    beforeEach(async () => {
      if (noRedis) return
      this.#api.reset()
      await this.redis.start()
      await this.ioredis().flushall()
    })
    afterEach(async () => {
      for (const close of this.#closing.splice(0)) await close()
    })
    afterAll(async () => {
      await this.#api?.close()
      await this.redis?.close()
    })
  }

  get url(): string {
    return this.#api.url
  }

  get throttle(): Throttle {
    return this.#api.throttle
  }

  ioredis(options: { keyPrefix?: string } = {}): Redis {
    const client = new Redis({ port: this.redis.port, retryStrategy: () => 50, ...options })
    client.on('error', () => {})
    this.#closing.push(() => client.disconnect())
    return client
  }

  async nodeRedis() {
    const client = createClient({ socket: { port: this.redis.port, reconnectStrategy: () => 50 } })
    client.on('error', () => {})
    await client.connect()
    this.#closing.push(() => client.destroy())
    return client
  }

  billit(client: RedisClient, options: BillitOptions = {}, limit: RedisOptions = {}): Billit {
    const rateLimit = redisRateLimiter(client, { ...LIMIT, ...limit })
    return new Billit({ token: TOKEN, baseUrl: this.url, rateLimit, maxRetries: 0, ...options })
  }
}

export function createLogger() {
  const lines: string[] = []
  const write = (level: string) => (line: string) => void lines.push(`${level}: ${line}`)
  const logger: Logger = { debug: () => {}, info: write('info'), warn: write('warn'), error: write('error') }
  return { lines, logger }
}

/** Runs calls concurrently, distributed over the clients. */
export const runCalls = (clients: Billit[], count: number) =>
  Promise.all(Array.from({ length: count }, (_, index) => clients[index % clients.length]?.tags.get(1)))
