/**
 * Runs the steps of `scripts/docker/Dockerfile` in a shell, as there may be no Docker: copies the tarball, installs it, starts the
 * mock as a user without rights, and runs the health check. The base image and the isolation are not tested.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, copyFileSync, mkdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { delimiter, dirname, join } from 'node:path'
import { close, listen } from '../../src/tools/server.ts'
import type { Check } from './checks.ts'
import { readUrl } from './from-nothing.ts'
import { OUTSIDE, ROOT, TARBALL } from './places.ts'
import { CLEAN, run } from './shell.ts'

const NAME = 'The steps of the Dockerfile, in a shell: the health check succeeds, and SIGTERM stops the mock'
const PORT = '4010'
const NOBODY = 65_534

export async function checkDockerfile(): Promise<Check> {
  try {
    await runSteps(readSteps(readFileSync(join(ROOT, 'scripts/docker/Dockerfile'), 'utf8')))
    return { name: NAME }
  } catch (error) {
    return { name: NAME, failure: String(error) }
  }
}

/** The rest of the line after each instruction. */
function readSteps(text: string): Map<string, string> {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  return new Map(lines.map((line) => [line.replace(/ .*/, ''), line.replace(/^\S+ /, '')]))
}

async function runSteps(steps: Map<string, string>): Promise<void> {
  const step = (name: string): string => {
    const found = steps.get(name)
    if (found === undefined) throw new Error(`The Dockerfile has no ${name}.`)
    return found
  }
  if (step('USER') !== 'node' || step('EXPOSE') !== PORT) throw new Error('The Dockerfile has another user or port.')
  const cwd = join(OUTSIDE, 'container', step('WORKDIR'))
  mkdirSync(cwd, { recursive: true })
  chmodSync(OUTSIDE, 0o755)
  const [, target = ''] = step('COPY').split(' ')
  copyFileSync(TARBALL, join(cwd, target))
  const env = { ...CLEAN, PATH: `${dirname(process.execPath)}${delimiter}${CLEAN.PATH}` }
  const installed = await run('sh', ['-c', step('RUN')], { cwd, env })
  if (!installed.ok) throw new Error(installed.output)

  const port = await findFreePort()
  const [program = '', ...args]: string[] = JSON.parse(step('ENTRYPOINT'))
  const user = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {}
  const child = spawn(program, [...args, '--port', port], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], ...user })
  try {
    await readUrl(child)
    const [, command = ''] = step('HEALTHCHECK').split(' CMD ')
    const [checker = '', ...checkerArgs]: string[] = JSON.parse(command.replaceAll(PORT, port))
    const checked = await run(checker, checkerArgs, { cwd, env })
    if (!checked.ok) throw new Error(`The health check failed: ${checked.output}`)
    child.kill('SIGTERM')
    const [code] = await once(child, 'exit')
    if (code !== 0) throw new Error(`The mock exited with ${code}.`)
    if ((await run(checker, checkerArgs, { cwd, env })).ok) throw new Error('The health check succeeds without a mock.')
  } finally {
    child.kill('SIGKILL')
  }
}

async function findFreePort(): Promise<string> {
  const server = createServer()
  const port = await listen(server, 0, '127.0.0.1')
  await close(server)
  return String(port)
}
