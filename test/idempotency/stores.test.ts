import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { Billit, type IdempotencyRecord, type IdempotencyStore } from '../../src/index.ts'
import { memoryStore, postgresStore, sqliteStore } from '../../src/stores/index.ts'
import { storeChecks } from '../../src/stores/testing.ts'
import { hasPostgres, type Postgres, startPostgres } from '../support/postgres.ts'
import { draft } from './setup.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'billit-store-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const names = storeChecks(() => memoryStore()).map(({ name }) => name)

/** Runs one check by name. The stores are opened only when the tests run. */
const runCheck = async (name: string, open: () => IdempotencyStore) =>
  storeChecks(open)
    .find((each) => each.name === name)
    ?.run()

describe('memory', () => {
  const store = memoryStore()
  test.each(names)('%s', (name) => runCheck(name, () => store))
})

/** Holds the write lock of a file, as another program may. */
async function lockFile(path: string): Promise<{ unlock: () => void }> {
  const { DatabaseSync } = await import('node:sqlite')
  const database = new DatabaseSync(path)
  database.exec('BEGIN EXCLUSIVE')
  return { unlock: () => database.exec('COMMIT') }
}

describe('SQLite', () => {
  test.each(names)('%s', (name) => runCheck(name, () => sqliteStore(join(folder, 'store.db'))))

  test('opens one file in many processes at once', async () => {
    const source = `
      import { sqliteStore } from '${new URL('../../src/stores/index.ts', import.meta.url)}'
      const store = sqliteStore(process.argv[1])
      const record = { version: 1, hash: 'x', startedAt: 1, sentAt: 1, until: 1 }
      let won = 0
      for (let key = 0; key < 20; key += 1) if (await store.write({ ...record, key: 'key-' + key })) won += 1
      console.log(won)`
    const args = ['--input-type=module', '--eval', source, join(folder, 'new.db')]
    const runs = Array.from({ length: 4 }, () => promisify(execFile)(process.execPath, args))
    const won = (await Promise.all(runs)).map(({ stdout }) => Number(stdout))
    expect(won.reduce((sum, each) => sum + each, 0)).toBe(20)
  })

  test('keeps its file in WAL mode, in which readers do not wait for writers', async () => {
    const store = sqliteStore(join(folder, 'settings.db'))
    store.close()
    const { DatabaseSync } = await import('node:sqlite')
    const kept = new DatabaseSync(join(folder, 'settings.db')).prepare('PRAGMA journal_mode').get()
    expect(kept).toEqual({ journal_mode: 'wal' })
  })

  test('names the fix on a Node version without node:sqlite', () => {
    const builtin = vi.spyOn(process, 'getBuiltinModule').mockReturnValue(undefined as never)
    expect(() => sqliteStore(join(folder, 'x.db'))).toThrow(
      `sqliteStore() requires Node 22.13 or later (this is ${process.version}). Update Node, or use postgresStore(pool).`,
    )
    builtin.mockRestore()
  })

  test('lets timers run, and the deadline end the call, while another program locks the file', async () => {
    const path = join(folder, 'locked.db')
    const store = sqliteStore(path)
    const other = await lockFile(path)
    let ticks = 0
    const ticking = setInterval(() => {
      ticks += 1
    }, 10)
    const billit = new Billit({ token: 'test-token', baseUrl: 'http://127.0.0.1:9', idempotencyStore: store })
    const started = performance.now()
    const error = await billit.invoices.createOnce('order-1', draft(), { deadline: 300 }).catch((cause: unknown) => cause)
    clearInterval(ticking)
    expect(String(error)).toMatch(/still waiting for the idempotency store after \d+ ms \(deadline\); nothing was sent/)
    expect(performance.now() - started).toBeLessThan(3000)
    expect(ticks).toBeGreaterThan(8)
    other.unlock()
    expect(await store.read('order-1')).toBeUndefined()
  })

  test('writes as soon as another program releases the file', async () => {
    const path = join(folder, 'released.db')
    const store = sqliteStore(path)
    const other = await lockFile(path)
    const written = store.write({ key: 'a', version: 1, hash: 'x', startedAt: 1, sentAt: 1, until: 1 })
    setImmediate(() => other.unlock())
    expect(await written).toBe(true)
  })

  test('opens a file while another program locks it', async () => {
    const path = join(folder, 'opened.db')
    const other = await lockFile(path)
    const store = sqliteStore(path)
    const reading = store.read('a')
    setImmediate(() => other.unlock())
    expect(await reading).toBeUndefined()
  })

  test('rejects writes after its file was deleted or replaced', async () => {
    const path = join(folder, 'deleted.db')
    const store = sqliteStore(path)
    for (const change of [() => rmSync(path), () => writeFileSync(path, '')]) {
      change()
      const writing = store.write({ key: 'a', version: 1, hash: 'x', startedAt: 1, sentAt: 1, until: 1 })
      await expect(writing).rejects.toThrow(`${path} was deleted or replaced while it was open. Restart this process.`)
    }
  })

  test('uses a table of a later version, which has more columns', async () => {
    const path = join(folder, 'later.db')
    sqliteStore(path).close()
    const { DatabaseSync } = await import('node:sqlite')
    new DatabaseSync(path).exec("ALTER TABLE billit_idempotency ADD COLUMN note TEXT DEFAULT 'later'")
    const store = sqliteStore(path)
    const record = { key: 'a', version: 1, hash: 'x', startedAt: 1, sentAt: 1, until: 1 }
    expect(await store.write(record)).toBe(true)
    expect(await store.read('a')).toEqual(record)
  })

  test.each(['', ':memory:', 'file::memory:', 'file:x?mode=memory', 'FILE:x.db', undefined])('throws for the path %j', (path) => {
    expect(() => sqliteStore(path as string)).toThrow("sqliteStore() expects the path of a file, such as 'invoices.db'")
  })

  test('names a file that cannot be opened, and the fix', () => {
    expect(() => sqliteStore(join(folder, 'missing/x.db'))).toThrow(
      `The idempotency store ${join(folder, 'missing/x.db')} cannot be opened. Make sure that its folder exists`,
    )
  })
})

describe.skipIf(!hasPostgres)('PostgreSQL', () => {
  let server: Postgres
  const pools: pg.Pool[] = []
  const open = (): IdempotencyStore => {
    const pool = new pg.Pool({ connectionString: server.url, max: 2 })
    pools.push(pool)
    return postgresStore(pool)
  }
  beforeAll(async () => {
    server = await startPostgres()
  })
  afterAll(async () => {
    await Promise.all(pools.map((pool) => pool.end()))
    await server.stop()
  })

  test('survives the loss of an idle connection', async () => {
    const pool = new pg.Pool({ connectionString: server.url, max: 1, application_name: 'idle' })
    pools.push(pool)
    const store = postgresStore(pool)
    await store.read('none')
    const removed = new Promise((resolve) => pool.once('remove', resolve))
    const other = new pg.Pool({ connectionString: server.url, max: 1 })
    pools.push(other)
    await other.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'idle'")
    await removed
    expect(await store.read('none')).toBeUndefined()
  })

  test('adds no error listener to a pool that has one', () => {
    const pool = new pg.Pool({ connectionString: server.url }).on('error', () => {})
    pools.push(pool)
    postgresStore(pool)
    expect(pool.listenerCount('error')).toBe(1)
  })

  test('creates its table from many clients at once', async () => {
    const stores = Array.from({ length: 8 }, open)
    expect(await Promise.all(stores.map((store) => store.read('none')))).toEqual(stores.map(() => undefined))
  })

  test.each(names)('%s', (name) => runCheck(name, open))

  test('flushes each write to disk, even if the server does not by default', async () => {
    const pool = new pg.Pool({ connectionString: server.url, max: 1, options: '-c synchronous_commit=off' })
    pools.push(pool)
    const statements: string[] = []
    const store = postgresStore({
      query: (text, values) => {
        statements.push(text)
        return pool.query(text, values)
      },
    })
    await store.write({ key: 'flushed', version: 1, hash: 'x', startedAt: 1, sentAt: 1, until: 1 })
    await store.write({ key: 'flushed', version: 2, hash: 'x', startedAt: 1, sentAt: 1, until: 1 })
    expect(statements.filter((text) => /INSERT|UPDATE/.test(text)).every((text) => text.includes('synchronous_commit'))).toBe(
      true,
    )
    // Only for that statement: the setting of the connection is unchanged.
    expect((await pool.query('SHOW synchronous_commit')).rows).toEqual([{ synchronous_commit: 'off' }])
  })

  test('rejects if the server is unreachable, and connects on the next call', async () => {
    let isDown = true
    const pool = new pg.Pool({ connectionString: server.url, max: 1 })
    pools.push(pool)
    const store = postgresStore({
      query: async (text, values) => {
        if (isDown) throw new Error('connection refused')
        return pool.query(text, values)
      },
    })
    await expect(store.read('none')).rejects.toThrow('connection refused')
    isDown = false
    expect(await store.read('none')).toBeUndefined()
  })
})

test.each([undefined, null, 'postgres://localhost/billit', {}, Promise.resolve(new pg.Pool())])(
  'throws for postgresStore(%o)',
  (pool) => {
    expect(() => postgresStore(pool as never)).toThrow('postgresStore() expects a Pool of pg')
  },
)

describe('the option idempotencyStore', () => {
  const token = 'test-token'

  test.each([null, 'invoices.db', {}, { read: () => {} }, new Map()])('throws for %j', (store) => {
    expect(() => new Billit({ token, idempotencyStore: store as never })).toThrow(
      "idempotencyStore must be an IdempotencyStore such as sqliteStore('invoices.db') of billit-io/idempotency",
    )
  })
})

async function writeAnyVersion(store: IdempotencyStore, record: IdempotencyRecord): Promise<boolean> {
  const { version = 0 } = (await store.read(record.key)) ?? {}
  return store.write({ ...record, version: version + 1 })
}

describe('the store checks', () => {
  const broken: Array<[string, (good: IdempotencyStore) => Partial<IdempotencyStore>]> = [
    ['a write that ignores the version', (good) => ({ write: (record) => writeAnyVersion(good, record) })],
    ['a write that always returns true', (good) => ({ write: (record) => good.write(record).then(() => true) })],
    ['a write that drops the uuid', (good) => ({ write: ({ uuid: _, ...record }) => good.write(record) })],
    [
      'a remove that ignores the version',
      (good) => ({ remove: async (key) => good.remove(key, (await good.read(key))?.version ?? 0) }),
    ],
    ['a case-insensitive key', (good) => ({ read: (key) => good.read(key.toLowerCase()) })],
    ['a claimed() that returns every uuid', () => ({ claimed: async (uuids) => [...uuids] })],
    ['an unsettled() that returns nothing', () => ({ unsettled: async () => [] })],
  ]
  test.each(broken)('detect %s', async (_case, change) => {
    const good = memoryStore()
    const store = { ...good, ...change(good) }
    const outcomes = await Promise.allSettled(storeChecks(() => store).map(({ run }) => run()))
    expect(outcomes.some(({ status }) => status === 'rejected')).toBe(true)
  })
})
