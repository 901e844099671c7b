/** Runs the Worker of the page in workerd, with a real PostgreSQL behind its Hyperdrive binding. */
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { type Mock, startMock } from 'billit-io/mock'
import pg from 'pg'
import { rolldown } from 'rolldown'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

/** Miniflare is with the other runtimes. This is the part of its types that is used here. */
interface Miniflare {
  getWorker(): Promise<{ scheduled(options: { scheduledTime: Date }): Promise<{ outcome: string }> }>
  dispose(): Promise<void>
}
const { Miniflare: Runtime } = createRequire(join(import.meta.dirname, '../../../package/tools/package.json'))('miniflare') as {
  Miniflare: new (options: object) => Miniflare
}

let mock: Mock
let runtime: Miniflare
const { PGHOST, PGPORT, PGUSER } = process.env
const pool = new pg.Pool()

beforeAll(async () => {
  await pool.query('CREATE TABLE subscriptions (id text PRIMARY KEY, customer_id integer, details text, price numeric)')
  await pool.query(
    `INSERT INTO subscriptions VALUES ('s1', 4821, 'Hosting', 12.50), ('s2', 0, 'Hosting', 9), ('s3', 4821, 'Mail', 7)`,
  )
  mock = await startMock({ examples: true, rateLimit: false })
  await fetch(`${mock.url}/account`) // its first request takes longest
  const bundle = await rolldown({
    input: join(import.meta.dirname, 'cloudflare-cron/src/index.ts'),
    platform: 'node',
    resolve: { conditionNames: ['workerd', 'worker', 'default'] },
    external: [/^node:/, 'cloudflare:sockets', 'pg-native'],
    logLevel: 'silent',
  })
  const { output } = await bundle.generate({ format: 'esm', codeSplitting: false })
  // Wrangler bundles with esbuild. Rolldown's `require` needs an address, and a Worker has none.
  const contents = output[0].code.replace('createRequire(import.meta.url)', "createRequire('file:///index.js')")
  runtime = new Runtime({
    modules: [{ type: 'ESModule', path: 'index.js', contents }],
    compatibilityDate: '2026-07-01',
    compatibilityFlags: ['nodejs_compat'],
    bindings: { BILLIT_TOKEN: 'any', BILLIT_BASE_URL: mock.url },
    hyperdrives: { HYPERDRIVE: `postgres://${PGUSER}:unused@${PGHOST}:${PGPORT}/postgres` },
  })
})
beforeEach(() => mock.reset())
afterAll(async () => {
  await runtime?.dispose()
  await pool.end()
  await mock?.close()
})

const run = async (time: string) => (await runtime.getWorker()).scheduled({ scheduledTime: new Date(time) })
const created = () => mock.rows('invoices').length - 5

test('two runs in a month create one invoice for each subscription, and an invalid one does not stop the others', async () => {
  expect(await run('2026-11-01T07:00:00Z')).toMatchObject({ outcome: 'ok' })
  expect(created()).toBe(2)
  expect(await run('2026-11-01T08:00:00Z')).toMatchObject({ outcome: 'ok' })
  expect(created()).toBe(2)
  expect(await run('2026-12-01T07:00:00Z')).toMatchObject({ outcome: 'ok' })
  expect(created()).toBe(4)
  const dates = mock.requests.filter(({ operationId }) => operationId === 'createInvoice').map(({ body }) => body)
  expect(dates.at(-1)).toMatchObject({ invoiceDate: '2026-12-01' })
})

test('a lost response leads to one invoice', async () => {
  mock.failNext({ operation: 'createInvoice', disconnect: true, after: true })
  expect(await run('2027-01-01T07:00:00Z')).toMatchObject({ outcome: 'ok' })
  expect(created()).toBe(2)
})
