/** Views with one row per record, or per element of an array in the record. */
import type { FlatDialect } from '../database.ts'
import type { ExportResource } from '../resources.ts'
import type { Kind, View, ViewColumn } from './view.ts'

/** A column, the path of its value in the record, and its type. */
export type Column = readonly [name: string, path: string, kind: Kind]

/** A column that is computed from other columns. */
export interface Computed {
  name: string
  kind: Kind
  sql: string
}

export interface FlatView {
  resource: ExportResource
  /** The array whose elements are the rows. */
  each?: string
  /** Columns of the record. */
  columns: readonly Column[]
  /** Columns of the element. */
  itemColumns?: readonly Column[]
  /** Expressions that only computed columns use. They are not in the view. */
  helpers?: (flat: FlatDialect) => Record<string, string>
  /** Computed columns. Each list may use the columns of those before it. */
  layers?: readonly (readonly Computed[])[]
}

/** A view of records, in a database and as a file. */
export function flatView(name: string, view: FlatView): View {
  const { resource, each, columns, itemColumns = [], layers = [] } = view
  const keys: ViewColumn[] = [
    { name: 'key', kind: 'text' },
    ...(each ? [{ name: 'line', kind: 'number' } as const] : []),
    { name: 'deleted_at', kind: 'moment' },
  ]
  const fromRecord = [...columns, ...itemColumns].flatMap(([column, , kind]) => expandAmount(column, kind, true))
  const computed = layers.flat().flatMap((column) => expandAmount(column.name, column.kind, false))
  return {
    name: `${name}_flat`,
    file: name,
    needs: [resource],
    columns: [...keys, ...fromRecord, ...computed],
    order: each ? 'key, line' : 'key',
    query: (flat) => flatQuery(view, flat, flat),
    fileQuery: (flat) => flatQuery(view, flat, wireDialect(flat)),
  }
}

/** An amount has a second column, in whole cents. */
const expandAmount = (name: string, kind: Kind, isWire: boolean): ViewColumn[] =>
  kind === 'amount'
    ? [
        { name, kind, isWire },
        { name: `${name}_cents`, kind: 'number' },
      ]
    : [{ name, kind, isWire }]

/** Selects values of a record as JSON, so that a file has the digits of the record. Dates are converted when the file is written. */
const wireDialect = (flat: FlatDialect): FlatDialect => ({
  ...flat,
  id: flat.json,
  number: flat.json,
  boolean: flat.json,
  date: flat.text,
  moment: flat.text,
})

/** @param shown The dialect of the columns of the record. Computed columns always use `flat`. */
export function flatQuery(view: FlatView, flat: FlatDialect, shown: FlatDialect = flat): string {
  const { resource, each, columns, itemColumns = [], helpers, layers = [] } = view
  const select = (json: string) => (column: Column) => columnExpressions(column, json, flat, shown)
  const keys = ['key', ...(each ? ['item_line AS line'] : []), 'deleted_at']
  const values = [...columns.flatMap(select('data')), ...itemColumns.flatMap(select('item_value'))]
  const hidden = Object.entries(helpers?.(flat) ?? {}).map(([name, sql]) => `${sql} AS ${name}`)
  const source = each ? flat.eachItem(resource, each) : resource
  const base = `SELECT ${[...keys, ...values, ...hidden].join(', ')} FROM ${source}`
  const query = layers.reduce((inner, layer, index) => {
    const expressions = layer.flatMap(({ name, kind, sql }) => (kind === 'amount' ? money(name, sql) : [`${sql} AS ${name}`]))
    return `SELECT layer${index}.*, ${expressions.join(', ')} FROM (${inner}) AS layer${index}`
  }, base)
  if (hidden.length === 0) return query
  const names = [...columns, ...itemColumns].flatMap(([name, , kind]) => (kind === 'amount' ? [name, `${name}_cents`] : [name]))
  const computed = layers.flat().flatMap(({ name, kind }) => (kind === 'amount' ? [name, `${name}_cents`] : [name]))
  return `SELECT ${['key', ...(each ? ['line'] : []), 'deleted_at', ...names, ...computed].join(', ')} FROM (${query}) AS flat_rows`
}

/** The columns of an amount: in euros and in whole cents. */
export const money = (name: string, cents: string): string[] => [
  `round((${cents}) / 100.0, 2) AS ${name}`,
  `${cents} AS ${name}_cents`,
]

function columnExpressions([name, path, kind]: Column, json: string, flat: FlatDialect, shown: FlatDialect): string[] {
  const steps = path.split('.')
  if (kind === 'amount') return [`${shown.number(json, steps)} AS ${name}`, `${flat.cents(json, steps)} AS ${name}_cents`]
  return [`${shown[kind](json, steps)} AS ${name}`]
}
