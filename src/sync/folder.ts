import { join } from 'node:path'
import { isRecord } from '../core/record.ts'
import { BYTE_ORDER_MARK, type CsvSeparator, csvDate, csvLine, parseExactly } from './csv.ts'
import { writeAtomically } from './files.ts'
import { FLAT_VIEWS, type FlatView } from './flat.ts'

import type { TableName } from './resources.ts'
import type { Store, TargetRecord } from './store.ts'

/** Writes each resource as NDJSON and as CSV. A file is replaced only when the new one is complete. */
export async function writeFolder(
  folder: string,
  store: Store,
  tables: readonly TableName[],
  separator: CsvSeparator,
  signal?: AbortSignal,
): Promise<void> {
  for (const table of tables) {
    signal?.throwIfAborted()
    await writeAtomically(join(folder, `${table}.ndjson`), ndjson(store.records(table)))
    const views = FLAT_VIEWS.filter(({ resource }) => resource === table)
    for (const view of views)
      await writeAtomically(join(folder, `${view.name}.csv`), flatCsv(view, store.records(table), separator))
    if (views.length > 0) continue
    const fields = await collectFields(store.records(table))
    await writeAtomically(join(folder, `${table}.csv`), plainCsv(fields, store.records(table), separator))
  }
}

type Records = AsyncIterable<TargetRecord>

/** The columns of a table, one record per line. The record itself is unchanged. */
async function* ndjson(records: Records): AsyncGenerator<string> {
  for await (const { key, updatedAt, deletedAt, data } of records) {
    const metadata = JSON.stringify({ key, updated_at: updatedAt, deleted_at: deletedAt })
    // In JSON, line breaks occur only between values: strings contain them escaped.
    yield `${metadata.slice(0, -1)},"data":${data.replace(/[\r\n]+/g, ' ')}}\n`
  }
}

/** CSV with the columns of a flat view. */
async function* flatCsv(
  { each, columns, itemColumns = [] }: FlatView,
  records: Records,
  separator: CsvSeparator,
): AsyncGenerator<string> {
  const names = ['key', ...(each ? ['line'] : []), 'deleted_at', ...[...columns, ...itemColumns].map(([name]) => name)]
  yield BYTE_ORDER_MARK + csvLine(names, separator)
  for await (const { key, deletedAt, data } of records) {
    const record = parseExactly(data)
    const cells = (source: unknown, wanted: typeof columns) =>
      wanted.map(([, path, kind]) =>
        kind === 'date' || kind === 'moment' ? csvDate(valueAt(source, path)) : valueAt(source, path),
      )
    const recordCells = cells(record, columns)
    const items = each ? valueAt(record, each) : undefined
    if (!each) yield csvLine([key, csvDate(deletedAt), ...recordCells], separator)
    else if (isRecord(items)) {
      for (const [index, item] of Object.values(items).entries()) {
        yield csvLine([key, String(index + 1), csvDate(deletedAt), ...recordCells, ...cells(item, itemColumns)], separator)
      }
    }
  }
}

/** CSV with a column for each field that occurs in a record. */
async function* plainCsv(fields: readonly string[], records: Records, separator: CsvSeparator): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK +
    csvLine(['key', 'deleted_at', ...fields.map((field) => (field === 'deletedAt' ? 'deletedAt (Billit)' : field))], separator)
  for await (const { key, deletedAt, data } of records) {
    const record = parseExactly(data)
    const cells = fields.map((field) => (isDateField(field) ? csvDate(valueAt(record, field)) : valueAt(record, field)))
    yield csvLine([key, csvDate(deletedAt), ...cells], separator)
  }
}

const isDateField = (name: string): boolean => /^date|At$|^date/.test(name)

async function collectFields(records: Records): Promise<string[]> {
  const fields = new Set<string>()
  for await (const { data } of records) {
    const record: unknown = JSON.parse(data)
    if (isRecord(record)) for (const field of Object.keys(record)) fields.add(field)
  }
  return [...fields]
}

const valueAt = (record: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((value, step) => (isRecord(value) ? value[step] : undefined), record)
