/** What importing the built package costs a program that starts. */
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { median } from './statistics.ts'

const NAMES = ['nothing', 'ofetch', 'billit-io']
const WARM_UP = 3
const ROUNDS = 21

const run = promisify(execFile)

/** Milliseconds from the start of a process until its end, the median of rounds in which the contenders take turns. */
export async function timeImports(): Promise<Record<string, number>> {
  const dist = fileURLToPath(new URL('../../dist/index.js', import.meta.url))
  if (!existsSync(dist)) throw new Error('There is no dist/index.js: npm run build writes it.')
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
