/** What is remembered of tokens that are no longer used. `test/transport/rate-limit.test.ts` says who shares a limit. */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { sharedLimiter } from '../../src/pipeline/shared-limiter.ts'

setFlagsFromString('--expose-gc')
const collectGarbage: () => void = runInNewContext('gc')

/** Bytes in use, once everything is collected that can be. */
async function heapUsed(): Promise<number> {
  for (let round = 0; round < 3; round += 1) {
    collectGarbage()
    await new Promise((turn) => setImmediate(turn))
  }
  return process.memoryUsage().heapUsed
}

test('a server that sees 100,000 tokens keeps next to nothing of them', async () => {
  const limit = { requests: 60, perMilliseconds: 60_000 }
  const use = (from: number, to: number) => {
    for (let tenant = from; tenant < to; tenant += 1) {
      sharedLimiter('https://billit.example/v1', `token-of-tenant-${tenant}`, limit)
    }
  }
  use(0, 2000)
  const before = await heapUsed()
  use(2000, 100_000)
  expect(((await heapUsed()) - before) / 1e6).toBeLessThan(2)
})
