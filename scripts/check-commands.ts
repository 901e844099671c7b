/**
 * A step of .ci/run: runs each command in README.md, CONTRIBUTING.md, the guide and the workflows, each in a clean clone of the
 * last commit with only its node_modules. A command must succeed, or print which command to run first and succeed after that.
 * Needs a POSIX system.
 */
import { execFileSync, type SpawnOptions, spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { messageOf } from '../src/core/text.ts'
import { findCommands, findWorkflowCommands } from './commands.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

/** Commands that run in a shorter form, because the full form is a step of .ci/run or takes minutes. */
const SHORT_FORMS: Record<string, string> = {
  'npm test': 'npm test -- test/unit/wait-headers.test.ts',
  'npm run test:slow': 'npm run test:slow -- test/docs/serve.test.ts',
  'npm run test:stores': 'npm run test:stores -- test/sync/pdfs.test.ts',
  'npm run bench': 'npm run bench -- types',
  'npm run changeset': 'npm run changeset -- --help',
}

/** Commands that do not run here, and why. */
const SKIPPED: Record<string, string> = {
  'npm ci': '.ci/run runs it first',
  'npm ci --loglevel=warn': '.ci/run runs npm ci first',
  'npm test -- test/unit test/facade test/mydata test/mock': 'npm test runs the same tests',
  'node node_modules/vitest/vitest.mjs run --project unit --project prism --project mock': 'npm test runs the same tests',
  'npm run test:package': '.ci/run runs it',
  'npm exec -- node scripts/check-commands.ts': 'it is this program',
  'bash .ci/run': 'it runs this program',
  'sudo apt-get update && sudo apt-get install -y redis-server postgresql pgbouncer': '.ci/run installs these programs',
  'npm run docs -- --serve': 'npm run docs builds the pages, and test/docs/serve.test.ts serves a folder',
  'claude mcp add billit -- npx billit-io mcp --token-file /home/eleni/.billit-token': 'it needs the client of another company',
  'node scripts/audit.ts': 'it needs the advisories of the registry',
  'npm run mutate': 'it takes more than an hour',
  'npm pack': 'npm run test:package packs the package',
  'npm publish ./billit-io-*.tgz --provenance --access public': 'it publishes',
}

/** The command of the package. test/docs/commands.test.ts checks its flags, test/cli runs it, and test:package the installed one. */
const INSTALLED = /^(BILLIT_TOKEN=\S+ )?npx billit-io /

/** Commands that run until they are stopped. */
const SERVERS = new Set(['npm run mock'])

/** A server prints this when it is ready, and is then stopped. */
const READY = 'Press Ctrl-C to stop'

/** A failing command may print the command to run first. */
const PREREQUISITE = /run '(npm run [\w:-]+)' first\.\n$/

const TIME_LIMIT_MS = 120_000

interface Result {
  code: number | null
  output: string
  stderr: string
}

const clone = mkdtempSync(join(tmpdir(), 'billit-commands-'))
process.on('exit', () => rmSync(clone, { recursive: true, force: true }))
execFileSync('git', ['clone', '--quiet', '--depth', '1', pathToFileURL(ROOT).href, clone])
symlinkSync(join(ROOT, 'node_modules'), join(clone, 'node_modules'))

const texts = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(join(ROOT, 'spec/guide/sdk'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `spec/guide/sdk/${name}`),
  ...readdirSync(join(ROOT, '.github/workflows')).map((name) => `.github/workflows/${name}`),
]
const commands = new Set(
  texts.flatMap((name) => {
    const text = readFileSync(join(ROOT, name), 'utf8')
    return name.endsWith('.yml') ? findWorkflowCommands(text) : findCommands(text)
  }),
)
const dependentCommands = new Map<string, string[]>()
let failures = 0

// In reverse order: commands that need a build are listed after it, so that the build runs once.
for (const command of [...commands].reverse()) {
  const reason = SKIPPED[command] ?? (INSTALLED.test(command) ? 'test/cli runs it' : undefined)
  if (reason !== undefined) {
    console.log(`not run  ${command}  (${reason})`)
    continue
  }
  if (dependentCommands.has(command)) continue // it runs below
  clean()
  const first = await attempt(command)
  if (first) dependentCommands.set(first, [...(dependentCommands.get(first) ?? []), command])
}
for (const [prerequisite, dependents] of dependentCommands) {
  clean()
  await attempt(prerequisite)
  for (const command of dependents) await attempt(command, `after ${prerequisite}`)
}
console.log(failures === 0 ? 'Every command works.' : `${failures} commands failed.`)
process.exitCode = failures === 0 ? 0 : 1

/** Runs a command and prints the result. Returns the command to run first, if it prints one. */
async function attempt(command: string, note = ''): Promise<string | undefined> {
  const started = performance.now()
  const { code, output, stderr } = await run(SHORT_FORMS[command] ?? command, SERVERS.has(command))
  const [, prerequisite] = PREREQUISITE.exec(stderr) ?? []
  if (code !== 0 && prerequisite && note === '') return prerequisite
  const seconds = ((performance.now() - started) / 1000).toFixed(0).padStart(3)
  console.log(`${code === 0 ? 'works' : 'FAILS'} ${seconds} s  ${SHORT_FORMS[command] ?? command}${note && `  (${note})`}`)
  if (code === 0) return undefined
  failures += 1
  console.log(output.trim().split('\n').slice(-20).join('\n').replace(/^/gm, '    '))
  return undefined
}

function clean(): void {
  execFileSync('git', ['clean', '-fdxq', '-e', 'node_modules'], { cwd: clone })
  execFileSync('git', ['checkout', '--quiet', '.'], { cwd: clone })
}

/** Runs a command in a shell. A server is stopped as soon as it is ready. */
function run(command: string, isServer: boolean): Promise<Result> {
  const options: SpawnOptions = { cwd: clone, shell: true, detached: true, stdio: ['ignore', 'pipe', 'pipe'] }
  const child = spawn(isServer ? `${command} -- --port 0` : command, options)
  const output = { all: '', stderr: '' }
  const stop = (signal: NodeJS.Signals) => {
    try {
      // The whole process group: npm does not forward signals to the programs that its shell starts.
      if (child.pid) process.kill(-child.pid, signal)
    } catch (error) {
      console.log(`${command} had already ended: ${messageOf(error)}`)
    }
  }
  child.stdout?.on('data', (text) => {
    output.all += text
    if (isServer && output.all.includes(READY)) stop('SIGINT')
  })
  child.stderr?.on('data', (text) => {
    output.all += text
    output.stderr += text
  })
  const timer = setTimeout(stop, TIME_LIMIT_MS, 'SIGKILL')
  return new Promise((resolve) => {
    child.on('close', (code) => {
      clearTimeout(timer)
      const stopped = isServer && output.all.includes(READY)
      resolve({ code: stopped ? 0 : code, output: output.all, stderr: output.stderr })
    })
  })
}
