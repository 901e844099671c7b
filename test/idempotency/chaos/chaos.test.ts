/**
 * Two processes work through the same keys, against a server that loses answers, and are killed again and again: at random
 * moments, and at each await in turn. Exactly one invoice for each key must be there in the end.
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type TestContext, test } from 'vitest'
import { seededRandom } from '../../../src/mock/random.ts'
import { hasPostgres, startPostgres } from '../../support/postgres.ts'
import { type Fate, InvoiceServer } from '../invoice-server.ts'
import { serveInvoices } from './http.ts'
import type { Job } from './worker.ts'

const WORKER = fileURLToPath(new URL('./worker.ts', import.meta.url))
const COMPILED = fileURLToPath(new URL('../../../.cache/chaos', import.meta.url))
const SETTLE_MS = 2000
const TIMEOUT_MS = 700
/** The server acts on a request no later than this after it has come: sooner than `settle`. */
const LATEST_MS = 1000
/** More awaits than one key takes. */
const LAST_AWAIT = 24

/** What happens to a create: each as often as it stands here. */
const FATES: Fate[] = [
  ...Array<Fate>(9).fill('created'),
  ...Array<Fate>(2).fill('drop before'),
  ...Array<Fate>(2).fill('drop after'),
  ...Array<Fate>(2).fill('late'),
  ...(['500 before', '500 after', '429', 'HTML', 'cut', 'stall'] as const),
]

interface Ended {
  code: number | null
  signal: string | null
  stderr: string
}

/** Runs a worker to its end, or kills it after a while. */
function runWorker(job: Job, killAfter: number | undefined): Promise<Ended> {
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

async function wreck({ store, keys: count, kills: planned, seed }: Plan, onTestFinished: TestContext['onTestFinished']) {
  const random = seededRandom(seed)
  const fate = (): Fate => FATES[Math.floor(random() * FATES.length)] ?? 'created'
  const server = new InvoiceServer({
    ...{ fate, pageSize: 100, now: () => Date.now() - 97_000 },
    later: (run) => setTimeout(run, random() * LATEST_MS),
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
      // Two of three die at an await, each at the next one, and the rest at any moment.
      const dies = isKilled && starts % 3 !== 0
      if (dies) killAt = (killAt % LAST_AWAIT) + 1
      const job: Job = {
        ...{ url: http.url, store, keys: isBackwards ? keys.toReversed() : keys, concurrency: 12 },
        ...{ timeout: TIMEOUT_MS, settle: SETTLE_MS, tag: true, killAt: dies ? killAt : 0 },
      }
      const { code, signal, stderr } = await runWorker(job, isKilled && !dies ? 250 + random() * 700 : undefined)
      if (signal === 'SIGKILL') kills += 1
      else if (code === 0 && !isKilled) return
      else if (code !== 0 && code !== 3) throw new Error(`A worker has failed:\n${stderr}`)
    }
  }
  const started = performance.now()
  await Promise.all([worker(false), worker(true)])
  const tagged = keys.map((key) => server.tagged(`ref:${key}`).length)
  const figures = {
    ...{ keys: count, kills, posts: server.posts, invoices: server.rows.length },
    duplicates: tagged.filter((each) => each > 1).length,
    missing: tagged.filter((each) => each === 0).length,
    lists: server.log.filter((entry) => entry === 'LIST').length,
    seconds: Math.round((performance.now() - started) / 1000),
  }
  console.log(JSON.stringify(figures))
  return figures
}

// Much of the time is waiting, so they run at the same time.
test.concurrent('two processes on one SQLite file', async ({ expect, onTestFinished }) => {
  const folder = mkdtempSync(join(tmpdir(), 'billit-chaos-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const plan = { store: join(folder, 'store.db'), keys: 200, kills: 30, seed: Number(process.env.SEED ?? 1) }
  const figures = await wreck(plan, onTestFinished)
  expect(figures).toMatchObject({ keys: 200, invoices: 200, duplicates: 0, missing: 0 })
  expect(figures.kills).toBeGreaterThan(15)
})

test.concurrent('two processes on two connections to one PostgreSQL', { skip: !hasPostgres }, async ({
  expect,
  onTestFinished,
}) => {
  const postgres = await startPostgres()
  onTestFinished(() => postgres.stop())
  const plan = { store: postgres.url, keys: 100, kills: 15, seed: Number(process.env.SEED ?? 2) }
  const figures = await wreck(plan, onTestFinished)
  expect(figures).toMatchObject({ keys: 100, invoices: 100, duplicates: 0, missing: 0 })
  expect(figures.kills).toBeGreaterThan(7)
})
