import { randomUUID } from 'node:crypto'
import type { Database, Dialect } from './database.ts'
import { type ChangeKind, kindsOfChange } from './kinds.ts'
import type { ExportResource, TableName } from './resources.ts'
import type { Settings } from './settings.ts'

/** A change that must be delivered. */
export interface StoredChange {
  /** Its position among all changes of the target. */
  seq: number
  id: string
  /** When it was found, as ISO 8601 in UTC. */
  at: string
  resource: ExportResource
  key: string
  kinds: ChangeKind[]
  before: string | null
  after: string | null
  /** How often it was handed out, this time included. */
  deliveries: number
}

/** A change that was delivered too often without success. */
export interface DeadChange extends Pick<StoredChange, 'seq' | 'id' | 'at' | 'resource' | 'key' | 'kinds' | 'deliveries'> {
  /** Why its last delivery failed, if the consumer has given a reason. */
  error: string | undefined
}

/** The table with the changes that were not delivered yet. */
const TABLE = 'billit_changes'

/** With this many changes in the outbox, nothing is read until some are delivered. */
export const MAX_CHANGES = 10_000

const BATCH_ROWS = 200
const MAX_DEAD_SHOWN = 20
const MAX_ERROR_LENGTH = 500

const FIRST_PAUSE_MS = 5000
const PAUSE_GROWTH = 3
const MAX_PAUSE_MS = 3_600_000

/** Milliseconds until a change that was not acknowledged is handed out again. */
export const pauseAfter = (deliveries: number): number =>
  Math.min(MAX_PAUSE_MS, FIRST_PAUSE_MS * PAUSE_GROWTH ** Math.max(0, deliveries - 1))

/**
 * The changes of the records in a target, in the order in which they were found. A change is written in the transaction that
 * replaces the record, and deleted when it is acknowledged, so a crash loses none.
 */
export class Outbox {
  readonly #database: Database
  readonly #settings: Settings
  readonly #watched = new Set<string>()

  private constructor(database: Database, settings: Settings) {
    this.#database = database
    this.#settings = settings
  }

  /** Opens the outbox of a target. `undefined` if the target was never watched. */
  static async open(database: Database, settings: Settings): Promise<Outbox | undefined> {
    const relations = await database.query(database.dialect.relations)
    if (!relations.some(({ name }) => name === TABLE)) return undefined
    const outbox = new Outbox(database, settings)
    const rows = await database.query("SELECT name FROM billit_export WHERE name LIKE 'watch of %'")
    for (const { name } of rows) outbox.#watched.add(String(name).slice('watch of '.length))
    return outbox
  }

  /** Creates the outbox of a target that was never watched. */
  static async create(database: Database, settings: Settings): Promise<Outbox> {
    const { json, moment, serial } = database.dialect
    await database.transaction(async () => {
      await database.query(
        `CREATE TABLE ${TABLE} (seq ${serial}, id TEXT NOT NULL, at ${moment} NOT NULL, resource TEXT NOT NULL, key TEXT NOT NULL,
         kinds TEXT NOT NULL, before ${json}, after ${json}, deliveries BIGINT NOT NULL, next_at BIGINT NOT NULL,
         in_hand SMALLINT NOT NULL, dead SMALLINT NOT NULL, error TEXT)`,
      )
      await database.query(`CREATE INDEX ${TABLE}_of_record ON ${TABLE} (resource, key, seq)`)
      // Left by a table that was dropped.
      await database.query("DELETE FROM billit_export WHERE name LIKE 'watch of %'")
    })
    return new Outbox(database, settings)
  }

  /** Whether the changes of a resource are reported. Before, its first copy is being made. */
  isWatched(resource: TableName): boolean {
    return this.#watched.has(resource)
  }

  /** Starts to report the changes of a resource. */
  async startWatching(resource: ExportResource): Promise<void> {
    await this.#settings.set(`watch of ${resource}`, new Date().toISOString())
    this.#watched.add(resource)
  }

  /** Reports each record of the target as created, and starts to report changes. */
  async startFromBeginning(resource: ExportResource): Promise<void> {
    await this.#database.transaction(async () => {
      await this.startWatching(resource)
      for (let after = ''; ; ) {
        const rows = await this.#database.query(
          `SELECT key FROM ${resource} WHERE deleted_at IS NULL AND key > $1 ORDER BY key LIMIT ${BATCH_ROWS}`,
          [after],
        )
        const keys = rows.map(({ key }) => String(key))
        await this.#recordEach(resource, keys, (key, data) => [key, null, data])
        if (rows.length < BATCH_ROWS) return
        after = keys.at(-1) ?? ''
      }
    })
  }

  /** Reads the versions that are about to be replaced, by key. Call it in the transaction that replaces them. */
  async readBefore(resource: TableName, keys: readonly string[]): Promise<Map<string, string>> {
    if (!this.isWatched(resource)) return new Map()
    return this.#read(resource, keys, 'AND deleted_at IS NULL')
  }

  /** Records that records were written. Call it in the same transaction. */
  async recordWritten(
    resource: TableName,
    before: ReadonlyMap<string, string>,
    after: ReadonlyMap<string, string>,
  ): Promise<void> {
    if (!this.#isWatchedResource(resource)) return
    await this.#insert(
      resource,
      [...after].map(([key, data]) => [key, before.get(key) ?? null, data]),
    )
  }

  /** Records that records are no longer in Billit. Call it in the transaction that marks them as deleted. */
  async recordRemoved(resource: ExportResource, keys: readonly string[]): Promise<void> {
    await this.#recordEach(resource, keys, (key, data) => [key, data, null])
  }

  /** Makes the changes due that were in the hands of a process that ended. Call it after the target was locked. */
  async recover(): Promise<void> {
    await this.#database.query(`UPDATE ${TABLE} SET next_at = 0, in_hand = 0 WHERE in_hand = 1`)
  }

  /**
   * Returns the oldest change that is due, and counts the delivery. A change is not due while an earlier one of the same record
   * is in the outbox, unless that one is dead. A change with `max` deliveries becomes dead: the last one ended the program.
   *
   * @param now The time in milliseconds.
   */
  async take(now: number, max: number): Promise<StoredChange | undefined> {
    await this.#database.query(
      `UPDATE ${TABLE} SET dead = 1, error = coalesce(error, $3) WHERE dead = 0 AND deliveries >= $1 AND next_at <= $2`,
      [max, now, 'The program ended during the delivery.'],
    )
    const { jsonText } = this.#database.dialect
    const [row] = await this.#database.query(
      `SELECT seq, id, at, resource, key, kinds, deliveries, ${jsonText('before')} AS before, ${jsonText('after')} AS after
       FROM ${TABLE} c WHERE dead = 0 AND (next_at <= $1 OR next_at > $2) AND ${IS_FIRST} ORDER BY seq LIMIT 1`,
      // If the clock was set back, a change would wait for longer than any pause.
      [now, now + MAX_PAUSE_MS],
    )
    if (!row) return undefined
    const deliveries = Number(row.deliveries) + 1
    await this.#database.query(`UPDATE ${TABLE} SET deliveries = $2, next_at = $3, in_hand = 1 WHERE seq = $1`, [
      Number(row.seq),
      deliveries,
      now + pauseAfter(deliveries),
    ])
    return {
      ...describe(row),
      deliveries,
      before: row.before === null ? null : String(row.before),
      after: row.after === null ? null : String(row.after),
    }
  }

  /** Returns when the next change is due, in milliseconds. `undefined` if none is waiting. */
  async nextAt(): Promise<number | undefined> {
    const [row] = await this.#database.query(`SELECT min(next_at) AS next FROM ${TABLE} c WHERE dead = 0 AND ${IS_FIRST}`)
    return row?.next === null || row?.next === undefined ? undefined : Number(row.next)
  }

  /** Removes a change that was delivered. */
  async acknowledge(seq: number): Promise<void> {
    await this.#database.query(`DELETE FROM ${TABLE} WHERE seq = $1`, [seq])
  }

  /** Records why a delivery failed. After the last one, the change is dead. */
  async fail({ seq, deliveries }: Pick<StoredChange, 'seq' | 'deliveries'>, max: number, error: string | null): Promise<void> {
    await this.#database.query(`UPDATE ${TABLE} SET dead = $2, error = $3, in_hand = 0 WHERE seq = $1`, [
      seq,
      deliveries >= max ? 1 : 0,
      error?.slice(0, MAX_ERROR_LENGTH) ?? null,
    ])
  }

  /** Counts the changes that wait, and those that are dead. */
  async count(): Promise<{ waiting: number; dead: number; oldest: string | undefined }> {
    const [row] = await this.#database.query(
      `SELECT count(*) AS entries, coalesce(sum(dead), 0) AS dead, min(CASE WHEN dead = 0 THEN at END) AS oldest FROM ${TABLE}`,
    )
    const dead = Number(row?.dead)
    const oldest = row?.oldest === null || row?.oldest === undefined ? undefined : isoTime(row.oldest)
    return { waiting: Number(row?.entries) - dead, dead, oldest }
  }

  /** Returns some of the dead changes, the oldest first. */
  async dead(): Promise<DeadChange[]> {
    const rows = await this.#database.query(`SELECT * FROM ${TABLE} WHERE dead = 1 ORDER BY seq LIMIT ${MAX_DEAD_SHOWN}`)
    return rows.map((row) => ({
      ...describe(row),
      deliveries: Number(row.deliveries),
      error: row.error === null ? undefined : String(row.error),
    }))
  }

  /** Makes each dead change due again. @returns How many there were. */
  async retryDead(): Promise<number> {
    const rows = await this.#database.query(
      `UPDATE ${TABLE} SET dead = 0, deliveries = 0, next_at = 0, error = NULL WHERE dead = 1 RETURNING seq`,
    )
    return rows.length
  }

  async #recordEach(
    resource: ExportResource,
    keys: readonly string[],
    toRow: (key: string, data: string) => ChangeRow,
  ): Promise<void> {
    if (!this.isWatched(resource)) return
    for (let from = 0; from < keys.length; from += BATCH_ROWS) {
      const found = await this.#read(resource, keys.slice(from, from + BATCH_ROWS), '')
      await this.#insert(
        resource,
        [...found].map(([key, data]) => toRow(key, data)),
      )
    }
  }

  async #read(resource: TableName, keys: readonly string[], condition: string): Promise<Map<string, string>> {
    const { elements, jsonText } = this.#database.dialect
    const rows = await this.#database.query(
      `SELECT key, ${jsonText('data')} AS data FROM ${resource} WHERE key IN (SELECT value ->> 0 FROM ${elements}) ${condition} ORDER BY key`,
      [JSON.stringify(keys.map((key) => [key]))],
    )
    return new Map(rows.map(({ key, data }) => [String(key), String(data)]))
  }

  async #insert(resource: ExportResource, changes: readonly ChangeRow[]): Promise<void> {
    const at = new Date().toISOString()
    const rows = changes.flatMap(([key, before, after]) => {
      const kinds = kindsOfChange(resource, before, after)
      return kinds.length === 0 ? [] : [[randomUUID(), key, JSON.stringify(kinds), before, after]]
    })
    if (rows.length === 0) return
    const { elements, toMoment, toJson } = this.#dialect
    await this.#database.query(
      `INSERT INTO ${TABLE} (id, at, resource, key, kinds, before, after, deliveries, next_at, in_hand, dead)
       SELECT value ->> 0, ${toMoment('$3')}, $2, value ->> 1, value ->> 2, ${toJson('value ->> 3')}, ${toJson('value ->> 4')}, 0, 0, 0, 0
       FROM ${elements} WHERE true`,
      [JSON.stringify(rows), resource, at],
    )
  }

  /** The account is not watched. */
  #isWatchedResource(table: TableName): table is ExportResource {
    return this.isWatched(table)
  }

  get #dialect(): Dialect {
    return this.#database.dialect
  }
}

type ChangeRow = [key: string, before: string | null, after: string | null]

/** Whether no earlier change of the record is waiting. */
const IS_FIRST = `NOT EXISTS (SELECT 1 FROM ${TABLE} e WHERE e.resource = c.resource AND e.key = c.key AND e.seq < c.seq AND e.dead = 0)`

const isoTime = (value: unknown): string => (value instanceof Date ? value.toISOString() : String(value))

const describe = (row: Record<string, unknown>): Pick<StoredChange, 'seq' | 'id' | 'at' | 'resource' | 'key' | 'kinds'> => ({
  seq: Number(row.seq),
  id: String(row.id),
  at: isoTime(row.at),
  // Written by this class.
  resource: String(row.resource) as ExportResource,
  key: String(row.key),
  kinds: JSON.parse(String(row.kinds)) as ChangeKind[],
})
