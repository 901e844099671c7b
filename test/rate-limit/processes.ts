/** Real processes that call an API on one token, for tests and the benchmark. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { RateLimit } from '../../src/index.ts'
import { LimitedApi } from './limited-api.ts'

export interface Run {
  processes: number
  /** Of each process. */
  calls: number
  limit: RateLimit
  /** Without one, the processes share nothing. */
  redisPort?: number
  maxWait?: number
  /** By how many milliseconds the clock of a process is wrong. */
  clockError?: (process: number) => number
  /** How many milliseconds a request takes to the server, and its answer back. */
  latency?: () => number
}

/** What a process is told. */
export interface Task extends Omit<Run, 'processes' | 'clockError' | 'latency'> {
  baseUrl: string
  token: string
}

/** What a process tells. */
export interface Report {
  failed: number
  /** To Redis. */
  commands: number
}

export interface Outcome extends Report {
  accepted: number
  /** Answered with 429. */
  refused: number
  milliseconds: number
  /** The least time in which the calls fit. */
  floor: number
}

const WORKER = fileURLToPath(new URL('process.ts', import.meta.url))

const quick = () => Math.random() * 20

/** What Node loads before anything else, so that the whole process has a clock that is wrong. */
const wrongClock = (milliseconds: number): string[] => [
  '--import',
  `data:text/javascript,const now = Date.now; Date.now = () => now() + ${milliseconds}`,
]

/** Starts all processes, and then lets all of them call at once. */
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
