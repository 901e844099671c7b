import { statSync } from 'node:fs'
import { join } from 'node:path'
import { HOW_TO_ENCODE, isConnectionUrl } from '../tools/connection-url.ts'
import type { Database } from './database.ts'
import { ExportError } from './export-error.ts'
import { joinPostgres, nameOf, openPostgres } from './postgres.ts'
import { joinSqlite, openSqlite } from './sqlite.ts'
import { loadXlsx } from './xlsx.ts'

/** The target of an export. */
export interface Target {
  kind: 'sqlite' | 'folder' | 'postgres' | 'xlsx'
  /** For messages, without credentials. */
  name: string
  /** Opens and locks it. */
  open(signal?: AbortSignal): Promise<Database>
}

/** A database in which changes can wait. */
export interface WatchTarget extends Target {
  /** Opens it beside the program that has locked it. */
  join(signal?: AbortSignal): Promise<Database>
}

/** The SQLite file in a folder, with the records and the progress. The other files are written from it. */
const STATE_FILE = '.billit-export.db'

/** @throws ExportError if the text is not a target. */
export function readTarget(text: string): Target {
  if (/^postgres(ql)?:\/\//.test(text)) {
    if (!isConnectionUrl(text)) throw new ExportError(`The URL of the PostgreSQL database is invalid. ${HOW_TO_ENCODE}`)
    return { kind: 'postgres', name: nameOf(text), open: (signal) => openPostgres(text, signal) }
  }
  const isScheme = /^[a-z][a-z\d+.-]+:/i.test(text)
  const isFolder = /[/\\]$/.test(text) || statSync(text, { throwIfNoEntry: false })?.isDirectory()
  if (!isScheme && isFolder) {
    return { kind: 'folder', name: text, open: (signal) => openSqlite(join(text, STATE_FILE), signal, text) }
  }
  if (!isScheme && /\.xlsx$/i.test(text)) {
    const open = async (signal?: AbortSignal) => {
      // Before hours of requests.
      await loadXlsx()
      return openSqlite(`${text}.db`, signal, text)
    }
    return { kind: 'xlsx', name: text, open }
  }
  if (!isScheme && /\.(db|sqlite3?)$/i.test(text)) {
    return { kind: 'sqlite', name: text, open: (signal) => openSqlite(text, signal) }
  }
  const shown = MAY_HOLD_PASSWORD.test(text) ? 'this target' : `'${text}'`
  throw new ExportError(
    `Cannot export to ${shown}. Use a SQLite file such as billit.db, a folder such as billit/, a workbook such as billit.xlsx, or postgres://…`,
  )
}

/** @throws ExportError if the target is not a database. */
export function readWatchTarget(text: string): WatchTarget {
  const target = readTarget(text)
  if (target.kind === 'sqlite') return { ...target, join: (signal) => joinSqlite(text, signal) }
  if (target.kind === 'postgres') return { ...target, join: (signal) => joinPostgres(text, signal) }
  throw new ExportError(
    `Cannot watch with ${target.name} as the target, because files cannot keep the changes that wait. Use a SQLite file such as billit.db, or postgres://…, and export to files separately.`,
  )
}

/** A mistyped URL, or the settings of a connection. */
const MAY_HOLD_PASSWORD = /[:@=?#]/
