/** Reads a copy that an export to a SQLite file has written. It writes nothing. */
import { statSync } from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'
import { messageOf } from '../core/text.ts'
import { ExportError } from './export-error.ts'
import { type LastRun, lastRunSetting, parseLastRun } from './last-run.ts'
import type { ExportResource } from './resources.ts'

/** An open copy. */
export interface Copy {
  /** The UUID of its account. `undefined` if the export's token could not read it. */
  account: string | undefined
  /** The last export of a resource. `undefined` if there was none, or only one of an older version. */
  lastRun(resource: ExportResource): LastRun | undefined
  /** The records of a resource that are still in Billit. */
  records(resource: ExportResource): Iterable<unknown>
  close(): void
}

/** @throws ExportError if the file is not an export, or this Node has no SQLite. */
export function openCopy(path: string): Copy {
  const sqlite = process.getBuiltinModule?.('node:sqlite')
  if (!sqlite) throw new ExportError(`Reading ${path} needs Node 22.13 or later (this is ${process.version}).`)
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) {
    throw new ExportError(`There is no file ${path}. Create it: npx billit-io export --to ${path}`)
  }
  const database = new sqlite.DatabaseSync(path, { readOnly: true })
  try {
    // All that is read is of one moment, even if an export starts.
    database.exec('BEGIN')
    const settings = readSettings(database)
    return {
      account: settings.get('account'),
      lastRun: (resource) => parseLastRun(settings.get(lastRunSetting(resource))),
      records: (resource) => readRecords(database, resource),
      close: () => database.close(),
    }
  } catch (cause) {
    database.close()
    throw new ExportError(`${path} is not a copy that billit-io export has written: ${messageOf(cause)}.`, { cause })
  }
}

function readSettings(database: DatabaseSync): Map<string, string> {
  const rows = database.prepare('SELECT name, value FROM billit_export').all()
  return new Map(rows.map(({ name, value }) => [String(name), String(value)]))
}

function* readRecords(database: DatabaseSync, resource: ExportResource): Generator<unknown, void> {
  for (const { data } of database.prepare(`SELECT data FROM ${resource} WHERE deleted_at IS NULL`).iterate()) {
    yield JSON.parse(String(data))
  }
}
