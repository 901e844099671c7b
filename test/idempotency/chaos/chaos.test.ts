/**
 * Two processes create invoices for the same keys, on a server that loses responses. Both are killed repeatedly: at random
 * times, and at each await in turn. In the end, each key must have exactly one invoice, or be in doubt.
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, type TestContext, test } from 'vitest'
import { seededRandom } from '../../../src/mock/random.ts'
import { hasPostgres, startPostgres } from '../../support/postgres.ts'
import { InvoiceServer, type Scenario, type ServerOptions } from '../invoice-server.ts'
import { serveInvoices } from './http.ts'
import type { Job } from './worker.ts'

const WORKER = fileURLToPath(new URL('./worker.ts', import.meta.url))
const COMPILED = fileURLToPath(new URL('../../../.cache/chaos', import.meta.url))
const SETTLE_MS = 2000
const TIMEOUT_MS = 700
/** The longest delay of a late invoice, which must be below `settle`. */
const MAX_DELAY_MS = 1000
/** More steps than one key needs. */
const LAST_STEP = 24

/** The scenarios of a POST, repeated by their weight. */
const SCENARIOS: Scenario[] = [
  ...Array<Scenario>(9).fill('created'),
  ...Array<Scenario>(2).fill('drop before'),
  ...Array<Scenario>(2).fill('drop after'),
  ...Array<Scenario>(2).fill('late'),
  ...(['500 before', '500 after', '429', 'HTML', 'truncated', 'stall'] as const),
]

interface ProcessResult {
  code: number | null
  signal: string | null
  stdout: string
  stderr: string
}

/** Runs a worker until it exits, or kills it after `killAfter` milliseconds. */
function runWorker(job: Job, killAfter: number | undefined): Promise<ProcessResult> {
  return new Promise((resolve) => {
    const env = { PATH: process.env.PATH, NODE_COMPILE_CACHE: COMPILED, NODE_NO_WARNINGS: '1' }
    const child = spawn(process.execPath, [WORKER, JSON.stringify(job)], { env, stdio: ['ignore', 'pipe', 'pipe'] })
    let stdout = ''
    let stderr = ''
    child.stdout.on('data', (chunk) => {
      stdout += chunk
    })
    child.stderr.on('data', (chunk) => {
      stderr += chunk
    })
    const timer = killAfter === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfter)
    child.once('close', (code, signal) => {
      clearTimeout(timer)
      resolve({ code, signal, stdout, stderr })
    })
  })
}

interface Plan {
  store: string
  keys: string[]
  kills: number
  seed: number
  /** What the server does to invoices. */
  personality?: ServerOptions
  scenarios?: Scenario[]
}

const createKeys = (count: number): string[] => Array.from({ length: count }, (_, index) => `order-${index}`)

async function runChaos(plan: Plan, onTestFinished: TestContext['onTestFinished']) {
  const { store, keys, kills: planned, seed, personality, scenarios = SCENARIOS } = plan
  const random = seededRandom(seed)
  const nextScenario = (): Scenario => scenarios[Math.floor(random() * scenarios.length)] ?? 'created'
  const server = new InvoiceServer({
    ...{ nextScenario, pageSize: 100, now: () => Date.now() - 97_000 },
    schedule: (run) => setTimeout(run, random() * MAX_DELAY_MS),
    ...personality,
  })
  const http = await serveInvoices(server, () => random() < 0.03)
  onTestFinished(() => http.close())
  const wrong = new Set<string>()
  let kills = 0
  let starts = 0
  let killAt = 0
  const worker = async (isBackwards: boolean): Promise<void> => {
    for (;;) {
      const isKilled = starts < planned
      starts += 1
      // Two of three workers are killed at an await, each at the next one. The others are killed at a random time.
      const diesAtStep = isKilled && starts % 3 !== 0
      if (diesAtStep) killAt = (killAt % LAST_STEP) + 1
      const job: Job = {
        ...{ url: http.url, store, keys: isBackwards ? keys.toReversed() : keys, concurrency: 12 },
        ...{ timeout: TIMEOUT_MS, settle: SETTLE_MS, tag: true, killAt: diesAtStep ? killAt : 0 },
      }
      const { code, signal, stdout, stderr } = await runWorker(job, isKilled && !diesAtStep ? 250 + random() * 700 : undefined)
      for (const line of stdout.split('\n').filter((each) => each.endsWith(']'))) {
        const [key, uuid] = JSON.parse(line)
        if (!server.findTagged(`ref:${key}`).some((row) => row.uuid === uuid)) wrong.add(key)
      }
      if (signal === 'SIGKILL') kills += 1
      else if (code === 0 && !isKilled) return
      else if (code !== 0 && code !== 3) throw new Error(`A worker failed:\n${stderr}`)
    }
  }
  const started = performance.now()
  await Promise.all([worker(false), worker(true)])
  const invoiceCounts = keys.map((key) => server.findTagged(`ref:${key}`).length)
  const figures = {
    ...{ keys: keys.length, kills, posts: server.posts, invoices: server.rows.length },
    wrong: wrong.size,
    duplicates: invoiceCounts.filter((each) => each > 1).length,
    missing: invoiceCounts.filter((each) => each === 0).length,
    lists: server.log.filter((request) => request === 'LIST').length,
    seconds: Math.round((performance.now() - started) / 1000),
  }
  console.log(JSON.stringify(figures))
  return figures
}

// These tests mostly wait, so they run concurrently.
test.concurrent('creates one invoice per key from two processes on one SQLite file', async ({ expect, onTestFinished }) => {
  const folder = mkdtempSync(join(tmpdir(), 'billit-chaos-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const plan = { store: join(folder, 'store.db'), keys: createKeys(200), kills: 30, seed: Number(process.env.SEED ?? 1) }
  const figures = await runChaos(plan, onTestFinished)
  expect(figures).toMatchObject({ keys: 200, invoices: 200, duplicates: 0, missing: 0, wrong: 0 })
  expect(figures.kills).toBeGreaterThan(15)
})

test.concurrent('creates one invoice per key from two processes on one PostgreSQL server', { skip: !hasPostgres }, async ({
  expect,
  onTestFinished,
}) => {
  const postgres = await startPostgres()
  onTestFinished(() => postgres.stop())
  const plan = { store: postgres.url, keys: createKeys(100), kills: 15, seed: Number(process.env.SEED ?? 2) }
  const figures = await runChaos(plan, onTestFinished)
  expect(figures).toMatchObject({ keys: 100, invoices: 100, duplicates: 0, missing: 0, wrong: 0 })
  expect(figures.kills).toBeGreaterThan(7)
})

/** Each pair folds to the same tag. */
const FAMILIES = Array.from({ length: 60 }, (_, index) => [`order-${index}-a`, `Order-${index}-A`]).flat()

const personalities: Array<[string, ServerOptions]> = [
  ['drops the tags', { showTags: () => [] }],
  ['folds the tags', { showTags: (tags) => tags.map((tag) => tag.toLowerCase()) }],
  ['makes slugs of the tags', { showTags: (tags) => tags.map((tag) => tag.toLowerCase().replace(/[^a-z0-9]+/g, '-')) }],
  ['lists invoices late', { listDelay: 800 }],
]
const refusals: Scenario[] = [...SCENARIOS, '409 after', '499 after', 'HTML 403 after', 'HTML 404 after']

test.concurrent.each(personalities)(
  'creates no invoice twice and mixes up no keys if the server %s',
  async (name, personality) => {
    const folder = mkdtempSync(join(tmpdir(), 'billit-chaos-'))
    try {
      const cleanUps: Array<() => unknown> = []
      const plan = {
        store: join(folder, 'store.db'),
        keys: FAMILIES,
        kills: 8,
        seed: name.length,
        personality,
        scenarios: refusals,
      }
      const figures = await runChaos(plan, (cleanUp) => void cleanUps.push(cleanUp as () => unknown))
      for (const cleanUp of cleanUps) await cleanUp()
      expect(figures).toMatchObject({ duplicates: 0, wrong: 0 })
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  },
)
