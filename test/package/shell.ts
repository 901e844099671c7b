import { execFile } from 'node:child_process'
import { WORK } from './places.ts'

export interface Ended {
  ok: boolean
  stdout: string
  /** stdout and stderr, for messages. */
  output: string
}

export interface Settings {
  cwd?: string
  env?: NodeJS.ProcessEnv
  /** Milliseconds until the program is stopped. Default three minutes. */
  limit?: number
}

/** Longer than any step takes, so that a hanging program does not block the run. */
const LIMIT_MS = 180_000

/** The variables that a program needs to be found and to keep its caches. None that the SDK would read. */
export const CLEAN = {
  PATH: process.env.PATH ?? '',
  HOME: process.env.HOME ?? WORK,
  NO_COLOR: '1',
  CI: process.env.CI ?? '',
}

/** Runs a program to its end. Returns a failure, and never throws. */
export function run(
  program: string,
  args: string[],
  { cwd = WORK, env = CLEAN, limit = LIMIT_MS }: Settings = {},
): Promise<Ended> {
  const options = { cwd, env, timeout: limit, maxBuffer: 64 * 2 ** 20 }
  return new Promise((resolve) => {
    execFile(program, args, options, (error, stdout, stderr) => {
      const killed = error?.killed ? `\nstopped after ${limit / 1000} s` : ''
      resolve({ ok: error === null, stdout, output: `${stdout}${stderr}${killed}`.trim() || String(error ?? '') })
    })
  })
}
