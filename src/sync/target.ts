import { statSync } from 'node:fs'
import { join } from 'node:path'
import type { Database } from './database.ts'
import { ExportError } from './export-error.ts'
import { nameOf, openPostgres } from './postgres.ts'
import { openSqlite } from './sqlite.ts'

/** Where an export goes. */
export interface Target {
  kind: 'sqlite' | 'folder' | 'postgres'
  /** As it may be printed: without a password. */
  name: string
  open(): Promise<Database>
}

/** The file in a folder that knows how far the export has come. The folder's other files are written from it. */
const STATE_FILE = '.billit-export.db'

/** @throws ExportError if the text names no target. */
export function readTarget(text: string): Target {
  if (/^postgres(ql)?:\/\//.test(text)) return { kind: 'postgres', name: nameOf(text), open: () => openPostgres(text) }
  const isScheme = /^[a-z][a-z\d+.-]+:/i.test(text)
  const isFolder = /[/\\]$/.test(text) || statSync(text, { throwIfNoEntry: false })?.isDirectory()
  if (!isScheme && isFolder) {
    return { kind: 'folder', name: text, open: async () => openSqlite(join(text, STATE_FILE), text) }
  }
  if (!isScheme && /\.(db|sqlite3?)$/i.test(text)) return { kind: 'sqlite', name: text, open: async () => openSqlite(text) }
  throw new ExportError(
    `An export goes to a SQLite file such as billit.db, a folder such as billit/, or postgres://…, not to '${isScheme ? nameOf(text) : text}'.`,
  )
}
