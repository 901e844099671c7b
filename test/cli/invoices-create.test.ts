/** `billit-io invoices create`: at most one invoice for a key, and none that nobody confirmed. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { type Mock, startMock } from '../../src/mock/index.ts'
import { startLocalServer } from '../support/local-server.ts'
import { BILLIT, type Ended, runProgram, start } from './program.ts'

// Each test starts several processes.
vi.setConfig({ testTimeout: 120_000 })

const TOKEN = 'Qf7-secret_token'

let mock: Mock
let folder: string
let draft: Record<string, unknown>
beforeAll(async () => {
  mock = await startMock({ rows: 40 })
})
beforeEach(() => {
  mock.reset()
  folder = mkdtempSync(join(tmpdir(), 'billit-create-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  draft = {
    customerId: mock.rows('contacts')[0]?.id,
    invoiceDate: '2026-11-24',
    invoiceTypeId: 31,
    excludeMydata: true,
    products: [{ details: 'Έλεγχος ασφάλειας', price: 120.5, quantity: 2, vatId: 901 }],
  }
  save()
})
afterAll(() => mock.close())

const save = () => writeFileSync(join(folder, 'draft.json'), JSON.stringify(draft))

const environment = (url: string) => ({
  BILLIT_TOKEN: TOKEN,
  BILLIT_BASE_URL: `${url}/v1`,
  XDG_STATE_HOME: join(folder, 'state'),
})

const create = (args: string[], url = mock.url): Promise<Ended> =>
  runProgram(['invoices', 'create', 'draft.json', ...args], { cwd: folder, env: environment(url) })

const created = () => mock.requests.filter(({ method, url }) => method === 'POST' && url === '/v1/invoices').length

test('shows the draft and its totals, creates one invoice, and says existing the next time', async () => {
  const count = mock.rows('invoices').length
  const first = await create(['--key', 'order-1042', '--yes'])
  expect(first.code).toBe(0)
  expect(first.stderr).toMatch(
    /^Server +http:.*\nAccount +.*, VAT number \d{9}\nCustomer +.*, id \d+\nDate +2026-11-24\nmyDATA +not reported\nMail +not sent\n/,
  )
  expect(first.stderr).toMatch(/\nΈλεγχος ασφάλειας +2 +€120\.50 +€241\.00\n/)
  expect(first.stderr).toMatch(/\nNet +€241\.00\nVAT 24 % +€57\.84 on €241\.00\nTotal +€298\.84\nPayable +€298\.84\n$/)
  const [, uuid] = /\nUUID +(\S+)\n/.exec(first.stdout) ?? []
  expect(first.stdout).toMatch(/^Outcome +created\nInvoice +.*\nCustomer +.*\nTotal +€298\.84\nUUID +\S+\nPage +http:\S+\n$/)
  const second = await create(['--key', 'order-1042'])
  expect(second).toMatchObject({ code: 0, stderr: '' })
  expect(second.stdout).toMatch(new RegExp(`^Outcome +existing: .*\\n(.|\\n)*\\nUUID +${uuid}\\n`))
  expect(JSON.parse((await create(['--key', 'order-1042', '--json'])).stdout)).toMatchObject({
    outcome: 'existing',
    invoice: { uuid, tags: ['ref:order-1042'] },
  })
  expect([created(), mock.rows('invoices').length]).toEqual([1, count + 1])
  expect(readdirSync(join(folder, 'state', 'billit-io'))).toEqual([
    expect.stringMatching(/^keys-127\.0\.0\.1_\d+-[\da-f-]{36}\.db$/),
  ])
})

test('finds the invoice of an attempt whose response was lost', async () => {
  mock.failNext({ operation: 'createInvoice', after: true, disconnect: true })
  const { code, stdout } = await create(['--key', 'order-1', '--yes', '--json', '--quiet'])
  expect([code, created()]).toEqual([0, 1])
  expect(JSON.parse(stdout)).toMatchObject({ outcome: 'recovered' })
})

test('--dry-run creates nothing', async () => {
  const { code, stdout, stderr } = await create(['--key', 'order-1', '--dry-run'])
  expect({ code, stdout }).toEqual({ code: 0, stdout: '' })
  expect(stderr).toMatch(/\nTotal +€298\.84\n(.|\n)*\nNothing was created\.\n$/)
  expect(created()).toBe(0)
})

test('stops at an error of the draft, and names its path', async () => {
  draft.products = [{ details: 'x', price: 1, quantity: 1, vatId: 123456 }]
  save()
  const { code, stdout, stderr } = await create(['--key', 'order-1', '--yes'])
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
  expect(stderr).toMatch(/^error: products\.0\.vatId: .+\n(.+\n)*The draft has errors\. Nothing was created\.\n$/)
  expect(created()).toBe(0)
})

test('shows no total if a part of it is not known', async () => {
  draft.products = [{ details: 'x', price: 100, quantity: 1, vatId: 901, taxRate: 19 }]
  save()
  const { stderr } = await create(['--key', 'order-1', '--dry-run'])
  expect(stderr).toMatch(/Total +not known: there is no usable value in products\.0\.taxRate|^error: /m)
  expect(stderr).not.toMatch(/^(Net|Payable) /m)
})

test.each([
  [['--key', 'order-1'], 'invoices create asks for confirmation, which needs a terminal. Add --yes to skip it.'],
  [['--yes'], 'npx billit-io invoices create needs --key: see npx billit-io invoices create --help.'],
])('creates nothing with only %j', async (args, message) => {
  const { code, stdout, stderr } = await create([...args, '--quiet'])
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr.split('\n').at(-2)).toBe(message)
  expect(created()).toBe(0)
})

test.each([
  ['no', 1, 0],
  ['', 1, 0],
  ['\x03', 1, 0],
  ['\x04', 1, 0],
  ['y', 0, 1],
])('after the answer %j on a terminal, exits with %i', async (answer, code, requests) => {
  const command = `'${process.execPath}' '${BILLIT}' invoices create draft.json --key order-1`
  const child = spawn('script', ['--quiet', '--return', '--command', command, '/dev/null'], {
    cwd: folder,
    env: { ...environment(mock.url), PATH: process.env.PATH ?? '', SHELL: '/bin/sh' },
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text) => {
    const isAsked = output.includes('[y/N]')
    output += text
    if (!isAsked && output.includes('[y/N]')) child.stdin.write(`${answer}\n`)
  })
  const [exitCode] = await once(child, 'close')
  expect(output).toContain('Create this invoice? [y/N]')
  expect([exitCode, created()]).toEqual([code, requests])
  if (code === 1) expect(output).toContain('Cancelled. Nothing was created.')
})

test('refuses another draft for the same key', async () => {
  await create(['--key', 'order-1', '--yes'])
  draft.invoiceDate = '2026-11-25'
  save()
  const { code, stderr } = await create(['--key', 'order-1', '--yes'])
  expect([code, created()]).toEqual([2, 1])
  expect(stderr).toContain("The key 'order-1' was used for another draft.")
})

test('explains a key whose invoice is gone, as after a reset of the sandbox', async () => {
  await create(['--key', 'order-1', '--yes'])
  mock.reset()
  const { code, stderr } = await create(['--key', 'order-1'])
  expect(code).toBe(1)
  expect(stderr).toMatch(
    /^The key 'order-1' has the invoice [\da-f-]{36}, which is not on the server\. If the sandbox .*use another key/,
  )
})

test('after a doubt, exits with 4, shows the candidates and the cure, and --resolve ends it', async () => {
  // Holds the request that creates the invoice, until the program is killed.
  let reached: () => void
  const sending = new Promise<void>((resolve) => {
    reached = resolve
  })
  const silent = await startLocalServer(async ({ method, target }, response) => {
    if (method === 'POST') return reached()
    const forwarded = await mock.fetch(mock.url + target, {
      headers: { authorization: `Bearer ${TOKEN}`, accept: 'application/json' },
    })
    response.writeHead(forwarded.status, { 'content-type': 'application/json' }).end(await forwarded.text())
  })
  onTestFinished(() => silent.close())
  const args = ['--key', 'order-1', '--yes', '--quiet', '--store', 'keys.db']
  const program = start(['invoices', 'create', 'draft.json', ...args], { cwd: folder, env: environment(silent.url) })
  await sending
  await program.stop('SIGKILL')
  // As if it had happened ten minutes ago, so that the server can no longer act on it.
  const keys = new DatabaseSync(join(folder, 'keys.db'))
  keys.exec('UPDATE billit_idempotency SET started_at = started_at - 600000, sent_at = sent_at - 600000, until = until - 600000')
  keys.close()
  const same = await mock.fetch(`${mock.url}/v1/invoices`, {
    method: 'POST',
    headers: { authorization: `Bearer ${TOKEN}`, accept: 'application/json', 'content-type': 'application/json' },
    body: JSON.stringify(draft),
  })
  const { data } = (await same.json()) as { data: { uuid: string } }

  const { code, stdout, stderr } = await create(args)
  expect({ code, stdout }).toEqual({ code: 4, stdout: '' })
  expect(stderr).toMatch(
    /^It is not certain whether the invoice for the key 'order-1' exists\. Do not create it in another way\. /,
  )
  expect(stderr).toMatch(new RegExp(`\\n2026-11-24 +.* +€298\\.84 +${data.uuid}\\n`))
  expect(stderr).toContain('--resolve <UUID>')
  const resolved = await create([...args, '--resolve', data.uuid, '--json'])
  expect(JSON.parse(resolved.stdout)).toMatchObject({ outcome: 'recovered', invoice: { uuid: data.uuid } })
  // That of this test.
  expect(created()).toBe(1)
})
