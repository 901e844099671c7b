import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type ExportProgress, exportAll } from '../../src/sync/index.ts'
import { FAKE_RESOURCES, FakeBillit } from './fake-billit.ts'
import { exported, scratchFolder, select } from './target-file.ts'

let folder: ReturnType<typeof scratchFolder>
let file: string
let server: FakeBillit

beforeEach(() => {
  folder = scratchFolder()
  file = join(folder.path, 'billit.db')
  server = new FakeBillit()
  server.beforeRequest = () => vi.setSystemTime(server.now)
  vi.useFakeTimers({ toFake: ['Date'], now: server.now })
})
afterEach(() => {
  vi.useRealTimers()
  folder.remove()
})

const later = () => {
  server.now += 60_000
  vi.setSystemTime(server.now)
}
const run = (options = {}) => exportAll(server.client(), file, options)
const marked = (table: string) => select(file, `SELECT key FROM ${table} WHERE deleted_at IS NOT NULL`).map(({ key }) => key)

const DAY_MS = 24 * 60 * 60 * 1000
const laterByDays = (days: number) => {
  server.now += days * DAY_MS
  vi.setSystemTime(server.now)
}
/** Exports invoices that the tax authority has decided on, and that were not recent when they were read. */
async function exportOldInvoices(count: number) {
  const invoices = Array.from({ length: count }, () => server.create('invoices', { mark: '400001' }))
  laterByDays(30)
  await run()
  return invoices
}
const requestedInvoices = () => server.requests.filter((path) => path.startsWith('/invoices/')).map((path) => path.slice(10))

describe('a second run', () => {
  test('requests invoices that are new or changed, and 25 of the others', async () => {
    const invoices = await exportOldInvoices(100)
    await run()
    expect(server.details).toBe(125)
    server.change('invoices', 3, { item: 'changed' })
    const created = server.create('invoices')
    const before = server.requests.length
    await run()
    server.requests.splice(0, before)
    expect(requestedInvoices()).toHaveLength(27)
    expect(requestedInvoices()).toEqual(expect.arrayContaining([invoices[96]?.key, created.key]))
    expect(exported(file, 'invoices')).toEqual(server.expected('invoices'))
  })

  test('lists again only what has changed', async () => {
    await exportOldInvoices(30)
    for (let index = 0; index < 15; index += 1) server.change('invoices', index, { item: 'changed' })
    server.requests.length = 0
    await run()
    const listed = server.requests.filter((path) => path.includes('page=1&')).map((path) => path.split('?')[0])
    expect(listed.sort()).toEqual(
      ['/contacts', '/invoices', '/invoices', '/ocps', '/payments', '/products', '/purchases', '/tags'].sort(),
    )
  })

  test('detects a change of a record without an updatedAt', async () => {
    server.create('tags')
    server.create('invoices', { updatedAt: undefined })
    await run()
    server.change('tags', 0, { note: 'changed' })
    server.change('invoices', 0, { note: 'changed' })
    await run()
    for (const name of ['tags', 'invoices'] as const) expect(exported(file, name)).toEqual(server.expected(name))
  })

  test('sets deleted_at on missing records, and clears it if they reappear', async () => {
    for (let index = 0; index < 9; index += 1) server.create('invoices')
    await run()
    const [missing] = server.records.get('invoices')?.splice(4, 1) ?? []
    const summary = await run()
    expect(summary.resources.invoices).toMatchObject({ rows: 9, gone: 1 })
    expect(marked('invoices')).toEqual([missing?.key])
    expect(select(file, 'SELECT data FROM invoices')).toHaveLength(9)
    if (missing) server.records.get('invoices')?.push(missing)
    await run()
    expect(marked('invoices')).toEqual([])
  })

  test('reads the details of an invoice that reappears', async () => {
    await exportOldInvoices(100)
    const [missing] = server.records.get('invoices')?.splice(4, 1) ?? []
    await run()
    if (missing) server.records.get('invoices')?.push({ ...missing, item: 'tagged' })
    await run()
    expect(exported(file, 'invoices')).toEqual(server.expected('invoices'))
  })
})

describe('a change that the list does not show', () => {
  test('is exported by the next run if the invoice has no mark', async () => {
    const [invoice] = Array.from({ length: 100 }, () => server.create('invoices'))
    await run()
    laterByDays(30)
    if (invoice) Object.assign(invoice, { mark: '400001' })
    await run()
    expect(exported(file, 'invoices')).toEqual(server.expected('invoices'))
  })

  test('is exported by the next run if the invoice was changed in the last two days', async () => {
    const [invoice] = Array.from({ length: 100 }, () => server.create('invoices', { mark: '400001' }))
    await run()
    laterByDays(1)
    if (invoice) Object.assign(invoice, { item: 'tagged' })
    await run()
    expect(exported(file, 'invoices')).toEqual(server.expected('invoices'))
  })

  test('is exported by one of the next runs if the invoice is old', async () => {
    for (const invoice of await exportOldInvoices(100)) Object.assign(invoice, { item: 'tagged' })
    for (let runs = 0; runs < 4; runs += 1) await run()
    expect(exported(file, 'invoices')).toEqual(server.expected('invoices'))
  })

  test('is exported by the next run with refresh, which continues after it was stopped', async () => {
    for (const invoice of await exportOldInvoices(100)) Object.assign(invoice, { item: 'tagged' })
    for await (const { step, done } of run({ refresh: true })) if (step === 'details' && done >= 80) break
    await run()
    expect(exported(file, 'invoices')).toEqual(server.expected('invoices'))
    expect(server.details).toBe(200)
  })
})

test('exports records that are created, changed and deleted while invoices are read', async () => {
  for (let index = 0; index < 30; index += 1) server.create('invoices')
  let count = 0
  server.beforeRequest = (path) => {
    server.now += 2000
    vi.setSystemTime(server.now)
    if (!path.startsWith('/invoices/')) return
    count += 1
    if (count === 5) server.create('invoices')
    if (count === 10) server.change('invoices', 29, { item: 'changed' })
    if (count === 15) server.delete('invoices', 12)
    if (count === 20) server.create('contacts')
  }
  expect(await run()).toMatchObject({ settled: true, failures: [] })
  for (const name of ['invoices', 'contacts'] as const) expect(exported(file, name)).toEqual(server.expected(name))
})

test('does not set deleted_at on a row that a listing misses because other rows moved', async () => {
  for (let index = 0; index < 12; index += 1) server.create('contacts')
  await run({ resources: ['contacts'] })
  // Deleting the first row and adding one at the end keeps the total, and moves a row between two pages out of sight.
  const first = server.requests.length + 2
  server.beforeRequest = (path) => {
    const count = server.requests.length
    if (count === first + 1) {
      server.delete('contacts', 0)
      server.records.get('contacts')?.push({ ...server.create('contacts'), key: '999' })
      server.records.get('contacts')?.shift()
    }
    // Killed in the second round.
    if (count > first + 1 && path === '/contacts' && server.requests.at(-1)?.includes('page=1&')) throw new Error('killed')
  }
  await expect(run({ resources: ['contacts'] })).rejects.toThrow()
  expect(marked('contacts')).toEqual([])
  server.beforeRequest = () => {}
  await run({ resources: ['contacts'] })
  expect(marked('contacts')).toHaveLength(1)
  expect(exported(file, 'contacts')).toEqual(server.expected('contacts'))
})

test('reports a list that contradicts itself, and sets deleted_at on none of its records', async () => {
  for (let index = 0; index < 9; index += 1) server.create('contacts')
  await run()
  server.delete('contacts', 0)
  const { fetch } = server
  const contradicting = async (input: RequestInfo | URL, init?: RequestInit) => {
    const response = await fetch(input, init)
    const text = await response.text()
    return new Response(String(input).includes('/contacts') ? text.replace(/"total":8/g, '"total":80') : text, response)
  }
  const summary = await exportAll(server.client({ fetch: contradicting }), file)
  expect(summary.failures).toMatchObject([
    { resource: 'contacts', key: undefined, message: expect.stringContaining('cannot be read completely') },
  ])
  expect(marked('contacts')).toEqual([])
})

test('reports an invoice that cannot be read, exports the others, and retries it in the next run', async () => {
  const invoices = Array.from({ length: 20 }, () => server.create('invoices'))
  const broken = invoices[7]?.key ?? ''
  const { fetch } = server
  const failing = async (input: RequestInfo | URL, init?: RequestInit) =>
    String(input).includes(broken)
      ? new Response('{"statusCode":500,"error":"Server Error"}', { status: 500 })
      : fetch(input, init)
  const summary = await exportAll(server.client({ fetch: failing }), file)
  expect(summary.failures).toMatchObject([{ resource: 'invoices', key: broken }])
  expect(Object.keys(exported(file, 'invoices'))).toHaveLength(19)
  expect((await run()).failures).toEqual([])
  expect(exported(file, 'invoices')).toEqual(server.expected('invoices'))
})

test('stops after repeated server errors, and keeps the records read so far', async () => {
  for (let index = 0; index < 40; index += 1) server.create('invoices')
  const { fetch } = server
  const failing = async (input: RequestInfo | URL, init?: RequestInit) =>
    server.details >= 16 ? new Response('{}', { status: 500 }) : fetch(input, init)
  await expect(exportAll(server.client({ fetch: failing }), file)).rejects.toMatchObject({ name: 'ServerError' })
  expect(Object.keys(exported(file, 'invoices')).length).toBeGreaterThanOrEqual(16)
  await run()
  expect(server.details).toBe(40)
})

test('stops at once if the token is rejected', async () => {
  const unauthorized = async () => new Response('{"statusCode":401,"error":"Authorization Required"}', { status: 401 })
  await expect(exportAll(server.client({ fetch: unauthorized }), file)).rejects.toMatchObject({ name: 'AuthenticationError' })
})

describe('amounts', () => {
  const amounts = ['10.50', '0.10', '12345678901234567.89', '1E3', '-0', '99999999999999999999']

  test('keep their digits in the table', async () => {
    for (const amount of amounts) server.create('payments', { amount })
    await run()
    expect(exported(file, 'payments')).toEqual(server.expected('payments'))
  })

  test('are exact in the views, also in cents', async () => {
    for (const amount of ['0.10', '0.20', '1234567890.29', '-4.35', '100']) server.create('payments', { amount })
    await run()
    const rows = select(file, 'SELECT amount, amount_cents FROM payments_flat ORDER BY amount')
    expect(rows.map(({ amount }) => amount)).toEqual([-4.35, 0.1, 0.2, 100, 1234567890.29])
    expect(rows.map((row) => row.amount_cents)).toEqual([-435, 10, 20, 10_000, 123_456_789_029])
  })
})

test('since skips older records, and does not set deleted_at on them', async () => {
  const old = server.create('contacts', { updatedAt: Date.parse('2026-01-01T10:00:00Z') })
  const recent = server.create('contacts')
  server.create('invoices', { updatedAt: Date.parse('2026-01-01T10:00:00Z') })
  await run({ since: new Date('2026-06-01') })
  expect(Object.keys(exported(file, 'contacts'))).toEqual([recent.key])
  expect(server.details).toBe(0)
  await run()
  expect(Object.keys(exported(file, 'contacts'))).toContain(old.key)
  await run({ since: new Date('2026-06-01') })
  expect(marked('contacts')).toEqual([])
})

test('details: false exports invoices as listed, until a run with details', async () => {
  for (let index = 0; index < 5; index += 1) server.create('invoices')
  later()
  await run({ details: false })
  expect(server.details).toBe(0)
  expect(select(file, 'SELECT * FROM invoices_flat')).toHaveLength(5)
  expect(select(file, 'SELECT * FROM invoice_items_flat')).toHaveLength(0)
  await run()
  expect(exported(file, 'invoices')).toEqual(server.expected('invoices'))
  expect(select(file, 'SELECT * FROM invoice_items_flat')).toHaveLength(5)
  await run({ details: false })
  expect(exported(file, 'invoices')).toEqual(server.expected('invoices'))
})

describe('the progress', () => {
  test('reports the steps in order, before the summary', async () => {
    for (let index = 0; index < 10; index += 1) server.create('invoices')
    const events: ExportProgress[] = []
    const exporting = run({ resources: ['invoices'] })
    for await (const event of exporting) events.push(event)
    const steps = events.map(({ step, round, done, total }) => `${round} ${step} ${done}/${total}`)
    expect(steps.slice(0, 5)).toEqual(['1 list 4/10', '1 list 8/10', '1 list 10/10', '1 details 8/10', '1 details 10/10'])
    expect(steps.at(-1)).toBe('2 list 10/10')
    expect((await exporting).resources.invoices).toEqual({ rows: 10, gone: 0, written: 10, details: 10 })
  })

  test('stops the export when the loop is left, and the next run continues', async () => {
    for (let index = 0; index < 20; index += 1) server.create('invoices')
    later()
    for await (const { step } of run()) if (step === 'details') break
    expect(Object.keys(exported(file, 'invoices'))).toHaveLength(8)
    await run()
    expect(server.details).toBe(20)
  })

  test('rejects with the reason of an aborted signal', async () => {
    server.create('invoices')
    const controller = new AbortController()
    server.beforeRequest = (path) => {
      if (path === '/payments') controller.abort(new Error('enough'))
    }
    await expect(run({ signal: controller.signal })).rejects.toThrow('enough')
  })
})

describe('a target', () => {
  test('accepts one export at a time', async () => {
    server.create('invoices')
    const first = run()[Symbol.asyncIterator]()
    await first.next()
    await expect(run()).rejects.toThrow(
      `Another export or watch is writing to ${file}. Wait for it to finish, or choose another target.`,
    )
    await first.return()
    await run()
  })

  test('accepts one account', async () => {
    await run()
    server.account = { uuid: '7d1f8a52-93c4-4d0b-8f35-1e6b0a9c4d21' }
    await expect(run()).rejects.toThrow('contains the records of another account')
    expect(select(file, 'SELECT key FROM account')).toHaveLength(1)
  })

  test.each([403, 404])('is not changed if it knows its account, and GET /account returns %i', async (status) => {
    server.create('invoices')
    await run()
    const other = new FakeBillit()
    other.create('contacts')
    other.intercept = (path) => (path === '/account' ? other.fail(status) : undefined)
    await expect(exportAll(other.client(), file)).rejects.toThrow('this token cannot read its account (GET /account)')
    expect(exported(file, 'invoices')).toEqual(server.expected('invoices'))
    expect(exported(file, 'contacts')).toEqual({})
  })

  test('accepts a token without access to the account, if it can read an invoice of the target', async () => {
    server.account = undefined
    server.create('invoices')
    await run()
    server.delete('invoices', 0)
    server.create('invoices')
    server.create('invoices')
    await expect(run()).rejects.toThrow('may contain another account')
    await exportAll(server.client(), join(folder.path, 'other.db'))
    server.create('contacts')
    await exportAll(server.client(), join(folder.path, 'other.db'))
    expect(exported(join(folder.path, 'other.db'), 'contacts')).toEqual(server.expected('contacts'))
  })

  test('cannot get the records of another account, even if no account can be read', async () => {
    server.account = undefined
    const invoice = server.create('invoices')
    await run()
    const other = new FakeBillit()
    other.account = undefined
    other.create('contacts')
    await expect(exportAll(other.client(), file)).rejects.toThrow('may contain another account')
    expect(Object.keys(exported(file, 'invoices'))).toEqual([invoice.key])
    expect(exported(file, 'contacts')).toEqual({})
  })

  test('cannot be a database with tables of another program', async () => {
    const database = new DatabaseSync(file)
    database.exec('CREATE TABLE invoices (mine TEXT)')
    database.close()
    await expect(run()).rejects.toThrow("has a table 'invoices' of another program")
    expect(select(file, 'SELECT name FROM sqlite_schema')).toEqual([{ name: 'invoices' }])
  })

  test('cannot be a file of another format', async () => {
    writeFileSync(file, 'Dear diary, today I shall be overwritten.')
    await expect(run()).rejects.toThrow('exists and is not a SQLite database')
    expect(readdirSync(folder.path)).toEqual(['billit.db'])
  })

  test.each(['billit.txt', 'mysql://user:geheim@host/db', ''])('cannot be %j', async (target) => {
    const error = await exportAll(server.client(), target).catch((reason: unknown) => reason)
    expect(error).toMatchObject({ name: 'ExportError', message: expect.stringContaining('Cannot export to') })
    expect(String(error)).not.toContain('geheim')
    expect(existsSync('billit.txt')).toBe(false)
  })
})

test('throws for invalid options', () => {
  // A JavaScript caller can pass any options.
  const invalid = (options: unknown) => () => exportAll(server.client(), file, options as object)
  expect(invalid({ resource: ['invoices'] })).toThrow("did you mean 'resources'")
  expect(invalid({ resources: ['invoice'] })).toThrow("but not 'invoice'")
  expect(invalid({ resources: [] })).toThrow('at least one')
  expect(invalid({ since: '2026-01-01' })).toThrow('since must be a Date')
  expect(invalid({ csvSeparator: '|' })).toThrow('csvSeparator must be')
  expect(invalid({ pdfs: 'x', resources: ['tags'] })).toThrow("add 'invoices' to resources")
})

test('writes the token to no file', async () => {
  for (const name of FAKE_RESOURCES) server.create(name)
  await run()
  await exportAll(server.client(), `${folder.path}/out/`)
  const { readFileSync } = await import('node:fs')
  const files = readdirSync(folder.path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  expect(files.length).toBeGreaterThan(15)
  for (const { parentPath, name } of files) {
    expect(readFileSync(join(parentPath, name)).includes('secret-token'), name).toBe(false)
  }
})
