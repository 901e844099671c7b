/** Memory of unused tokens. `test/transport/rate-limit.test.ts` tests which clients share a limit. */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { sharedLimiter } from '../../src/http/limiter.ts'

setFlagsFromString('--expose-gc')
const collectGarbage: () => void = runInNewContext('gc')

/** Returns the used heap in bytes after garbage collection. */
async function heapUsed(): Promise<number> {
  for (let round = 0; round < 3; round += 1) {
    collectGarbage()
    await new Promise((turn) => setImmediate(turn))
  }
  return process.memoryUsage().heapUsed
}

const LIMIT = { requests: 60, perMilliseconds: 60_000 }
const CLIENT = { logger: undefined, budget: async () => '' }
const { signal } = new AbortController()
const getLimiter = (tenant: number) => sharedLimiter('https://billit.example/v1', `token-of-tenant-${tenant}`, LIMIT, 30_000)

/** Takes a slot. A 429 releases it immediately, any other response after a minute. */
const take = (tenant: number) => getLimiter(tenant).acquire(signal, CLIENT)

test('releases the memory of 100,000 unused tokens', async () => {
  const use = async (from: number, to: number) => {
    for (let tenant = from; tenant < to; tenant += 1) {
      const release = await take(tenant)
      release({ status: 429, headers: new Headers(), pause: 0 })
    }
  }
  await use(0, 2000)
  const before = await heapUsed()
  await use(2000, 100_000)
  expect(((await heapUsed()) - before) / 1e6).toBeLessThan(2)
})

test('keeps the limit of a token in use, however many tokens follow', async () => {
  const slots = await Promise.all(Array.from({ length: 60 }, () => take(-1)))
  for (let tenant = 0; tenant < 3000; tenant += 1) await take(tenant)
  expect(getLimiter(-1).minimumWait?.(CLIENT)).toBeGreaterThan(59_000)
  for (const release of slots) release()
})
