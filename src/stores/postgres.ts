import { show } from '../core/arguments.ts'
import type { IdempotencyStore } from '../core/idempotency-store.ts'
import { isRecord } from '../core/record.ts'
import { readField } from '../core/text.ts'
import { toRecord } from './row.ts'

/** Result of a query, as in `pg`. */
export interface QueryResult {
  /** Rows that the statement returned. */
  rows: Array<Record<string, unknown>>
}

/** A `Pool` or `Client` of `pg`, or any object with a compatible `query` method. */
export interface Queryable {
  /** Runs and commits one statement. `$1`, `$2`, … are placeholders for the values. */
  query(text: string, values?: unknown[]): Promise<QueryResult>
  /** Registers a listener. A `Pool` emits `error` when it loses an idle connection. */
  on?(event: 'error', listener: (error: Error) => void): unknown
  /** Returns the number of listeners. */
  listenerCount?(event: 'error'): number
}

/**
 * Creates an idempotency store in a PostgreSQL table, for processes on any number of machines. The table `billit_idempotency`
 * is created on first use. Every write is flushed to disk, even if the server's `synchronous_commit` is off. The clocks of the
 * machines must agree within a minute, so synchronize them with NTP.
 *
 * @param pool A `Pool` of `pg`. Do not pass a client with an open transaction: a record must be committed before the invoice is
 *   sent. If the pool has no `error` listener, the store adds one, because a restart of the server would end the process.
 * @throws TypeError if the value is not a pool.
 */
export function postgresStore(pool: Queryable): IdempotencyStore {
  if (!isRecord(pool) || typeof pool.query !== 'function') {
    throw new TypeError(`postgresStore() expects a Pool of pg, such as new Pool(), not ${show(pool)}.`)
  }
  if (pool.listenerCount?.('error') === 0) pool.on?.('error', () => {})
  let created: Promise<unknown> | undefined

  async function query(text: string, values: unknown[] = []): Promise<Array<Record<string, unknown>>> {
    created ??= createTable(pool)
    try {
      await created
    } catch (error) {
      created = undefined
      throw error
    }
    return (await pool.query(text, values)).rows
  }

  return {
    async read(key) {
      const [row] = await query('SELECT * FROM billit_idempotency WHERE key = $1', [key])
      return row && toRecord(row)
    },
    async write({ key, version, hash, startedAt, sentAt, until, uuid = null, status = null }) {
      const values = [key, version, hash, startedAt, sentAt, until, uuid, status]
      try {
        return (await query(version === 1 ? INSERT : UPDATE, values)).length === 1
      } catch (error) {
        if (getErrorCode(error) === UNIQUE_VIOLATION) return false
        throw error
      }
    },
    async remove(key, version) {
      await query('DELETE FROM billit_idempotency WHERE key = $1 AND version = $2', [key, version])
    },
    async claimed(uuids) {
      const rows = await query('SELECT uuid FROM billit_idempotency WHERE uuid = ANY($1)', [uuids])
      return rows.map(({ uuid }) => String(uuid))
    },
    async unsettled() {
      return (await query('SELECT * FROM billit_idempotency WHERE uuid IS NULL')).map(toRecord)
    },
  }
}

const TABLE = `
  CREATE TABLE IF NOT EXISTS billit_idempotency (
    key text PRIMARY KEY,
    version integer NOT NULL,
    hash text NOT NULL,
    started_at bigint NOT NULL,
    sent_at bigint NOT NULL,
    until bigint NOT NULL,
    uuid text UNIQUE,
    status text
  )`

/** Makes the commit of this statement wait for the disk. */
const FLUSHED = "WITH flushed AS (SELECT set_config('synchronous_commit', 'on', true))"
const INSERT = `${FLUSHED}
  INSERT INTO billit_idempotency (key, version, hash, started_at, sent_at, until, uuid, status)
  SELECT $1, $2::integer, $3, $4::bigint, $5::bigint, $6::bigint, $7, $8 FROM flushed
  ON CONFLICT (key) DO NOTHING RETURNING key`
const UPDATE = `${FLUSHED}
  UPDATE billit_idempotency SET version = $2::integer, hash = $3, started_at = $4::bigint, sent_at = $5::bigint, until = $6::bigint, uuid = $7, status = $8
  FROM flushed WHERE key = $1 AND version = $2::integer - 1 RETURNING key`

const UNIQUE_VIOLATION = '23505'

/** Creates the table unless it exists. A role that may not create tables can use an existing one. */
async function createTable(pool: Queryable): Promise<void> {
  const exists = async () => (await pool.query("SELECT to_regclass('billit_idempotency') AS found")).rows[0]?.found !== null
  if (await exists()) return
  try {
    await pool.query(TABLE)
  } catch (error) {
    // If two processes create the table at the same time, one of them fails, in spite of IF NOT EXISTS.
    if (!(await exists())) throw error
  }
}

const getErrorCode = (error: unknown): unknown => readField(error, 'code')
