/** On a real Redis, with both clients. */
import { EventEmitter } from 'node:events'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Redis } from 'ioredis'
import { createClient } from 'redis'
import { describe, expect, onTestFinished, test } from 'vitest'
import { type RedisClient, redisRateLimiter, sharedRateLimiter } from '../../src/rate-limit/index.ts'
import { noRedis } from '../support/redis.ts'
import { calls, LIMIT, logged, RedisStand, TOKEN } from './redis-stand.ts'

const stand = new RedisStand()

describe.skipIf(noRedis)('redisRateLimiter', () => {
  test('shares one limit among clients of ioredis and of redis', async () => {
    const first = stand.ioredis()
    const clients = [
      stand.billit(first),
      stand.billit(stand.ioredis()),
      stand.billit(await stand.nodeRedis()),
      stand.billit(await stand.nodeRedis()),
    ]
    await calls(clients, 30)
    expect(stand.throttle).toMatchObject({ accepted: 30, refused: 0 })
  })

  test('its keys hold a hash of the token, expire, and are the same in every process', async () => {
    const client = stand.ioredis()
    await stand.billit(client).tags.get(1)
    const keys = await client.keys('*')
    await stand.billit(stand.ioredis()).tags.get(1)
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
    const client = stand.ioredis()
    const rateLimit = redisRateLimiter(client, LIMIT)
    for (const token of ['token-one', () => 'token-two']) {
      await stand.billit(client, { token, rateLimit }).tags.get(1)
    }
    const budgets = new Set((await client.keys('*')).map((key) => key.split(':')[2]))
    expect(budgets.size).toBe(2)
  })

  test('a key of your own names the budget', async () => {
    const client = stand.ioredis()
    await stand.billit(client, {}, { key: 'tenant-7' }).tags.get(1)
    expect((await client.keys('*')).every((key) => key.startsWith('billit:20/1000:tenant-7:'))).toBe(true)
  })

  test('a slot that is not used any more is free for others at once', async () => {
    const client = stand.ioredis()
    const limiter = redisRateLimiter(client, { ...LIMIT, key: 'k' })
    const nobody = { budget: async () => '', logger: undefined }
    const release = await limiter.acquire(new AbortController().signal, nobody)
    release({ status: 429, headers: new Headers(), pause: 0 })
    await expect.poll(() => client.exists('billit:20/1000:k:1')).toBe(0)
  })

  test('a keyPrefix of ioredis is before its keys', async () => {
    await stand.billit(stand.ioredis({ keyPrefix: 'shop:' })).tags.get(1)
    const keys = await stand.ioredis().keys('*')
    expect(keys.length).toBeGreaterThan(1)
    expect(keys.every((key) => key.startsWith('shop:billit:'))).toBe(true)
  })

  test('a server that has lost its scripts gets them again', async () => {
    const { lines, logger } = logged()
    const clients = [stand.billit(stand.ioredis(), { logger }), stand.billit(await stand.nodeRedis(), { logger })]
    await calls(clients, 4)
    await stand.ioredis().script('FLUSH')
    await calls(clients, 4)
    expect(lines.filter((line) => line.startsWith('warn'))).toEqual([])
  })

  test('many limiters on one client add no listeners beyond one', () => {
    const client = createClient()
    for (let index = 0; index < 12; index += 1) redisRateLimiter(client)
    expect(client.listenerCount('error')).toBe(1)
  })

  test('a deadline that ends in the queue: nothing was sent, and the others go on', async () => {
    const client = stand.billit(stand.ioredis())
    const all = calls([client], 40)
    const error = await client.tags.get(1, { deadline: 300 }).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ name: 'TimeoutError', attempts: 0 })
    await all
    expect(stand.throttle).toMatchObject({ accepted: 40, refused: 0 })
  })

  test.each<[string, unknown, string]>([
    ['requests', { requests: 0 }, 'requests must be an integer from 1, not 0.'],
    ['perMilliseconds', { perMilliseconds: -1 }, 'perMilliseconds must be a positive number of milliseconds, not -1.'],
    ['a wrong name', { request: 60 }, "has no option 'request': did you mean 'requests'?"],
    ['key', { key: '' }, "key must be a string that is not empty, not ''."],
    ['onStoreError', { onStoreError: 'ignore' }, "onStoreError must be 'local' or 'fail', not 'ignore'."],
  ])('%s is refused', (_, options, message) => {
    const client = new Redis({ lazyConnect: true })
    // Wrong on purpose.
    expect(() => redisRateLimiter(client, options as object)).toThrow(message)
  })

  test('what is no client, or no limiter, is refused', () => {
    // Wrong on purpose.
    expect(() => redisRateLimiter('redis://localhost' as unknown as RedisClient)).toThrow('takes a client of ioredis or of redis')
    expect(() => redisRateLimiter(new EventEmitter() as never)).toThrow(
      'give its limiter of rate-limiter-flexible to sharedRateLimiter()',
    )
    expect(() => redisRateLimiter(Promise.resolve() as never)).toThrow('not a promise of one: await it first')
    expect(() => sharedRateLimiter({} as never)).toThrow('takes a limiter of rate-limiter-flexible')
  })
})

test('names the command that installs the optional package if it is missing or too old', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'billit-alone-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const project = fileURLToPath(new URL('../..', import.meta.url))
  for (const name of ['package.json', 'src', 'generated']) cpSync(join(project, name), join(folder, name), { recursive: true })
  const { redisRateLimiter: alone }: typeof import('../../src/rate-limit/index.ts') = await import(
    join(folder, 'src/rate-limit/index.ts')
  )
  expect(() => alone(new Redis({ lazyConnect: true }))).toThrow('npm install rate-limiter-flexible@11')
  const library = join(folder, 'node_modules/rate-limiter-flexible')
  mkdirSync(library, { recursive: true })
  writeFileSync(join(library, 'package.json'), '{"version":"2.4.2"}')
  expect(() => alone(new Redis({ lazyConnect: true }))).toThrow(
    'redisRateLimiter() needs rate-limiter-flexible 3 or later (2.4.2 is installed): npm install rate-limiter-flexible@11',
  )
})
