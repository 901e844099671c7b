/** sharedRateLimiter() with a real PostgreSQL. */
import pg from 'pg'
import { RateLimiterPostgres } from 'rate-limiter-flexible'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { Billit, type BillitOptions } from '../../src/index.ts'
import { type SharedLimiterOptions, sharedRateLimiter } from '../../src/rate-limit/index.ts'
import { hasPostgres, type Postgres, startPostgres } from '../support/postgres.ts'
import { LimitedApi } from './limited-api.ts'
import { createLogger, runCalls, TOKEN } from './redis-fixture.ts'

const LIMIT = { requests: 20, perMilliseconds: 1000 }

describe.skipIf(!hasPostgres)('RateLimiterPostgres', () => {
  let postgres: Postgres
  let api: LimitedApi
  const pools: pg.Pool[] = []

  beforeAll(async () => {
    postgres = await startPostgres()
    api = await LimitedApi.start(LIMIT)
  })
  afterAll(async () => {
    await api?.close()
    await Promise.all(pools.map((pool) => pool.end()))
    await postgres?.stop()
  })

  /** Creates a client that shares only the store with the others, like a client in another process. */
  async function billit(tableName: string, options: BillitOptions = {}, limiterOptions: SharedLimiterOptions = {}) {
    const storeClient = new pg.Pool({ connectionString: postgres.url, max: 5 })
    storeClient.on('error', () => {})
    pools.push(storeClient)
    const limiter = await new Promise<RateLimiterPostgres>((resolve, reject) => {
      const ready = (error?: Error) => (error ? reject(error) : resolve(created))
      const created = new RateLimiterPostgres({ storeClient, points: 20, duration: 1, tableName }, ready)
    })
    return new Billit({
      token: TOKEN,
      baseUrl: api.url,
      rateLimit: sharedRateLimiter(limiter, limiterOptions),
      maxRetries: 0,
      ...options,
    })
  }

  test('shares one limit between several clients, without a 429', async () => {
    const clients = [await billit('shared'), await billit('shared'), await billit('shared')]
    api.reset()
    await runCalls(clients, 70)
    expect(api.throttle).toMatchObject({ accepted: 70, refused: 0 })
  })

  test('uses keys with a hash of the token', async () => {
    const client = await billit('keys')
    await client.tags.get(1)
    const rows = (await pools.at(-1)?.query('SELECT key FROM keys'))?.rows ?? []
    expect(rows.length).toBeGreaterThan(0)
    for (const { key } of rows) {
      expect(key).toMatch(/:[0-9a-f]{64}:\w+$/)
      expect(key).not.toContain(TOKEN)
    }
  })

  test('logs a warning and uses a local limit if the clocks differ by minutes', async () => {
    const { lines, logger } = createLogger()
    const [ahead, behind] = [await billit('clocks'), await billit('clocks', { logger })]
    api.reset()
    const { now } = Date
    const clock = vi.spyOn(Date, 'now').mockImplementation(() => now() + 120_000)
    await runCalls([ahead], 20)
    clock.mockRestore()
    api.reset()
    await runCalls([behind], 2)
    expect(lines.filter((line) => line.startsWith('warn'))).toEqual([
      expect.stringMatching(/clocks of the processes.* differ by 1\d\d s/),
    ])
  })

  test('completes all calls after the server is stopped, and logs one warning', async () => {
    const { lines, logger } = createLogger()
    const client = await billit('stopped', { logger })
    api.reset()
    await runCalls([client], 5)
    await postgres.kill()
    await runCalls([client], 5)
    expect(lines.filter((line) => line.startsWith('warn'))).toHaveLength(1)
    expect(api.throttle).toMatchObject({ accepted: 10, refused: 0 })
  })
})
