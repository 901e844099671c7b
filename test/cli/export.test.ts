import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest'
import { type LocalServer, startLocalServer } from '../support/local-server.ts'
import { noRedis, startRedis } from '../support/redis.ts'
import { FAKE_RESOURCES, FakeBillit } from '../sync/fake-billit.ts'
import { exported, select } from '../sync/target-file.ts'
import { type Program, start } from './program.ts'

let folder: string
let billit: FakeBillit
let server: LocalServer

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'billit-export-'))
  billit = new FakeBillit()
  server = await startLocalServer(async ({ target }, response) => {
    const fake = await billit.fetch(`${server.url}${target}`)
    response.writeHead(fake.status, Object.fromEntries(fake.headers)).end(await fake.text())
  })
})
afterEach(async () => {
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})

const run = (args: string[], env: Record<string, string> = {}): Program =>
  start(['export', ...args], { cwd: folder, env: { BILLIT_TOKEN: 'secret-token', BILLIT_BASE_URL: `${server.url}/v1`, ...env } })

const ACCOUNT = '0c4e2f9e-6a0b-4f0e-8a6d-3a4f5c1b2d7e'

test('prints each step and a summary', async () => {
  for (let index = 0; index < 12; index += 1) billit.create('invoices')
  billit.create('contacts')
  const { code, stdout, stderr } = await run(['--to', 'billit.db', '--rate-limit', 'off']).ended
  expect(code).toBe(0)
  expect(stdout.replace(/\(\d+ s\)/, '(n s)')).toBe(`billit.db is up to date (n s).
  contacts    1   1 written
  products    0   0 written
  tags        0   0 written
  invoices   12   12 written
  ocps        0   0 written
  payments    0   0 written
  purchases   0   0 written
`)
  expect(stderr.split('\n')[0]).toBe(`Exporting the account ${ACCOUNT} at ${server.url}/v1 to billit.db.`)
  expect(stderr).toMatch(/\ncontacts listed: 1 of 1, /)
  expect(stderr).toMatch(/\ninvoices read: 12 of 12, /)
  expect(exported(join(folder, 'billit.db'), 'invoices')).toEqual(billit.expected('invoices'))
})

test('--quiet prints nothing, and --json prints the start, progress, and the summary or the error', async () => {
  billit.create('invoices')
  expect(await run(['--to', 'billit.db', '--quiet']).ended).toEqual({ code: 0, stdout: '', stderr: '' })
  const { stdout, stderr } = await run(['--to', 'billit.db', '--json']).ended
  const lines = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(stderr).toBe('')
  const source = { target: 'billit.db', account: ACCOUNT, baseUrl: `${server.url}/v1`, environment: null }
  expect(lines[0]).toEqual({ event: 'start', ...source })
  expect(lines[1]).toMatchObject({ event: 'progress', resource: 'contacts', step: 'list', round: 1, done: 0, total: 0 })
  expect(lines.at(-1)).toMatchObject({
    event: 'summary',
    exitCode: 0,
    ...source,
    resources: { invoices: { rows: 1, written: 0 } },
  })
  billit.account = { uuid: '7d1f8a52-93c4-4d0b-8f35-1e6b0a9c4d21' }
  const failed = await run(['--to', 'billit.db', '--json']).ended
  expect(failed.code).toBe(1)
  expect(JSON.parse(failed.stdout.trim().split('\n').at(-1) ?? '')).toEqual({
    event: 'error',
    exitCode: 1,
    message: expect.stringContaining('another account'),
    ...source,
    account: '7d1f8a52-93c4-4d0b-8f35-1e6b0a9c4d21',
  })
})

test.each([
  ['a list has an error', (path: string) => (path === '/ocps' ? billit.fail(403) : undefined), 'ocps list: '],
  ['an invoice has an error', (path: string) => (/invoices./.test(path) ? billit.fail(422) : undefined), 'invoices 0001'],
])('exits with 1 if %s, and names it even with --quiet', async (_, intercept, problem) => {
  billit.create('invoices')
  billit.intercept = intercept
  const { code, stdout, stderr } = await run(['--to', 'billit.db', '--quiet']).ended
  expect(code).toBe(1)
  expect(stdout).toBe('')
  expect(stderr).toContain(problem)
})

test('exits with 1 if records change as fast as they are read', async () => {
  billit.create('contacts')
  billit.beforeRequest = () => billit.change('contacts', 0, { note: `${billit.requests.length}` })
  const { code, stderr } = await run(['--to', 'billit.db', '--quiet', '--rate-limit', 'off']).ended
  expect(code).toBe(1)
  expect(stderr).toBe('billit.db is not up to date: records changed as fast as they were read. Run the same command again.\n')
})

test('exits with 1 if rows of a list never appear, and does not blame changes', async () => {
  for (let index = 0; index < 9; index += 1) billit.create('contacts')
  billit.order = (rows) => rows.map((row, index) => (index === 4 ? (rows[3] ?? row) : row))
  const { code, stderr } = await run(['--to', 'billit.db', '--quiet', '--rate-limit', 'off']).ended
  expect(code).toBe(1)
  expect(stderr).toContain('contacts list: ')
  expect(stderr).not.toContain('changed')
})

test('exits with 2 after wrong usage', async () => {
  expect((await run(['--to', 'billit.txt']).ended).code).toBe(2)
})

test('--environment wins over BILLIT_BASE_URL', async () => {
  // Ends before the first request.
  const { code, stdout } = await run(['--to', 'billit.db', '--environment', 'production', '--json'], { BILLIT_TOKEN: '' }).ended
  expect(code).toBe(2)
  expect(JSON.parse(stdout)).toMatchObject({
    event: 'error',
    exitCode: 2,
    environment: 'production',
    baseUrl: 'https://api.billit.io/v1',
  })
})

test('passes its flags to the export', async () => {
  billit.create('invoices')
  billit.create('contacts', { updatedAt: Date.parse('2026-01-31T21:59:59Z') })
  const recent = billit.create('contacts', { updatedAt: Date.parse('2026-01-31T22:00:00Z') })
  const args = ['--resources', 'invoices,contacts', '--since', '2026-02-01', '--no-details', '--csv-separator', ';']
  expect(await run(['--to', 'out/', '--quiet', ...args]).ended).toMatchObject({ code: 0, stderr: '' })
  expect(billit.details).toBe(0)
  const files = readdirSync(join(folder, 'out')).filter((name) => name.endsWith('.csv'))
  const views = ['receivables.csv', 'reporting_status.csv', 'vat_by_month.csv', 'vat_unplaced.csv']
  expect(files.sort()).toEqual(['account.csv', 'contacts.csv', 'invoice_items.csv', 'invoices.csv', ...views])
  const [head = '', first = '', ...rest] = readFileSync(join(folder, 'out', 'contacts.csv'), 'utf8').split('\r\n')
  expect(head.startsWith('\uFEFFkey;deleted_at;id;')).toBe(true)
  expect(first.startsWith(`${recent.key};;`)).toBe(true)
  expect(rest).toEqual([''])
})

test('prints how to continue after Ctrl-C, and the same command continues', async () => {
  for (let index = 0; index < 40; index += 1) billit.create('invoices')
  let reached: () => void
  const halfway = new Promise<void>((resolve) => {
    reached = resolve
  })
  billit.beforeRequest = () => {
    if (billit.details >= 10) reached()
  }
  const program = run(['--to', 'billit.db', '--rate-limit', '30'])
  await halfway
  expect(await program.stop('SIGINT')).toMatchObject({
    code: 130,
    stdout: '',
    stderr: expect.stringMatching(
      /\nStopped\. The records read so far are in billit\.db\. Run the same command again to continue\.\n$/,
    ),
  })
  const { details } = billit
  expect((await run(['--to', 'billit.db', '--rate-limit', 'off']).ended).code).toBe(0)
  expect(billit.details).toBeLessThanOrEqual(40 + 8)
  expect(billit.details).toBeGreaterThan(details)
  expect(exported(join(folder, 'billit.db'), 'invoices')).toEqual(billit.expected('invoices'))
})

test('ends within seconds after one SIGTERM, although PostgreSQL is silent', async () => {
  let connected: () => void
  const reached = new Promise<void>((resolve) => {
    connected = resolve
  })
  const silent = createServer(() => connected())
  silent.listen(0, '127.0.0.1')
  await once(silent, 'listening')
  onTestFinished(() => void silent.close())
  // The address of a TCP server is an object.
  const { port } = silent.address() as AddressInfo
  const program = run(['--to', `postgres://127.0.0.1:${port}/books`])
  await reached
  const started = performance.now()
  expect(await program.stop('SIGTERM')).toMatchObject({ code: 130, stderr: expect.stringMatching(/^Stopped\. /) })
  expect(performance.now() - started).toBeLessThan(5000)
})

test('prints the reason of a wait', async () => {
  const program = run(['--to', 'billit.db', '--rate-limit', '2'])
  await expect(program.printedToStderr(/waiting (\d+ s|1 min 0 s) for the rate limit\n/)).resolves.toBeDefined()
  expect((await program.stop('SIGTERM')).code).toBe(130)
})

test('has exactly the records of the server after repeated kills while records change', async () => {
  const KILLS = Number(process.env.KILLS ?? 8)
  const random = createRandom(7)
  for (let index = 0; index < 60; index += 1) billit.create('invoices')
  for (let index = 0; index < 30; index += 1) billit.create('contacts')
  billit.pageSize = 7
  let left = Number.POSITIVE_INFINITY
  let program: Program | undefined
  let changes = 0
  billit.beforeRequest = () => {
    if (random() < 0.15) {
      changes += 1
      const resource = random() < 0.7 ? 'invoices' : 'contacts'
      const index = Math.floor(random() * 60)
      const kind = random()
      if (kind < 0.3) billit.create(resource, { note: `new ${changes}` })
      else if (kind < 0.5) billit.delete(resource, index)
      else billit.change(resource, index, { item: `item ${changes}`, note: `note ${changes}` })
    }
    left -= 1
    // A little later, so that a kill can also happen while the response is processed.
    if (left === 0) setTimeout(() => program?.stop('SIGKILL'), random() * 8)
  }
  const file = join(folder, 'billit.db')
  let killed = 0
  for (let kill = 0; kill < KILLS; kill += 1) {
    left = 1 + Math.floor(random() * 45)
    program = run(['--to', 'billit.db', '--rate-limit', 'off', '--quiet'])
    const { code } = await program.ended
    if (code === null) killed += 1
  }
  expect(killed).toBeGreaterThan(KILLS / 2)
  billit.beforeRequest = () => {}
  expect(await run(['--to', 'billit.db', '--rate-limit', 'off', '--quiet']).ended).toEqual({ code: 0, stdout: '', stderr: '' })
  for (const name of FAKE_RESOURCES) {
    expect(exported(file, name)).toEqual(billit.expected(name))
    const keys = select(file, `SELECT key FROM ${name}`).map(({ key }) => key)
    expect(new Set(keys).size).toBe(keys.length)
  }
}, 120_000)

test.skipIf(noRedis)('--rate-limit-store shares the limit through Redis', async () => {
  const redis = await startRedis()
  onTestFinished(() => redis.close())
  billit.create('invoices')
  expect(await run(['--to', 'billit.db', '--quiet', '--rate-limit-store', `redis://127.0.0.1:${redis.port}`]).ended).toEqual({
    code: 0,
    stdout: '',
    stderr: '',
  })
  const { status, stdout } = spawnSync('redis-cli', ['-p', String(redis.port), 'keys', 'billit*'], { encoding: 'utf8' })
  expect(status).toBe(0)
  expect(stdout).toMatch(/^billit/)
})

test('prints one line for each failure, and never the token', async () => {
  const first = run(['--to', 'billit.db', '--rate-limit', '1', '--quiet'])
  await new Promise<void>((resolve) => {
    billit.beforeRequest = () => resolve()
  })
  expect(await run(['--to', 'billit.db']).ended).toMatchObject({
    code: 1,
    stderr: 'Another export or watch is writing to billit.db. Wait for it to finish, or choose another target.\n',
  })
  await first.stop('SIGKILL')
  expect(
    await run(['--to', 'billit.db'], { BILLIT_BASE_URL: 'http://127.0.0.1:1/v1', BILLIT_TOKEN: 'other-token' }).ended,
  ).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(
      /GET http:\/\/127\.0\.0\.1:1\/v1\/account: no response \(.*Run the same command again to continue\.\n$/,
    ),
  })
  expect(await run(['--to', 'billit.db'], { BILLIT_TOKEN: '' }).ended).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/^Missing API token: .* under Settings > API\. .*\n$/),
  })
})

/** Returns a generator of pseudorandom numbers from 0 to 1. */
function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31
    return state / 2 ** 31
  }
}
