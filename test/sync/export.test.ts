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

describe('a second run', () => {
  test('asks for the details of what changed, and for those alone', async () => {
    const invoices = Array.from({ length: 10 }, () => server.create('invoices'))
    later()
    await run()
    expect(server.details).toBe(10)
    later()
    await run()
    expect(server.details).toBe(10)
    server.change('invoices', 3, { item: 'changed' })
    const created = server.create('invoices')
    later()
    await run()
    const asked = server.requests.filter((path) => path.startsWith('/invoices/')).slice(10)
    expect(asked.sort()).toEqual([`/invoices/${invoices[6]?.key}`, `/invoices/${created.key}`])
    expect(exported(file, 'invoices')).toEqual(server.expected('invoices'))
  })

  test('reads once more what was read in the second of its last change', async () => {
    server.tick = 0
    server.create('invoices')
    await run()
    // In the same second, so with the same updatedAt, and in a field that the list does not have.
    server.change('invoices', 0, { item: 'changed' })
    later()
    await run()
    expect(exported(file, 'invoices')).toEqual(server.expected('invoices'))
    expect(server.details).toBe(2)
    later()
    await run()
    expect(server.details).toBe(2)
  })

  test('sees a change of a record that has no updatedAt', async () => {
    server.create('tags')
    server.create('invoices', { updatedAt: undefined })
    await run()
    server.change('tags', 0, { note: 'changed' })
    server.change('invoices', 0, { note: 'changed' })
    await run()
    for (const name of ['tags', 'invoices'] as const) expect(exported(file, name)).toEqual(server.expected(name))
  })

  test('marks what is gone, and takes the mark off what comes back', async () => {
    for (let index = 0; index < 9; index += 1) server.create('invoices')
    await run()
    const [gone] = server.records.get('invoices')?.splice(4, 1) ?? []
    const summary = await run()
    expect(summary.resources.invoices).toMatchObject({ rows: 9, gone: 1 })
    expect(marked('invoices')).toEqual([gone?.key])
    expect(select(file, 'SELECT data FROM invoices')).toHaveLength(9)
    if (gone) server.records.get('invoices')?.push(gone)
    await run()
    expect(marked('invoices')).toEqual([])
  })
})

test('what is created, changed and deleted while the details are read is right at the end of the same run', async () => {
  for (let index = 0; index < 30; index += 1) server.create('invoices')
  let asked = 0
  server.beforeRequest = (path) => {
    server.now += 2000
    vi.setSystemTime(server.now)
    if (!path.startsWith('/invoices/')) return
    asked += 1
    if (asked === 5) server.create('invoices')
    if (asked === 10) server.change('invoices', 29, { item: 'changed' })
    if (asked === 15) server.delete('invoices', 12)
    if (asked === 20) server.create('contacts')
  }
  expect(await run()).toMatchObject({ settled: true, failures: [] })
  for (const name of ['invoices', 'contacts'] as const) expect(exported(file, name)).toEqual(server.expected(name))
})

test('a row that a listing misses because others moved is not marked as gone', async () => {
  for (let index = 0; index < 12; index += 1) server.create('contacts')
  await run({ resources: ['contacts'] })
  // One deleted at the front and one added at the end leave the total as it is, and the row between two pages unseen.
  const first = server.requests.length + 2
  server.beforeRequest = (path) => {
    const count = server.requests.length
    if (count === first + 1) {
      server.delete('contacts', 0)
      server.records.get('contacts')?.push({ ...server.create('contacts'), key: '999' })
      server.records.get('contacts')?.shift()
    }
    // It dies when it looks again.
    if (count > first + 1 && path === '/contacts' && server.requests.at(-1)?.includes('page=1&')) throw new Error('killed')
  }
  await expect(run({ resources: ['contacts'] })).rejects.toThrow()
  expect(marked('contacts')).toEqual([])
  server.beforeRequest = () => {}
  await run({ resources: ['contacts'] })
  expect(marked('contacts')).toHaveLength(1)
  expect(exported(file, 'contacts')).toEqual(server.expected('contacts'))
})

test('a list that contradicts itself marks nothing, and is named in the summary', async () => {
  for (let index = 0; index < 9; index += 1) server.create('contacts')
  await run()
  server.delete('contacts', 0)
  const { fetch } = server
  const lying = async (input: RequestInfo | URL, init?: RequestInit) => {
    const response = await fetch(input, init)
    const text = await response.text()
    return new Response(String(input).includes('/contacts') ? text.replace(/"total":8/g, '"total":80') : text, response)
  }
  const summary = await exportAll(server.client({ fetch: lying }), file)
  expect(summary.failures).toMatchObject([
    { resource: 'contacts', key: undefined, message: expect.stringContaining('cannot be read completely') },
  ])
  expect(marked('contacts')).toEqual([])
})

test('an invoice that cannot be read is named, and the rest is there; the next run has it', async () => {
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

test('a server that fails throughout ends the export, and what was read stays', async () => {
  for (let index = 0; index < 40; index += 1) server.create('invoices')
  const { fetch } = server
  const failing = async (input: RequestInfo | URL, init?: RequestInit) =>
    server.details >= 16 ? new Response('{}', { status: 500 }) : fetch(input, init)
  await expect(exportAll(server.client({ fetch: failing }), file)).rejects.toMatchObject({ name: 'ServerError' })
  expect(Object.keys(exported(file, 'invoices')).length).toBeGreaterThanOrEqual(16)
  await run()
  expect(server.details).toBe(40)
})

test('a token that is refused ends it at once', async () => {
  const refused = async () => new Response('{"statusCode":401,"error":"Authorization Required"}', { status: 401 })
  await expect(exportAll(server.client({ fetch: refused }), file)).rejects.toMatchObject({ name: 'AuthenticationError' })
})

describe('digits', () => {
  const amounts = ['10.50', '0.10', '12345678901234567.89', '1E3', '-0', '99999999999999999999']

  test('stand in the table as they came', async () => {
    for (const amount of amounts) server.create('payments', { amount })
    await run()
    expect(exported(file, 'payments')).toEqual(server.expected('payments'))
  })

  test('of an amount are exact in the views, in cents too', async () => {
    for (const amount of ['0.10', '0.20', '1234567890.29', '-4.35', '100']) server.create('payments', { amount })
    await run()
    const rows = select(file, 'SELECT amount, amount_cents FROM payments_flat ORDER BY amount')
    expect(rows.map(({ amount }) => amount)).toEqual([-4.35, 0.1, 0.2, 100, 1234567890.29])
    expect(rows.map((row) => row.amount_cents)).toEqual([-435, 10, 20, 10_000, 123_456_789_029])
  })
})

test('--since leaves out what is older, and marks none of it', async () => {
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

test('without details, an invoice is as the list shows it, until a run with details', async () => {
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
  test('tells the steps in their order, and the summary follows', async () => {
    for (let index = 0; index < 10; index += 1) server.create('invoices')
    const events: ExportProgress[] = []
    const exporting = run({ resources: ['invoices'] })
    for await (const event of exporting) events.push(event)
    const steps = events.map(({ step, round, done, total }) => `${round} ${step} ${done}/${total}`)
    expect(steps.slice(0, 5)).toEqual(['1 list 4/10', '1 list 8/10', '1 list 10/10', '1 details 8/10', '1 details 10/10'])
    expect(steps.at(-1)).toBe('2 list 10/10')
    expect((await exporting).resources.invoices).toEqual({ rows: 10, gone: 0, written: 10, details: 10 })
  })

  test('whoever leaves the loop ends the export, and the next one goes on', async () => {
    for (let index = 0; index < 20; index += 1) server.create('invoices')
    later()
    for await (const { step } of run()) if (step === 'details') break
    expect(Object.keys(exported(file, 'invoices'))).toHaveLength(8)
    await run()
    expect(server.details).toBe(20)
  })

  test('a signal ends it with its reason', async () => {
    server.create('invoices')
    const controller = new AbortController()
    server.beforeRequest = (path) => {
      if (path === '/payments') controller.abort(new Error('enough'))
    }
    await expect(run({ signal: controller.signal })).rejects.toThrow('enough')
  })
})

describe('a target', () => {
  test('takes one export at a time', async () => {
    server.create('invoices')
    const first = run()[Symbol.asyncIterator]()
    await first.next()
    await expect(run()).rejects.toThrow(`Another export is writing to ${file}: wait for it, or choose another target.`)
    await first.return()
    await run()
  })

  test('takes one account', async () => {
    await run()
    server.account = { uuid: '7d1f8a52-93c4-4d0b-8f35-1e6b0a9c4d21' }
    await expect(run()).rejects.toThrow('holds the records of another account')
    expect(select(file, 'SELECT key FROM account')).toHaveLength(1)
  })

  test('may be of an account that the token does not show', async () => {
    server.account = undefined
    server.create('contacts')
    await run()
    expect(exported(file, 'contacts')).toEqual(server.expected('contacts'))
  })

  test('is not a database with tables of another program', async () => {
    const database = new DatabaseSync(file)
    database.exec('CREATE TABLE invoices (mine TEXT)')
    database.close()
    await expect(run()).rejects.toThrow("has a table 'invoices' that no export made")
    expect(select(file, 'SELECT name FROM sqlite_schema')).toEqual([{ name: 'invoices' }])
  })

  test('is not a file of another kind', async () => {
    writeFileSync(file, 'Dear diary, today I shall be overwritten.')
    await expect(run()).rejects.toThrow('is a file, but not a SQLite database')
    expect(readdirSync(folder.path)).toEqual(['billit.db'])
  })

  test.each(['billit.txt', 'mysql://user:geheim@host/db', ''])('is not %j', async (target) => {
    const error = await exportAll(server.client(), target).catch((reason: unknown) => reason)
    expect(error).toMatchObject({ name: 'ExportError', message: expect.stringContaining('An export goes to') })
    expect(String(error)).not.toContain('geheim')
    expect(existsSync('billit.txt')).toBe(false)
  })
})

test('misuse is refused', () => {
  // As a caller in JavaScript may write it.
  const wrong = (options: unknown) => () => exportAll(server.client(), file, options as object)
  expect(wrong({ resource: ['invoices'] })).toThrow("did you mean 'resources'")
  expect(wrong({ resources: ['invoice'] })).toThrow("There is no resource 'invoice' to export")
  expect(wrong({ resources: [] })).toThrow('at least one')
  expect(wrong({ since: '2026-01-01' })).toThrow('since must be a Date')
  expect(wrong({ csvSeparator: '|' })).toThrow('csvSeparator must be')
  expect(wrong({ pdfs: 'x', resources: ['tags'] })).toThrow('PDFs are those of invoices')
})

test('the token is in no file', async () => {
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
