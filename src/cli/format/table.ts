/** Tables that fit the terminal. An amount or an id is never cut: a part of it would be another one. */
import { breakLines, displayWidth, pad, toCell, truncate } from './width.ts'

export interface Column<Row> {
  title: string
  /** Default `left`. */
  align?: 'left' | 'right'
  /** Whether a long text may be cut. Default `false`. */
  flexible?: boolean
  /** Whether the column may be left out on a narrow terminal. Default `false`. */
  optional?: boolean
  value: (row: Row) => string
}

const GAP = '  '
/** A flexible column with fewer columns than this is of no use. */
const MIN_FLEXIBLE = 8
/** Optional columns are shown only if flexible ones keep this width. */
const COMFORTABLE = 18

interface Measured {
  title: string
  align: 'left' | 'right'
  flexible: boolean
  optional: boolean
  cells: string[]
  width: number
}

/**
 * Formats rows as a table. If they do not fit, optional columns are left out, the last one first, then flexible ones are cut, and
 * at last each row becomes a block of lines.
 *
 * @param width Columns of the terminal, at least 4. `Infinity` cuts nothing.
 * @param heading Styles the line of titles. It must not change its width.
 */
export function renderTable<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  width: number,
  heading: (line: string) => string = (line) => line,
): string {
  const all = columns.map((column) => measure(column, rows))
  const shown = leaveOut(all, width)
  if (minimumWidth(shown, MIN_FLEXIBLE) > width) return renderBlocks(all, rows.length, width)
  shrink(shown, width)
  const line = (cells: readonly string[]) =>
    shown
      .map((column, index) => pad(truncate(cells[index] ?? '', column.width), column.width, column.align))
      .join(GAP)
      .trimEnd()
  const body = rows.map((_, row) => line(shown.map(({ cells }) => cells[row] ?? '')))
  return [heading(line(shown.map(({ title }) => title))), ...body].join('\n')
}

function measure<Row>(
  { title, align = 'left', flexible = false, optional = false, value }: Column<Row>,
  rows: readonly Row[],
): Measured {
  const cells = rows.map((row) => toCell(value(row)))
  return { title, align, flexible, optional, cells, width: maximum([title, ...cells].map(displayWidth)) }
}

const maximum = (numbers: readonly number[]): number => numbers.reduce((most, each) => Math.max(most, each), 0)

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0)

const gaps = (columns: readonly Measured[]): number => GAP.length * Math.max(0, columns.length - 1)

const minimumWidth = (columns: readonly Measured[], flexibleWidth: number): number =>
  gaps(columns) + sum(columns.map(({ flexible, width }) => (flexible ? Math.min(width, flexibleWidth) : width)))

function leaveOut(columns: readonly Measured[], width: number): Measured[] {
  let shown = [...columns]
  while (minimumWidth(shown, COMFORTABLE) > width && shown.some(({ optional }) => optional)) {
    const last = shown.findLast(({ optional }) => optional)
    shown = shown.filter((column) => column !== last)
  }
  return shown
}

/** Takes from the widest flexible column, one column at a time, until the table fits. */
function shrink(columns: readonly Measured[], width: number): void {
  let excess = gaps(columns) + sum(columns.map((column) => column.width)) - width
  while (excess > 0) {
    const flexible = columns.filter((column) => column.flexible)
    const widest = flexible.find((column) => column.width === maximum(flexible.map((each) => each.width)))
    if (!widest) return
    widest.width -= 1
    excess -= 1
  }
}

/** Each row as lines `title  value`, with an empty line between rows. */
function renderBlocks(columns: readonly Measured[], count: number, width: number): string {
  const blocks = Array.from({ length: count }, (_, row) =>
    renderFields(
      columns.map(({ title, cells }) => [title, cells[row] ?? '']),
      width,
    ),
  )
  return blocks.join('\n\n')
}

/** Formats fields as lines `title  value`. Empty values are left out, and long ones continue below their beginning. */
export function renderFields(fields: readonly (readonly [title: string, value: string])[], width: number): string {
  const present = fields.map(([title, value]) => [title, toCell(value)] as const).filter(([, value]) => value !== '')
  const titleWidth = maximum(present.map(([title]) => displayWidth(title)))
  const room = width - titleWidth - GAP.length
  return present
    .flatMap(([title, value]) =>
      room < MIN_FLEXIBLE
        ? breakLines(`${title} ${value}`, width)
        : breakLines(value, room).map((line, index) => pad(index === 0 ? title : '', titleWidth) + GAP + line),
    )
    .join('\n')
}
