/** Real processes that call an API on one token, for tests and the benchmark. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { RateLimit } from '../../src/index.ts'
import { sendJson, startLocalServer } from '../support/local-server.ts'
import { Throttle } from '../transport/throttle.ts'

export interface Run {
  processes: number
  /** Of each process. */
  calls: number
  limit: RateLimit
  /** Without one, the processes share nothing. */
  redisPort?: number
  maxWait?: number
}

/** What a process is told. */
export interface Task extends Omit<Run, 'processes'> {
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

/** Starts all processes, and then lets all of them call at once. */
export async function runProcesses({ processes, ...run }: Run): Promise<Outcome> {
  const { requests, perMilliseconds } = run.limit
  const throttle = new Throttle(requests, perMilliseconds)
  const wait = () => new Promise((resolve) => setTimeout(resolve, Math.random() * 20))
  const api = await startLocalServer(async (_, response) => {
    await wait()
    const arrival = throttle.arrive(performance.now())
    await wait()
    if ('refusal' in arrival) sendJson(response, {}, 429, Object.fromEntries(arrival.refusal.headers))
    else sendJson(response, { data: { id: 1, tag: 'x' } }, 200, arrival.headers)
  })
  const task: Task = { ...run, baseUrl: api.url, token: `token-${Math.random()}` }
  const workers = Array.from({ length: processes }, () => fork(WORKER))
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
      accepted: throttle.accepted,
      refused: throttle.refused,
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
