/** The views of an export, in SQLite and as CSV. `views-postgres.test.ts` has those in PostgreSQL. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { csvNumber, WireNumber } from '../../src/sync/csv.ts'
import { exportAll } from '../../src/sync/index.ts'
import { sqliteFlat } from '../../src/sync/sqlite-flat.ts'
import { QUARTER } from '../mydata/golden-quarter.ts'
import { historyArbitrary, toInvoice } from '../mydata/histories.ts'
import { AMOUNT_TEXTS } from './amount-texts.ts'
import { guideQueries, guideVat } from './guide-sql.ts'
import { athensDays, INSTANTS } from './instants.ts'
import { clientFor } from './record-server.ts'
import { CONTACTS, INVOICES, PAYMENTS, PURCHASES, RECEIVABLES, STATEMENT } from './statement-records.ts'
import { scratchFolder } from './target-file.ts'
import { asLists, unplacedOf, VAT_NUMBERS, vatByMonth, vatInEuros } from './vat-by-month.ts'

let folder: ReturnType<typeof scratchFolder>

beforeEach(() => {
  folder = scratchFolder()
})
afterEach(() => {
  vi.useRealTimers()
  folder.remove()
})

type Records = Parameters<typeof clientFor>[0]

/** Exports the records to SQLite, and runs the queries. */
async function inSqlite(records: Records, ...queries: string[]): Promise<Array<Array<Record<string, unknown>>>> {
  const path = join(folder.path, 'billit.db')
  await exportAll(clientFor(records), path)
  const database = new DatabaseSync(path)
  try {
    return queries.map((query) => database.prepare(query).all())
  } finally {
    database.close()
  }
}

/** Exports the records to CSV, and reads one file. No cell of these tests needs quotes. */
async function inCsv(records: Records, name: string): Promise<Array<Record<string, string>>> {
  await exportAll(clientFor(records), `${folder.path}/`)
  const [header = '', ...lines] = readFileSync(join(folder.path, `${name}.csv`), 'utf8')
    .slice(1)
    .trimEnd()
    .split('\r\n')
  const names = header.split(',')
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, index) => [names[index], cell])))
}

const VAT = 'SELECT month, percent, exemption, direction, net_cents, vat_cents FROM vat_by_month'
const UNPLACED = 'SELECT key, reason FROM vat_unplaced'

describe('VAT by month equals vatSummary()', () => {
  test('in SQLite, for the golden quarter', async () => {
    const [vat = [], unplaced = []] = await inSqlite({ invoices: QUARTER }, VAT, UNPLACED)
    expect(vat).toHaveLength(17)
    expect(asLists(vat)).toEqual(vatByMonth(QUARTER))
    expect(asLists(unplaced)).toEqual(unplacedOf(QUARTER))
  })

  test('in the query of the guide', async () => {
    const [rows = []] = await inSqlite({ invoices: QUARTER }, guideVat)
    expect(asLists(rows)).toEqual(vatInEuros(QUARTER))
  })

  test('in CSV, for the golden quarter', async () => {
    expect(asLists(await inCsv({ invoices: QUARTER }, 'vat_by_month'), VAT_NUMBERS)).toEqual(vatByMonth(QUARTER))
  })

  test('in SQLite, for any history', async () => {
    await fc.assert(
      fc.asyncProperty(historyArbitrary, async (history) => {
        folder.remove()
        folder = scratchFolder()
        const invoices = history.map(toInvoice)
        const [vat = [], unplaced = []] = await inSqlite({ invoices }, VAT, UNPLACED)
        expect(asLists(vat)).toEqual(vatByMonth(invoices))
        expect(asLists(unplaced)).toEqual(unplacedOf(invoices))
      }),
      { numRuns: 20 },
    )
  })
})

describe('invoices_flat', () => {
  test('has a sign with which sales and credit notes can be summed', async () => {
    const [rows = []] = await inSqlite(
      { invoices: QUARTER },
      'SELECT number, mydata_type, mydata_state, is_self_billed, is_credit, sign, currency FROM invoices_flat WHERE number IN (1, 10, 17, 18, 19, 21, 22, 23, 24) ORDER BY number',
    )
    expect(rows.map((row) => Object.values(row))).toEqual([
      [1, '2.1', 'reported', 0, 0, 1, 'EUR'],
      [10, '5.1', 'reported', 0, 1, -1, 'EUR'],
      [17, '2.1', 'reported', 1, 0, 0, 'EUR'],
      [18, '3.1', 'reported', 0, 0, 0, 'EUR'],
      [19, '8.2', 'reported', 0, 0, 0, 'EUR'],
      [21, '2.1', 'failed', 0, 0, 1, 'EUR'],
      [22, '2.1', 'cancelled', 0, 0, 0, 'EUR'],
      [23, '1.1', 'cancelled', 0, 0, 0, 'EUR'],
      [24, '2.3', 'reported', 0, 0, 1, 'GBP'],
    ])
  })

  test('sums a sale of 1,000, a credit note of 400, a self-billed purchase of 200 and an OSS sale of 100 to 700', async () => {
    const four = [0, 9, 16, 19].map((index, place) => ({ ...QUARTER[index], amount: [1000, 400, 200, 100][place] }))
    const [rows = []] = await inSqlite(
      { invoices: four },
      'SELECT sum(signed_net_amount) AS euros, sum(signed_net_amount_cents) AS cents FROM invoices_flat',
    )
    expect(rows).toEqual([{ euros: 700, cents: 70_000 }])
  })

  test('has no sign for a document without a myDATA type, unless its name is that of a credit note', async () => {
    const untyped = (index: number, name: string) => ({ ...QUARTER[index], mydata: null, type: { id: 1, name } })
    const invoices = [untyped(0, 'Τιμολόγιο'), untyped(1, 'ΠΙΣΤΩΤΙΚΟ ΤΙΜΟΛΟΓΙΟ'), untyped(2, 'Credit note')]
    const [rows = []] = await inSqlite({ invoices }, 'SELECT sign, signed_net_amount FROM invoices_flat ORDER BY number')
    expect(rows.map(({ sign, signed_net_amount }) => [sign, signed_net_amount])).toEqual([
      [null, null],
      [-1, -250.5],
      [-1, -125.35],
    ])
  })

  test('has the same columns in CSV, with the digits of the record', async () => {
    const [row] = await inCsv({ invoices: [QUARTER[9] ?? {}] }, 'invoices')
    expect(row).toMatchObject({
      customer_id: '4821',
      net_amount: '100',
      net_amount_cents: '10000',
      is_paid: 'false',
      is_credit: 'true',
      is_self_billed: 'false',
      mydata_type: '5.1',
      mydata_state: 'reported',
      sign: '-1',
      signed_total_amount: '-124',
      signed_total_amount_cents: '-12400',
    })
  })

  test('rounds half a cent away from zero, and has no cents for what is not an amount', async () => {
    const invoices = [10.005, 1.005, -1.005, '12.50', '12,50', 'a lot', 1e15].map((amount, index) => ({
      ...QUARTER[index],
      amount,
    }))
    const [rows = []] = await inSqlite({ invoices }, 'SELECT net_amount_cents AS cents FROM invoices_flat ORDER BY number')
    expect(rows.map(({ cents }) => cents)).toEqual([1001, 101, -101, 1250, null, null, null])
  })
})

test('the same texts are amounts in SQLite and in CSV', () => {
  const database = new DatabaseSync(':memory:')
  const read = database.prepare(`SELECT ${sqliteFlat.number('data', ['amount'])} AS number FROM (SELECT ? AS data)`)
  for (const [text, number] of AMOUNT_TEXTS) {
    expect([text, read.get(JSON.stringify({ amount: text }))?.number]).toEqual([text, number])
    const cell = csvNumber(text)
    expect([text, cell instanceof WireNumber ? Number(cell.digits) : null]).toEqual([text, number])
  }
  database.close()
})

test('a view for a resource that is not exported does not exist', async () => {
  const path = join(folder.path, 'billit.db')
  await exportAll(clientFor({}), path, { resources: ['payments'] })
  const database = new DatabaseSync(path)
  const names = database.prepare(`SELECT name FROM sqlite_schema WHERE type = 'view'`).all()
  database.close()
  expect(names).toEqual([{ name: 'payments_flat' }])
})

test('an invoice that was exported without its rows is unplaced', async () => {
  const path = join(folder.path, 'billit.db')
  const { items: _items, mydata: _mydata, ...listed } = QUARTER[0] ?? {}
  await exportAll(clientFor({ invoices: [listed] }), path, { details: false })
  const database = new DatabaseSync(path)
  const rows = database.prepare('SELECT reason FROM vat_unplaced').all()
  const states = database.prepare('SELECT mydata_state, sign FROM invoices_flat').all()
  database.close()
  expect(rows).toEqual([{ reason: 'It was exported without its rows. Export it with its details.' }])
  expect(states).toEqual([{ mydata_state: null, sign: null }])
})

test('every query of the guide has rows', async () => {
  const untyped = { ...QUARTER[0], uuid: '99990000-0000-4000-8000-000000000000', mydata: { type: null } }
  const invoices = [...QUARTER, untyped]
  const results = await inSqlite({ invoices, payments: PAYMENTS, contacts: CONTACTS }, ...guideQueries)
  expect(results).toHaveLength(8)
  for (const rows of results) expect(rows.length).toBeGreaterThan(0)
})

describe('statements', () => {
  const records = { invoices: INVOICES, payments: PAYMENTS, contacts: CONTACTS, purchases: PURCHASES }

  beforeEach(() => {
    vi.useFakeTimers({ now: new Date('2026-12-31T10:00:00Z'), toFake: ['Date'] })
  })

  test('customer_statement has the documents and payments of a customer with a running balance', async () => {
    const [rows = []] = await inSqlite(
      records,
      `SELECT date, kind, number, amount_cents, balance_cents FROM customer_statement WHERE customer_id = '4821' AND currency = 'EUR' ORDER BY line`,
    )
    expect(rows.map((row) => Object.values(row))).toEqual(STATEMENT)
  })

  const OPEN =
    'SELECT current_cents, days_1_30_cents, days_31_60_cents, days_61_90_cents, days_over_90_cents, credit_cents, open_cents FROM receivables'

  test('receivables has the open amount of a customer by age', async () => {
    const [rows = [], [first] = []] = await inSqlite(records, `${OPEN} ORDER BY currency`, 'SELECT * FROM receivables')
    expect(rows.map((row) => Object.values(row))).toEqual([RECEIVABLES.EUR, RECEIVABLES.GBP])
    expect(first).toMatchObject({
      customer_id: '4821',
      customer: 'Αιολική Α.Ε.',
      as_of: '2026-12-31',
      days_31_60: 325.62,
      open: 350.42,
    })
  })

  test('receivables counts ages to another day', async () => {
    const path = join(folder.path, 'billit.db')
    await exportAll(clientFor(records), path)
    const database = new DatabaseSync(path)
    database.exec(`UPDATE billit_export SET value = '2027-03-01' WHERE name = 'as of'`)
    const [row = {}] = database.prepare(`${OPEN} WHERE currency = 'EUR'`).all()
    database.close()
    // Due on 14 January, 24 November and 4 November: 46, 97 and 117 days.
    expect(Object.values(row)).toEqual([0, 0, 14_880, 0, 32_562, -12_400, 35_042])
  })

  test('reporting_status has what the authority refused, with the reason', async () => {
    const invoices = [...QUARTER.slice(20, 22), { ...QUARTER[0], mydata: { type: '2.1', invoiceMark: null } }]
    const [rows = []] = await inSqlite(
      { invoices },
      'SELECT number, mydata_state, mydata_errors, without_mark_since FROM reporting_status ORDER BY number',
    )
    expect(rows.map((row) => Object.values(row))).toEqual([
      [1, 'pending', null, '2026-10-02T08:00:00+00:00'],
      [21, 'failed', '[{"code":202,"message":"Invalid VAT number"}]', '2026-12-01T08:00:00+00:00'],
      [22, 'cancelled', null, null],
    ])
  })

  test('purchases_by_month sums purchases', async () => {
    const [rows = []] = await inSqlite(records, 'SELECT * FROM purchases_by_month ORDER BY month')
    expect(rows.map((row) => Object.values(row))).toEqual([
      ['2026-10', 2, 150.5, 15_050, 36.12, 3612],
      ['2026-11', 1, 20, 2000, 0, 0],
    ])
  })

  test('joins payments and purchases with contacts', async () => {
    const [rows = []] = await inSqlite(
      records,
      'SELECT c.company, p.amount FROM payments_flat p JOIN contacts_flat c ON c.key = p.customer_id ORDER BY p.key',
      'SELECT c.company FROM purchases_flat p JOIN contacts_flat c ON c.id = p.supplier_id',
    )
    expect(rows).toEqual([
      { company: 'Αιολική Α.Ε.', amount: 1240 },
      { company: 'Αιολική Α.Ε.', amount: 100 },
    ])
  })
})

test('an instant is the day in Athens, as in CSV', () => {
  const database = new DatabaseSync(':memory:')
  const statement = database.prepare(`SELECT ${sqliteFlat.date('$data', ['dateIssued'])} AS day`)
  const dayOf = (dateIssued: string) => statement.get({ $data: JSON.stringify({ dateIssued }) })?.day
  expect(INSTANTS.map(dayOf)).toEqual(athensDays())
  expect(dayOf('2026-03-31T21:00:00Z')).toBe('2026-04-01')
  expect(['soon', '2026-02-30', '-0001-11-30T00:00:00+00:00', '0000-00-00', ''].map(dayOf)).toEqual([
    null,
    null,
    null,
    null,
    null,
  ])
  database.close()
})
