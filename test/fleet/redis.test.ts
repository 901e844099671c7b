/** On a real Redis, with both clients. */
import { Redis } from 'ioredis'
import { createClient } from 'redis'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fleetRateLimiter, type RedisClient, redisRateLimiter } from '../../src/fleet/index.ts'
import { Billit, type BillitOptions, type Logger } from '../../src/index.ts'
import { type LocalServer, sendJson, startLocalServer } from '../support/local-server.ts'
import { noRedis, type RedisServer, startRedis } from '../support/redis.ts'
import { Throttle } from '../transport/throttle.ts'

const TOKEN = 'secret-token-of-nobody'
const LIMIT = { requests: 20, perMilliseconds: 1000 }

let redis: RedisServer
let api: LocalServer
let throttle: Throttle
const closing: (() => unknown)[] = []

beforeAll(async () => {
  if (noRedis) return
  redis = await startRedis('--save', '')
  api = await startLocalServer((_, response) => {
    const arrival = throttle.arrive(performance.now())
    if ('refusal' in arrival) sendJson(response, {}, 429, Object.fromEntries(arrival.refusal.headers))
    else sendJson(response, { data: { id: 1, tag: 'x' } }, 200, arrival.headers)
  })
})

afterAll(async () => {
  for (const close of closing) await close()
  await api?.close()
  await redis?.close()
})

function ioredis(): Redis {
  const client = new Redis(redis.port, { retryStrategy: () => 50 })
  closing.push(() => client.disconnect())
  return client
}

async function nodeRedis() {
  const client = createClient({ socket: { port: redis.port, reconnectStrategy: () => 50 } })
  client.on('error', () => {})
  await client.connect()
  closing.push(() => client.destroy())
  return client
}

function billit(client: RedisClient, options: BillitOptions = {}, limit: Parameters<typeof redisRateLimiter>[1] = {}): Billit {
  const rateLimit = redisRateLimiter(client, { ...LIMIT, ...limit })
  return new Billit({ token: TOKEN, baseUrl: api.url, rateLimit, maxRetries: 0, ...options })
}

function logged() {
  const lines: string[] = []
  const write = (level: string) => (line: string) => void lines.push(`${level}: ${line}`)
  const logger: Logger = { debug: () => {}, info: write('info'), warn: write('warn'), error: write('error') }
  return { lines, logger }
}

const calls = (clients: Billit[], count: number) =>
  Promise.all(Array.from({ length: count }, (_, index) => clients[index % clients.length]?.tags.get(1)))

/** Each test has a Redis without keys, and a throttle that has seen nothing. */
async function fresh(): Promise<Redis> {
  throttle = new Throttle(LIMIT.requests, LIMIT.perMilliseconds)
  const client = ioredis()
  await client.flushall()
  return client
}

describe.skipIf(noRedis)('redisRateLimiter', () => {
  test('shares one limit among clients of ioredis and of redis', async () => {
    const first = await fresh()
    const clients = [billit(first), billit(ioredis()), billit(await nodeRedis()), billit(await nodeRedis())]
    await calls(clients, 50)
    expect(throttle).toMatchObject({ accepted: 50, refused: 0 })
  })

  test('its keys hold a hash of the token, expire, and are the same in every process', async () => {
    const client = await fresh()
    await billit(client).tags.get(1)
    const keys = await client.keys('*')
    await billit(ioredis()).tags.get(1)
    expect(keys.length).toBeGreaterThan(1)
    for (const key of keys) {
      expect(key).toMatch(/^billit:20\/1000:[0-9a-f]{64}:\w+$/)
      expect(key).not.toContain(TOKEN)
      expect(await client.pttl(key)).toBeGreaterThan(0)
    }
    const budgets = new Set((await client.keys('*')).map((key) => key.split(':')[2]))
    expect(budgets.size).toBe(1)
  })

  test('each token has a budget of its own, also behind one limiter', async () => {
    const client = await fresh()
    const rateLimit = redisRateLimiter(client, LIMIT)
    for (const token of ['token-one', () => 'token-two']) {
      await new Billit({ token, baseUrl: api.url, rateLimit, maxRetries: 0 }).tags.get(1)
    }
    const budgets = new Set((await client.keys('*')).map((key) => key.split(':')[2]))
    expect(budgets.size).toBe(2)
  })

  test('a key of your own names the budget', async () => {
    const client = await fresh()
    await billit(client, {}, { key: 'tenant-7' }).tags.get(1)
    expect((await client.keys('*')).every((key) => key.startsWith('billit:20/1000:tenant-7:'))).toBe(true)
  })

  test('a slot that is not used any more is free for others at once', async () => {
    const client = await fresh()
    const limiter = redisRateLimiter(client, { ...LIMIT, key: 'k' })
    const nobody = { budget: async () => '', logger: undefined }
    const release = await limiter.acquire(new AbortController().signal, nobody)
    release({ status: 429, headers: new Headers(), pause: 0 })
    await expect.poll(() => client.exists('billit:20/1000:k:1')).toBe(0)
  })

  test.each<[string, unknown, string]>([
    ['requests', { requests: 0 }, 'requests must be an integer from 1, not 0.'],
    ['perMilliseconds', { perMilliseconds: -1 }, 'perMilliseconds must be a positive number of milliseconds, not -1.'],
    ['a wrong name', { request: 60 }, "has no option 'request': did you mean 'requests'?"],
    ['key', { key: '' }, "key must be a string that is not empty, not ''."],
    ['onStoreError', { onStoreError: 'ignore' }, "onStoreError must be 'local' or 'fail', not 'ignore'."],
  ])('%s is refused', (_, options, message) => {
    const client = { on: () => {} }
    // Wrong on purpose.
    expect(() => redisRateLimiter(client, options as object)).toThrow(message)
  })

  test('what is no client, or no limiter, is refused', () => {
    // Wrong on purpose.
    expect(() => redisRateLimiter('redis://localhost' as unknown as RedisClient)).toThrow('takes a client of ioredis or of redis')
    expect(() => fleetRateLimiter({} as never)).toThrow('takes a limiter of rate-limiter-flexible')
  })
})

describe.skipIf(noRedis)('a Redis in trouble', () => {
  const clientsOf = async () => ({ ioredis: ioredis(), redis: await nodeRedis() })

  test.each(['ioredis', 'redis'] as const)(
    'stopped while calls run (%s): all are answered, then it is used again',
    async (name) => {
      await fresh()
      const { lines, logger } = logged()
      const client = billit((await clientsOf())[name], { logger })
      await calls([client], 10)
      await redis.stop()
      await calls([client], 15)
      const warnings = lines.filter((line) => line.startsWith('warn'))
      expect(warnings).toHaveLength(1)
      expect(warnings[0]).toMatch(/The store that the processes share failed: .*10 requests in 1000 ms/)
      await redis.start()
      await expect
        .poll(
          async () => {
            await client.tags.get(1)
            return lines.some((line) => line.includes('answers again'))
          },
          { timeout: 15_000, interval: 200 },
        )
        .toBe(true)
      expect(throttle.refused).toBe(0)
    },
  )

  test('restarted while calls run: none fails, none is refused', async () => {
    await fresh()
    const clients = [billit(ioredis()), billit(await nodeRedis())]
    const all = calls(clients, 70)
    await expect.poll(() => throttle.accepted, { interval: 5 }).toBeGreaterThanOrEqual(20)
    await redis.stop()
    await redis.start()
    await all
    expect(throttle.accepted).toBe(70)
  })

  test('paused: nothing hangs', async () => {
    const admin = await fresh()
    const { lines, logger } = logged()
    const client = billit(ioredis(), { logger })
    await client.tags.get(1)
    await admin.call('CLIENT', 'PAUSE', '3000', 'ALL')
    const started = performance.now()
    await client.tags.get(1)
    expect(performance.now() - started).toBeLessThan(2000)
    expect(lines.join()).toContain('no answer within 1000 ms')
    await admin.call('CLIENT', 'UNPAUSE')
  })

  test('read-only, or without enough replicas: it goes on with its own share', async () => {
    const admin = await fresh()
    const { lines, logger } = logged()
    await admin.config('SET', 'min-replicas-to-write', '1')
    await billit(ioredis(), { logger }).tags.get(1)
    await admin.config('SET', 'min-replicas-to-write', '0')
    await admin.replicaof('127.0.0.1', 1)
    await billit(await nodeRedis(), { logger }).tags.get(1)
    await admin.replicaof('NO', 'ONE')
    const warnings = lines.filter((line) => line.startsWith('warn'))
    expect(warnings).toEqual([expect.stringContaining('NOREPLICAS'), expect.stringContaining('READONLY')])
  })

  test('full, or evicting keys: no call fails', async () => {
    const admin = await fresh()
    const client = billit(ioredis())
    await admin.config('SET', 'maxmemory', '1')
    await client.tags.get(1)
    await admin.config('SET', 'maxmemory-policy', 'allkeys-random')
    await calls([client, billit(ioredis())], 10)
    await admin.config('SET', 'maxmemory', '0')
    expect(throttle).toMatchObject({ accepted: 11, refused: 0 })
  })

  test("with onStoreError: 'fail', a call rejects, and nothing was sent", async () => {
    await fresh()
    const client = billit(ioredis(), {}, { onStoreError: 'fail' })
    await client.tags.get(1)
    await redis.stop()
    const error = await client.tags.get(1).catch((thrown: unknown) => thrown)
    await redis.start()
    expect(error).toMatchObject({ name: 'ConfigurationError', attempts: 0, mayHaveSucceeded: false })
    expect(throttle.accepted).toBe(1)
  })
})
