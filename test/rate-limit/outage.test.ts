/** A real Redis that is stopped, paused, restarted and otherwise troubled while calls run. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { Cluster, Redis } from 'ioredis'
import { createClient, createCluster } from 'redis'
import { describe, expect, onTestFinished, test } from 'vitest'
import { noRedis, startRedis } from '../support/redis.ts'
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
    const { lines, logger } = logged()
    const client = stand.billit(stand.ioredis(), { logger })
    await client.tags.get(1)
    stand.redis.pause()
    onTestFinished(() => stand.redis.resume())
    await client.tags.get(1)
    expect(lines.join()).toContain('no answer within 1000 ms')
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
    for (const policy of ['allkeys-random', 'allkeys-lru']) {
      await admin.config('SET', 'maxmemory-policy', policy)
      await calls([client, stand.billit(stand.ioredis())], 5)
    }
    await admin.config('SET', 'maxmemory', '0')
    expect(stand.throttle).toMatchObject({ accepted: 11, refused: 0 })
  })

  test('emptied while calls run: no call fails', async () => {
    const clients = [stand.billit(stand.ioredis(), { maxRetries: 3 }), stand.billit(await stand.nodeRedis(), { maxRetries: 3 })]
    const all = calls(clients, 70)
    await expect.poll(() => stand.throttle.accepted, { interval: 5 }).toBeGreaterThanOrEqual(10)
    await stand.ioredis().flushall()
    await all
    expect(stand.throttle.accepted).toBe(70)
  })

  test('a client that is not connected yet, or not any more: calls go on, and it is said once', async () => {
    const closed = stand.ioredis()
    closed.disconnect()
    const unconnected = createClient({ socket: { port: stand.redis.port } })
    for (const redis of [closed, unconnected]) {
      const { lines, logger } = logged()
      const client = stand.billit(redis, { logger })
      await calls([client], 3)
      expect(lines.filter((line) => line.startsWith('warn'))).toEqual([expect.stringMatching(/failed: .*clos/)])
      await redis.connect()
      await expect
        .poll(() => client.tags.get(1).then(() => lines.join()), { timeout: 15_000, interval: 200 })
        .toContain('answers again')
    }
    unconnected.destroy()
  })

  test('a process ends by itself when its calls have ended and its client is closed', async () => {
    for (const call of ['tags.get(1)', 'tags.get(2, { deadline: 500 }).catch(() => {})']) {
      const code = `
        import { Redis } from 'ioredis'
        import { redisRateLimiter } from '${new URL('../../src/rate-limit/index.ts', import.meta.url)}'
        import { Billit } from '${new URL('../../src/index.ts', import.meta.url)}'
        process.on('unhandledRejection', () => process.exit(7))
        const redis = new Redis(${stand.redis.port})
        const rateLimit = redisRateLimiter(redis, { requests: 1, key: 'ends' })
        const billit = new Billit({ token: 'x', baseUrl: '${stand.url}', rateLimit, maxRetries: 0 })
        await billit.${call}
        redis.disconnect()`
      const program = spawn(process.execPath, ['--input-type=module', '--eval', code], { stdio: 'inherit' })
      const [exitCode] = await once(program, 'exit', { signal: AbortSignal.timeout(15_000) })
      expect(exitCode).toBe(0)
    }
  })

  test('a Redis Cluster is shared by both clients', async () => {
    const node = await startRedis('--cluster-enabled', 'yes', '--cluster-announce-ip', '127.0.0.1')
    const admin = new Redis(node.port)
    await admin.cluster('ADDSLOTSRANGE', 0, 16383)
    await expect.poll(() => admin.cluster('INFO'), { timeout: 15_000 }).toContain('cluster_state:ok')
    const first = new Cluster([{ host: '127.0.0.1', port: node.port }])
    const second = createCluster({ rootNodes: [{ url: `redis://127.0.0.1:${node.port}` }] })
    second.on('error', () => {})
    await second.connect()
    const { lines, logger } = logged()
    await calls([stand.billit(first, { logger }), stand.billit(second, { logger })], 25)
    first.disconnect()
    second.destroy()
    admin.disconnect()
    await node.close()
    expect(lines.filter((line) => line.startsWith('warn'))).toEqual([])
    expect(stand.throttle).toMatchObject({ accepted: 25, refused: 0 })
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
