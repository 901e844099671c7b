/** The duration of one call, compared with other HTTP clients. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { installTools } from '../support/tools.ts'
import { median } from './statistics.ts'

const NAMES = ['fetch', 'openapi-fetch', 'ofetch', 'the generated client', 'ky', 'axios', 'billit-io']
const WARM_UP = 3000
/** The contenders take turns, so that other load on the machine affects all of them alike. */
const ROUNDS = 20
const CALLS = 400

/** Milliseconds per call, as the median of all rounds. */
export async function timeCalls(baseUrl: string): Promise<Record<string, number>> {
  await installTools('bench')
  const contenders = NAMES.map((name) => ({ name, times: [] as number[], process: fork(contender, [name, baseUrl]) }))
  for (const { process } of contenders) await runTurn(process, WARM_UP)
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const { times, process } of contenders) times.push(await runTurn(process, CALLS))
  }
  for (const { process } of contenders) process.kill()
  return Object.fromEntries(contenders.map(({ name, times }) => [name, median(times)]))
}

const contender = fileURLToPath(new URL('contender.ts', import.meta.url))

async function runTurn(process: ReturnType<typeof fork>, calls: number): Promise<number> {
  process.send(calls)
  const [milliseconds] = await once(process, 'message')
  return milliseconds
}
