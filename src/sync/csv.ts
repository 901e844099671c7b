/** CSV as in RFC 4180, for spreadsheets. Pure. */
import { toYmd } from '../core/dates.ts'
import { isRecord } from '../core/record.ts'

/** The character between two cells. */
export type CsvSeparator = ',' | ';' | '\t'

/** Excel reads a file without it in another encoding than UTF-8, and garbles Greek text. */
export const BYTE_ORDER_MARK = '\uFEFF'

/** A number with its original digits, which a JavaScript number could change. */
export class WireNumber {
  readonly digits: string

  constructor(digits: string) {
    this.digits = digits
  }
}

/** Parses JSON, with a `WireNumber` for each number. */
export const parseExactly = (json: string): unknown =>
  JSON.parse(json, (_name: string, value: unknown, context?: { source?: string }) =>
    typeof value === 'number' ? new WireNumber(context?.source ?? String(value)) : value,
  )

/** One line, including its line break. */
export const csvLine = (values: readonly unknown[], separator: CsvSeparator): string =>
  `${values.map((value) => csvCell(value, separator)).join(separator)}\r\n`

function csvCell(value: unknown, separator: CsvSeparator): string {
  const text = cellText(value, separator)
  return text.includes(separator) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

function cellText(value: unknown, separator: CsvSeparator): string {
  if (value === null || value === undefined) return ''
  // A spreadsheet with semicolons as separators expects decimal commas, and reads 1.234 as 1234.
  if (value instanceof WireNumber) return separator === ';' ? value.digits.replace('.', ',') : value.digits
  return neutralizeFormulas(
    typeof value === 'string' ? value : isRecord(value) ? JSON.stringify(value, plainNumber) : String(value),
  )
}

/**
 * Marks text that a spreadsheet would run as a formula with an apostrophe. A spreadsheet may split a cell at any separator, since
 * it does not know which one the file has, so each part is checked. Invisible characters in front of a formula are removed.
 */
const neutralizeFormulas = (text: string): string =>
  text.replace(/(?<=^|[,;\t\r\n])[^,;\t\r\n]+/g, (part) => {
    const [, spaces = '', formula] = FORMULA.exec(part) ?? []
    return formula === undefined || PHONE_NUMBER.test(part) ? part : `'${spaces.replace(INVISIBLE, '')}${formula}`
  })

/** Also with the full-width forms of `=`, `+`, `-` and `@`. */
const FORMULA = /^([\s\p{Cc}\p{Cf}]*)([=+\-@＝＋－＠].*)$/su
const INVISIBLE = /[\p{Cc}\p{Cf}]/gu
/** A spreadsheet computes nothing from it. */
const PHONE_NUMBER = /^\+\d[\d ]{5,}$/

/** A text that is a decimal number. The views in SQLite and PostgreSQL accept the same texts. */
const NUMBER = /^-?\d+(?:\.\d+)?$/

/** The value of a column of numbers. The server may send a number as text. */
export function csvNumber(value: unknown): unknown {
  return typeof value === 'string' && NUMBER.test(value) ? new WireNumber(value) : value
}

const plainNumber = (_name: string, value: unknown): unknown => (value instanceof WireNumber ? Number(value.digits) : value)

const TIMESTAMP = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?$/

/**
 * Formats a date or a timestamp as `Y-m-d`, in the time zone of Athens, where the business is. Billit sends calendar dates as
 * midnight UTC, which is the same day in Athens. Billit's placeholder for an empty date becomes `null`. Anything else is
 * returned unchanged.
 */
export function csvDate(value: unknown): unknown {
  if (typeof value !== 'string') return value
  if (/^(-|0000)/.test(value)) return null
  if (!TIMESTAMP.test(value)) return value
  const moment = new Date(/(Z|[+-]\d\d:?\d\d)$/.test(value) ? value : `${value.replace(' ', 'T')}Z`)
  return Number.isNaN(moment.getTime()) ? value : toYmd(moment)
}
