import { toYmd } from '../core/dates.ts'
import type { Database, Dialect } from './database.ts'
import { ExportError } from './export-error.ts'
import { isCompleteListing, type ListingEnd, type PagePlan, type StoredRecord } from './plan.ts'
import type { ExportResource, TableName } from './resources.ts'
import { createIndexes, type View, viewsOf } from './views/index.ts'
import { AS_OF } from './views/statements.ts'

/** A record that must still be requested. */
export interface Pending {
  key: string
  /** The version in the list. */
  wanted: string
}

/** A record that was requested by itself. */
export interface ReadRecord extends StoredRecord {
  /** The version in the list when the record was requested. */
  version: string
  /** Runs that start after this time read the record again, in milliseconds of this machine's clock. `null` for never. */
  recheckAt: number | null
}

/** A record in the target. */
export interface TargetRecord {
  key: string
  updatedAt: string | null
  deletedAt: string | null
  data: string
}

/** The version of the tables' format. */
const FORMAT = '1'

/**
 * Stores the records and the progress of an export in a database. Every step is one transaction, so that the next run can
 * continue after the last step of a run that was killed.
 */
export class Store {
  readonly #database: Database

  private constructor(database: Database) {
    this.#database = database
  }

  /**
   * Creates the tables that are missing.
   *
   * @param account Identifies the account. `undefined` if unknown.
   * @throws ExportError if the database has tables of another program, or contains another account.
   */
  static async open(database: Database, name: string, tables: readonly TableName[], account?: string): Promise<Store> {
    const store = new Store(database)
    await database.transaction(async () => {
      await store.#create(name, tables)
      await store.#claim(name, account)
    })
    return store
  }

  /** Returns the stored versions, by key. */
  async versions(resource: ExportResource, keys: readonly string[]): Promise<Map<string, string>> {
    const rows = await this.#database.query(
      `SELECT key, version FROM billit_export_rows
       WHERE resource = $2 AND version IS NOT NULL AND key IN (SELECT value ->> 0 FROM ${this.#dialect.elements})`,
      [JSON.stringify(keys.map((key) => [key])), resource],
    )
    return new Map(rows.map(({ key, version }) => [String(key), String(version)]))
  }

  /** Starts a listing, and returns its number. */
  async beginListing(resource: ExportResource): Promise<number> {
    const listing = Number((await this.#setting(`listing of ${resource}`)) ?? 0) + 1
    await this.#set(`listing of ${resource}`, String(listing))
    return listing
  }

  /** Saves the plan of one page. */
  async savePage(resource: ExportResource, listing: number, { seen, write }: PagePlan): Promise<void> {
    const { elements } = this.#dialect
    const rows = JSON.stringify(seen.map(({ key, wanted }) => [key, wanted]))
    const wanted = new Map(seen.map((row) => [row.key, row.wanted]))
    await this.#database.transaction(async () => {
      await this.#database.query(
        `INSERT INTO billit_export_rows (resource, key, listing, wanted)
         SELECT $2, value ->> 0, $3, value ->> 1 FROM ${elements} WHERE true
         ON CONFLICT (resource, key) DO UPDATE SET listing = excluded.listing, wanted = excluded.wanted`,
        [rows, resource, listing],
      )
      await this.#database.query(
        `UPDATE ${resource} SET deleted_at = NULL
         WHERE deleted_at IS NOT NULL AND key IN (SELECT value ->> 0 FROM ${elements})`,
        [rows],
      )
      await this.#write(
        resource,
        write.map((row) => ({ ...row, version: wanted.get(row.key) ?? row.fingerprint, recheckAt: null })),
      )
    })
  }

  /**
   * Marks records as deleted that are missing from this listing and from the last complete listing before it. A single listing
   * may miss a row that moved while the list was read.
   *
   * @returns How many records were marked, and how many are missing for the first time.
   */
  async endListing(resource: ExportResource, listing: number, end: ListingEnd): Promise<{ gone: number; missing: number }> {
    if (!isCompleteListing(end)) return { gone: 0, missing: 0 }
    const missing = `SELECT key FROM billit_export_rows WHERE resource = $1 AND listing < $2`
    return this.#database.transaction(async () => {
      const before = await this.#setting(`whole listing of ${resource}`)
      await this.#set(`whole listing of ${resource}`, String(listing))
      const gone = await this.#database.query(
        `UPDATE ${resource} SET deleted_at = ${this.#dialect.toMoment('$3')}
         WHERE deleted_at IS NULL AND key IN (${missing}) RETURNING key`,
        [resource, Number(before ?? 0), new Date().toISOString()],
      )
      const left = await this.#database.query(
        `SELECT count(*) AS missing FROM ${resource} WHERE deleted_at IS NULL AND key IN (${missing})`,
        [resource, listing],
      )
      return { gone: gone.length, missing: Number(left[0]?.missing) }
    })
  }

  /** Counts the records that must still be requested. */
  async countPending(resource: ExportResource, listing: number, startedAt: number): Promise<number> {
    const [row] = await this.#database.query(`SELECT count(*) AS pending ${this.#pending}`, [resource, listing, startedAt])
    return Number(row?.pending)
  }

  /** Returns records that must still be requested, ordered by key. */
  async pending(resource: ExportResource, listing: number, startedAt: number, after: string, limit: number): Promise<Pending[]> {
    const rows = await this.#database.query(`SELECT key, wanted ${this.#pending} AND key > $4 ORDER BY key LIMIT $5`, [
      resource,
      listing,
      startedAt,
      after,
      limit,
    ])
    return rows.map(({ key, wanted }) => ({ key: String(key), wanted: String(wanted) }))
  }

  /** Saves records that were requested by themselves. */
  async saveRecords(resource: TableName, records: readonly ReadRecord[]): Promise<void> {
    if (records.length > 0) await this.#database.transaction(() => this.#write(resource, records))
  }

  /** Reads all records of a resource, ordered by key. */
  async *records(resource: TableName): AsyncGenerator<TargetRecord, void, undefined> {
    const { jsonText } = this.#dialect
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
    const select = `SELECT ${names} FROM (${fileQuery(this.#dialect.flat)}) AS view_rows ORDER BY ${order} LIMIT $1 OFFSET $2`
    for (let offset = 0; ; offset += VIEW_ROWS) {
      const rows = await this.#database.query(select, [VIEW_ROWS, offset])
      yield* rows
      if (rows.length < VIEW_ROWS) return
    }
  }

  /** Counts the records of a resource in the target, and those that are no longer in Billit. */
  async count(resource: TableName): Promise<{ rows: number; gone: number }> {
    const [row] = await this.#database.query(`SELECT count(*) AS rows, count(deleted_at) AS gone FROM ${resource}`)
    return { rows: Number(row?.rows), gone: Number(row?.gone) }
  }

  /** Returns invoices with their stored version and the version of their downloaded PDF, ordered by key. */
  async pdfVersions(after: string): Promise<Array<{ key: string; version: string; pdf: string | null; data: string }>> {
    const rows = await this.#database.query(
      `SELECT r.key, r.version, r.pdf, ${this.#dialect.jsonText('t.data')} AS data
       FROM billit_export_rows r JOIN invoices t ON t.key = r.key
       WHERE r.resource = 'invoices' AND r.version IS NOT NULL AND t.deleted_at IS NULL AND r.key > $1 ORDER BY r.key LIMIT $2`,
      [after, BATCH_ROWS],
    )
    return rows.map(({ key, version, pdf, data }) => ({
      key: String(key),
      version: String(version),
      pdf: pdf === null ? null : String(pdf),
      data: String(data),
    }))
  }

  /** Records that the PDF of a version was downloaded. */
  async savePdf(key: string, version: string): Promise<void> {
    await this.#database.query(`UPDATE billit_export_rows SET pdf = $2 WHERE resource = 'invoices' AND key = $1`, [key, version])
  }

  async #create(name: string, tables: readonly TableName[]): Promise<void> {
    const { relations, json, moment, flat } = this.#dialect
    const found = new Set((await this.#database.query(relations)).map((row) => String(row.name)))
    const isExport = found.has('billit_export')
    const views = viewsOf(tables)
    const foreign = [...tables, ...views.map((view) => view.name)].find((table) => found.has(table))
    if (!isExport && foreign) {
      throw new ExportError(`${name} has a table '${foreign}' of another program. Choose another target, or a separate schema.`)
    }
    await this.#database.query(`CREATE TABLE IF NOT EXISTS billit_export (name TEXT PRIMARY KEY, value TEXT NOT NULL)`)
    const format = await this.#setting('format')
    if (format === undefined) await this.#set('format', FORMAT)
    else if (format !== FORMAT) {
      throw new ExportError(`${name} was written by another version of billit-io. Export to a new target.`)
    }
    await this.#database.query(
      `CREATE TABLE IF NOT EXISTS billit_export_rows (
        resource TEXT, key TEXT, listing BIGINT NOT NULL, wanted TEXT, version TEXT, recheck_at BIGINT, pdf TEXT,
        PRIMARY KEY (resource, key))`,
    )
    for (const table of tables) {
      await this.#database.query(
        `CREATE TABLE IF NOT EXISTS ${table} (key TEXT PRIMARY KEY, updated_at ${moment}, deleted_at ${moment}, data ${json} NOT NULL)`,
      )
    }
    await createIndexes(this.#database, tables)
    await this.#set(AS_OF, toYmd(new Date()))
    for (const view of views) {
      const { name: viewName } = view
      const query = view.query(flat)
      // An unchanged view is kept, because the user's own views may depend on it.
      if (query === (await this.#setting(`view of ${viewName}`)) && found.has(viewName)) continue
      await this.#database.query(`DROP VIEW IF EXISTS ${viewName}`)
      await this.#database.query(`CREATE VIEW ${viewName} AS ${query}`)
      await this.#set(`view of ${viewName}`, query)
    }
  }

  /** A target contains one account. Records of the first would be marked as deleted if a second one were exported to it. */
  async #claim(name: string, account: string | undefined): Promise<void> {
    if (account === undefined) return
    const known = await this.#setting('account')
    if (known !== undefined && known !== account) {
      throw new ExportError(`${name} contains the records of another account. Choose another target for this one.`)
    }
    if (known === undefined) await this.#set('account', account)
  }

  async #write(resource: TableName, records: readonly ReadRecord[]): Promise<void> {
    if (records.length === 0) return
    const { elements, toMoment, toJson, storable } = this.#dialect
    const rows = records.map(({ key, updatedAt, data, version, recheckAt }) => [
      key,
      updatedAt,
      storable(data),
      version,
      recheckAt,
    ])
    const values = JSON.stringify(rows)
    await this.#database.query(
      `INSERT INTO ${resource} (key, updated_at, deleted_at, data)
       SELECT value ->> 0, ${toMoment('value ->> 1')}, NULL, ${toJson('value ->> 2')} FROM ${elements} WHERE true
       ON CONFLICT (key) DO UPDATE SET updated_at = excluded.updated_at, deleted_at = NULL, data = excluded.data`,
      [values],
    )
    await this.#database.query(
      `INSERT INTO billit_export_rows (resource, key, listing, version, recheck_at)
       SELECT $2, value ->> 0, 0, value ->> 3, CAST(value ->> 4 AS BIGINT) FROM ${elements} WHERE true
       ON CONFLICT (resource, key) DO UPDATE SET version = excluded.version, recheck_at = excluded.recheck_at`,
      [values, resource],
    )
  }

  async #setting(name: string): Promise<string | undefined> {
    const [row] = await this.#database.query('SELECT value FROM billit_export WHERE name = $1', [name])
    return row && String(row.value)
  }

  async #set(name: string, value: string): Promise<void> {
    await this.#database.query(
      'INSERT INTO billit_export (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
      [name, value],
    )
  }

  get #dialect(): Dialect {
    return this.#database.dialect
  }

  /** Records whose stored version differs from the listed one, and records to read again. */
  get #pending(): string {
    return `FROM billit_export_rows WHERE resource = $1 AND listing = $2 AND wanted IS NOT NULL
      AND (${this.#dialect.differ('version', 'wanted')} OR recheck_at <= $3)`
  }
}

/** Small enough to fit in memory, and large enough to keep the number of queries low. */
const BATCH_ROWS = 200
/** Rows of a view. More than `BATCH_ROWS`, because a view is computed again for each batch. */
const VIEW_ROWS = 5000

const isoOrNull = (value: unknown): string | null =>
  value === null || value === undefined ? null : value instanceof Date ? value.toISOString() : String(value)
