import type { Client } from 'pg'
import { messageOf } from '../core/text.ts'
import { loadPeer, POSTGRES } from '../tools/peers.ts'
import type { Database, Dialect } from './database.ts'
import { ExportError } from './export-error.ts'
import { postgresFlat } from './postgres-flat.ts'

const dialect: Dialect = {
  json: 'jsonb',
  moment: 'timestamptz',
  elements: 'json_array_elements($1::json) AS element(value)',
  toMoment: (sql) => `(${sql})::timestamptz`,
  toJson: (sql) => `(${sql})::jsonb`,
  jsonText: (sql) => `${sql}::text`,
  storable: replaceInvalidCharacters,
  relations: 'SELECT relname AS name FROM pg_class WHERE relnamespace = current_schema()::regnamespace',
  differ: (one, other) => `${one} IS DISTINCT FROM ${other}`,
  flat: postgresFlat,
}

/** How long an export waits for the lock. A server needs a moment to notice that a process has died. */
const LOCK_TIMEOUT_MS = 3000
/** The server detects a lost client within a minute, and releases its lock. */
const KEEPALIVE = 'SET tcp_keepalives_idle = 30; SET tcp_keepalives_interval = 10; SET tcp_keepalives_count = 3'

/** Connects to a PostgreSQL database and locks the current schema for this export. @throws ExportError */
export async function openPostgres(url: string): Promise<Database> {
  const { default: pg } = await loadPeer(POSTGRES, () => import('pg'))
  const name = withoutCredentials(url)
  const client = new pg.Client({ connectionString: url, application_name: 'billit-io export' })
  // If the connection is lost, the next statement fails. Without a listener, the process would end.
  client.on('error', () => {})
  try {
    await client.connect()
    // The driver's default is the time zone of the machine.
    await client.query("SET TIME ZONE 'UTC'")
    await client.query(KEEPALIVE).catch(() => {})
  } catch (cause) {
    await client.end().catch(() => {})
    throw new ExportError(`Cannot connect to ${name}: ${redactPassword(messageOf(cause), url)}`)
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
        // If the connection is lost, the server rolls back.
        await client.query('ROLLBACK').catch(() => {})
        throw error
      }
    },
    close: () => client.end(),
  }
}

/** Takes a lock that the server releases when the connection ends. */
async function lock(client: Client, name: string): Promise<void> {
  const { rows } = await client.query('SELECT current_schema() AS schema')
  if (rows[0]?.schema === null) throw new ExportError(`${name} has no schema to write to. Create one that is on its search_path.`)
  const key = `hashtextextended('billit-io export of ' || current_schema(), 0)`
  try {
    await client.query(`SET lock_timeout = ${LOCK_TIMEOUT_MS}`)
    await client.query(`SELECT pg_advisory_lock(${key})`)
    await client.query('SET lock_timeout = 0')
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === LOCK_NOT_AVAILABLE)) throw cause
    throw new ExportError(`Another export is writing to ${name}. Wait for it to finish, or choose another target.`, { cause })
  }
}

const LOCK_NOT_AVAILABLE = '55P03'

/** The URL without user and password. */
export function withoutCredentials(url: string): string {
  if (!URL.canParse(url)) return 'the PostgreSQL database'
  const { protocol, host, pathname } = new URL(url)
  return `${protocol}//${host}${pathname}`
}

function redactPassword(text: string, url: string): string {
  const { password = '' } = URL.canParse(url) ? new URL(url) : {}
  return password === '' ? text : text.replaceAll(decodeURIComponent(password), '…').replaceAll(password, '…')
}

/** PostgreSQL rejects U+0000 and unpaired surrogates in JSON. They are replaced with U+FFFD. */
function replaceInvalidCharacters(json: string): string {
  return json.replace(/\\u[dD][89abAB]..\\u[dD][c-fC-F]..|\\u(?:0000|[dD][89a-fA-F]..)|\\./g, (sequence) =>
    sequence.length === '\\u0000'.length ? '\\ufffd' : sequence,
  )
}
