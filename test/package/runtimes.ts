/** The runtimes, and how the smoke tests run in each. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { buildWithVite, callInPage } from './page.ts'
import { CONSUMER, TOOLS, tool, versionOf, WORK } from './places.ts'
import { CLEAN, run, type Settings } from './shell.ts'
import type { Addresses, Outcome } from './smoke.ts'

export interface Runtime {
  name: string
  /** Why it is not available on this machine. */
  missing?: string
  run(addresses: Addresses): Promise<Outcome[]>
}

export function runtimes(): Runtime[] {
  return [
    ...['20', '22', '24'].map((major) => inNode(major, 'import', 'main.mjs')),
    inNode('20', 'require', 'main.cjs'),
    bun(),
    deno(),
    worker('2023-01-01'),
    worker('2026-07-01'),
    browser(),
  ]
}

export const nodePackage = (major: string): string => `node-${major}-${process.platform}-${process.arch}`
export const nodeProgram = (major: string): string => tool(`${nodePackage(major)}/bin/node`)

const inNode = (major: string, how: string, script: string): Runtime =>
  installed(`Node %, \`${how}\``, nodePackage(major), 'bin/node', (program, addresses) =>
    runProgram(program, [script, addresses]),
  )

function bun(): Runtime {
  const cpu = process.arch === 'arm64' ? 'aarch64' : process.arch
  return installed('Bun %', `@oven/bun-${process.platform}-${cpu}`, 'bin/bun', (program, addresses) =>
    runProgram(program, ['run', 'main.mjs', addresses]),
  )
}

function deno(): Runtime {
  const libc = process.platform === 'linux' ? '-glibc' : ''
  const settings = { env: { ...CLEAN, DENO_DIR: join(WORK, 'deno'), DENO_NO_UPDATE_CHECK: '1' } }
  // The SDK may use the network, but no file and no environment variable.
  const flags = ['run', '--no-prompt', '--allow-net=127.0.0.1']
  return installed(`Deno %`, `@deno/${process.platform}-${process.arch}${libc}`, 'deno', (program, addresses) =>
    runProgram(program, [...flags, 'main.mjs', addresses], settings),
  )
}

/** @param date The compatibility date of the worker, which selects the platform's version. */
function worker(date: string): Runtime {
  const miniflare = pathToFileURL(join(TOOLS, 'node_modules/miniflare/dist/src/index.js')).href
  return installed(
    `Cloudflare worker, compatibility date ${date} (workerd %)`,
    'workerd',
    'bin/workerd',
    async (_program, addresses) => {
      await buildWithVite(CONSUMER, '--config', 'vite.worker.config.mjs')
      return runProgram(process.execPath, ['miniflare.mjs', miniflare, date, addresses])
    },
  )
}

const browser = (): Runtime => ({
  name: 'Chromium, built by Vite',
  run: (addresses) => callInPage(CONSUMER, 'smoke', addresses),
})

/** `%` in the name is replaced by the version. */
function installed(
  name: string,
  packageName: string,
  file: string,
  start: (program: string, addresses: string) => Promise<Outcome[]>,
): Runtime {
  const program = tool(`${packageName}/${file}`)
  if (!existsSync(program))
    return { name: name.replace(' %', ''), missing: `${packageName} is not installed`, run: async () => [] }
  return { name: name.replace('%', versionOf(packageName)), run: (addresses) => start(program, JSON.stringify(addresses)) }
}

/** Runs a program that prints its outcomes as JSON on the last line. */
async function runProgram(program: string, args: string[], settings: Settings = {}): Promise<Outcome[]> {
  const { stdout, output } = await run(program, args, { cwd: CONSUMER, ...settings })
  const line = stdout.trim().split('\n').at(-1) ?? ''
  if (!line.startsWith('[')) throw new Error(output)
  return JSON.parse(line)
}
