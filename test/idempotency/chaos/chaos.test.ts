/**
 * Two processes create invoices for the same keys, on a server that loses responses. Both are killed repeatedly: at random
 * times, and at each await in turn. In the end, each key must have exactly one invoice.
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type TestContext, test } from 'vitest'
import { seededRandom } from '../../../src/mock/random.ts'
import { hasPostgres, startPostgres } from '../../support/postgres.ts'
import { InvoiceServer, type Scenario } from '../invoice-server.ts'
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
  stderr: string
}

/** Runs a worker until it exits, or kills it after `killAfter` milliseconds. */
function runWorker(job: Job, killAfter: number | undefined): Promise<ProcessResult> {
  return new Promise((resolve) => {
    const env = { PATH: process.env.PATH, NODE_COMPILE_CACHE: COMPILED, NODE_NO_WARNINGS: '1' }
    const child = spawn(process.execPath, [WORKER, JSON.stringify(job)], { env, stdio: ['ignore', 'ignore', 'pipe'] })
    let stderr = ''
    child.stderr.on('data', (chunk) => {
      stderr += chunk
    })
    const timer = killAfter === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfter)
    child.once('close', (code, signal) => {
      clearTimeout(timer)
      resolve({ code, signal, stderr })
    })
  })
}

interface Plan {
  store: string
  keys: number
  kills: number
  seed: number
}

async function runChaos({ store, keys: count, kills: planned, seed }: Plan, onTestFinished: TestContext['onTestFinished']) {
  const random = seededRandom(seed)
  const nextScenario = (): Scenario => SCENARIOS[Math.floor(random() * SCENARIOS.length)] ?? 'created'
  const server = new InvoiceServer({
    ...{ nextScenario, pageSize: 100, now: () => Date.now() - 97_000 },
    schedule: (run) => setTimeout(run, random() * MAX_DELAY_MS),
  })
  const http = await serveInvoices(server, () => random() < 0.03)
  onTestFinished(() => http.close())
  const keys = Array.from({ length: count }, (_, index) => `order-${index}`)

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
      const { code, signal, stderr } = await runWorker(job, isKilled && !diesAtStep ? 250 + random() * 700 : undefined)
      if (signal === 'SIGKILL') kills += 1
      else if (code === 0 && !isKilled) return
      else if (code !== 0 && code !== 3) throw new Error(`A worker failed:\n${stderr}`)
    }
  }
  const started = performance.now()
  await Promise.all([worker(false), worker(true)])
  const invoiceCounts = keys.map((key) => server.findTagged(`ref:${key}`).length)
  const figures = {
    ...{ keys: count, kills, posts: server.posts, invoices: server.rows.length },
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
  const plan = { store: join(folder, 'store.db'), keys: 200, kills: 30, seed: Number(process.env.SEED ?? 1) }
  const figures = await runChaos(plan, onTestFinished)
  expect(figures).toMatchObject({ keys: 200, invoices: 200, duplicates: 0, missing: 0 })
  expect(figures.kills).toBeGreaterThan(15)
})

test.concurrent('creates one invoice per key from two processes on one PostgreSQL server', { skip: !hasPostgres }, async ({
  expect,
  onTestFinished,
}) => {
  const postgres = await startPostgres()
  onTestFinished(() => postgres.stop())
  const plan = { store: postgres.url, keys: 100, kills: 15, seed: Number(process.env.SEED ?? 2) }
  const figures = await runChaos(plan, onTestFinished)
  expect(figures).toMatchObject({ keys: 100, invoices: 100, duplicates: 0, missing: 0 })
  expect(figures.kills).toBeGreaterThan(7)
})
