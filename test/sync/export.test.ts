import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { type ExportProgress, exportAll } from '../../src/sync/index.ts'
import { file, folder, later, marked, run, server, useExport } from './export-setup.ts'
import { FAKE_RESOURCES } from './fake-billit.ts'
import { exported, select } from './target-file.ts'

useExport()

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
