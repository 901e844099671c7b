import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { Billit, type Invoice, toYmd } from '../../src/index.ts'
import { sumReceivables } from '../../src/mcp/receivables.ts'
import { type Mock, startMock } from '../../src/mock/index.ts'
import { e3Summary, vatSummary } from '../../src/mydata/index.ts'
import { openCopy } from '../../src/sync/copy.ts'
import { exportAll } from '../../src/sync/index.ts'
import { scratchFolder, select } from '../sync/target-file.ts'
import { connectAgent, startExamples, tempFolder } from './agent.ts'

const PERIOD = { from: '2020-01-01', to: '2030-12-31' }
const folder = scratchFolder()
let mock: Mock
let copy: string

beforeAll(async () => {
  mock = await startMock({ rows: 120, seed: 7 })
  copy = join(folder.path, 'billit.db')
  await exportAll(new Billit({ token: 'exporter', baseUrl: `${mock.url}/v1`, rateLimit: false }), copy)
})
afterAll(async () => {
  folder.remove()
  await mock.close()
})

/** A copy with one setting changed. */
function withSetting(name: string, value: string): string {
  const path = join(tempFolder(), 'billit.db')
  copyFileSync(copy, path)
  const database = new DatabaseSync(path)
  database.prepare('UPDATE billit_export SET value = ? WHERE name = ?').run(value, name)
  database.close()
  return path
}

const invoicesOf = (path: string): Invoice[] => {
  const opened = openCopy(path)
  onTestFinished(() => opened.close())
  return [...opened.records('invoices')] as Invoice[]
}

const cents = (euros: unknown) => Math.round(Number(euros) * 100)

describe('a summary from a copy', () => {
  test('has the figures of vatSummary and e3Summary, and costs one request, for the account', async () => {
    const agent = await connectAgent(mock, { copy })
    const before = mock.requests.length
    const vat = (await agent.call('summary', { kind: 'vat', ...PERIOD })).data
    const e3 = (await agent.call('summary', { kind: 'e3', ...PERIOD })).data
    const receivables = await agent.call('summary', { kind: 'receivables' })
    expect(receivables.isError).toBe(false)
    expect(mock.requests.slice(before).map(({ operationId }) => operationId)).toEqual(['getAccount'])

    const expected = vatSummary(invoicesOf(copy))
    expect(expected.output.net).toBeGreaterThan(0)
    expect(vat).toMatchObject({ source: { from: 'copy', isComplete: true, asOf: expect.any(String) } })
    const { output, input } = vat as Record<'output' | 'input', { net: string; vat: string; rates: object[] }>
    expect([output.net, output.vat, input.net, input.vat].map(cents)).toEqual([
      ...[expected.output.net, expected.output.vat, expected.input.net, expected.input.vat],
    ])
    expect(output.rates).toHaveLength(expected.output.rates.length)
    const { income, expense } = e3Summary(invoicesOf(copy))
    const sums = e3 as Record<'income' | 'expense', { net: string }>
    expect([cents(sums.income.net), cents(sums.expense.net)]).toEqual([income.net, expense.net])
  })

  test('lists the invoices that are in no sum', async () => {
    const agent = await connectAgent(mock, { copy })
    const { data } = await agent.call('summary', { kind: 'vat', ...PERIOD })
    const { unplaced } = vatSummary(invoicesOf(copy))
    expect(data.unplaced).toHaveLength(Math.min(40, unplaced.length))
  })

  test('contains only the invoices of the period, in Athens', async () => {
    const agent = await connectAgent(mock, { copy })
    const [from, to] = ['2026-10-01', '2026-10-31']
    const { data } = await agent.call('summary', { kind: 'vat', from, to })
    const days = invoicesOf(copy).map(({ dateIssued }) => dateIssued.slice(0, 10))
    expect(data.invoices).toBe(days.filter((day) => day >= from && day <= to).length)
  })

  test.each<[string, () => string, string]>([
    ['of another account', () => withSetting('account', 'aaaaaaaa-0000-4000-8000-000000000000'), 'it is of another account'],
    ['whose export was stopped', () => withRun({ state: 'running' }), 'was stopped'],
    ['whose export was not complete', () => withRun({ state: 'incomplete' }), 'its last export was not complete'],
    ['without details', () => withRun({ isWhole: false }), '--no-details or --since'],
    ['of the future', () => withRun({ startedAt: '2999-01-01T00:00:00.000Z' }), 'in the future'],
    [
      'that does not say whether it is complete',
      () => withSetting('last run of invoices', ''),
      'nothing says whether it is complete',
    ],
  ])('is refused from a copy %s', async (_, path, why) => {
    const agent = await connectAgent(mock, { copy: path() })
    const { refused, message, data } = await agent.call('summary', { kind: 'vat', ...PERIOD })
    expect({ refused, message, data }).toEqual({ refused: 'copy_unusable', message: expect.stringContaining(why), data: {} })
  })

  test('says that the copy is old, and that it ends before the period does', async () => {
    const old = withRun({ startedAt: '2026-11-20T10:00:00.000Z' })
    const agent = await connectAgent(mock, { copy: old, now: () => Date.parse('2026-11-22T10:00:00Z') })
    const { warnings } = (await agent.call('summary', { kind: 'vat', from: '2026-10-01', to: '2026-11-20' })).data
    expect(warnings).toEqual([
      expect.stringContaining('48 hours old'),
      expect.stringContaining('later invoices of the period are missing'),
    ])
    const quarter = (await agent.call('summary', { kind: 'vat', from: '2026-07-01', to: '2026-09-30' })).data
    expect(quarter.warnings).toEqual([expect.stringContaining('48 hours old')])
  })
})

/** A copy whose last run says something else. */
function withRun(changes: object): string {
  const run = { startedAt: new Date().toISOString(), state: 'complete', isWhole: true, ...changes }
  return withSetting('last run of invoices', JSON.stringify(run))
}

test('receivables are those of the view of the export', () => {
  const rows = select(copy, 'SELECT * FROM receivables')
  const names = ['current', 'days_1_30', 'days_31_60', 'days_61_90', 'days_over_90', 'credit', 'open'] as const
  const expected = rows.map((row) => [`${row.customer_id ?? 'none'}`, ...names.map((name) => Number(row[`${name}_cents`]))])
  const [first] = rows
  const { rows: summed } = sumReceivables(invoicesOf(copy), String(first?.as_of))
  const actual = summed.map((row) => [`${row.customerId ?? 'none'}`, ...names.map((name) => row[name])])
  const byCustomer = (one: unknown[], other: unknown[]) => String(one[0]).localeCompare(String(other[0]))
  expect(actual.length).toBeGreaterThan(5)
  expect(actual.sort(byCustomer)).toEqual(expected.sort(byCustomer))
})

describe('a summary from the API', () => {
  test('has the figures of vatSummary, for the examples', async () => {
    const examples = await startExamples()
    const agent = await connectAgent(examples)
    const { data } = await agent.call('summary', { kind: 'vat', ...PERIOD })
    expect(data).toMatchObject({
      source: { from: 'api', isComplete: true },
      invoices: 5,
      output: { net: '1260.00', vat: '302.40' },
      input: { net: '500.00', vat: '120.00' },
    })
  })

  test('is refused before it needs more than fifty requests, with the cure', async () => {
    const agent = await connectAgent(mock)
    const before = mock.requests.length
    const { refused, message } = await agent.call('summary', { kind: 'vat', ...PERIOD })
    expect({ refused, message }).toEqual({ refused: 'too_many_requests', message: expect.stringContaining('--copy billit.db') })
    expect(mock.requests.length - before).toBe(1)
  })

  test('of receivables is of today', async () => {
    const agent = await connectAgent(await startExamples())
    const { data } = await agent.call('summary', { kind: 'receivables' })
    expect(data).toMatchObject({ asOf: toYmd(new Date()), open: [{ currency: 'EUR', open: '223.20' }], unplaced: [] })
  })

  test.each([
    [{ kind: 'vat' }, 'needs from and to'],
    [{ kind: 'vat', from: '2026-02-01', to: '2026-01-01' }, 'must not be after'],
    [{ kind: 'receivables', from: '2026-02-01' }, 'leave out from and to'],
  ])('refuses %j', async (args, why) => {
    const agent = await connectAgent(await startExamples())
    const { refused, message } = await agent.call('summary', args)
    expect({ refused, message }).toEqual({ refused: 'invalid_argument', message: expect.stringContaining(why) })
  })
})
