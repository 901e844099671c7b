/** Writes an Excel workbook with a sheet for each view, whose cells have types. */
import type { Cell, Row, Sheet } from 'write-excel-file/node'
import { loadPeer, toMissingPeer, XLSX } from '../tools/peers.ts'
import { csvDate, csvNumber, parseExactly, WireNumber } from './csv.ts'
import { ExportError } from './export-error.ts'
import { writeAtomically } from './files.ts'
import type { TableName } from './resources.ts'
import type { TargetReader } from './target-reader.ts'
import { type View, type ViewColumn, viewsOf } from './views/index.ts'

/** A workbook is built in memory. */
const MAX_ROWS = 100_000
/** Excel's limit for a cell. */
const MAX_TEXT = 32_767
/** Excel keeps this many digits of a number. */
const MAX_DIGITS = 15

/** @throws MissingPeer if the package is missing. */
export const loadXlsx = () => loadPeer(XLSX, importXlsx)

async function importXlsx() {
  try {
    return (await import('write-excel-file/node')).default
  } catch (error) {
    throw toMissingPeer(XLSX, error)
  }
}

/** @throws ExportError if a view has too many rows. */
export async function writeXlsx(
  path: string,
  reader: TargetReader,
  tables: readonly TableName[],
  signal?: AbortSignal,
): Promise<void> {
  const writeFile = await loadXlsx()
  const sheets: Sheet<never>[] = []
  for (const view of viewsOf(tables)) sheets.push(await toSheet(path, view, reader, signal))
  const workbook: { toBuffer(): Promise<Uint8Array> } = writeFile(sheets)
  await writeAtomically(path, await workbook.toBuffer())
}

async function toSheet(path: string, view: View, reader: TargetReader, signal: AbortSignal | undefined): Promise<Sheet<never>> {
  const { columns, name } = view
  const data: Row[] = [columns.map((column) => ({ value: column.name, fontWeight: 'bold' }))]
  for await (const row of reader.viewRows(view)) {
    signal?.throwIfAborted()
    if (data.length > MAX_ROWS) {
      throw new ExportError(
        `${path} was not written: ${name} has more than ${MAX_ROWS.toLocaleString('en')} rows. Export to billit.db or to a folder instead.`,
      )
    }
    data.push(columns.map((column) => toCell(row[column.name], column)))
  }
  return { data, sheet: name, stickyRowsCount: 1 }
}

function toCell(value: unknown, { kind, isWire = false }: ViewColumn): Cell {
  if (value === null || value === undefined) return null
  if (kind === 'date' || kind === 'moment') return toDateCell(csvDate(value))
  const read = isWire && kind !== 'text' ? csvNumber(parseExactly(String(value))) : value
  if (read === null) return null
  if (kind === 'boolean') return typeof read === 'boolean' ? read : isTrue(read)
  const digits = read instanceof WireNumber ? read.digits : String(read)
  const isNumber =
    kind !== 'text' && kind !== 'id' && (read instanceof WireNumber || typeof read === 'number' || typeof read === 'bigint')
  if (isNumber && digits.replace(/\D/g, '').length <= MAX_DIGITS) return Number(digits)
  return { type: String, value: printable(digits) }
}

const isTrue = (value: unknown): boolean => !['0', 'false'].includes(value instanceof WireNumber ? value.digits : String(value))

/** An Excel date has no time zone. */
function toDateCell(day: unknown): Cell {
  if (typeof day !== 'string') return null
  const date = /^\d{4}-\d\d-\d\d$/.test(day) ? new Date(`${day}T00:00:00Z`) : undefined
  return date && !Number.isNaN(date.getTime()) && date.getUTCFullYear() >= 1900
    ? { type: Date, value: date, format: 'yyyy-mm-dd' }
    : { type: String, value: printable(day) }
}

/** XML cannot contain control characters and unpaired surrogates, such as half of a character at a cut. `…` marks the cut. */
function printable(text: string): string {
  const fitting = text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT - 1)}…` : text
  return fitting.replace(/[^\P{Cc}\t\n\r]|[\p{Cs}\ufffe\uffff]/gu, '')
}
