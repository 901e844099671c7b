/** Exports to a real PostgreSQL server. */
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { exportAll } from '../../src/sync/index.ts'
import { postgresFlat } from '../../src/sync/postgres-flat.ts'
import { hasPgBouncer, startPgBouncer } from '../support/pgbouncer.ts'
import { hasPostgres, type Postgres, startPostgres } from '../support/postgres.ts'
import { AMOUNT_TEXTS } from './amount-texts.ts'
import { FakeBillit } from './fake-billit.ts'
import { athensDays, INSTANTS } from './instants.ts'

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
    const summary = await exportAll(server.client(), url)
    // The others are recent, so they were read again, but have not changed.
    expect(summary.resources.invoices).toEqual({ rows: 20, gone: 1, written: 2, details: 19 })
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

  test('accepts the same texts as amounts as SQLite and CSV', async () => {
    const { rows } = await client.query(
      `SELECT (${postgresFlat.number('data', ['amount'])})::float8 AS number
       FROM unnest($1::text[]) WITH ORDINALITY AS each(amount, position), jsonb_build_object('amount', each.amount) AS data ORDER BY position`,
      [AMOUNT_TEXTS.map(([text]) => text)],
    )
    expect(rows.map(({ number }, index) => [AMOUNT_TEXTS[index]?.[0], number])).toEqual(AMOUNT_TEXTS)
  })

  test('shows an instant as the day in Athens, as in CSV', async () => {
    const { rows } = await client.query(
      `SELECT to_char(${postgresFlat.date('data', ['day'])}, 'YYYY-MM-DD') AS day
       FROM unnest($1::text[]) WITH ORDINALITY AS instant(day, position), jsonb_build_object('day', instant.day) AS data ORDER BY position`,
      [INSTANTS],
    )
    expect(rows.map(({ day }) => day)).toEqual(athensDays())
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
      /^Another export or watch is writing to postgres:\/\/127\.0\.0\.1:\d+\/postgres\. /,
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

  test('honours the schema in the address', async () => {
    await client.query('CREATE SCHEMA "Books"')
    server.create('contacts')
    await exportAll(server.client(), `${postgres.url}?schema=Books`)
    expect((await client.query('SELECT key FROM "Books".contacts')).rows).toHaveLength(1)
    await expect(exportAll(server.client(), `${postgres.url}?schema=missing`)).rejects.toThrow('has no schema to write to')
  })

  describe('a later version', () => {
    const pretendOtherVersion = async () => {
      // A view of an earlier version, without some columns.
      await client.query('DROP VIEW payments_flat')
      await client.query('CREATE VIEW payments_flat AS SELECT key, deleted_at FROM payments')
      await client.query("UPDATE billit_export SET value = 'earlier' WHERE name = 'view of payments_flat'")
    }

    test('adds columns to a view that a view of the user depends on, and keeps its privileges', async () => {
      server.create('payments')
      await exportAll(server.client(), url)
      await pretendOtherVersion()
      await client.query('CREATE VIEW mine AS SELECT key FROM payments_flat')
      await client.query(`DROP ROLE IF EXISTS reader${schemas}`)
      await client.query(`CREATE ROLE reader${schemas}`)
      await client.query(`GRANT SELECT ON payments_flat TO reader${schemas}`)
      expect((await exportAll(server.client(), url)).warnings).toEqual([])
      expect((await client.query('SELECT amount FROM payments_flat')).rows).toHaveLength(1)
      expect((await client.query('SELECT key FROM mine')).rows).toHaveLength(1)
      const { rows } = await client.query(`SELECT has_table_privilege('reader${schemas}', 'payments_flat', 'SELECT') AS may`)
      expect(rows).toEqual([{ may: true }])
    })

    test('exports the records even if a view cannot be updated, and reports the view', async () => {
      await exportAll(server.client(), url)
      await client.query('DROP VIEW payments_flat')
      await client.query('CREATE VIEW payments_flat AS SELECT key AS renamed FROM payments')
      await client.query('CREATE VIEW mine AS SELECT renamed FROM payments_flat')
      await client.query("UPDATE billit_export SET value = 'earlier' WHERE name = 'view of payments_flat'")
      server.create('payments')
      const { warnings, resources } = await exportAll(server.client(), url)
      expect(warnings).toEqual([expect.stringMatching(/^The view payments_flat could not be updated/)])
      expect(resources.payments).toMatchObject({ rows: 1 })
    })
  })

  test('needs no privilege to create, once everything exists', async () => {
    server.create('contacts')
    await exportAll(server.client(), url)
    const role = `writer${schemas}`
    await client.query(`CREATE ROLE ${role} LOGIN`)
    await client.query(`GRANT USAGE ON SCHEMA test${schemas} TO ${role}`)
    await client.query(`GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA test${schemas} TO ${role}`)
    server.create('contacts')
    const summary = await exportAll(server.client(), url.replace('postgres@', `${role}@`))
    expect(summary.resources.contacts).toMatchObject({ rows: 2, written: 1 })
  })

  test('reports a server that stops in the middle in one line', async () => {
    const own = await startPostgres()
    for (let index = 0; index < 20; index += 1) server.create('invoices')
    let stopped: Promise<void> | undefined
    server.intercept = async () => {
      if (server.details < 8) return undefined
      stopped ??= own.kill()
      await stopped
      return undefined
    }
    const error = await exportAll(server.client(), own.url).catch((reason: unknown) => reason)
    await stopped
    expect(error).toMatchObject({ name: 'ExportError', message: expect.stringMatching(/^Cannot write to postgres:\/\/127.*\.$/) })
  })

  describe('a silent server', () => {
    /** Accepts connections. After `bytes` bytes of responses, it forwards none. */
    async function startProxy(bytes: number) {
      const { port } = new URL(postgres.url)
      const sockets = new Set<Socket>()
      let left = bytes
      const proxy = createServer((socket) => {
        const upstream = connect(Number(port), '127.0.0.1')
        for (const one of [socket, upstream]) sockets.add(one.on('error', () => {}))
        socket.pipe(upstream)
        upstream.on('data', (chunk) => {
          left -= chunk.length
          if (left > 0) socket.write(chunk)
        })
      })
      proxy.listen(0, '127.0.0.1')
      await once(proxy, 'listening')
      onTestFinished(() => {
        for (const socket of sockets) socket.destroy()
        proxy.close()
      })
      // The address of a TCP server is an object.
      return url.replace(port, String((proxy.address() as AddressInfo).port))
    }

    test.each([
      ['at the connection', 0],
      ['in the middle', 2000],
    ])('%s does not keep an aborted export from ending', async (_, bytes) => {
      for (let index = 0; index < 20; index += 1) server.create('contacts')
      const controller = new AbortController()
      const run = exportAll(server.client(), await startProxy(bytes), { signal: controller.signal })
      const failed = expect(run).rejects.toThrow('enough')
      setTimeout(() => controller.abort(new Error('enough')), 500)
      const started = performance.now()
      await failed
      expect(performance.now() - started).toBeLessThan(4000)
    })

    test('ends the export after 10 seconds without a connection', async () => {
      await expect(exportAll(server.client(), await startProxy(0))).rejects.toThrow(/^Cannot connect to .*timeout/)
    })
  })

  test.skipIf(!hasPgBouncer)('rejects PgBouncer in transaction mode, and leaves no setting and no lock behind', async () => {
    const pooler = await startPgBouncer(postgres.url)
    onTestFinished(pooler.stop)
    await expect(exportAll(server.client(), pooler.url)).rejects.toThrow('is a connection pooler such as PgBouncer')
    const other = new pg.Client({ connectionString: pooler.url })
    await other.connect()
    expect((await other.query('SHOW lock_timeout')).rows).toEqual([{ lock_timeout: '0' }])
    expect((await other.query("SELECT 1 FROM pg_locks WHERE locktype = 'advisory'")).rows).toEqual([])
    await other.end()
  })

  test('names an unreachable server without the password', async () => {
    const error = await exportAll(server.client(), 'postgres://me:geheim@127.0.0.1:1/db').catch((reason: unknown) => reason)
    expect(String(error)).toContain('Cannot connect to postgres://127.0.0.1:1/db')
    expect(JSON.stringify(error) + String(error)).not.toContain('geheim')
  })
})
