/** What TypeScript does for a consumer of the built package. */
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { median } from './statistics.ts'

const NAMES = ['ofetch', 'billit-io']
const ROUNDS = 5

export interface Checked {
  /** Of the whole compiler, its own library included. */
  seconds: number
  /** Of the check alone. */
  checkSeconds: number
  types: number
  instantiations: number
  files: number
  megabytes: number
}

const tsc = fileURLToPath(new URL('../../node_modules/typescript/bin/tsc', import.meta.url))
/** As `tsc --init` has it, and not what this project has: its paths lead to the sources. */
const FLAGS =
  '--ignoreConfig --noEmit --strict --skipLibCheck --module nodenext --target es2022 --types node --extendedDiagnostics'

/** Medians, from rounds in which the contenders take turns. */
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
    if (value === undefined) throw new Error(`tsc does not tell '${label}':\n${stdout}`)
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
  const of = (key: keyof Checked) => median(runs.map((one) => one[key]))
  return {
    seconds: of('seconds'),
    checkSeconds: of('checkSeconds'),
    types: of('types'),
    instantiations: of('instantiations'),
    files: of('files'),
    megabytes: of('megabytes'),
  }
}
