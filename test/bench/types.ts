/** The cost of type-checking a program that uses the built package. */
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { median } from './statistics.ts'

const NAMES = ['ofetch', 'billit-io']
const ROUNDS = 5

export interface Checked {
  /** Total time of the compiler, including its own library. */
  seconds: number
  /** Only the check. */
  checkSeconds: number
  types: number
  instantiations: number
  files: number
  megabytes: number
}

const tsc = fileURLToPath(new URL('../../node_modules/typescript/bin/tsc', import.meta.url))
/** As written by `tsc --init`. This project's own configuration would resolve the imports to the sources. */
const FLAGS =
  '--ignoreConfig --noEmit --strict --skipLibCheck --module nodenext --target es2022 --types node --extendedDiagnostics'

/** The medians of rounds in which the contenders take turns. */
export async function timeTypes(): Promise<Record<string, Checked>> {
  const contenders = NAMES.map((name) => ({ name, runs: [] as Checked[] }))
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const { name, runs } of contenders) runs.push(await check(name))
  }
  return Object.fromEntries(contenders.map(({ name, runs }) => [name, medians(runs)]))
}

async function check(name: string): Promise<Checked> {
  const file = fileURLToPath(new URL(`types/${name}.ts`, import.meta.url))
  const { stdout } = await promisify(execFile)(process.execPath, [tsc, ...FLAGS.split(' '), file])
  const read = (label: string): number => {
    const value = new RegExp(`^${label}:\\s+([\\d.]+)`, 'm').exec(stdout)?.[1]
    if (value === undefined) throw new Error(`tsc printed no '${label}':\n${stdout}`)
    return Number(value)
  }
  return {
    seconds: read('Total time'),
    checkSeconds: read('Check time'),
    types: read('Types'),
    instantiations: read('Instantiations'),
    files: read('Files'),
    megabytes: read('Memory used') / 1024,
  }
}

function medians(runs: Checked[]): Checked {
  const medianOf = (key: keyof Checked) => median(runs.map((one) => one[key]))
  return {
    seconds: medianOf('seconds'),
    checkSeconds: medianOf('checkSeconds'),
    types: medianOf('types'),
    instantiations: medianOf('instantiations'),
    files: medianOf('files'),
    megabytes: medianOf('megabytes'),
  }
}
