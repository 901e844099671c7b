/** Each runtime, how the smoke suite runs in it, and what must be there for that. */
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { startLocalServer } from '../support/local-server.ts'
import { CONSUMER, TOOLS, tool, versionOf, WORK } from './places.ts'
import { CLEAN, run, type Settings } from './shell.ts'
import type { Addresses, Outcome } from './smoke.ts'

export interface Runtime {
  name: string
  /** Why it cannot be had on this machine. */
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

const nodePackage = (major: string): string => `node-${major}-${process.platform}-${process.arch}`
export const nodeProgram = (major: string): string => tool(`${nodePackage(major)}/bin/node`)

const inNode = (major: string, how: string, script: string): Runtime =>
  installed(`Node %, \`${how}\``, nodePackage(major), 'bin/node', (program, addresses) =>
    outcomesOf(program, [script, addresses]),
  )

function bun(): Runtime {
  const cpu = process.arch === 'arm64' ? 'aarch64' : process.arch
  return installed('Bun %', `@oven/bun-${process.platform}-${cpu}`, 'bin/bun', (program, addresses) =>
    outcomesOf(program, ['run', 'main.mjs', addresses]),
  )
}

function deno(): Runtime {
  const libc = process.platform === 'linux' ? '-glibc' : ''
  const settings = { env: { ...CLEAN, DENO_DIR: join(WORK, 'deno'), DENO_NO_UPDATE_CHECK: '1' } }
  // The network is all that the SDK may need: no file, no environment.
  const flags = ['run', '--no-prompt', '--allow-net=127.0.0.1']
  return installed(`Deno %`, `@deno/${process.platform}-${process.arch}${libc}`, 'deno', (program, addresses) =>
    outcomesOf(program, [...flags, 'main.mjs', addresses], settings),
  )
}

/** @param date The worker's compatibility date: an older one means an older platform. */
function worker(date: string): Runtime {
  const miniflare = pathToFileURL(join(TOOLS, 'node_modules/miniflare/dist/src/index.js')).href
  return installed(
    `Cloudflare worker, compatibility date ${date} (workerd %)`,
    'workerd',
    'bin/workerd',
    async (_program, addresses) => {
      await vite('--config', 'vite.worker.config.mjs')
      return outcomesOf(process.execPath, ['miniflare.mjs', miniflare, date, addresses])
    },
  )
}

function browser(): Runtime {
  const name = 'Chromium, built by Vite'
  return {
    name,
    async run(addresses) {
      // Loaded late: it ends the process where CI has no Chromium.
      const { launchChromium } = await import('../support/chromium.ts')
      await vite()
      const site = await startLocalServer(async ({ path }, response) => {
        const file = join(CONSUMER, 'dist', path === '/' ? 'index.html' : path)
        const type = extname(file) === '.js' ? 'text/javascript' : 'text/html'
        response.writeHead(200, { 'Content-Type': type }).end(await readFile(file))
      })
      const chromium = await launchChromium()
      try {
        const page = await chromium.newPage()
        await page.goto(site.url)
        await page.waitForFunction('globalThis.smoke')
        return await page.evaluate(`globalThis.smoke(${JSON.stringify(addresses)})`)
      } finally {
        await chromium.close()
        await site.close()
      }
    },
  }
}

/** `%` in the name stands for the version. */
function installed(
  name: string,
  packageName: string,
  file: string,
  start: (program: string, addresses: string) => Promise<Outcome[]>,
): Runtime {
  const program = tool(`${packageName}/${file}`)
  if (!existsSync(program)) return { name: name.replace(' %', ''), missing: `${packageName} is not there`, run: async () => [] }
  return { name: name.replace('%', versionOf(packageName)), run: (addresses) => start(program, JSON.stringify(addresses)) }
}

async function vite(...flags: string[]): Promise<void> {
  const { ok, output } = await run(process.execPath, [tool('vite/bin/vite.js'), 'build', ...flags], { cwd: CONSUMER })
  if (!ok) throw new Error(`vite build\n${output}`)
}

/** Of a program that prints them as JSON, and as its last line. */
async function outcomesOf(program: string, args: string[], settings: Settings = {}): Promise<Outcome[]> {
  const { stdout, output } = await run(program, args, { cwd: CONSUMER, ...settings })
  const line = stdout.trim().split('\n').at(-1) ?? ''
  if (!line.startsWith('[')) throw new Error(output)
  return JSON.parse(line)
}
