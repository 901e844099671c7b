/** A real Redis that is stopped, paused, restarted and otherwise troubled while calls run. */
import { describe, expect, test } from 'vitest'
import { noRedis } from '../support/redis.ts'
import { calls, logged, RedisStand } from './redis-stand.ts'

const stand = new RedisStand()

describe.skipIf(noRedis)('a Redis in trouble', () => {
  const clientsOf = async () => ({ ioredis: stand.ioredis(), redis: await stand.nodeRedis() })

  test.each(['ioredis', 'redis'] as const)(
    'stopped while calls run (%s): all are answered, then it is used again',
    async (name) => {
      const { lines, logger } = logged()
      const client = stand.billit((await clientsOf())[name], { logger })
      await calls([client], 10)
      await stand.redis.stop()
      await calls([client], 15)
      const warnings = lines.filter((line) => line.startsWith('warn'))
      expect(warnings).toHaveLength(1)
      expect(warnings[0]).toMatch(/The store that the processes share failed: .*\d+ requests in 1000 ms/)
      await stand.redis.start()
      await expect
        .poll(
          async () => {
            await client.tags.get(1)
            return lines.some((line) => line.includes('answers again'))
          },
          { timeout: 15_000, interval: 200 },
        )
        .toBe(true)
      expect(stand.throttle.refused).toBe(0)
    },
  )

  test('restarted while calls run: none fails', async () => {
    const options = { maxRetries: 3 }
    const clients = [stand.billit(stand.ioredis(), options), stand.billit(await stand.nodeRedis(), options)]
    const all = calls(clients, 70)
    await expect.poll(() => stand.throttle.accepted, { interval: 5 }).toBeGreaterThanOrEqual(20)
    await stand.redis.stop()
    await stand.redis.start()
    await all
    expect(stand.throttle.accepted).toBe(70)
  })

  test('paused: nothing hangs', async () => {
    const admin = stand.ioredis()
    const { lines, logger } = logged()
    const client = stand.billit(stand.ioredis(), { logger })
    await client.tags.get(1)
    await admin.call('CLIENT', 'PAUSE', '3000', 'ALL')
    const started = performance.now()
    await client.tags.get(1)
    expect(performance.now() - started).toBeLessThan(2000)
    expect(lines.join()).toContain('no answer within 1000 ms')
    await admin.call('CLIENT', 'UNPAUSE')
  })

  test('read-only, or without enough replicas: it goes on with its own share', async () => {
    const admin = stand.ioredis()
    const { lines, logger } = logged()
    await admin.config('SET', 'min-replicas-to-write', '1')
    await stand.billit(stand.ioredis(), { logger }).tags.get(1)
    await admin.config('SET', 'min-replicas-to-write', '0')
    await admin.replicaof('127.0.0.1', 1)
    await stand.billit(await stand.nodeRedis(), { logger }).tags.get(1)
    await admin.replicaof('NO', 'ONE')
    const warnings = lines.filter((line) => line.startsWith('warn'))
    expect(warnings).toEqual([expect.stringContaining('NOREPLICAS'), expect.stringContaining('READONLY')])
  })

  test('full, or evicting keys: no call fails', async () => {
    const admin = stand.ioredis()
    const client = stand.billit(stand.ioredis())
    await admin.config('SET', 'maxmemory', '1')
    await client.tags.get(1)
    await admin.config('SET', 'maxmemory-policy', 'allkeys-random')
    await calls([client, stand.billit(stand.ioredis())], 10)
    await admin.config('SET', 'maxmemory', '0')
    expect(stand.throttle).toMatchObject({ accepted: 11, refused: 0 })
  })

  test("with onStoreError: 'fail', a call rejects, and nothing was sent", async () => {
    const client = stand.billit(stand.ioredis(), {}, { onStoreError: 'fail' })
    await client.tags.get(1)
    await stand.redis.stop()
    const error = await client.tags.get(1).catch((thrown: unknown) => thrown)
    await stand.redis.start()
    expect(error).toMatchObject({ name: 'ConfigurationError', attempts: 0, mayHaveSucceeded: false })
    expect(stand.throttle.accepted).toBe(1)
  })
})
