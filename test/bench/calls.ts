/** What one call costs, beside the best-known ways to make it. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { median } from './statistics.ts'

const NAMES = ['fetch', 'openapi-fetch', 'ofetch', 'the generated client', 'ky', 'axios', 'billit-io']
const WARM_UP = 3000
/** Turns: what else the machine does then meets all contenders alike. */
const ROUNDS = 20
const CALLS = 400

/** Milliseconds for one call, the median of rounds in which the contenders take turns. */
export async function timeCalls(baseUrl: string): Promise<Record<string, number>> {
  const contenders = NAMES.map((name) => ({ name, times: [] as number[], process: fork(contender, [name, baseUrl]) }))
  for (const { process } of contenders) await turn(process, WARM_UP)
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const { times, process } of contenders) times.push(await turn(process, CALLS))
  }
  for (const { process } of contenders) process.kill()
  return Object.fromEntries(contenders.map(({ name, times }) => [name, median(times)]))
}

const contender = fileURLToPath(new URL('contender.ts', import.meta.url))

async function turn(process: ReturnType<typeof fork>, calls: number): Promise<number> {
  process.send(calls)
  const [milliseconds] = await once(process, 'message')
  return milliseconds
}
