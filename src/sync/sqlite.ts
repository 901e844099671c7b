import { closeSync, mkdirSync, openSync, readSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { Database, Dialect, Value } from './database.ts'
import { ExportError } from './export-error.ts'
import { sqliteFlat } from './sqlite-flat.ts'

const dialect: Dialect = {
  json: 'TEXT',
  moment: 'TEXT',
  elements: 'json_each($1)',
  toMoment: (sql) => sql,
  toJson: (sql) => sql,
  jsonText: (sql) => sql,
  storable: (json) => json,
  relations: "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%'",
  differ: (one, other) => `${one} IS NOT ${other}`,
  flat: sqliteFlat,
}

/** Opens a SQLite file and locks it for this export. @throws ExportError */
export function openSqlite(path: string, name = path): Database {
  // An import would fail on an older Node, before this message.
  const sqlite = process.getBuiltinModule?.('node:sqlite')
  if (!sqlite) {
    throw new ExportError(
      `Exporting to ${name} needs Node 22.13 or later (this is ${process.version}). Update Node, or export to PostgreSQL (postgres://…).`,
    )
  }
  checkFile(path, name)
  const lock = lockFile(sqlite, `${path}-lock`, name)
  const database = new sqlite.DatabaseSync(path)
  try {
    // With NORMAL, a crash can lose the last records but not corrupt the file. The next run requests them again.
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 10000')
  } catch (cause) {
    database.close()
    lock.close()
    throw cause
  }
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
    async query(sql, values = []) {
      return prepare(sql).all(toNamed(values))
    },
    async transaction(work) {
      database.exec('BEGIN IMMEDIATE')
      try {
        const result = await work()
        database.exec('COMMIT')
        return result
      } catch (error) {
        database.exec('ROLLBACK')
        throw error
      }
    },
    async close() {
      database.close()
      lock.close()
    },
  }
}

/** For SQLite, `$1` is a named parameter. */
const toNamed = (values: readonly Value[]): Record<string, Value> =>
  Object.fromEntries(values.map((value, index) => [`$${index + 1}`, value]))

const SQLITE_HEADER = 'SQLite format 3\0'

/** Rejects a file that is not a SQLite database, before creating files next to it. */
function checkFile(path: string, name: string): void {
  mkdirSync(dirname(path), { recursive: true })
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
    throw new ExportError(`Another export is writing to ${name}. Wait for it to finish, or choose another target.`, { cause })
  }
}
