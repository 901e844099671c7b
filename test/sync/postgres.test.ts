/** Exports to a real PostgreSQL server. */
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { exportAll } from '../../src/sync/index.ts'
import { hasPostgres, type Postgres, startPostgres } from '../support/postgres.ts'
import { FakeBillit } from './fake-billit.ts'

describe.skipIf(!hasPostgres)('an export to PostgreSQL', () => {
  let postgres: Postgres
  let client: pg.Client
  let server: FakeBillit
  let url: string
  let schemas = 0

  beforeAll(async () => {
    postgres = await startPostgres()
    client = new pg.Client({ connectionString: postgres.url })
    await client.connect()
  })
  afterAll(async () => {
    await client?.end()
    await postgres?.stop()
  })
  beforeEach(async () => {
    server = new FakeBillit()
    schemas += 1
    await client.query(`CREATE SCHEMA test${schemas}`)
    await client.query(`SET search_path TO test${schemas}`)
    url = `${postgres.url}?options=-csearch_path%3Dtest${schemas}`
  })

  const exported = async (table: string): Promise<Record<string, { note: string }>> => {
    const { rows } = await client.query(`SELECT key, data FROM ${table} WHERE deleted_at IS NULL`)
    return Object.fromEntries(rows.map(({ key, data }) => [key, data]))
  }
  const expected = (table: 'invoices' | 'contacts') =>
    Object.fromEntries(Object.entries(server.expected(table)).map(([key, json]) => [key, JSON.parse(json)]))

  test('continues after a kill, and exports changes', async () => {
    for (let index = 0; index < 30; index += 1) server.create(index % 3 ? 'invoices' : 'contacts')
    server.beforeRequest = () => {
      if (server.details >= 12) throw new Error('killed')
    }
    await expect(exportAll(server.client(), url)).rejects.toThrow()
    server.beforeRequest = () => {}
    await exportAll(server.client(), url)
    server.change('invoices', 2, { item: 'changed' })
    server.delete('invoices', 5)
    server.now += 60_000
    const { details } = server
    const summary = await exportAll(server.client(), url)
    expect(server.details).toBe(details + 1)
    expect(summary.resources.invoices).toEqual({ rows: 20, gone: 1, written: 2, details: 1 })
    expect(await exported('invoices')).toEqual(expected('invoices'))
    expect(await exported('contacts')).toEqual(expected('contacts'))
  })

  test('keeps amounts exact, and its views accept amounts that are not numbers', async () => {
    server.create('payments', { amount: '12345678901234567.80' })
    server.create('payments', { amount: '"12,50"' })
    server.create('payments', { amount: 'null' })
    server.create('invoices', { item: 'Ά', amount: '0.10' })
    await exportAll(server.client(), url)
    const { rows: payments } = await client.query('SELECT amount FROM payments_flat ORDER BY key')
    expect(payments.map(({ amount }) => amount)).toEqual(['12345678901234567.80', null, null])
    const { rows: items } = await client.query('SELECT date_issued::text, product, net_amount, line FROM invoice_items_flat')
    expect(items).toEqual([{ date_issued: '2026-11-24', product: 'Ά', net_amount: '0.10', line: '1' }])
  })

  test('replaces characters that PostgreSQL rejects in JSON', async () => {
    server.create('contacts', { note: 'a\u0000b\\u0000\ud83d\ude00' })
    server.create('contacts', { note: 'half \ud83d' })
    await exportAll(server.client(), url)
    const notes = Object.values(await exported('contacts')).map(({ note }) => note)
    expect(notes.sort()).toEqual(['a\ufffdb\\u0000\ud83d\ude00', 'half \ufffd'])
  })

  test('rejects a concurrent export, and releases the lock when the connection is lost', async () => {
    server.create('contacts')
    const first = exportAll(server.client(), url)[Symbol.asyncIterator]()
    await first.next()
    await expect(exportAll(server.client(), url)).rejects.toThrow(
      /^Another export is writing to postgres:\/\/127\.0\.0\.1:\d+\/postgres\. /,
    )
    await client.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'billit-io export'`)
    await exportAll(server.client(), url)
    await expect(first.next().then(() => first.next())).rejects.toThrow()
  })

  test('does not change a table of another program', async () => {
    await client.query('CREATE TABLE invoices (mine text)')
    await expect(exportAll(server.client(), url)).rejects.toThrow("has a table 'invoices' of another program")
    await client.query('SELECT mine FROM invoices')
  })

  test('names an unreachable server without the password', async () => {
    const error = await exportAll(server.client(), 'postgres://me:geheim@127.0.0.1:1/db').catch((reason: unknown) => reason)
    expect(String(error)).toContain('Cannot connect to postgres://127.0.0.1:1/db')
    expect(JSON.stringify(error) + String(error)).not.toContain('geheim')
  })
})
