/** One process of `processes.ts`: signals that it is ready, waits for its task, runs it and sends a report. */
import { once } from 'node:events'
import { Redis } from 'ioredis'
import { Billit } from '../../src/index.ts'
import { redisRateLimiter } from '../../src/rate-limit/index.ts'
import type { Report, Task } from './processes.ts'

process.send?.('ready')
const [task]: Task[] = await once(process, 'message')
if (!task) throw new Error('No task was received.')
const { baseUrl, token, calls, limit, redisPort, maxWait } = task

let commands = 0
const redis = redisPort === undefined ? undefined : new Redis(redisPort)
if (redis) {
  const send = redis.sendCommand.bind(redis)
  redis.sendCommand = (...command) => {
    commands += 1
    return send(...command)
  }
}

const rateLimit = redis ? redisRateLimiter(redis, limit) : limit
const billit = new Billit({ baseUrl, token, rateLimit, maxWait })
const outcomes = await Promise.allSettled(Array.from({ length: calls }, () => billit.tags.get(1)))
const report: Report = { failed: outcomes.filter(({ status }) => status === 'rejected').length, commands }
process.send?.(report)
redis?.disconnect()
