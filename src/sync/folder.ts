import { join } from 'node:path'
import { isRecord } from '../core/record.ts'
import { BYTE_ORDER_MARK, type CsvSeparator, csvDate, csvLine, parseExactly } from './csv.ts'
import { FLAT_VIEWS, type FlatView } from './flat.ts'
import { writeWhole } from './pdfs.ts'
import type { TableName } from './resources.ts'
import type { KeptRecord, Store } from './store.ts'

/** Writes the files of a folder: each resource as NDJSON and as CSV. A file is replaced only when the new one is complete. */
export async function writeFolder(
  folder: string,
  store: Store,
  tables: readonly TableName[],
  separator: CsvSeparator,
): Promise<void> {
  for (const table of tables) {
    await writeWhole(join(folder, `${table}.ndjson`), ndjson(store.records(table)))
    const views = FLAT_VIEWS.filter(({ resource }) => resource === table)
    for (const view of views) await writeWhole(join(folder, `${view.name}.csv`), flatCsv(view, store.records(table), separator))
    if (views.length > 0) continue
    const columns = await columnsOf(store.records(table))
    await writeWhole(join(folder, `${table}.csv`), plainCsv(columns, store.records(table), separator))
  }
}

type Records = AsyncIterable<KeptRecord>

/** The columns of the tables in a database. The record stands as it came. */
async function* ndjson(records: Records): AsyncGenerator<string> {
  for await (const { key, updatedAt, deletedAt, data } of records) {
    const own = JSON.stringify({ key, updated_at: updatedAt, deleted_at: deletedAt })
    // JSON has line ends only between its values: in a text they are escaped.
    yield `${own.slice(0, -1)},"data":${data.replace(/[\r\n]+/g, ' ')}}\n`
  }
}

/** The columns of a flat view. */
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
    const own = cells(record, columns)
    const items = each ? valueAt(record, each) : undefined
    if (!each) yield csvLine([key, csvDate(deletedAt), ...own], separator)
    else if (isRecord(items)) {
      for (const [index, item] of Object.values(items).entries()) {
        yield csvLine([key, String(index + 1), csvDate(deletedAt), ...own, ...cells(item, itemColumns)], separator)
      }
    }
  }
}

/** A column for each field that some record has. */
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

async function columnsOf(records: Records): Promise<string[]> {
  const fields = new Set<string>()
  for await (const { data } of records) {
    const record: unknown = JSON.parse(data)
    if (isRecord(record)) for (const field of Object.keys(record)) fields.add(field)
  }
  return [...fields]
}

const valueAt = (record: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((value, step) => (isRecord(value) ? value[step] : undefined), record)
