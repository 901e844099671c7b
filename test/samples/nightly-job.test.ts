/** The nightly job of the guide is killed at each of its requests and started again. */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startMock } from '../../src/mock/index.ts'
import { readBlocks } from './blocks.ts'
import { ORDERS } from './orders.ts'
import { idempotencyPage } from './pages.ts'
import { argumentsFor } from './run.ts'

const job = readBlocks(idempotencyPage.text)[0]?.source ?? ''

test('creates one invoice for each order when it is killed at each of its requests', async ({ onTestFinished }) => {
  const folder = mkdtempSync(join(tmpdir(), 'billit-nightly-'))
  writeFileSync(join(folder, 'orders.csv'), ORDERS)
  let running: ReturnType<typeof spawn> | undefined
  let requests = 0
  let killAt = 0
  const mock = await startMock({
    examples: true,
    latency: 20,
    onRequest: () => {
      requests += 1
      if (requests === killAt) running?.kill('SIGKILL')
    },
  })
  onTestFinished(() => mock.close())
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const before = mock.rows('invoices').length

  let kills = 0
  for (;;) {
    killAt += 1
    requests = 0
    const env = { PATH: process.env.PATH, BILLIT_TOKEN: 'token-of-a-reader', BILLIT_BASE_URL: mock.url, NODE_NO_WARNINGS: '1' }
    const child = spawn(process.execPath, argumentsFor(job), { cwd: folder, env, stdio: 'ignore' })
    running = child
    const [code] = await new Promise<[number | null]>((resolve) => child.once('exit', (...ended) => resolve([ended[0]])))
    if (code === 0) break
    expect(code).toBe(null)
    kills += 1
  }
  expect(kills).toBeGreaterThanOrEqual(4)
  const invoices = mock.rows('invoices').slice(0, mock.rows('invoices').length - before)
  const tags = invoices.map(({ tags: each }) => each)
  expect(tags.flat().sort()).toEqual(['ref:order-1041', 'ref:order-1042', 'ref:order-1043'])
})
