/** The expressions of views in PostgreSQL. A cast of an invalid text would break the whole view, so each text is checked first. */
import type { FlatDialect } from './database.ts'
import { quote } from './views/sql.ts'

const pathOf = (path: readonly string[]): string => `'{${path.join(',')}}'`

const at = (json: string, path: readonly string[]): string => `(${json} #>> ${pathOf(path)})`

/** As in csv.ts. `jsonb` has no number with an exponent. */
const NUMBER = '^-?[0-9]+([.][0-9]+)?$'

/** A day that exists, from the year 1 on. Billit's empty date is in the year 0 or before. */
const DAY = [
  '(?!0000)[0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))',
  '([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29',
].join('|')
const TIME = '([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]+)?)?'
const ZONE = '(Z|[+-](0[0-9]|1[0-4]):?[0-5][0-9])'

const numberAt = (json: string, path: readonly string[]): string =>
  `CASE WHEN ${at(json, path)} ~ ${quote(NUMBER)} THEN ${at(json, path)}::numeric END`

/** A time without a zone is in UTC, in whatever zone the view is read. */
function momentAt(json: string, path: readonly string[]): string {
  const text = at(json, path)
  const isZoned = `${text} ~ ${quote(`${ZONE}$`)}`
  return `CASE WHEN ${text} ~ ${quote(`^(${DAY})([T ]${TIME}${ZONE}?)?$`)} THEN (${text} || CASE WHEN ${isZoned} THEN '' WHEN length(${text}) = 10 THEN 'T00:00:00Z' ELSE 'Z' END)::timestamptz END`
}

export const postgresFlat: FlatDialect = {
  text: at,
  id: at,
  number: numberAt,
  cents: (json, path) => `CASE WHEN abs(${numberAt(json, path)}) < 1e13 THEN round((${numberAt(json, path)}) * 100)::bigint END`,
  boolean: (json, path) =>
    `CASE ${at(json, path)} WHEN 'true' THEN true WHEN '1' THEN true WHEN 'false' THEN false WHEN '0' THEN false END`,
  date: (json, path) => {
    const text = at(json, path)
    return `CASE WHEN ${text} ~ ${quote(`^(${DAY})$`)} THEN ${text}::date ELSE (${momentAt(json, path)} AT TIME ZONE 'Europe/Athens')::date END`
  },
  moment: momentAt,
  json: (json, path) => `(${json} #> ${pathOf(path)})::text`,
  isArray: (json, path) => `COALESCE(jsonb_typeof(${json} #> ${pathOf(path)}) = 'array', false)`,
  hasText: (json, path) =>
    `COALESCE(jsonb_path_exists(${json} #> ${pathOf(path)}, '$.** ? (@.type() == "number" || (@.type() == "string" && @ like_regex "[^[:space:]]"))'), false)`,
  eachItem: (table, path) =>
    `(SELECT ${table}.*, item.value AS item_value, item.line AS item_line FROM ${table}, jsonb_array_elements(CASE jsonb_typeof(data -> '${path}') WHEN 'array' THEN data -> '${path}' ELSE '[]' END) WITH ORDINALITY AS item(value, line)) AS item`,
  month: (date) => `to_char(${date}, 'YYYY-MM')`,
  toDate: (text) => `(${text})::date`,
  daysBetween: (end, start) => `(${end} - ${start})`,
  idText: (id) => id,
}
