/** The views of an export in PostgreSQL. */
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { exportAll } from '../../src/sync/index.ts'
import { QUARTER } from '../mydata/golden-quarter.ts'
import { hasPostgres, type Postgres, startPostgres } from '../support/postgres.ts'
import { guideQueries, guideVat } from './guide-sql.ts'
import { clientFor } from './record-server.ts'
import { CONTACTS, INVOICES, PAYMENTS, PURCHASES, RECEIVABLES, STATEMENT } from './statement-records.ts'
import { asLists, unplacedOf, VAT_NUMBERS, vatByMonth, vatInEuros } from './vat-by-month.ts'

describe.skipIf(!hasPostgres)('the views in PostgreSQL', () => {
  let postgres: Postgres
  let client: pg.Client
  let url: string
  let schemas = 0

  beforeAll(async () => {
    postgres = await startPostgres()
    client = new pg.Client({ connectionString: postgres.url })
    await client.connect()
    // The views must not depend on the time zone of the reader.
    await client.query(`SET TIME ZONE 'America/New_York'`)
  })
  afterAll(async () => {
    vi.useRealTimers()
    await client?.end()
    await postgres?.stop()
  })
  beforeEach(async () => {
    schemas += 1
    await client.query(`CREATE SCHEMA test${schemas}`)
    await client.query(`SET search_path TO test${schemas}`)
    url = `${postgres.url}?options=-csearch_path%3Dtest${schemas}`
  })

  const query = async (sql: string): Promise<Array<Record<string, unknown>>> => (await client.query(sql)).rows
  const values = async (sql: string): Promise<unknown[][]> => (await query(sql)).map((row) => Object.values(row))

  test('VAT by month equals vatSummary() for the golden quarter', async () => {
    await exportAll(clientFor({ invoices: QUARTER }), url)
    const vat = await query('SELECT month, percent, exemption, direction, net_cents, vat_cents FROM vat_by_month')
    expect(asLists(vat, VAT_NUMBERS)).toEqual(vatByMonth(QUARTER))
    expect(asLists(await query('SELECT key, reason FROM vat_unplaced'))).toEqual(unplacedOf(QUARTER))
  })

  test('every query of the guide has rows, and its VAT equals vatSummary()', async () => {
    const untyped = { ...QUARTER[0], uuid: '99990000-0000-4000-8000-000000000000', mydata: { type: null } }
    await exportAll(clientFor({ invoices: [...QUARTER, untyped], payments: PAYMENTS, contacts: CONTACTS }), url)
    for (const sql of guideQueries) expect((await query(sql)).length).toBeGreaterThan(0)
    expect(asLists(await query(guideVat), ['percent', 'exemption', 'net', 'vat'])).toEqual(vatInEuros(QUARTER))
  })

  test('dates, moments, amounts and ids have the types of PostgreSQL', async () => {
    await exportAll(clientFor({ invoices: QUARTER, payments: PAYMENTS, contacts: CONTACTS, purchases: PURCHASES }), url)
    const types = await query(
      `SELECT DISTINCT table_name || '.' || column_name AS name, data_type AS type FROM information_schema.columns
       WHERE table_schema = 'test${schemas}' AND table_name LIKE '%_flat'`,
    )
    const typeOf = new Map(types.map(({ name, type }) => [name, type]))
    expect(typeOf.get('invoices_flat.date_issued')).toBe('date')
    expect(typeOf.get('payments_flat.date_occurred')).toBe('date')
    expect(typeOf.get('invoices_flat.cancelled_at')).toBe('timestamp with time zone')
    expect(typeOf.get('invoices_flat.net_amount')).toBe('numeric')
    expect(typeOf.get('invoices_flat.signed_net_amount')).toBe('numeric')
    expect(typeOf.get('invoices_flat.is_credit')).toBe('boolean')
    expect(await values('SELECT count(*) FROM invoices_flat i JOIN contacts_flat c ON c.key = i.customer_id')).toEqual([['25']])
    expect(await values('SELECT count(*) FROM purchases_flat p JOIN contacts_flat c ON c.id = p.supplier_id')).toEqual([['3']])
  })

  test('a join by customer can use an index', async () => {
    await exportAll(clientFor({ invoices: QUARTER }), url)
    await client.query('SET enable_seqscan = off')
    const plan = await values(`EXPLAIN SELECT key FROM invoices_flat WHERE customer_id = '4821'`)
    await client.query('RESET enable_seqscan')
    expect(plan.join('\n')).toContain('invoices_customer_id')
  })

  test('moments are in UTC unless they name another zone, and what is not a date is null', async () => {
    const dates = [
      ['2026-02-28', '2026-03-29T22:30:00+00:00'],
      ['2026-02-30', '2026-03-29 22:30:00'],
      ['2028-02-29', '2026-03-30T01:30:00+03:00'],
      ['-0001-11-30T00:00:00+00:00', '-0001-11-30T00:00:00+00:00'],
      ['soon', '2026-03-29'],
      ['0000-00-00', '2026-13-01T00:00:00Z'],
      ['2027-02-29', null],
    ]
    const invoices = dates.map(([dateIssued, createdAt], index) => ({ ...QUARTER[index], dateIssued, createdAt }))
    await exportAll(clientFor({ invoices }), url)
    const rows = await values(
      `SELECT date_issued::text, to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI') FROM invoices_flat ORDER BY number`,
    )
    expect(rows).toEqual([
      ['2026-02-28', '2026-03-29 22:30'],
      [null, '2026-03-29 22:30'],
      ['2028-02-29', '2026-03-29 22:30'],
      [null, null],
      [null, '2026-03-29 00:00'],
      [null, null],
      [null, null],
    ])
  })

  test('an amount that is not a number, and errors of any form, break no view', async () => {
    const errors = [[], {}, [''], [null], [{ a: { b: 'E' } }], 'text', 0, false, ' ']
    const invoices = errors.map((error, index) => ({
      ...QUARTER[index],
      amount: index === 0 ? '12,50' : 1,
      mydata: { type: '2.1', errors: error },
    }))
    await exportAll(clientFor({ invoices }), url)
    expect(await values('SELECT mydata_state FROM invoices_flat ORDER BY number')).toEqual(
      ['pending', 'pending', 'pending', 'pending', 'failed', 'failed', 'failed', 'pending', 'pending'].map((state) => [state]),
    )
    expect(await values('SELECT net_amount, net_amount_cents FROM invoices_flat WHERE number = 1')).toEqual([[null, null]])
  })

  test('statements are those of SQLite', async () => {
    vi.useFakeTimers({ now: new Date('2026-12-31T10:00:00Z'), toFake: ['Date'] })
    await exportAll(clientFor({ invoices: INVOICES, payments: PAYMENTS, contacts: CONTACTS, purchases: PURCHASES }), url)
    vi.useRealTimers()
    const statement = await query(
      `SELECT date::text, kind, number, amount_cents, balance_cents FROM customer_statement
       WHERE customer_id = '4821' AND currency = 'EUR' ORDER BY line`,
    )
    const numbers = ['number', 'amount_cents', 'balance_cents']
    expect(statement.map((row) => asLists([row], numbers)[0])).toEqual(STATEMENT)
    const receivables = await query(
      `SELECT current_cents, days_1_30_cents, days_31_60_cents, days_61_90_cents, days_over_90_cents, credit_cents, open_cents
       FROM receivables ORDER BY currency`,
    )
    expect(receivables.map((row) => Object.values(row).map(Number))).toEqual([RECEIVABLES.EUR, RECEIVABLES.GBP])
    expect(await values('SELECT open, as_of::text FROM receivables ORDER BY currency')).toEqual([
      ['350.42', '2026-12-31'],
      ['480.00', '2026-12-31'],
    ])
    expect(await values(`SELECT number, mydata_state FROM reporting_status WHERE mydata_state = 'cancelled'`)).toEqual([
      ['8', 'cancelled'],
    ])
    expect(await values('SELECT month, net_amount FROM purchases_by_month ORDER BY month')).toEqual([
      ['2026-10', '150.50'],
      ['2026-11', '20.00'],
    ])
  })
})
