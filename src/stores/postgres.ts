import { show } from '../core/arguments.ts'
import type { IdempotencyStore } from '../core/idempotency-store.ts'
import { isRecord } from '../core/record.ts'
import { entryOf } from './row.ts'

/** The answer to a statement, as `pg` gives it. */
export interface QueryResult {
  /** What the statement returns. */
  rows: Array<Record<string, unknown>>
}

/** A `Pool` or `Client` of `pg`, or anything with such a `query`. */
export interface Queryable {
  /** Runs one statement, with `$1`, `$2`, … standing for the values, and commits it. */
  query(text: string, values?: unknown[]): Promise<QueryResult>
  /** A `Pool` emits `error` when it loses a connection that nobody uses. */
  on?(event: 'error', listener: (error: Error) => void): unknown
  /** How many listeners there are. */
  listenerCount?(event: 'error'): number
}

/**
 * A store in a PostgreSQL table, for processes on any number of machines. It creates the table `billit_idempotency` when it is used
 * first. Every write waits for the disk, even where the server's `synchronous_commit` is off. Set the clocks of the machines by
 * NTP: they must agree within a minute.
 *
 * @param pool A `Pool` of `pg`. A client inside a transaction of your own will not do: what is not committed is not remembered.
 *   If nobody listens for its `error` events, the store does: otherwise a restart of the server would end the process.
 * @throws TypeError if it is no such pool.
 */
export function postgresStore(pool: Queryable): IdempotencyStore {
  if (!isRecord(pool) || typeof pool.query !== 'function') {
    throw new TypeError(`postgresStore() takes a Pool of pg, such as new Pool(), not ${show(pool)}.`)
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
      return row && entryOf(row)
    },
    async write({ key, version, hash, startedAt, sentAt, until, uuid = null }) {
      const values = [key, version, hash, startedAt, sentAt, until, uuid]
      try {
        return (await query(version === 1 ? INSERT : UPDATE, values)).length === 1
      } catch (error) {
        if (codeOf(error) === UNIQUE_VIOLATION) return false
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
      return (await query('SELECT * FROM billit_idempotency WHERE uuid IS NULL')).map(entryOf)
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
    uuid text UNIQUE
  )`

/** For this statement alone: its commit waits for the disk. */
const FLUSHED = "WITH flushed AS (SELECT set_config('synchronous_commit', 'on', true))"
const INSERT = `${FLUSHED}
  INSERT INTO billit_idempotency (key, version, hash, started_at, sent_at, until, uuid)
  SELECT $1, $2::integer, $3, $4::bigint, $5::bigint, $6::bigint, $7 FROM flushed
  ON CONFLICT (key) DO NOTHING RETURNING key`
const UPDATE = `${FLUSHED}
  UPDATE billit_idempotency SET version = $2::integer, hash = $3, started_at = $4::bigint, sent_at = $5::bigint, until = $6::bigint, uuid = $7
  FROM flushed WHERE key = $1 AND version = $2::integer - 1 RETURNING key`

const UNIQUE_VIOLATION = '23505'

/** A role that may not create tables can use one that is there. */
async function createTable(pool: Queryable): Promise<void> {
  const isThere = async () => (await pool.query("SELECT to_regclass('billit_idempotency') AS found")).rows[0]?.found !== null
  if (await isThere()) return
  try {
    await pool.query(TABLE)
  } catch (error) {
    // Of two processes that create it at the same time, one fails, though it says IF NOT EXISTS.
    if (!(await isThere())) throw error
  }
}

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined)
