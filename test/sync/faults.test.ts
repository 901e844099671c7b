/** Exports from a server whose lists have ties, and that fails for some records. */
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { exportAll } from '../../src/sync/index.ts'
import { FakeBillit, type FakeRecord } from './fake-billit.ts'
import { exported, scratchFolder, select } from './target-file.ts'

let folder: ReturnType<typeof scratchFolder>
let file: string
let server: FakeBillit

beforeEach(() => {
  folder = scratchFolder()
  file = join(folder.path, 'billit.db')
  server = new FakeBillit()
})
afterEach(() => folder.remove())

const run = (options = {}) => exportAll(server.client(), file, options)
const expectEqual = (...names: Array<'contacts' | 'invoices' | 'payments' | 'purchases' | 'ocps'>) => {
  for (const name of names) expect(exported(file, name)).toEqual(server.expected(name))
}

describe('a list whose order has ties', () => {
  /** Another order for each request. */
  const shuffle = (rows: readonly FakeRecord[]) => {
    const shuffled = [...rows]
    for (let index = shuffled.length - 1; index > 0; index -= 1) {
      const other = Math.floor(Math.random() * (index + 1))
      const [one, two] = [shuffled[index], shuffled[other]]
      if (one && two) [shuffled[index], shuffled[other]] = [two, one]
    }
    return shuffled
  }

  test('is exported completely, and deleted records are marked', async () => {
    for (let index = 0; index < 24; index += 1) server.create('contacts')
    server.pageSize = 12
    server.order = shuffle
    for (let runs = 0; runs < 10; runs += 1) {
      if (runs === 5) server.delete('contacts', 7)
      const summary = await run({ resources: ['contacts'] })
      if (summary.settled) expectEqual('contacts')
      else expect(summary.failures).not.toEqual([])
    }
    expectEqual('contacts')
  })

  test('is a failure if rows never appear', async () => {
    for (let index = 0; index < 9; index += 1) server.create('contacts')
    // The last row of the first page appears again on the second page instead of another row.
    server.order = (rows) => rows.map((row, index) => (index === 4 ? (rows[3] ?? row) : row))
    const summary = await run({ resources: ['contacts'] })
    expect(summary.settled).toBe(false)
    expect(summary.failures).toMatchObject([{ resource: 'contacts', key: undefined }])
    expect(Object.keys(exported(file, 'contacts'))).toHaveLength(8)
  })
})

test('does not mark records as deleted if a list is suddenly empty, except with refresh', async () => {
  for (let index = 0; index < 12; index += 1) server.create('contacts')
  await run()
  server.order = () => []
  server.records.get('contacts')?.splice(0)
  const summary = await run()
  expect(summary).toMatchObject({
    settled: false,
    failures: [{ resource: 'contacts', message: expect.stringContaining('it is empty') }],
  })
  expect(Object.keys(exported(file, 'contacts'))).toHaveLength(12)
  expect(await run({ refresh: true })).toMatchObject({ settled: true, failures: [] })
  expect(exported(file, 'contacts')).toEqual({})
})

describe('a failure', () => {
  test.each([403, 404, 500])('of a list with status %i does not stop the other lists', async (status) => {
    server.create('payments')
    server.create('purchases')
    server.intercept = (path) => (path === '/ocps' ? server.fail(status) : undefined)
    const summary = await run()
    expect(summary).toMatchObject({ settled: false, failures: [{ resource: 'ocps', key: undefined }] })
    expectEqual('payments', 'purchases')
  })

  test('of five invoices in a row does not stop the others', async () => {
    for (let index = 0; index < 40; index += 1) server.create('invoices')
    const broken = Object.keys(server.expected('invoices')).slice(0, 5)
    server.intercept = (path) => (broken.some((key) => path.endsWith(key)) ? server.fail(500) : undefined)
    const { failures } = await run()
    expect(failures.map(({ key }) => key).sort()).toEqual(broken.sort())
    expect(Object.keys(exported(file, 'invoices'))).toHaveLength(35)
  })

  test('of many invoices in a row stops them, and the next run starts behind them', async () => {
    for (let index = 0; index < 60; index += 1) server.create('invoices')
    server.create('payments')
    const broken = Object.keys(server.expected('invoices')).sort().slice(0, 30)
    server.intercept = (path) => (broken.some((key) => path.endsWith(key)) ? server.fail(500) : undefined)
    const first = await run()
    expect(first.settled).toBe(false)
    expectEqual('payments')
    expect(exported(file, 'invoices')).toEqual({})
    await run()
    expect(Object.keys(exported(file, 'invoices'))).toHaveLength(30)
    server.intercept = () => undefined
    expect((await run()).failures).toEqual([])
    expectEqual('invoices')
  })

  test('is a response with another invoice than the requested one', async () => {
    const [asked, other] = [server.create('invoices'), server.create('invoices')]
    server.intercept = (path) =>
      path.endsWith(asked.key) ? new Response(`{"data":${server.expected('invoices')[other.key]}}`) : undefined
    const { failures } = await run()
    expect(failures).toMatchObject([{ key: asked.key, message: expect.stringContaining('returned another invoice') }])
    expect(Object.keys(exported(file, 'invoices'))).toEqual([other.key])
    server.intercept = () => undefined
    await run()
    expectEqual('invoices')
  })

  test('of an invoice whose uuid is malformed does not stop the others', async () => {
    server.create('invoices', { key: '../account' })
    server.create('invoices')
    expect((await run()).failures).toMatchObject([{ key: '../account' }])
    expect(Object.keys(exported(file, 'invoices'))).toHaveLength(1)
  })

  test('of a PDF does not stop the others', async () => {
    for (let index = 0; index < 8; index += 1) server.create('invoices')
    const { failures, resources } = await run({ pdfs: join(folder.path, 'pdfs') })
    expect(failures).toHaveLength(8)
    expect(failures[0]?.message).toMatch(/^PDF: /)
    expect(resources.purchases).toBeDefined()
  })
})

describe('a target with complete invoices', () => {
  test('stays complete and fresh in a run without details', async () => {
    for (let index = 0; index < 5; index += 1) server.create('invoices')
    await run()
    server.now += 60_000
    server.change('invoices', 2, { item: 'changed' })
    server.create('invoices')
    await run({ details: false })
    expect(Object.keys(exported(file, 'invoices'))).toHaveLength(6)
    expect(select(file, 'SELECT * FROM invoice_items_flat')).toHaveLength(5)
    const [, ...complete] = Object.entries(server.expected('invoices'))
    for (const [key, json] of complete) expect(exported(file, 'invoices')[key]).toBe(json)
  })

  test('stays fresh in a run with since', async () => {
    server.create('contacts')
    await run()
    server.now += 60_000
    server.change('contacts', 0, { note: 'changed' })
    await run({ since: new Date(server.now + 60_000) })
    expectEqual('contacts')
  })
})
