/** On a real PostgreSQL, through the limiter of `rate-limiter-flexible`. */
import pg from 'pg'
import { RateLimiterPostgres } from 'rate-limiter-flexible'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { Billit, type BillitOptions } from '../../src/index.ts'
import { type SharedLimiterOptions, sharedRateLimiter } from '../../src/rate-limit/index.ts'
import { hasPostgres, type Postgres, startPostgres } from '../support/postgres.ts'
import { LimitedApi } from './limited-api.ts'
import { calls, logged, TOKEN } from './redis-stand.ts'

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

  /** A client that shares nothing but the store with the others, like one in a process of its own. */
  async function billit(tableName: string, options: BillitOptions = {}, fleet: SharedLimiterOptions = {}) {
    const storeClient = new pg.Pool({ connectionString: postgres.url, max: 5 })
    storeClient.on('error', () => {})
    pools.push(storeClient)
    const limiter = await new Promise<RateLimiterPostgres>((resolve, reject) => {
      const ready = (error?: Error) => (error ? reject(error) : resolve(created))
      const created = new RateLimiterPostgres({ storeClient, points: 20, duration: 1, tableName }, ready)
    })
    return new Billit({ token: TOKEN, baseUrl: api.url, rateLimit: sharedRateLimiter(limiter, fleet), maxRetries: 0, ...options })
  }

  test('several clients share one limit: no request is refused', async () => {
    const clients = [await billit('shared'), await billit('shared'), await billit('shared')]
    api.reset()
    await calls(clients, 70)
    expect(api.throttle).toMatchObject({ accepted: 70, refused: 0 })
  })

  test('its keys hold a hash of the token', async () => {
    const client = await billit('keys')
    await client.tags.get(1)
    const rows = (await pools.at(-1)?.query('SELECT key FROM keys'))?.rows ?? []
    expect(rows.length).toBeGreaterThan(0)
    for (const { key } of rows) {
      expect(key).toMatch(/:[0-9a-f]{64}:\w+$/)
      expect(key).not.toContain(TOKEN)
    }
  })

  test('clocks that differ by minutes are told, and the process keeps to its own share', async () => {
    const { lines, logger } = logged()
    const [ahead, behind] = [await billit('clocks'), await billit('clocks', { logger })]
    api.reset()
    const { now } = Date
    const clock = vi.spyOn(Date, 'now').mockImplementation(() => now() + 120_000)
    await calls([ahead], 20)
    clock.mockRestore()
    api.reset()
    await calls([behind], 2)
    expect(lines.filter((line) => line.startsWith('warn'))).toEqual([
      expect.stringMatching(/clocks of the processes.* differ by 1\d\d s/),
    ])
  })

  test('stopped while calls run: they go on, and it is said once', async () => {
    const { lines, logger } = logged()
    const client = await billit('stopped', { logger })
    api.reset()
    await calls([client], 5)
    await postgres.kill()
    await calls([client], 5)
    expect(lines.filter((line) => line.startsWith('warn'))).toHaveLength(1)
    expect(api.throttle).toMatchObject({ accepted: 10, refused: 0 })
  })
})
