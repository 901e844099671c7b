import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { Billit, type Ledger, type LedgerEntry } from '../../src/index.ts'
import { memoryLedger, postgresLedger, sqliteLedger } from '../../src/ledger/index.ts'
import { ledgerChecks } from '../../src/ledger/test.ts'
import { hasPostgres, type Postgres, startPostgres } from '../support/postgres.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'billit-ledger-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const names = ledgerChecks(() => memoryLedger()).map(({ name }) => name)

/** Runs the check of a name, since the ledgers are opened only when the tests run. */
const check = async (name: string, open: () => Ledger) =>
  ledgerChecks(open)
    .find((each) => each.name === name)
    ?.run()

describe('memory', () => {
  const ledger = memoryLedger()
  test.each(names)('%s', (name) => check(name, () => ledger))
})

describe('SQLite', () => {
  test.each(names)('%s', (name) => check(name, () => sqliteLedger(join(folder, 'ledger.db'))))

  test('a file is opened by many processes at once', async () => {
    const source = `
      import { sqliteLedger } from '${new URL('../../src/ledger/index.ts', import.meta.url)}'
      const ledger = sqliteLedger(process.argv[1])
      const entry = { version: 1, hash: 'x', startedAt: 1, sentAt: 1, until: 1 }
      let won = 0
      for (let key = 0; key < 20; key += 1) if (await ledger.write({ ...entry, key: 'key-' + key })) won += 1
      console.log(won)`
    const args = ['--input-type=module', '--eval', source, join(folder, 'new.db')]
    const runs = Array.from({ length: 4 }, () => promisify(execFile)(process.execPath, args))
    const won = (await Promise.all(runs)).map(({ stdout }) => Number(stdout))
    expect(won.reduce((sum, each) => sum + each, 0)).toBe(20)
  })

  test('its file is in WAL mode, in which reading waits for no writer', async () => {
    const ledger = sqliteLedger(join(folder, 'settings.db'))
    ledger.close()
    const { DatabaseSync } = await import('node:sqlite')
    const kept = new DatabaseSync(join(folder, 'settings.db')).prepare('PRAGMA journal_mode').get()
    expect(kept).toEqual({ journal_mode: 'wal' })
  })

  test('a Node without it is told the cure', () => {
    const builtin = vi.spyOn(process, 'getBuiltinModule').mockReturnValue(undefined as never)
    expect(() => sqliteLedger(join(folder, 'x.db'))).toThrow(
      `sqliteLedger needs Node 22.13 or later (this is ${process.version}): update Node, or use postgresLedger(pool).`,
    )
    builtin.mockRestore()
  })

  test.each(['', ':memory:', undefined])('the path %j is refused', (path) => {
    expect(() => sqliteLedger(path as string)).toThrow("sqliteLedger needs the path of a file, such as 'invoices.db'")
  })

  test('a file that cannot be opened is named, with the cure', () => {
    expect(() => sqliteLedger(join(folder, 'missing/x.db'))).toThrow(
      `The ledger ${join(folder, 'missing/x.db')} cannot be opened: create its folder`,
    )
  })
})

describe.skipIf(!hasPostgres)('PostgreSQL', () => {
  let server: Postgres
  const pools: pg.Pool[] = []
  const open = (): Ledger => {
    const pool = new pg.Pool({ connectionString: server.url, max: 2 })
    pools.push(pool)
    return postgresLedger(pool)
  }
  beforeAll(async () => {
    server = await startPostgres()
  })
  afterAll(async () => {
    await Promise.all(pools.map((pool) => pool.end()))
    await server.stop()
  })

  test('a connection that is lost while nothing runs does not end the process', async () => {
    const pool = new pg.Pool({ connectionString: server.url, max: 1, application_name: 'idle' })
    pools.push(pool)
    const ledger = postgresLedger(pool)
    await ledger.read('none')
    const removed = new Promise((resolve) => pool.once('remove', resolve))
    const other = new pg.Pool({ connectionString: server.url, max: 1 })
    pools.push(other)
    await other.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'idle'")
    await removed
    expect(await ledger.read('none')).toBeUndefined()
  })

  test('a listener of your own for lost connections is the only one', () => {
    const pool = new pg.Pool({ connectionString: server.url }).on('error', () => {})
    pools.push(pool)
    postgresLedger(pool)
    expect(pool.listenerCount('error')).toBe(1)
  })

  test('many create its table at once', async () => {
    const ledgers = Array.from({ length: 8 }, open)
    expect(await Promise.all(ledgers.map((ledger) => ledger.read('none')))).toEqual(ledgers.map(() => undefined))
  })

  test.each(names)('%s', (name) => check(name, open))

  test('a write waits for the disk, even where the server would not', async () => {
    const pool = new pg.Pool({ connectionString: server.url, max: 1, options: '-c synchronous_commit=off' })
    pools.push(pool)
    const texts: string[] = []
    const ledger = postgresLedger({
      query: (text, values) => {
        texts.push(text)
        return pool.query(text, values)
      },
    })
    await ledger.write({ key: 'flushed', version: 1, hash: 'x', startedAt: 1, sentAt: 1, until: 1 })
    await ledger.write({ key: 'flushed', version: 2, hash: 'x', startedAt: 1, sentAt: 1, until: 1 })
    expect(texts.filter((text) => /INSERT|UPDATE/.test(text)).every((text) => text.includes('synchronous_commit'))).toBe(true)
    // For the statement alone: the connection is as it was.
    expect((await pool.query('SHOW synchronous_commit')).rows).toEqual([{ synchronous_commit: 'off' }])
  })

  test('a server that cannot be reached fails, and the next call tries again', async () => {
    let isDown = true
    const pool = new pg.Pool({ connectionString: server.url, max: 1 })
    pools.push(pool)
    const ledger = postgresLedger({
      query: async (text, values) => {
        if (isDown) throw new Error('connection refused')
        return pool.query(text, values)
      },
    })
    await expect(ledger.read('none')).rejects.toThrow('connection refused')
    isDown = false
    expect(await ledger.read('none')).toBeUndefined()
  })
})

test.each([undefined, null, 'postgres://localhost/billit', {}, Promise.resolve(new pg.Pool())])(
  'postgresLedger(%o) is refused',
  (pool) => {
    expect(() => postgresLedger(pool as never)).toThrow('postgresLedger() takes a Pool of pg')
  },
)

describe('the option', () => {
  const token = 'test-token-of-nobody'

  test.each([null, 'invoices.db', {}, { read: () => {} }, new Map()])('ledger %j is refused', (ledger) => {
    expect(() => new Billit({ token, ledger: ledger as never })).toThrow(
      "ledger must be a Ledger such as sqliteLedger('invoices.db') of billit-io/ledger",
    )
  })
})

async function writeAnyway(ledger: Ledger, entry: LedgerEntry): Promise<boolean> {
  const { version = 0 } = (await ledger.read(entry.key)) ?? {}
  return ledger.write({ ...entry, version: version + 1 })
}

describe('the checks find', () => {
  const broken: Array<[string, (good: Ledger) => Partial<Ledger>]> = [
    ['a write of any version', (good) => ({ write: (entry) => writeAnyway(good, entry) })],
    ['a write that always says yes', (good) => ({ write: (entry) => good.write(entry).then(() => true) })],
    ['a write that forgets the uuid', (good) => ({ write: ({ uuid: _, ...entry }) => good.write(entry) })],
    ['a remove of any version', (good) => ({ remove: async (key) => good.remove(key, (await good.read(key))?.version ?? 0) })],
    ['a key without its case', (good) => ({ read: (key) => good.read(key.toLowerCase()) })],
    ['claimed that says all', () => ({ claimed: async (uuids) => [...uuids] })],
    ['unsettled that says nothing', () => ({ unsettled: async () => [] })],
  ]
  test.each(broken)('%s', async (_what, change) => {
    const good = memoryLedger()
    const ledger = { ...good, ...change(good) }
    const outcomes = await Promise.allSettled(ledgerChecks(() => ledger).map(({ run }) => run()))
    expect(outcomes.some(({ status }) => status === 'rejected')).toBe(true)
  })
})
