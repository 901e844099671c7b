import type { Client } from 'pg'
import { messageOf } from '../core/text.ts'
import { loadPeer, POSTGRES } from '../tools/peers.ts'
import type { Database, Dialect } from './database.ts'
import { ExportError } from './export-error.ts'

const at = (json: string, path: readonly string[]): string => `(${json} #>> '{${path.join(',')}}')`

const dialect: Dialect = {
  json: 'jsonb',
  moment: 'timestamptz',
  elements: 'json_array_elements($1::json) AS element(value)',
  toMoment: (sql) => `(${sql})::timestamptz`,
  toJson: (sql) => `(${sql})::jsonb`,
  jsonText: (sql) => `${sql}::text`,
  storable: withoutNul,
  relations: 'SELECT relname AS name FROM pg_class WHERE relnamespace = current_schema()::regnamespace',
  differ: (one, other) => `${one} IS DISTINCT FROM ${other}`,
  flat: {
    text: at,
    // Billit may send a number as text. A cast that fails would make the whole view useless.
    number: (json, path) =>
      `CASE WHEN ${at(json, path)} ~ '^-?[0-9]+([.][0-9]+)?([eE][-+]?[0-9]{1,3})?$' THEN ${at(json, path)}::numeric END`,
    cents: undefined,
    boolean: (json, path) => `CASE ${at(json, path)} WHEN 'true' THEN true WHEN 'false' THEN false END`,
    // As text: drivers turn a date into a moment, and so into another day. The server's empty date is a day before the year 1.
    date: (json, path) =>
      `CASE WHEN ${at(json, path)} ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}' AND ${at(json, path)} !~ '^0000' THEN left(${at(json, path)}, 10) END`,
    eachItem: (table, path) =>
      `(SELECT ${table}.*, item.value AS item_value, item.line AS item_line FROM ${table}, jsonb_array_elements(CASE jsonb_typeof(data -> '${path}') WHEN 'array' THEN data -> '${path}' ELSE '[]' END) WITH ORDINALITY AS item(value, line)) AS item`,
  },
}

/** How long an export waits for the lock: a server takes a moment to see that a process has died. */
const LOCK_TIMEOUT_MS = 3000
/** A machine that has lost its power says nothing: the server finds out within a minute and lets the lock go. */
const KEEPALIVE = 'SET tcp_keepalives_idle = 30; SET tcp_keepalives_interval = 10; SET tcp_keepalives_count = 3'

/** Connects to a PostgreSQL database, and locks the schema that it writes to for this export. */
export async function openPostgres(url: string): Promise<Database> {
  const { default: pg } = await loadPeer(POSTGRES, () => import('pg'))
  const name = nameOf(url)
  const client = new pg.Client({ connectionString: url, application_name: 'billit-io export' })
  // A connection that is lost makes the next statement fail. Without a listener it would end the process.
  client.on('error', () => {})
  try {
    await client.connect()
    // The driver writes times in the zone of the machine otherwise.
    await client.query("SET TIME ZONE 'UTC'")
    await client.query(KEEPALIVE).catch(() => {})
  } catch (cause) {
    await client.end().catch(() => {})
    throw new ExportError(`Cannot connect to ${name}: ${withoutPassword(messageOf(cause), url)}`)
  }
  try {
    await lock(client, name)
  } catch (error) {
    await client.end()
    throw error
  }
  return {
    dialect,
    async query(sql, values = []) {
      return (await client.query(sql, [...values])).rows
    },
    async transaction(work) {
      await client.query('BEGIN')
      try {
        const result = await work()
        await client.query('COMMIT')
        return result
      } catch (error) {
        // If the connection is lost, the server rolls back by itself.
        await client.query('ROLLBACK').catch(() => {})
        throw error
      }
    },
    close: () => client.end(),
  }
}

/** Takes a lock that the server lets go when the connection ends, however it ends. */
async function lock(client: Client, name: string): Promise<void> {
  const { rows } = await client.query('SELECT current_schema() AS schema')
  if (rows[0]?.schema === null)
    throw new ExportError(`${name} has no schema to write to: its search_path names none that exists.`)
  const key = `hashtextextended('billit-io export of ' || current_schema(), 0)`
  try {
    await client.query(`SET lock_timeout = ${LOCK_TIMEOUT_MS}`)
    await client.query(`SELECT pg_advisory_lock(${key})`)
    await client.query('SET lock_timeout = 0')
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === LOCK_NOT_AVAILABLE)) throw cause
    throw new ExportError(`Another export is writing to ${name}: wait for it, or choose another target.`, { cause })
  }
}

const LOCK_NOT_AVAILABLE = '55P03'

/** The address without its user and password. */
export function nameOf(url: string): string {
  if (!URL.canParse(url)) return 'the PostgreSQL database'
  const { protocol, host, pathname } = new URL(url)
  return `${protocol}//${host}${pathname}`
}

function withoutPassword(text: string, url: string): string {
  const { password = '' } = URL.canParse(url) ? new URL(url) : {}
  return password === '' ? text : text.replaceAll(decodeURIComponent(password), '…').replaceAll(password, '…')
}

/** PostgreSQL's JSON has no U+0000 and no half of a surrogate pair. In their place stands the sign for a character that is lost. */
function withoutNul(json: string): string {
  return json.replace(/\\u[dD][89abAB]..\\u[dD][c-fC-F]..|\\u(?:0000|[dD][89a-fA-F]..)|\\./g, (sequence) =>
    sequence.length === '\\u0000'.length ? '\\ufffd' : sequence,
  )
}
