/** Runs real processes that call an API with one token, for tests and the benchmark. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { RateLimit } from '../../src/index.ts'
import { LimitedApi } from './limited-api.ts'

export interface Run {
  processes: number
  /** Calls of each process. */
  calls: number
  limit: RateLimit
  /** Without it, the processes do not share a rate limit. */
  redisPort?: number
  maxWait?: number
  /** Error of a process's clock, in milliseconds. */
  clockError?: (process: number) => number
  /** One-way latency of a request and of its response, in milliseconds. */
  latency?: () => number
}

/** Sent to a process. */
export interface Task extends Omit<Run, 'processes' | 'clockError' | 'latency'> {
  baseUrl: string
  token: string
}

/** Sent by a process. */
export interface Report {
  failed: number
  /** Number of Redis commands. */
  commands: number
}

export interface Outcome extends Report {
  accepted: number
  /** Rejected with 429. */
  refused: number
  milliseconds: number
  /** Minimum duration of the calls under the limit, in milliseconds. */
  floor: number
}

const WORKER = fileURLToPath(new URL('worker.ts', import.meta.url))

const quick = () => Math.random() * 20

/** Flags for Node that shift the clock of the whole process. */
const wrongClock = (milliseconds: number): string[] => [
  '--import',
  `data:text/javascript,const now = Date.now; Date.now = () => now() + ${milliseconds}`,
]

/** Starts all processes, and then their calls at the same time. */
export async function runProcesses({ processes, clockError, latency = quick, ...run }: Run): Promise<Outcome> {
  const { requests, perMilliseconds } = run.limit
  const api = await LimitedApi.start(run.limit, latency)
  const task: Task = { ...run, baseUrl: api.url, token: `token-${Math.random()}` }
  const workers = Array.from({ length: processes }, (_, index) =>
    fork(WORKER, { execArgv: wrongClock(clockError?.(index) ?? 0) }),
  )
  try {
    await Promise.all(workers.map((worker) => once(worker, 'message')))
    const started = performance.now()
    const reports = await Promise.all(
      workers.map(async (worker): Promise<Report> => {
        worker.send(task)
        const [report] = await once(worker, 'message')
        return report
      }),
    )
    return {
      accepted: api.throttle.accepted,
      refused: api.throttle.refused,
      failed: reports.reduce((sum, { failed }) => sum + failed, 0),
      commands: reports.reduce((sum, { commands }) => sum + commands, 0),
      milliseconds: performance.now() - started,
      floor: (Math.ceil((processes * run.calls) / requests) - 1) * perMilliseconds,
    }
  } finally {
    for (const worker of workers) worker.kill()
    await api.close()
  }
}
