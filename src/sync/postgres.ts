import { Socket } from 'node:net'
import type { Client } from 'pg'
import { messageOf } from '../core/text.ts'
import { redactPassword, withoutCredentials } from '../tools/connection-url.ts'
import { loadPeer, POSTGRES, toMissingPeer } from '../tools/peers.ts'
import type { Database, Dialect, Value } from './database.ts'
import { ExportError, TargetBusyError } from './export-error.ts'
import { postgresFlat } from './postgres-flat.ts'

const dialect: Dialect = {
  json: 'jsonb',
  moment: 'timestamptz',
  serial: 'BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY',
  durable: [],
  elements: 'json_array_elements($1::json) AS element(value)',
  toMoment: (sql) => `(${sql})::timestamptz`,
  toJson: (sql) => `(${sql})::jsonb`,
  jsonText: (sql) => `${sql}::text`,
  storable: replaceInvalidCharacters,
  replaceView: (name, query) => [`CREATE OR REPLACE VIEW ${name} AS ${query}`],
  relations: 'SELECT relname AS name FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace WHERE nspname = current_schema()',
  differ: (one, other) => `${one} IS DISTINCT FROM ${other}`,
  flat: postgresFlat,
}

/** How long an export waits for the lock. A server needs a moment to notice that a process has died. */
const LOCK_TIMEOUT_MS = 3000
const CONNECT_TIMEOUT_MS = 10_000
/** A server that is silent for this long during a statement is treated as lost. */
const QUERY_TIMEOUT_MS = 60_000
const CLOSE_TIMEOUT_MS = 2000
/** The server detects a lost client within a minute, and releases its lock. */
const KEEPALIVE = 'SET tcp_keepalives_idle = 30; SET tcp_keepalives_interval = 10; SET tcp_keepalives_count = 3'

/**
 * Connects to a PostgreSQL database and locks the current schema for this export.
 *
 * @param signal Ends the connection, also while a statement waits for the server.
 * @throws ExportError
 */
export const openPostgres = (url: string, signal?: AbortSignal): Promise<Database> =>
  connect(url, signal, async (client, name) => {
    await rejectPooler(client, name)
    await client.query(KEEPALIVE).catch(() => {})
    await lock(client, name)
  })

/** Connects to a PostgreSQL database without locking it, beside the program that writes to it. @throws ExportError */
export const joinPostgres = (url: string, signal?: AbortSignal): Promise<Database> => connect(url, signal, async () => {})

async function connect(
  url: string,
  signal: AbortSignal | undefined,
  prepare: (client: Client, name: string) => Promise<void>,
): Promise<Database> {
  const name = nameOf(url)
  const { client, close } = await createClient(withSearchPath(url, name), signal)
  const explain = (problem: string, cause: unknown) =>
    cause instanceof ExportError
      ? cause
      : new ExportError(`${problem} ${name}: ${redactPassword(messageOf(cause), url)}.`, { cause })
  try {
    await client.connect()
  } catch (cause) {
    await close()
    throw explain('Cannot connect to', cause)
  }
  try {
    // The driver's default is the time zone of the machine.
    await client.query("SET TIME ZONE 'UTC'")
    await prepare(client, name)
  } catch (cause) {
    await close()
    throw explain('Cannot use', cause)
  }
  const query = async (sql: string, values: readonly Value[] = []) => {
    try {
      return (await client.query(sql, [...values])).rows
    } catch (cause) {
      throw explain('Cannot write to', cause)
    }
  }
  return {
    dialect,
    query,
    async transaction(work) {
      await query('BEGIN')
      try {
        const result = await work()
        await query('COMMIT')
        return result
      } catch (error) {
        // If the connection is lost, the server rolls back.
        await client.query('ROLLBACK').catch(() => {})
        throw error
      }
    },
    close,
  }
}

async function importPg() {
  try {
    return await import('pg')
  } catch (error) {
    throw toMissingPeer(POSTGRES, error)
  }
}

/** Creates a client whose waits all have a bound, and that ends when the signal is aborted. */
async function createClient(
  connectionString: string,
  signal?: AbortSignal,
): Promise<{ client: Client; close: () => Promise<void> }> {
  const { default: pg } = await loadPeer(POSTGRES, importPg)
  const socket = new Socket()
  const client = new pg.Client({
    connectionString,
    application_name: 'billit-io export',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: QUERY_TIMEOUT_MS,
    keepAlive: true,
    stream: () => socket,
  })
  // If the connection is lost, the next statement fails. Without a listener, the process would end.
  client.on('error', () => {})
  const stop = () => socket.destroy()
  signal?.addEventListener('abort', stop, { once: true })
  const close = async () => {
    signal?.removeEventListener('abort', stop)
    // A server that is silent would never end the connection.
    const timer = setTimeout(stop, CLOSE_TIMEOUT_MS)
    await client.end().catch(() => {})
    clearTimeout(timer)
    stop()
  }
  return { client, close }
}

/**
 * A pooler such as PgBouncer may run each transaction in another session, so that the lock protects nothing, stays after the
 * run, and settings reach other programs. A pooler invents the process number of its sessions.
 */
async function rejectPooler(client: Client, name: string): Promise<void> {
  const { rows } = await client.query('SELECT pg_backend_pid() AS pid')
  if (!('processID' in client) || client.processID === rows[0]?.pid) return
  throw new ExportError(
    `${name} is a connection pooler such as PgBouncer, in which a lock does not protect the export. Use the address of the PostgreSQL server itself, which usually has the port 5432.`,
  )
}

/** Takes a lock that the server releases when the connection ends. */
async function lock(client: Client, name: string): Promise<void> {
  const { rows } = await client.query('SELECT current_schema() AS schema')
  if (rows[0]?.schema === null) {
    throw new ExportError(`${name} has no schema to write to. Create the schema, and make sure that it is on the search_path.`)
  }
  const key = `hashtextextended('billit-io export of ' || current_schema(), 0)`
  try {
    await client.query(`SET lock_timeout = ${LOCK_TIMEOUT_MS}`)
    await client.query(`SELECT pg_advisory_lock(${key})`)
    await client.query('SET lock_timeout = 0')
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === LOCK_NOT_AVAILABLE)) throw cause
    throw new TargetBusyError(`Another export or watch is writing to ${name}. Wait for it to finish, or choose another target.`, {
      cause,
    })
  }
}

const LOCK_NOT_AVAILABLE = '55P03'

/** The name of the database in messages. */
export const nameOf = (url: string): string => withoutCredentials(url, 'the PostgreSQL database')

/** Replaces the parameter `schema`, which PostgreSQL does not have, with its search_path. @throws ExportError */
function withSearchPath(url: string, name: string): string {
  if (!URL.canParse(url)) return url
  const address = new URL(url)
  const { searchParams } = address
  const schema = searchParams.get('schema')
  if (schema === null) return url
  if (!/^[\p{L}_][\p{L}\d_$-]*$/u.test(schema)) {
    throw new ExportError(`The schema of ${name} must be a name of letters, digits and underscores.`)
  }
  const options = searchParams.get('options')
  searchParams.delete('schema')
  searchParams.set('options', `${options ? `${options} ` : ''}-csearch_path="${schema}"`)
  return address.href
}

/** PostgreSQL rejects U+0000 and unpaired surrogates in JSON. They are replaced with U+FFFD. */
function replaceInvalidCharacters(json: string): string {
  return json.replace(/\\u[dD][89abAB]..\\u[dD][c-fC-F]..|\\u(?:0000|[dD][89a-fA-F]..)|\\./g, (sequence) =>
    sequence.length === '\\u0000'.length ? '\\ufffd' : sequence,
  )
}
