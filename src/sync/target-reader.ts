import type { Database } from './database.ts'
import type { TableName } from './resources.ts'
import type { View } from './views/index.ts'

/** A record in the target. */
export interface TargetRecord {
  key: string
  updatedAt: string | null
  deletedAt: string | null
  data: string
}

/** Small enough to fit in memory, and large enough to keep the number of queries low. */
const BATCH_ROWS = 200
/** Rows of a view. More than `BATCH_ROWS`, because a view is computed again for each batch. */
const VIEW_ROWS = 5000

const isoOrNull = (value: unknown): string | null =>
  value === null || value === undefined ? null : value instanceof Date ? value.toISOString() : String(value)

/** Reads the records and views of a target, for files. */
export class TargetReader {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  /** Reads all records of a resource, ordered by key. */
  async *records(resource: TableName): AsyncGenerator<TargetRecord, void, undefined> {
    const { jsonText } = this.#database.dialect
    for (let after = ''; ; ) {
      const rows = await this.#database.query(
        `SELECT key, updated_at, deleted_at, ${jsonText('data')} AS data FROM ${resource} WHERE key > $1 ORDER BY key LIMIT $2`,
        [after, BATCH_ROWS],
      )
      for (const { key, updated_at, deleted_at, data } of rows) {
        yield { key: String(key), updatedAt: isoOrNull(updated_at), deletedAt: isoOrNull(deleted_at), data: String(data) }
      }
      if (rows.length < BATCH_ROWS) return
      after = String(rows.at(-1)?.key)
    }
  }

  /** Reads the rows of a view, for a file. */
  async *viewRows({ columns, order, query, fileQuery = query }: View): AsyncGenerator<Record<string, unknown>, void, undefined> {
    const names = columns.map(({ name }) => name).join(', ')
    const select = `SELECT ${names} FROM (${fileQuery(this.#database.dialect.flat)}) AS view_rows ORDER BY ${order} LIMIT $1 OFFSET $2`
    for (let offset = 0; ; offset += VIEW_ROWS) {
      const rows = await this.#database.query(select, [VIEW_ROWS, offset])
      yield* rows
      if (rows.length < VIEW_ROWS) return
    }
  }
}
