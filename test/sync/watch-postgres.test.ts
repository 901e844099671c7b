/** Two watches with one PostgreSQL target. */
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { exportAll } from '../../src/sync/index.ts'
import { type Change, ExportError, watch } from '../../src/sync/watch.ts'
import { hasPgBouncer, startPgBouncer } from '../support/pgbouncer.ts'
import { hasPostgres, type Postgres, startPostgres } from '../support/postgres.ts'
import { FakeBillit, type FakeResource } from './fake-billit.ts'

const FAST = { share: 1, requestsPerMinute: 6000 }
const CHANGES = 30
const KILL_EVERY = 6

/** PostgreSQL returns the fields of a record in another order. */
const normalize = (record: unknown): string =>
  JSON.stringify(record, (_, value) =>
    value && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
      : value,
  )

describe.skipIf(!hasPostgres)('a watch of PostgreSQL', () => {
  let postgres: Postgres
  let client: pg.Client

  beforeAll(async () => {
    postgres = await startPostgres()
    client = new pg.Client({ connectionString: postgres.url })
    await client.connect()
  })
  afterAll(async () => {
    await client?.end()
    await postgres?.stop()
  })

  const targetOf = async (schema: string) => {
    await client.query(`CREATE SCHEMA ${schema}`)
    return `${postgres.url}?schema=${schema}`
  }

  test('reports every change over two processes whose connections are lost again and again', async () => {
    const url = await targetOf('two')
    const server = new FakeBillit()
    const resources: FakeResource[] = ['invoices', 'payments', 'contacts']
    for (let count = 0; count < 12; count += 1) server.create(resources[count % 3] ?? 'invoices')
    for await (const _ of watch(server.client(), url, { ...FAST, once: true }));
    const before = new Map<string, string>()
    const state = () =>
      new Map(
        resources.flatMap((name) =>
          Object.entries(server.expected(name)).map(([key, json]) => [`${name} ${key}`, normalize(JSON.parse(json))]),
        ),
      )
    for (const [record, json] of state()) before.set(record, json)

    const controller = new AbortController()
    const log: Array<{ watcher: string; change: Change }> = []
    let [made, losses] = [0, 0]
    const isComplete = () => {
      const reported = new Map(before)
      for (const { change } of log) {
        const record = `${change.resource} ${change.key}`
        if (change.after === null) reported.delete(record)
        else reported.set(record, normalize(change.after))
      }
      const now = state()
      return reported.size === now.size && [...now].every(([record, json]) => reported.get(record) === json)
    }
    const work = async (watcher: string) => {
      while (!controller.signal.aborted) {
        try {
          for await (const change of watch(server.client(), url, { ...FAST, signal: controller.signal })) {
            log.push({ watcher, change })
            if (made < CHANGES) {
              made += 1
              const resource = resources[made % 3] ?? 'invoices'
              if (made % 7 === 0) server.create(resource, { note: `new ${made}` })
              else if (made % 11 === 0) server.delete(resource, made)
              else server.change(resource, made, { note: `change ${made}`, item: `change ${made}` })
              if (made % KILL_EVERY === 0) {
                losses += 1
                await client.query(
                  `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'billit-io export'`,
                )
              }
            }
            await change.done()
            if (made >= CHANGES && isComplete()) controller.abort()
          }
        } catch (error) {
          if (!controller.signal.aborted && !(error instanceof ExportError)) throw error
        }
      }
    }
    const both = [work('A'), work('B')]
    server.change('invoices', 0, { note: 'the first change' })
    await Promise.all(both)

    expect(losses).toBe(CHANGES / KILL_EVERY)
    expect(new Set(log.map(({ watcher }) => watcher)).size).toBe(2)
    const current = new Map(before)
    const seen = new Set<string>()
    for (const { change } of log) {
      const record = `${change.resource} ${change.key}`
      if (!seen.has(change.id)) {
        expect(change.before && normalize(change.before)).toBe(current.get(record) ?? null)
        if (change.after === null) current.delete(record)
        else current.set(record, normalize(change.after))
      }
      seen.add(change.id)
    }
    expect(current).toEqual(state())
    expect((await client.query('SELECT * FROM two.billit_changes')).rows).toEqual([])
  }, 600_000)

  test('reports a digit that JavaScript numbers lose, what an export finds, and a dead change', async () => {
    const url = await targetOf('digits')
    const server = new FakeBillit()
    server.create('payments', { amount: '12345678901234567.80' })
    for await (const _ of watch(server.client(), url, { ...FAST, once: true }));
    server.change('payments', 0, { amount: '12345678901234567.81', updatedAt: server.now })
    await exportAll(server.client(), url)
    const options = { ...FAST, once: true, maxDeliveries: 1 }
    for await (const change of watch(server.client(), url, options)) {
      expect(change).toMatchObject({ resource: 'payments', kinds: ['updated'] })
      await change.failed('no paper')
    }
    const { rows } = await client.query('SELECT dead, error, deliveries FROM digits.billit_changes')
    expect(rows).toEqual([{ dead: 1, error: 'no paper', deliveries: '1' }])
  })

  test('acknowledges the change that is being handled when the watch is stopped', async () => {
    const url = await targetOf('stopped')
    const server = new FakeBillit()
    server.create('payments')
    const controller = new AbortController()
    const work = async () => {
      for await (const change of watch(server.client(), url, { ...FAST, from: 'beginning', signal: controller.signal })) {
        controller.abort(new Error('stopped by the test'))
        await change.done()
      }
    }
    await expect(work()).rejects.toThrow('stopped by the test')
    expect((await client.query('SELECT * FROM stopped.billit_changes')).rows).toEqual([])
  })

  test.skipIf(!hasPgBouncer)('refuses PgBouncer, in which no lock would keep a second watch away', async () => {
    const bouncer = await startPgBouncer(postgres.url)
    try {
      const changes = watch(new FakeBillit().client(), bouncer.url, FAST)
      await expect(changes.next()).rejects.toThrow(/is a connection pooler such as PgBouncer/)
    } finally {
      await bouncer.stop()
    }
  })
})
