import type { DatabaseSync } from 'node:sqlite'
import { show } from '../core/arguments.ts'
import type { IdempotencyStore } from '../core/idempotency-store.ts'
import { isRecord } from '../core/record.ts'
import { toRecord } from './row.ts'

/** An idempotency store in a SQLite file. */
export interface SqliteStore extends IdempotencyStore {
  /** Closes the file. Not needed if the process ends anyway. */
  close(): void
}

/**
 * Creates an idempotency store in a SQLite file, for all processes on one machine. Every write is flushed to disk. It uses
 * `node:sqlite`, which requires Node 22.13 or later.
 *
 * @param path Path of the file, such as `invoices.db`. It is created if it does not exist, together with a `-wal` and a `-shm`
 *   file. Do not use a network drive, because SQLite cannot lock files there.
 * @throws TypeError if it is not the path of a file, such as `:memory:`. Error if this Node has no `node:sqlite`, or the file
 *   cannot be opened. A method rejects if another program locks the file for 10 seconds, or the file was deleted.
 */
export function sqliteStore(path: string): SqliteStore {
  if (typeof path !== 'string' || path === '' || path === ':memory:' || /^file:/i.test(path)) {
    throw new TypeError(
      `sqliteStore() expects the path of a file, such as 'invoices.db', not ${show(path)}. For tests, use memoryStore().`,
    )
  }
  const database = open(path)
  const requireSameFile = watchFile(path)
  let statements: Statements | undefined
  try {
    statements = prepare(database)
  } catch (error) {
    // Another process is creating the table: the first method tries again.
    if (!isBusy(error)) throw error
  }
  const run = <T>(work: (ready: Statements) => T): Promise<T> =>
    whenUnlocked(path, () => {
      requireSameFile()
      statements ??= prepare(database)
      return work(statements)
    })

  return {
    read: (key) =>
      run(({ read }) => {
        const row = read.get(key)
        return row && toRecord(row)
      }),
    write: ({ key, version, hash, startedAt, sentAt, until, uuid = null, status = null }) =>
      run(({ insert, update }) => {
        const values = [version, hash, startedAt, sentAt, until, uuid, status]
        const { changes } = version === 1 ? insert.run(...values, key) : update.run(...values, key, version - 1)
        return changes === 1
      }),
    remove: (key, version) => run(({ remove }) => void remove.run(key, version)),
    claimed: (uuids) => run(({ claimed }) => claimed.all(JSON.stringify(uuids)).map(({ uuid }) => String(uuid))),
    unsettled: () => run(({ unsettled }) => unsettled.all().map(toRecord)),
    close: () => database.close(),
  }
}

/** A statement blocks the event loop while it waits for a lock, so it waits only briefly, and is then tried again. */
const BUSY_TIMEOUT_MS = 20
const RETRY_MS = 50
/** How long another program may lock the file. */
const LOCK_LIMIT_MS = 10_000

const SCHEMA = `
  PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS};
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA fullfsync = ON;
  CREATE TABLE IF NOT EXISTS billit_idempotency (
    key TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    hash TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    sent_at INTEGER NOT NULL,
    until INTEGER NOT NULL,
    uuid TEXT UNIQUE,
    status TEXT
  ) STRICT, WITHOUT ROWID`

type Statements = ReturnType<typeof prepare>

/** The columns are named, so that a later version of the table may have more of them. */
function prepare(database: DatabaseSync) {
  database.exec(SCHEMA)
  return {
    read: database.prepare('SELECT * FROM billit_idempotency WHERE key = ?'),
    insert: database.prepare(
      'INSERT OR IGNORE INTO billit_idempotency (version, hash, started_at, sent_at, until, uuid, status, key) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    ),
    update: database.prepare(
      'UPDATE OR IGNORE billit_idempotency SET version = ?, hash = ?, started_at = ?, sent_at = ?, until = ?, uuid = ?, status = ? WHERE key = ? AND version = ?',
    ),
    remove: database.prepare('DELETE FROM billit_idempotency WHERE key = ? AND version = ?'),
    claimed: database.prepare('SELECT uuid FROM billit_idempotency WHERE uuid IN (SELECT value FROM json_each(?))'),
    unsettled: database.prepare('SELECT * FROM billit_idempotency WHERE uuid IS NULL'),
  }
}

function open(path: string): DatabaseSync {
  // An import would fail on older versions of Node, even for users of another store.
  const sqlite = process.getBuiltinModule?.('node:sqlite')
  if (!sqlite) {
    throw new Error(
      `sqliteStore() requires Node 22.13 or later (this is ${process.version}). Update Node, or use postgresStore(pool).`,
    )
  }
  try {
    return new sqlite.DatabaseSync(path)
  } catch (cause) {
    throw new Error(
      `The idempotency store ${path} cannot be opened. Make sure that its folder exists and that this process can write to it.`,
      { cause },
    )
  }
}

/** Returns a check that the path still leads to the file that is open. Otherwise its writes would be lost. */
function watchFile(path: string): () => void {
  const { statSync } = process.getBuiltinModule('node:fs')
  const identify = () => {
    const { dev, ino } = statSync(path, { bigint: true, throwIfNoEntry: false }) ?? {}
    return `${dev} ${ino}`
  }
  const opened = identify()
  return () => {
    if (identify() === opened) return
    throw new Error(`The idempotency store ${path} was deleted or replaced while it was open. Restart this process.`)
  }
}

/** Runs a statement, and tries again while another program locks the file. */
async function whenUnlocked<T>(path: string, work: () => T): Promise<T> {
  const started = performance.now()
  for (;;) {
    try {
      return work()
    } catch (error) {
      if (!isBusy(error)) throw error
      if (performance.now() - started > LOCK_LIMIT_MS) {
        throw new Error(`Another program has locked the idempotency store ${path} for 10 seconds. Close that program.`, {
          cause: error,
        })
      }
    }
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS))
  }
}

/** SQLITE_BUSY and SQLITE_LOCKED, with their extended codes. */
function isBusy(error: unknown): boolean {
  const code = isRecord(error) ? Number(error.errcode) & 0xff : 0
  return code === 5 || code === 6
}
