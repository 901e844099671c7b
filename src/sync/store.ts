import type { Database, Dialect } from './database.ts'
import { Outbox } from './outbox.ts'
import { PdfVersions } from './pdf-versions.ts'
import { type PagePlan, SHORT, type StoredRecord } from './plan.ts'
import type { ExportResource, TableName } from './resources.ts'
import { createTables, updateViews } from './schema.ts'
import { Settings } from './settings.ts'
import { TargetReader } from './target-reader.ts'

/** A record that must still be requested. */
export interface Pending {
  key: string
  /** The version in the list. */
  wanted: string
  /** Whether the stored version is another one. */
  isChanged: boolean
}

/** A record that was requested by itself. */
export interface ReadRecord extends StoredRecord {
  /** The version in the list when the record was requested. */
  version: string
  /** See `recheckLevel`. Each run reads a record with 1 or 2 again. */
  recheck: 0 | 1 | 2
}

/** The listings of a resource whose rows are requested. */
export interface Listings {
  /** Number of the first listing. */
  first: number
  /** Number of the latest one. */
  last: number
}

/**
 * Stores the records and the progress of an export in a database. Every step is one transaction, so that the next run can
 * continue after the last step of a run that was killed.
 */
export class Store {
  readonly #database: Database
  readonly settings: Settings
  readonly pdfs: PdfVersions
  readonly reader: TargetReader
  /** The changes to report. `undefined` if the target was never watched. */
  outbox: Outbox | undefined
  /** Views that could not be updated. */
  readonly warnings: string[] = []

  private constructor(database: Database) {
    this.#database = database
    this.settings = new Settings(database)
    this.pdfs = new PdfVersions(database)
    this.reader = new TargetReader(database)
  }

  /**
   * Creates the tables and views that are missing.
   *
   * @throws ExportError if the database has tables of another program.
   */
  static async open(database: Database, name: string, tables: readonly TableName[]): Promise<Store> {
    const store = new Store(database)
    await database.transaction(() => createTables(database, store.settings, name, tables))
    store.outbox = await Outbox.open(database, store.settings)
    store.warnings.push(...(await updateViews(database, store.settings, tables)))
    return store
  }

  /** Whether the target contains a record. */
  async hasRecords(): Promise<boolean> {
    return (await this.#database.query('SELECT 1 FROM billit_export_rows WHERE version IS NOT NULL LIMIT 1')).length > 0
  }

  /** Returns the keys of some invoices, those that were listed last. */
  async sampleInvoices(count: number): Promise<string[]> {
    const rows = await this.#database.query(
      `SELECT key FROM billit_export_rows WHERE resource = 'invoices' AND version IS NOT NULL ORDER BY listing DESC, key LIMIT $1`,
      [count],
    )
    return readKeys(rows)
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
    const listing = Number((await this.settings.get(`listing of ${resource}`)) ?? 0) + 1
    await this.settings.set(`listing of ${resource}`, String(listing))
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
      await this.#write(
        resource,
        write.map((row) => ({ ...row, version: wanted.get(row.key) ?? row.fingerprint, recheck: 0 })),
      )
    })
  }

  /** Counts the different rows of all listings from this one on. */
  async countListed(resource: ExportResource, listing: number): Promise<number> {
    const [row] = await this.#database.query(
      'SELECT count(*) AS listed FROM billit_export_rows WHERE resource = $1 AND listing >= $2',
      [resource, listing],
    )
    return Number(row?.listed)
  }

  /**
   * Marks records as deleted that are missing from this complete sweep and from the one before it. A record that moved while
   * the list was read may be missing from one. Their versions are forgotten, so that a record that is listed again is read again:
   * it may have changed meanwhile. Until then, it keeps its mark.
   *
   * @param start Number of the sweep's first listing.
   * @returns How many records were marked, and how many are missing for the first time.
   */
  async endSweep(resource: ExportResource, start: number): Promise<{ gone: number; missing: number }> {
    const missing = `SELECT key FROM billit_export_rows WHERE resource = $1 AND listing < $2`
    return this.#database.transaction(async () => {
      const before = await this.settings.get(`complete sweep of ${resource}`)
      await this.settings.set(`complete sweep of ${resource}`, String(start))
      const gone = await this.#database.query(
        `UPDATE ${resource} SET deleted_at = ${this.#dialect.toMoment('$3')}
         WHERE deleted_at IS NULL AND key IN (${missing}) RETURNING key`,
        [resource, Number(before ?? 0), new Date().toISOString()],
      )
      await this.outbox?.recordRemoved(resource, readKeys(gone))
      await this.#database.query(
        `UPDATE billit_export_rows SET wanted = NULL,
           version = CASE WHEN version LIKE '${SHORT}%' THEN '${SHORT}' WHEN version IS NOT NULL THEN '' END
         WHERE resource = $1 AND listing < $2 AND wanted IS NOT NULL`,
        [resource, Number(before ?? 0)],
      )
      const left = await this.#database.query(
        `SELECT count(*) AS missing FROM ${resource} WHERE deleted_at IS NULL AND key IN (${missing})`,
        [resource, start],
      )
      return { gone: gone.length, missing: Number(left[0]?.missing) }
    })
  }

  /**
   * Marks complete records of the list to be read again, those first that were not requested for the longest time. Records that
   * were requested since the last complete run are left out: an interrupted run continues, and does not start again.
   *
   * @param which `recheck`: those that each run reads again. `rest`: the others.
   */
  async markDue(resource: ExportResource, { first }: Listings, which: 'recheck' | 'rest', limit: number): Promise<void> {
    await this.#database.query(
      `UPDATE billit_export_rows SET due = 1 WHERE resource = $1 AND key IN (
         SELECT key FROM billit_export_rows
         WHERE resource = $1 AND listing >= $2 AND version NOT LIKE '${SHORT}%' AND (coalesce(recheck, 0) > 0) = ($3 = 1)
           AND coalesce(requested, 0) <= $4
         ORDER BY coalesce(requested, 0), key LIMIT $5)`,
      [resource, first, which === 'recheck' ? 1 : 0, Number((await this.settings.get(`details of ${resource}`)) ?? 0), limit],
    )
  }

  /** Marks all complete records of the list to be read again. */
  async markAllDue(resource: ExportResource, { first }: Listings): Promise<void> {
    await this.#database.query(
      `UPDATE billit_export_rows SET due = 1 WHERE resource = $1 AND listing >= $2 AND version NOT LIKE '${SHORT}%'`,
      [resource, first],
    )
  }

  /** Records that all details up to a listing were requested. */
  async endDetails(resource: ExportResource, { last }: Listings): Promise<void> {
    await this.settings.set(`details of ${resource}`, String(last))
  }

  /** Counts the records that must still be requested. */
  async countPending(resource: ExportResource, { first, last }: Listings): Promise<number> {
    const [row] = await this.#database.query(`SELECT count(*) AS pending ${this.#pending}`, [resource, first, last])
    return Number(row?.pending)
  }

  /** Returns records that must still be requested. Those that failed in an earlier run come last. */
  async pending(resource: ExportResource, { first, last }: Listings, limit: number): Promise<Pending[]> {
    const rows = await this.#database.query(
      `SELECT key, wanted, version ${this.#pending} ORDER BY coalesce(requested, 0), key LIMIT $4`,
      [resource, first, last, limit],
    )
    return rows.map(({ key, wanted, version }) => ({ key: String(key), wanted: String(wanted), isChanged: version !== wanted }))
  }

  /**
   * Saves records that were requested by themselves.
   *
   * @param failed The keys of those that could not be read.
   * @returns How many of the records are new or differ from the stored ones.
   */
  async saveRecords(
    resource: ExportResource,
    records: readonly ReadRecord[],
    failed: readonly string[],
    listing: number,
  ): Promise<number> {
    return this.#database.transaction(async () => {
      const changed = await this.#write(resource, records)
      const keys = [...records.map(({ key }) => [key]), ...failed.map((key) => [key])]
      await this.#database.query(
        `UPDATE billit_export_rows SET requested = $3
         WHERE resource = $2 AND key IN (SELECT value ->> 0 FROM ${this.#dialect.elements})`,
        [JSON.stringify(keys), resource, listing],
      )
      return changed
    })
  }

  /** Saves the account. */
  async saveAccount(record: StoredRecord, version: string): Promise<void> {
    await this.#database.transaction(() => this.#write('account', [{ ...record, version, recheck: 0 }]))
  }

  /** Counts the records of a resource in the target, and those that are no longer in Billit. */
  async count(resource: TableName): Promise<{ rows: number; gone: number }> {
    const [row] = await this.#database.query(`SELECT count(*) AS rows, count(deleted_at) AS gone FROM ${resource}`)
    return { rows: Number(row?.rows), gone: Number(row?.gone) }
  }

  /** Returns how many of the records are new or differ from the stored ones. */
  async #write(resource: TableName, records: readonly ReadRecord[]): Promise<number> {
    if (records.length === 0) return 0
    const { elements, toMoment, toJson, storable, differ } = this.#dialect
    const rows = records.map(({ key, updatedAt, data, version, recheck }) => [key, updatedAt, storable(data), version, recheck])
    const before = await this.outbox?.readBefore(
      resource,
      records.map(({ key }) => key),
    )
    const values = JSON.stringify(rows)
    const changed = await this.#database.query(
      `INSERT INTO ${resource} (key, updated_at, deleted_at, data)
       SELECT value ->> 0, ${toMoment('value ->> 1')}, NULL, ${toJson('value ->> 2')} FROM ${elements} WHERE true
       ON CONFLICT (key) DO UPDATE SET updated_at = excluded.updated_at, deleted_at = NULL, data = excluded.data
       WHERE ${differ(`${resource}.data`, 'excluded.data')} OR ${resource}.deleted_at IS NOT NULL RETURNING key`,
      [values],
    )
    if (before) {
      const written = new Set(readKeys(changed))
      const after = rows.flatMap(([key, , data]) => (written.has(String(key)) ? [[String(key), String(data)] as const] : []))
      await this.outbox?.recordWritten(resource, before, new Map(after))
    }
    await this.#database.query(
      `INSERT INTO billit_export_rows (resource, key, listing, version, recheck)
       SELECT $2, value ->> 0, 0, value ->> 3, CAST(value ->> 4 AS SMALLINT) FROM ${elements} WHERE true
       ON CONFLICT (resource, key) DO UPDATE SET version = excluded.version, recheck = excluded.recheck, due = 0`,
      [values, resource],
    )
    return changed.length
  }

  get #dialect(): Dialect {
    return this.#database.dialect
  }

  /** Records whose stored version differs from the listed one, and records to read again. Each once per listing. */
  get #pending(): string {
    return `FROM billit_export_rows WHERE resource = $1 AND listing >= $2 AND coalesce(requested, 0) < $3 AND wanted IS NOT NULL
      AND (${this.#dialect.differ('version', 'wanted')} OR due = 1)`
  }
}

const readKeys = (rows: ReadonlyArray<Record<string, unknown>>): string[] => rows.map(({ key }) => String(key))
