/** redisRateLimiter() with a real Redis and both clients. */
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
import { createLogger, LIMIT, RedisFixture, runCalls, TOKEN } from './redis-fixture.ts'

const fixture = new RedisFixture()

describe.skipIf(noRedis)('redisRateLimiter', () => {
  test('shares one limit among clients of ioredis and of redis', async () => {
    const first = fixture.ioredis()
    const clients = [
      fixture.billit(first),
      fixture.billit(fixture.ioredis()),
      fixture.billit(await fixture.nodeRedis()),
      fixture.billit(await fixture.nodeRedis()),
    ]
    await runCalls(clients, 30)
    expect(fixture.throttle).toMatchObject({ accepted: 30, refused: 0 })
  })

  test('uses expiring keys with a hash of the token that are the same in every process', async () => {
    const client = fixture.ioredis()
    await fixture.billit(client).tags.get(1)
    const keys = await client.keys('*')
    await fixture.billit(fixture.ioredis()).tags.get(1)
    expect(keys.length).toBeGreaterThan(1)
    for (const key of keys) {
      expect(key).toMatch(/^billit:1000:[0-9a-f]{64}:\w+$/)
      expect(key).not.toContain(TOKEN)
      expect(await client.pttl(key)).toBeGreaterThan(0)
    }
    const budgets = new Set((await client.keys('*')).map((key) => key.split(':')[2]))
    expect(budgets.size).toBe(1)
  })

  test('keeps a separate limit for each token, even with one limiter', async () => {
    const client = fixture.ioredis()
    const rateLimit = redisRateLimiter(client, LIMIT)
    for (const token of ['token-one', () => 'token-two']) {
      await fixture.billit(client, { token, rateLimit }).tags.get(1)
    }
    const budgets = new Set((await client.keys('*')).map((key) => key.split(':')[2]))
    expect(budgets.size).toBe(2)
  })

  test('uses a custom key', async () => {
    const client = fixture.ioredis()
    await fixture.billit(client, {}, { key: 'tenant-7' }).tags.get(1)
    expect((await client.keys('*')).every((key) => key.startsWith('billit:1000:tenant-7:'))).toBe(true)
  })

  test('keeps the lowest limit of the processes in the store, while they send requests', async () => {
    const client = fixture.ioredis()
    const [strict, lax] = [8, 20].map((requests) => fixture.billit(fixture.ioredis(), {}, { key: 'deploy', requests }))
    for (const billit of [lax, strict, lax]) await billit?.tags.get(1)
    // The library blocks a key by setting it to the limit plus one.
    expect(await client.get('billit:1000:deploy:limit')).toBe('9')
    expect(await client.pttl('billit:1000:deploy:limit')).toBeLessThanOrEqual(6000)
  })

  test('releases an unused slot immediately', async () => {
    const client = fixture.ioredis()
    const limiter = redisRateLimiter(client, { ...LIMIT, key: 'k' })
    const limited = { budget: async () => '', logger: undefined }
    const release = await limiter.acquire(new AbortController().signal, limited)
    release({ status: 429, headers: new Headers(), pause: 0 })
    await expect.poll(() => client.exists('billit:1000:k:1')).toBe(0)
  })

  test('respects keyPrefix of ioredis', async () => {
    await fixture.billit(fixture.ioredis({ keyPrefix: 'shop:' })).tags.get(1)
    const keys = await fixture.ioredis().keys('*')
    expect(keys.length).toBeGreaterThan(1)
    expect(keys.every((key) => key.startsWith('shop:billit:'))).toBe(true)
  })

  test('reloads its scripts if the server has lost them', async () => {
    const { lines, logger } = createLogger()
    const clients = [fixture.billit(fixture.ioredis(), { logger }), fixture.billit(await fixture.nodeRedis(), { logger })]
    await runCalls(clients, 4)
    await fixture.ioredis().script('FLUSH')
    await runCalls(clients, 4)
    expect(lines.filter((line) => line.startsWith('warn'))).toEqual([])
  })

  test('adds only one listener to a client with many limiters', () => {
    const client = createClient()
    for (let index = 0; index < 12; index += 1) redisRateLimiter(client)
    expect(client.listenerCount('error')).toBe(1)
  })

  test('rejects a call whose deadline passes in the queue, without sending it, and serves the others', async () => {
    const client = fixture.billit(fixture.ioredis())
    const all = runCalls([client], 40)
    const error = await client.tags.get(1, { deadline: 300 }).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ name: 'TimeoutError', attempts: 0 })
    await all
    expect(fixture.throttle).toMatchObject({ accepted: 40, refused: 0 })
  })

  test.each<[string, unknown, string]>([
    ['requests', { requests: 0 }, 'requests must be an integer from 1, not 0.'],
    ['perMilliseconds', { perMilliseconds: -1 }, 'perMilliseconds must be a positive number of milliseconds, not -1.'],
    ['an unknown option', { request: 60 }, "has no option 'request': did you mean 'requests'?"],
    ['key', { key: '' }, "key must be a non-empty string, not ''."],
    ['onStoreError', { onStoreError: 'ignore' }, "onStoreError must be 'local' or 'fail', not 'ignore'."],
  ])('rejects an invalid value: %s', (_, options, message) => {
    const client = new Redis({ lazyConnect: true })
    // Invalid on purpose.
    expect(() => redisRateLimiter(client, options as object)).toThrow(message)
  })

  test('rejects a value that is not a client or not a limiter', () => {
    // Invalid on purpose.
    expect(() => redisRateLimiter('redis://localhost' as unknown as RedisClient)).toThrow(
      'redisRateLimiter() expects a client of ioredis or redis',
    )
    expect(() => redisRateLimiter(new EventEmitter() as never)).toThrow(
      'pass its rate-limiter-flexible limiter to sharedRateLimiter()',
    )
    expect(() => redisRateLimiter(Promise.resolve() as never)).toThrow('not a promise. Await the client first')
    expect(() => sharedRateLimiter({} as never)).toThrow('sharedRateLimiter() expects a limiter of rate-limiter-flexible')
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
