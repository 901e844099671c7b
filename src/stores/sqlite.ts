import type { DatabaseSync } from 'node:sqlite'
import type { IdempotencyStore } from '../core/idempotency-store.ts'
import { toRecord } from './row.ts'

/** How long a process waits while another process is writing. */
const BUSY_TIMEOUT_MS = 10_000

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
 * @throws TypeError if the path is empty or `:memory:`. Error if this Node has no `node:sqlite`, or the file cannot be opened.
 */
export function sqliteStore(path: string): SqliteStore {
  if (typeof path !== 'string' || path === '' || path === ':memory:') {
    throw new TypeError("sqliteStore() expects the path of a file, such as 'invoices.db'. For tests, use memoryStore().")
  }
  const database = open(path)
  database.exec(SCHEMA)
  const statements = {
    read: database.prepare('SELECT * FROM billit_idempotency WHERE key = ?'),
    insert: database.prepare('INSERT OR IGNORE INTO billit_idempotency VALUES (?, ?, ?, ?, ?, ?, ?)'),
    update: database.prepare(
      'UPDATE OR IGNORE billit_idempotency SET version = ?, hash = ?, started_at = ?, sent_at = ?, until = ?, uuid = ? WHERE key = ? AND version = ?',
    ),
    remove: database.prepare('DELETE FROM billit_idempotency WHERE key = ? AND version = ?'),
    claimed: database.prepare('SELECT uuid FROM billit_idempotency WHERE uuid IN (SELECT value FROM json_each(?))'),
    unsettled: database.prepare('SELECT * FROM billit_idempotency WHERE uuid IS NULL'),
  }
  return {
    async read(key) {
      const row = statements.read.get(key)
      return row && toRecord(row)
    },
    async write({ key, version, hash, startedAt, sentAt, until, uuid = null }) {
      const { changes } =
        version === 1
          ? statements.insert.run(key, version, hash, startedAt, sentAt, until, uuid)
          : statements.update.run(version, hash, startedAt, sentAt, until, uuid, key, version - 1)
      return changes === 1
    },
    async remove(key, version) {
      statements.remove.run(key, version)
    },
    async claimed(uuids) {
      return statements.claimed.all(JSON.stringify(uuids)).map(({ uuid }) => String(uuid))
    },
    async unsettled() {
      return statements.unsettled.all().map(toRecord)
    },
    close: () => database.close(),
  }
}

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
    uuid TEXT UNIQUE
  ) STRICT, WITHOUT ROWID`

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
      {
        cause,
      },
    )
  }
}
