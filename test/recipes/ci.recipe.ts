/**
 * Runs the Playwright tests of the page in Chromium, and the commands of its workflow and Dockerfile in a shell.
 *
 * NOT RUN: Docker and GitHub's runner are not available here, and Cypress cannot be downloaded. Its test is only type-checked.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { parse } from 'yaml'

const FOLDER = join(import.meta.dirname, 'ci')
const PACKAGES = join(import.meta.dirname, '../node_modules')
const started: ChildProcess[] = []
let env: NodeJS.ProcessEnv
let port: number

const read = (name: string) => readFileSync(join(FOLDER, name), 'utf8')
/** On free ports: another mock may run on this machine. */
const onPort = (text: string) => text.replaceAll('4010', String(port)).replaceAll('3100', String(port + 10))

beforeAll(async () => {
  const { PATH = '', HOME, CHROMIUM_PATH } = process.env
  const path = [join(PACKAGES, '.bin'), join(process.execPath, '..'), PATH].join(delimiter)
  env = { NODE_ENV: 'test', NO_COLOR: '1', PATH: path, HOME, CHROMIUM_PATH }
  const probe = createServer().listen(0)
  await once(probe, 'listening')
  port = (probe.address() as AddressInfo).port // it listens on a port
  probe.close()
  for (const name of ['playwright.config.ts', 'e2e/fixtures.ts']) writeFileSync(join(FOLDER, name), onPort(read(name)))
})
afterEach(() => {
  // The group of the shell: the mock runs in the background.
  for (const { pid } of started.splice(0)) if (pid) process.kill(-pid)
})

function start(command: string): void {
  started.push(spawn('sh', ['-c', command], { cwd: FOLDER, env, detached: true, stdio: 'inherit' }))
}

const run = (command: string) => promisify(execFile)('sh', ['-euc', command], { cwd: FOLDER, env })

test('the steps of the workflow start the mock and wait until it is healthy', async () => {
  const { jobs } = parse(read('.github/workflows/test.yml'))
  const steps: string[] = jobs.test.steps.map((step: { run?: string }) => step.run).filter(Boolean)
  const [install, mock = '', wait = '', tests] = steps.map(onPort)
  expect([install, tests]).toEqual(['npm ci', 'npm test'])
  expect(mock).toMatch(/&$/)
  start(`${mock} wait`)
  expect(JSON.parse((await run(wait)).stdout)).toMatchObject({ rows: { invoices: 5 } })
  expect(onPort(jobs.test.env.BILLIT_BASE_URL)).toBe(`http://localhost:${port}/v1`)
})

test('the commands of the Dockerfile start a mock whose health check passes', async () => {
  const [, health = ''] = /^HEALTHCHECK .* CMD (.*)$/m.exec(read('Dockerfile')) ?? []
  const entry: string[] = JSON.parse(/^ENTRYPOINT (.*)$/m.exec(read('Dockerfile'))?.[1] ?? '')
  const { services } = parse(read('compose.yaml'))
  start([...entry, ...services.mock.command, '--port', String(port)].join(' '))
  await run(`until ${onPort(health)}; do sleep 0.2; done`)
  expect(services.app.depends_on.mock.condition).toBe('service_healthy')
})

test('the tests for Playwright pass in Chromium, each worker with its own mock', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [join(PACKAGES, '@playwright/test/cli.js'), 'test'], {
    cwd: FOLDER,
    env,
  })
  expect(stdout).toContain('2 passed')
})
