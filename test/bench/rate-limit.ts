/** 240 calls on one token under a throttle of 60 in ten seconds, a sixth of the real window, from several processes. */
import { type Outcome, runProcesses } from '../rate-limit/processes.ts'
import { startRedis } from '../support/redis.ts'

const CALLS = 240
const LIMIT = { requests: 60, perMilliseconds: 10_000 }

/** By the number of processes: what they do with a Redis, and with nothing shared. */
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
