/** Exports to a target that has the records of an earlier run. */
import { describe, expect, test } from 'vitest'
import { file, later, marked, requestedInvoices, run, server, useExport } from './export-setup.ts'
import { exported, select } from './target-file.ts'

useExport()

const laterByDays = (days: number) => later(days * 24 * 60 * 60 * 1000)

/** Exports invoices that the tax authority has decided on, and that were not recent when they were read. */
async function exportOldInvoices(count: number) {
  const invoices = Array.from({ length: count }, () => server.create('invoices', { mark: '400001' }))
  laterByDays(30)
  await run()
  return invoices
}

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
