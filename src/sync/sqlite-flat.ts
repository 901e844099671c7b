/** The expressions of views in SQLite. */
import { sqliteAthensDay } from './athens-sql.ts'
import type { FlatDialect } from './database.ts'

/** A path in JSON: `$.items[0].netAmount`. */
const pathOf = (path: readonly string[]): string =>
  `'$${path.map((step) => (/^\d+$/.test(step) ? `[${step}]` : `.${step}`)).join('')}'`

const at = (json: string, path: readonly string[]): string => `${json} ->> ${pathOf(path)}`

/** A text that is a number, as `NUMBER` in csv.ts. SQLite would convert any text, '12,50' to 12. */
const isNumber = (text: string): string =>
  ["GLOB '*[0-9]'", "NOT GLOB '*[^0-9.-]*'", "NOT LIKE '_%-%'", "NOT LIKE '%.%.%'", "NOT GLOB '.*'", "NOT GLOB '-.*'"]
    .map((condition) => `${text} ${condition}`)
    .join(' AND ')

const numberAt = (json: string, path: readonly string[]): string => {
  const text = `(${at(json, path)})`
  return `CASE json_type(${json}, ${pathOf(path)}) WHEN 'integer' THEN ${text} WHEN 'real' THEN ${text} WHEN 'text' THEN CASE WHEN ${isNumber(text)} THEN CAST(${text} AS REAL) END END`
}

export const sqliteFlat: FlatDialect = {
  text: at,
  id: at,
  number: (json, path) => `CAST(${numberAt(json, path)} AS REAL)`,
  // From this limit on, fewer than two of the fifteen reliable digits of a number are left for the cents.
  cents: (json, path) => {
    const number = `(${numberAt(json, path)})`
    return `CASE WHEN abs(${number}) < 1e13 THEN CAST(round(CAST(printf('%.15g', ${number} * 100) AS REAL)) AS INTEGER) END`
  },
  boolean: at,
  date: (json, path) => sqliteAthensDay(`(${at(json, path)})`),
  moment: at,
  json: (json, path) => `${json} -> ${pathOf(path)}`,
  isArray: (json, path) => `COALESCE(json_type(${json}, ${pathOf(path)}) = 'array', false)`,
  hasText: (json, path) =>
    `EXISTS (SELECT 1 FROM json_tree(${json}, ${pathOf(path)}) AS node WHERE node.type IN ('text', 'integer', 'real') AND trim(node.atom) <> '')`,
  eachItem: (table, path) =>
    `(SELECT ${table}.*, item.value AS item_value, item.key + 1 AS item_line FROM ${table}, json_each(${table}.data, '$.${path}') AS item)`,
  month: (date) => `substr(${date}, 1, 7)`,
  toDate: (text) => text,
  daysBetween: (end, start) => `CAST(julianday(${end}) - julianday(${start}) AS INTEGER)`,
  idText: (id) => `CAST(${id} AS TEXT)`,
}
