import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs'
import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { messageOf, readField } from '../core/text.ts'
import type { Database, Dialect, Value } from './database.ts'
import { ExportError, TargetBusyError } from './export-error.ts'
import { createFile, createOwnFile } from './files.ts'
import { sqliteFlat } from './sqlite-flat.ts'

const dialect: Dialect = {
  json: 'TEXT',
  moment: 'TEXT',
  serial: 'INTEGER PRIMARY KEY AUTOINCREMENT',
  durable: ['PRAGMA synchronous = FULL'],
  elements: 'json_each($1)',
  toMoment: (sql) => sql,
  toJson: (sql) => sql,
  jsonText: (sql) => sql,
  storable: (json) => json,
  replaceView: (name, query) => [`DROP VIEW IF EXISTS ${name}`, `CREATE VIEW ${name} AS ${query}`],
  relations: "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view', 'index') AND name NOT LIKE 'sqlite_%'",
  differ: (one, other) => `${one} IS NOT ${other}`,
  flat: sqliteFlat,
}

/**
 * How long a statement blocks the process while another program has a lock. Short, because it also blocks requests and signals.
 */
const BUSY_TIMEOUT_MS = 50
/** How long the export waits for another program that locks the file. */
const MAX_BUSY_MS = 10_000
const BUSY_PAUSE_MS = 200

/** Opens a SQLite file and locks it for this export. @throws ExportError */
export async function openSqlite(path: string, signal?: AbortSignal, name = path): Promise<Database> {
  const sqlite = loadSqlite(name)
  const run = <T>(work: () => T): Promise<T> => retryWhileBusy(work, name, signal)
  const lock = openLocked(sqlite, path, name)
  let database: DatabaseSync | undefined
  try {
    const opened = new sqlite.DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS })
    database = opened
    // With NORMAL, a crash can lose the last records but not corrupt the file. The next run requests them again.
    await run(() => opened.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL'))
    return createDatabase(opened, lock, run)
  } catch (cause) {
    database?.close()
    lock.close()
    throw cause instanceof ExportError ? cause : describeFailure(cause, name)
  }
}

/** Opens an existing file without locking it, beside the program that writes to it. @throws ExportError */
export async function joinSqlite(path: string, signal?: AbortSignal): Promise<Database> {
  const sqlite = loadSqlite(path)
  if (!existsSync(path)) throw new ExportError(`${path} does not exist. Run npx billit-io watch --to ${path} first.`)
  checkFile(path, path)
  const database = new sqlite.DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS })
  return createDatabase(database, undefined, (work) => retryWhileBusy(work, path, signal))
}

/** An import would fail on an older Node, before this message. @throws ExportError */
function loadSqlite(name: string): typeof import('node:sqlite') {
  const sqlite = process.getBuiltinModule?.('node:sqlite')
  if (sqlite) return sqlite
  throw new ExportError(
    `Exporting to ${name} needs Node 22.13 or later (this is ${process.version}). Update Node, or export to PostgreSQL (postgres://…).`,
  )
}

function createDatabase(database: DatabaseSync, lock: DatabaseSync | undefined, run: <T>(work: () => T) => Promise<T>): Database {
  const statements = new Map<string, StatementSync>()
  const prepare = (sql: string): StatementSync => {
    const known = statements.get(sql)
    if (known) return known
    const statement = database.prepare(sql)
    statements.set(sql, statement)
    return statement
  }
  return {
    dialect,
    query: (sql, values = []) => run(() => prepare(sql).all(toNamed(values))),
    async transaction(work) {
      await run(() => database.exec('BEGIN IMMEDIATE'))
      try {
        const result = await work()
        await run(() => database.exec('COMMIT'))
        return result
      } catch (error) {
        // SQLite has already rolled back after some errors, such as a full disk.
        if (database.isTransaction) database.exec('ROLLBACK')
        throw error
      }
    },
    async close() {
      closeReadable(database)
      lock?.close()
    },
  }
}

/** Leaves WAL mode, in which a user without write permission could not read the file. Fails if another program is reading it. */
function closeReadable(database: DatabaseSync): void {
  try {
    database.exec('PRAGMA journal_mode = DELETE')
  } catch {
    // The next run tries again.
  }
  database.close()
}

/** For SQLite, `$1` is a named parameter. */
const toNamed = (values: readonly Value[]): Record<string, Value> =>
  Object.fromEntries(values.map((value, index) => [`$${index + 1}`, value]))

/** SQLite's result codes, without the extended part. */
const BUSY = 5
const NOT_WRITABLE = 8
const FULL = 13

const resultCode = (error: unknown): number => Number(readField(error, 'errcode')) & 0xff

/** Runs a statement, again while another program has a lock. @throws ExportError */
async function retryWhileBusy<T>(work: () => T, name: string, signal: AbortSignal | undefined): Promise<T> {
  for (const started = performance.now(); ; ) {
    try {
      return work()
    } catch (error) {
      if (resultCode(error) !== BUSY || performance.now() - started > MAX_BUSY_MS) throw describeFailure(error, name)
      await sleep(BUSY_PAUSE_MS, undefined, signal && { signal })
    }
  }
}

function describeFailure(cause: unknown, name: string): ExportError {
  const code = resultCode(cause)
  if (code === BUSY) {
    return new ExportError(`Another program has locked ${name}. Close it, and run the export again.`, { cause })
  }
  if (code === FULL) return new ExportError(`Cannot write to ${name}: the disk is full.`, { cause })
  if (code === NOT_WRITABLE) return new ExportError(`Cannot write to ${name}: it is read-only.`, { cause })
  return new ExportError(`Cannot write to ${name}: ${messageOf(cause)}.`, { cause })
}

const SQLITE_HEADER = 'SQLite format 3\0'

/** Rejects a file that is not a SQLite database, before creating files next to it. */
function checkFile(path: string, name: string): void {
  const found = statSync(path, { throwIfNoEntry: false })
  if (!found || found.size === 0) return
  const file = openSync(path, 'r')
  const head = Buffer.alloc(SQLITE_HEADER.length)
  readSync(file, head)
  closeSync(file)
  if (head.toString('latin1') !== SQLITE_HEADER) {
    throw new ExportError(`${name} exists and is not a SQLite database. Choose another name, such as billit.db.`)
  }
}

/** Creates the files, and locks them. @throws ExportError */
function openLocked(sqlite: typeof import('node:sqlite'), path: string, name: string): DatabaseSync {
  try {
    checkFile(path, name)
    createOwnFile(`${path}-lock`)
    createFile(path)
  } catch (cause) {
    throw cause instanceof ExportError ? cause : new ExportError(`Cannot write to ${name}: ${messageOf(cause)}.`, { cause })
  }
  return lockFile(sqlite, `${path}-lock`, name)
}

/**
 * Holds an exclusive lock on a separate file, so that other programs can still read the database. The operating system releases
 * the lock when the process ends. The file is not removed, because another process may hold the lock by then.
 */
function lockFile(sqlite: typeof import('node:sqlite'), path: string, name: string): DatabaseSync {
  const lock = new sqlite.DatabaseSync(path)
  try {
    lock.exec('PRAGMA busy_timeout = 500; BEGIN EXCLUSIVE')
    return lock
  } catch (cause) {
    lock.close()
    throw new TargetBusyError(`Another export or watch is writing to ${name}. Wait for it to finish, or choose another target.`, {
      cause,
    })
  }
}
