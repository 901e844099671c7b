/** 240 calls from several processes that share a token, under a throttle of 60 requests in ten seconds: a sixth of the real window. */
import { type Outcome, runProcesses } from '../rate-limit/processes.ts'
import { startRedis } from '../support/redis.ts'

const CALLS = 240
const LIMIT = { requests: 60, perMilliseconds: 10_000 }

/** The outcomes for each number of processes, with a shared Redis and without. */
export async function timeSharedLimit(counts: number[]): Promise<{ processes: number; shared: Outcome; alone: Outcome }[]> {
  const redis = await startRedis()
  try {
    const outcomes: { processes: number; shared: Outcome; alone: Outcome }[] = []
    for (const processes of counts) {
      const run = { processes, calls: CALLS / processes, limit: LIMIT }
      const shared = await runProcesses({ ...run, redisPort: redis.port })
      outcomes.push({ processes, shared, alone: await runProcesses(run) })
    }
    return outcomes
  } finally {
    await redis.close()
  }
}
