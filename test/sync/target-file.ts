import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** A temporary folder for one test. */
export function scratchFolder(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'billit-export-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

/** Returns the rows of a statement. */
export function select(file: string, sql: string): Array<Record<string, unknown>> {
  const database = new DatabaseSync(file, { readOnly: true })
  try {
    return database.prepare(sql).all()
  } finally {
    database.close()
  }
}

/** Returns the records of a table that are not marked as deleted: JSON by key. */
export function exported(file: string, table: string): Record<string, string> {
  const rows = select(file, `SELECT key, data FROM ${table} WHERE deleted_at IS NULL`)
  return Object.fromEntries(rows.map(({ key, data }) => [String(key), String(data)]))
}
