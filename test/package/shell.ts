import { execFile } from 'node:child_process'
import { WORK } from './places.ts'

export interface Ended {
  ok: boolean
  stdout: string
  /** Both streams, for a reader. */
  output: string
}

export interface Settings {
  cwd?: string
  env?: NodeJS.ProcessEnv
}

/** Longer than anything here takes: what hangs must not hang the run. */
const LIMIT = 180_000

/** What a program needs of the environment to be found and to keep its caches. Nothing that the SDK would read. */
export const CLEAN = {
  PATH: process.env.PATH ?? '',
  HOME: process.env.HOME ?? WORK,
  NO_COLOR: '1',
  CI: process.env.CI ?? '',
}

/** Runs a program to its end. A failure is an outcome, not an exception. */
export function run(program: string, args: string[], { cwd = WORK, env = CLEAN }: Settings = {}): Promise<Ended> {
  const options = { cwd, env, timeout: LIMIT, maxBuffer: 64 * 2 ** 20 }
  return new Promise((resolve) => {
    execFile(program, args, options, (error, stdout, stderr) => {
      const killed = error?.killed ? `\nended after ${LIMIT / 1000} s` : ''
      resolve({ ok: error === null, stdout, output: `${stdout}${stderr}${killed}`.trim() || String(error ?? '') })
    })
  })
}

/** Runs npm as this machine has set it up: registry, certificates, caches. Throws what it printed if it fails. */
export async function npm(args: string[], cwd: string): Promise<void> {
  // npm names its own program to the scripts that it runs. On Windows the other one, `npm`, needs a shell.
  const { npm_execpath: program } = process.env
  if (!program) throw new Error('Start it with npm run test:package.')
  const { ok, output } = await run(process.execPath, [program, ...args], { cwd, env: process.env })
  if (!ok) throw new Error(`npm ${args.join(' ')}\n${output}`)
}
