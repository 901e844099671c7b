import { join } from 'node:path'
import { isRecord, readOwn } from '../core/record.ts'
import { BYTE_ORDER_MARK, type CsvSeparator, csvDate, csvLine, csvNumber, parseExactly, WireNumber } from './csv.ts'
import { writeAtomically } from './files.ts'
import type { TableName } from './resources.ts'
import type { TargetReader, TargetRecord } from './target-reader.ts'
import { type View, type ViewColumn, viewsOf } from './views/index.ts'

/** Writes each resource as NDJSON and as CSV. A file is replaced only when the new one is complete. */
export async function writeFolder(
  folder: string,
  reader: TargetReader,
  tables: readonly TableName[],
  separator: CsvSeparator,
  signal?: AbortSignal,
): Promise<void> {
  for (const table of tables) {
    signal?.throwIfAborted()
    await writeAtomically(join(folder, `${table}.ndjson`), ndjson(reader.records(table)))
    if (viewsOf([table]).some(({ file }) => file === table)) continue
    const fields = await collectFields(reader.records(table))
    await writeAtomically(join(folder, `${table}.csv`), plainCsv(fields, reader.records(table), separator))
  }
  for (const view of viewsOf(tables)) await writeAtomically(join(folder, `${view.file}.csv`), viewCsv(view, reader, separator))
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

/** CSV with the rows of a view. */
async function* viewCsv(view: View, reader: TargetReader, separator: CsvSeparator): AsyncGenerator<string> {
  const { columns } = view
  yield BYTE_ORDER_MARK +
    csvLine(
      columns.map(({ name }) => name),
      separator,
    )
  for await (const row of reader.viewRows(view)) {
    const cells = columns.map((column) => viewCell(row[column.name], column))
    yield csvLine(cells, separator)
  }
}

/** The value of a column. A number has the digits of the record. */
function viewCell(value: unknown, { kind, isWire = false }: ViewColumn): unknown {
  if (kind === 'date' || kind === 'moment') return csvDate(value)
  if (isWire && kind !== 'text') return typeof value === 'string' ? csvNumber(parseExactly(value)) : null
  if (kind === 'boolean') return typeof value === 'number' ? value !== 0 : value
  return typeof value === 'number' || typeof value === 'bigint' ? new WireNumber(String(value)) : value
}

/** CSV with a column for each field that occurs in a record. */
async function* plainCsv(fields: readonly string[], records: Records, separator: CsvSeparator): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK +
    csvLine(['key', 'deleted_at', ...fields.map((field) => (field === 'deletedAt' ? 'deletedAt (Billit)' : field))], separator)
  for await (const { key, deletedAt, data } of records) {
    const record = parseExactly(data)
    const cells = fields.map((field) => (isDateField(field) ? csvDate(readField(record, field)) : readField(record, field)))
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

const readField = (record: unknown, field: string): unknown => (isRecord(record) ? readOwn(record, field) : undefined)
