/** Outages of a real Redis: it is stopped, paused, restarted or emptied during calls. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { Cluster, Redis } from 'ioredis'
import { createClient, createCluster } from 'redis'
import { describe, expect, onTestFinished, test } from 'vitest'
import { noRedis, startRedis } from '../support/redis.ts'
import { createLogger, RedisFixture, runCalls } from './redis-fixture.ts'

const fixture = new RedisFixture()

describe.skipIf(noRedis)('a Redis outage', () => {
  const connectClients = async () => ({ ioredis: fixture.ioredis(), redis: await fixture.nodeRedis() })

  test.each(['ioredis', 'redis'] as const)(
    'completes all calls while Redis is stopped, and uses it again afterwards (%s)',
    async (name) => {
      const { lines, logger } = createLogger()
      const client = fixture.billit((await connectClients())[name], { logger })
      await runCalls([client], 10)
      await fixture.redis.stop()
      await runCalls([client], 15)
      const warnings = lines.filter((line) => line.startsWith('warn'))
      expect(warnings).toHaveLength(1)
      expect(warnings[0]).toMatch(/The store of the shared rate limit failed: .*\d+ requests in 1000 ms/)
      await fixture.redis.start()
      await expect
        .poll(
          async () => {
            await client.tags.get(1)
            return lines.some((line) => line.includes('is available again'))
          },
          { timeout: 15_000, interval: 200 },
        )
        .toBe(true)
      expect(fixture.throttle.refused).toBe(0)
    },
  )

  test('completes all calls while Redis restarts', async () => {
    const options = { maxRetries: 3 }
    const clients = [fixture.billit(fixture.ioredis(), options), fixture.billit(await fixture.nodeRedis(), options)]
    const all = runCalls(clients, 70)
    await expect.poll(() => fixture.throttle.accepted, { interval: 5 }).toBeGreaterThanOrEqual(20)
    await fixture.redis.stop()
    await fixture.redis.start()
    await all
    expect(fixture.throttle.accepted).toBe(70)
  })

  test('completes a call while Redis is paused', async () => {
    const { lines, logger } = createLogger()
    const client = fixture.billit(fixture.ioredis(), { logger })
    await client.tags.get(1)
    fixture.redis.pause()
    onTestFinished(() => fixture.redis.resume())
    await client.tags.get(1)
    expect(lines.join()).toContain('no response within 1000 ms')
  })

  test('continues with a local limit if Redis is read-only or lacks replicas', async () => {
    const admin = fixture.ioredis()
    const { lines, logger } = createLogger()
    await admin.config('SET', 'min-replicas-to-write', '1')
    await fixture.billit(fixture.ioredis(), { logger }).tags.get(1)
    await admin.config('SET', 'min-replicas-to-write', '0')
    await admin.replicaof('127.0.0.1', 1)
    await fixture.billit(await fixture.nodeRedis(), { logger }).tags.get(1)
    await admin.replicaof('NO', 'ONE')
    const warnings = lines.filter((line) => line.startsWith('warn'))
    expect(warnings).toEqual([expect.stringContaining('NOREPLICAS'), expect.stringContaining('READONLY')])
  })

  test('completes all calls if Redis is full or evicts keys', async () => {
    const admin = fixture.ioredis()
    const client = fixture.billit(fixture.ioredis())
    await admin.config('SET', 'maxmemory', '1')
    await client.tags.get(1)
    for (const policy of ['allkeys-random', 'allkeys-lru']) {
      await admin.config('SET', 'maxmemory-policy', policy)
      await runCalls([client, fixture.billit(fixture.ioredis())], 5)
    }
    await admin.config('SET', 'maxmemory', '0')
    expect(fixture.throttle).toMatchObject({ accepted: 11, refused: 0 })
  })

  test('completes all calls if Redis is emptied meanwhile', async () => {
    const clients = [
      fixture.billit(fixture.ioredis(), { maxRetries: 3 }),
      fixture.billit(await fixture.nodeRedis(), { maxRetries: 3 }),
    ]
    const all = runCalls(clients, 70)
    await expect.poll(() => fixture.throttle.accepted, { interval: 5 }).toBeGreaterThanOrEqual(10)
    await fixture.ioredis().flushall()
    await all
    expect(fixture.throttle.accepted).toBe(70)
  })

  test('completes all calls with a client that is not connected, and logs one warning', async () => {
    const closed = fixture.ioredis()
    closed.disconnect()
    const unconnected = createClient({ socket: { port: fixture.redis.port } })
    for (const redis of [closed, unconnected]) {
      const { lines, logger } = createLogger()
      const client = fixture.billit(redis, { logger })
      await runCalls([client], 3)
      expect(lines.filter((line) => line.startsWith('warn'))).toEqual([expect.stringMatching(/failed: .*clos/)])
      await redis.connect()
      await expect
        .poll(() => client.tags.get(1).then(() => lines.join()), { timeout: 15_000, interval: 200 })
        .toContain('is available again')
    }
    unconnected.destroy()
  })

  test('lets the process exit when its calls have ended and its client is closed', async () => {
    for (const call of ['tags.get(1)', 'tags.get(2, { deadline: 500 }).catch(() => {})']) {
      const code = `
        import { Redis } from 'ioredis'
        import { redisRateLimiter } from '${new URL('../../src/rate-limit/index.ts', import.meta.url)}'
        import { Billit } from '${new URL('../../src/index.ts', import.meta.url)}'
        process.on('unhandledRejection', () => process.exit(7))
        const redis = new Redis(${fixture.redis.port})
        const rateLimit = redisRateLimiter(redis, { requests: 1, key: 'ends' })
        const billit = new Billit({ token: 'x', baseUrl: '${fixture.url}', rateLimit, maxRetries: 0 })
        await billit.${call}
        redis.disconnect()`
      const program = spawn(process.execPath, ['--input-type=module', '--eval', code], { stdio: 'inherit' })
      const [exitCode] = await once(program, 'exit', { signal: AbortSignal.timeout(15_000) })
      expect(exitCode).toBe(0)
    }
  })

  test('shares a Redis Cluster between both clients', async () => {
    const node = await startRedis('--cluster-enabled', 'yes', '--cluster-announce-ip', '127.0.0.1')
    const admin = new Redis(node.port)
    await admin.cluster('ADDSLOTSRANGE', 0, 16383)
    await expect.poll(() => admin.cluster('INFO'), { timeout: 15_000 }).toContain('cluster_state:ok')
    const first = new Cluster([{ host: '127.0.0.1', port: node.port }])
    const second = createCluster({ rootNodes: [{ url: `redis://127.0.0.1:${node.port}` }] })
    second.on('error', () => {})
    await second.connect()
    const { lines, logger } = createLogger()
    await runCalls([fixture.billit(first, { logger }), fixture.billit(second, { logger })], 25)
    first.disconnect()
    second.destroy()
    admin.disconnect()
    await node.close()
    expect(lines.filter((line) => line.startsWith('warn'))).toEqual([])
    expect(fixture.throttle).toMatchObject({ accepted: 25, refused: 0 })
  })

  test("rejects a call with onStoreError: 'fail' without sending it", async () => {
    const client = fixture.billit(fixture.ioredis(), {}, { onStoreError: 'fail' })
    await client.tags.get(1)
    await fixture.redis.stop()
    const error = await client.tags.get(1).catch((thrown: unknown) => thrown)
    await fixture.redis.start()
    expect(error).toMatchObject({ name: 'ConfigurationError', attempts: 0, mayHaveSucceeded: false })
    expect(fixture.throttle.accepted).toBe(1)
  })
})
