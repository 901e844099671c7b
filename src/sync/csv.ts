/** CSV by RFC 4180, as spreadsheets read it. Pure. */
import { toYmd } from '../core/dates.ts'
import { isRecord } from '../core/record.ts'

/** What may stand between two cells. */
export type CsvSeparator = ',' | ';' | '\t'

/** Without it, Excel does not read the file as UTF-8, and shows Greek as gibberish. */
export const BYTE_ORDER_MARK = '\uFEFF'

/** A number with the digits as they came. A JavaScript number could change them. */
export class WireNumber {
  readonly digits: string

  constructor(digits: string) {
    this.digits = digits
  }
}

/** Parses JSON and keeps the digits of its numbers. */
export const parseExactly = (json: string): unknown =>
  JSON.parse(json, (_name: string, value: unknown, context?: { source?: string }) =>
    typeof value === 'number' ? new WireNumber(context?.source ?? String(value)) : value,
  )

/** One line with its end. */
export const csvLine = (values: readonly unknown[], separator: CsvSeparator): string =>
  `${values.map((value) => csvCell(value, separator)).join(separator)}\r\n`

function csvCell(value: unknown, separator: CsvSeparator): string {
  const text = cellText(value, separator)
  return text.includes(separator) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

function cellText(value: unknown, separator: CsvSeparator): string {
  if (value === null || value === undefined) return ''
  // A spreadsheet that separates by semicolons writes decimals with a comma, and reads 1.234 as a thousand.
  if (value instanceof WireNumber) return separator === ';' ? value.digits.replace('.', ',') : value.digits
  const text = typeof value === 'string' ? value : isRecord(value) ? JSON.stringify(value, plainNumber) : String(value)
  // A spreadsheet would run it as a formula.
  return /^[\s]*[=+\-@\t\r]/.test(text) ? `'${text}` : text
}

const plainNumber = (_name: string, value: unknown): unknown => (value instanceof WireNumber ? Number(value.digits) : value)

const TIMESTAMP = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?$/

/**
 * A date as `Y-m-d`: a timestamp as the day in Athens, which is that of the business. The server's empty date is none. Midnight
 * UTC, as which Billit gives a calendar date, is the same day in Athens.
 */
export function csvDate(value: unknown): unknown {
  if (typeof value !== 'string') return value
  if (/^(-|0000)/.test(value)) return null
  if (!TIMESTAMP.test(value)) return value
  const moment = new Date(/(Z|[+-]\d\d:?\d\d)$/.test(value) ? value : `${value.replace(' ', 'T')}Z`)
  return Number.isNaN(moment.getTime()) ? value : toYmd(moment)
}
