/** The time that importing the built package adds to the start of a program. */
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { median } from './statistics.ts'

const NAMES = ['nothing', 'ofetch', 'billit-io']
const WARM_UP = 3
const ROUNDS = 21

const run = promisify(execFile)

/** Milliseconds from the start of a process to its end, as the median of rounds in which the contenders take turns. */
export async function timeImports(): Promise<Record<string, number>> {
  const contenders = NAMES.map((name) => ({
    name,
    times: [] as number[],
    file: fileURLToPath(new URL(`imports/${name}.js`, import.meta.url)),
  }))
  for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
    for (const { times, file } of contenders) {
      const started = performance.now()
      await run(process.execPath, [file])
      if (round >= WARM_UP) times.push(performance.now() - started)
    }
  }
  return Object.fromEntries(contenders.map(({ name, times }) => [name, median(times)]))
}
