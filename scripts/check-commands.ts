/**
 * `npm run test:commands`: runs each command that README.md, CONTRIBUTING.md and the workflows name, each in a clone that has
 * nothing but its node_modules. The clone is of the last commit. A command must succeed, or say in one sentence what to run first and succeed after that.
 */
import { execFileSync, type SpawnOptions, spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { messageOf } from '../src/core/text.ts'
import { namedCommands, workflowCommands } from './commands.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

/** Commands that are run in a shorter form, since the whole of them is a step of .ci/run or takes minutes. */
const SHORT_FORMS: Record<string, string> = {
  'npm test': 'npm test -- test/unit/wait-headers.test.ts',
  'npm run test:slow': 'npm run test:slow -- test/docs/serve.test.ts',
  'npm run test:stores': 'npm run test:stores -- test/sync/pdfs.test.ts',
  'npm run bench': 'npm run bench -- types',
  'npm run changeset': 'npm run changeset -- --help',
}

/** Commands that are not run here, and why. */
const SKIPPED: Record<string, string> = {
  'npm ci': '.ci/run begins with it',
  'npm run test:package': '.ci/run runs it',
  'npm run test:commands': 'it is this program',
  'bash .ci/run': 'it runs this program',
  'npm run docs -- --serve': 'npm run docs builds the pages, and test/docs/serve.test.ts serves a folder',
  'npx billit-io mock': 'npm run test:package runs it, from the installed package',
  'BILLIT_TOKEN=… npx billit-io export --to billit.db': 'test/cli/export.test.ts runs it',
  'npx billit-io docs': 'test/cli/docs.test.ts runs it, where the package is installed',
  'BILLIT_TOKEN=... npx billit-io verify': 'it needs a token, and test/cli/verify.test.ts runs it against the mock',
  'npm run mutate': 'it takes an hour',
  'npm publish --provenance --access public': 'it publishes',
}

/** Commands that serve until they are stopped. They are stopped once they print this. */
const SERVERS = new Set(['npm run mock'])
const IS_SERVING = 'Press Ctrl-C to stop'

/** A failing command may name the command to run first. */
const PREREQUISITE = /run '(npm run [\w:-]+)' first\.\n$/

const TIME_LIMIT_MS = 120_000

interface Ended {
  code: number | null
  output: string
  stderr: string
}

const clone = mkdtempSync(join(tmpdir(), 'billit-commands-'))
process.on('exit', () => rmSync(clone, { recursive: true, force: true }))
execFileSync('git', ['clone', '--quiet', '--depth', '1', `file://${ROOT}`, clone])
symlinkSync(join(ROOT, 'node_modules'), join(clone, 'node_modules'))

const texts = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(join(ROOT, '.github/workflows')).map((name) => `.github/workflows/${name}`),
]
const commands = new Set(
  texts.flatMap((name) => {
    const text = readFileSync(join(ROOT, name), 'utf8')
    return name.endsWith('.yml') ? workflowCommands(text) : namedCommands(text)
  }),
)
const wantPrerequisite = new Map<string, string[]>()
let failures = 0

// From the last: what needs a build stands after it, so that the build runs once.
for (const command of [...commands].reverse()) {
  const reason = SKIPPED[command]
  if (reason !== undefined) {
    console.log(`not run  ${command}  (${reason})`)
    continue
  }
  if (wantPrerequisite.has(command)) continue // it runs below
  clean()
  const asked = await attempt(command)
  if (asked) wantPrerequisite.set(asked, [...(wantPrerequisite.get(asked) ?? []), command])
}
for (const [prerequisite, dependents] of wantPrerequisite) {
  clean()
  await attempt(prerequisite)
  for (const command of dependents) await attempt(command, `after ${prerequisite}`)
}
console.log(failures === 0 ? 'Every command works.' : `${failures} commands failed.`)
process.exitCode = failures === 0 ? 0 : 1

/** Runs a command and tells what came of it. Returns the command to run first, if it names one. */
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

/** Runs a command as a shell would. A server is asked to stop as soon as it serves. */
function run(command: string, serves: boolean): Promise<Ended> {
  const options: SpawnOptions = { cwd: clone, shell: true, detached: true, stdio: ['ignore', 'pipe', 'pipe'] }
  const child = spawn(serves ? `${command} -- --port 0` : command, options)
  const output = { all: '', stderr: '' }
  const stop = (signal: NodeJS.Signals) => {
    try {
      // The whole group: npm does not pass a signal on to what its shell runs.
      if (child.pid) process.kill(-child.pid, signal)
    } catch (error) {
      console.log(`${command} had ended already: ${messageOf(error)}`)
    }
  }
  child.stdout?.on('data', (text) => {
    output.all += text
    if (serves && output.all.includes(IS_SERVING)) stop('SIGINT')
  })
  child.stderr?.on('data', (text) => {
    output.all += text
    output.stderr += text
  })
  const timer = setTimeout(stop, TIME_LIMIT_MS, 'SIGKILL')
  return new Promise((resolve) => {
    child.on('close', (code) => {
      clearTimeout(timer)
      const stoppedWell = serves && output.all.includes(IS_SERVING)
      resolve({ code: stoppedWell ? 0 : code, output: output.all, stderr: output.stderr })
    })
  })
}
