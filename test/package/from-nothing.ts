/** The packed package, installed alone into an empty folder: `npx billit-io mock` and `npx billit-io docs` need nothing else. */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import type { Check } from './checks.ts'
import { EMPTY, TARBALL, tool, versionOf } from './places.ts'
import { nodePackage, nodeProgram } from './runtimes.ts'
import { CLEAN, run } from './shell.ts'

/** Installs the tarball into the working directory, on a Node. */
interface Installer {
  name: string
  command: (node: string) => [program: string, ...args: string[]]
}

// npm sets this variable to the path of its program.
const NPM: Installer = {
  name: 'npm',
  command: (node) => [node, `${process.env.npm_execpath}`, 'install', '--prefer-offline', '--no-audit', '--no-fund', TARBALL],
}
const YARN: Installer = { name: 'Yarn 1', command: (node) => [node, tool('yarn/bin/yarn.js'), 'add', TARBALL] }

const CASES: Array<[major: string, Installer]> = [
  ['20', NPM],
  ['22', NPM],
  ['24', NPM],
  ['20', YARN],
  ['24', YARN],
]

/** Prints the sizes and times too, which differ from run to run and so are not in the table. */
export async function checkFromNothing(): Promise<Check[]> {
  console.log(`The tarball has ${formatMb(statSync(TARBALL).size)}.`)
  const checks: Check[] = []
  for (const [major, installer] of CASES) {
    if (existsSync(nodeProgram(major))) checks.push(await checkInstalled(major, installer))
  }
  return checks
}

async function checkInstalled(major: string, installer: Installer): Promise<Check> {
  const node = nodeProgram(major)
  const name = `Alone in an empty folder, with ${installer.name} on Node ${versionOf(nodePackage(major))}: mock, PDF, docs`
  const started = performance.now()
  const env = { ...CLEAN, PATH: `${dirname(node)}${delimiter}${CLEAN.PATH}` }
  rmSync(EMPTY, { recursive: true, force: true })
  mkdirSync(EMPTY, { recursive: true })
  const [program, ...args] = installer.command(node)
  const installed = await run(program, args, { cwd: EMPTY, env })
  if (!installed.ok) return { name, failure: installed.output }
  const packages = readdirSync(join(EMPTY, 'node_modules')).filter((each) => !each.startsWith('.'))
  if (packages.join() !== 'billit-io') return { name, failure: `It installed ${packages.join(', ')}.` }
  try {
    await withServer(node, 'mock', env, async (url) => {
      await expectResponse(`${url}/invoices?per_page=1`, 'application/json', '"data":[{')
      const seconds = ((performance.now() - started) / 1000).toFixed(1)
      console.log(
        `${seconds} s to the first response, ${formatMb(sizeOf(EMPTY))} installed, with ${installer.name} on Node ${major}.`,
      )
      await checkMock(url)
    })
    await withServer(node, 'docs', env, async (url) => {
      await expectResponse(url, 'text/html', '<title>Billit API reference</title>')
      await expectResponse(`${url}try/index.html`, 'text/html', '<title>Try it out</title>')
      await expectResponse(`${url}v1/tags`, 'application/json', '"data":[{')
    })
    return { name }
  } catch (error) {
    return { name, failure: String(error) }
  }
}

/** Prism refuses an invalid request and generates an example, and the mock writes a PDF with Greek letters. */
async function checkMock(url: string): Promise<void> {
  await expectResponse(`${url}/contacts`, 'application/json', 'The company field is required', { method: 'POST', body: '{}' })
  await expectResponse(`${url}/account`, 'application/json', '"data"', { headers: { Prefer: 'dynamic=true' } })
  const { data } = await (await fetch(`${url}/invoices?per_page=1`, withToken())).json()
  await expectResponse(`${data[0].permalink}/pdf`, 'application/pdf', '%PDF-')
}

const withToken = ({ headers, ...init }: RequestInit = {}): RequestInit => ({
  ...init,
  headers: { Authorization: 'Bearer any', 'Content-Type': 'application/json', ...headers },
})

/** @throws Error unless the response has the type and contains the text. */
async function expectResponse(url: string, type: string, text: string, init?: RequestInit): Promise<void> {
  const response = await fetch(url, withToken(init))
  const body = await response.text()
  const isExpected = response.headers.get('content-type')?.startsWith(type) && body.includes(text)
  if (!isExpected) throw new Error(`${url}: ${response.status} ${response.headers.get('content-type')} ${body.slice(0, 500)}`)
}

/** Runs a command that serves, and calls a function with the URL that it prints. */
async function withServer(
  node: string,
  command: 'mock' | 'docs',
  env: NodeJS.ProcessEnv,
  use: (url: string) => Promise<void>,
): Promise<void> {
  const cli = join(EMPTY, 'node_modules/billit-io/dist/cli.js')
  const child = spawn(node, [cli, command, '--port', '0'], { cwd: EMPTY, env, stdio: ['ignore', 'pipe', 'pipe'] })
  try {
    await use(await readUrl(child))
  } finally {
    child.kill()
  }
}

/** @throws Error with the output if the program ends without printing a URL, or prints a warning. */
export function readUrl(child: ChildProcess): Promise<string> {
  let output = ''
  return new Promise((resolve, reject) => {
    child.stdout?.on('data', (chunk) => {
      output += chunk
      const [url] = /http:\/\/\S+(?=\s)/.exec(output) ?? []
      if (url) resolve(url)
    })
    child.stderr?.on('data', (chunk) => reject(new Error(String(chunk))))
    child.on('close', () => reject(new Error(output)))
  })
}

const sizeOf = (folder: string): number =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0)

const formatMb = (bytes: number): string => `${(bytes / 1_000_000).toFixed(1)} MB`
