import type { Database } from './database.ts'
import { SHORT } from './plan.ts'
import type { DetailTask } from './schedule.ts'
import type { Pending } from './store.ts'

/** The value of the column `due` of a record that must be read soon. */
const SOON = 2

/** Invoices that are in Billit. A deleted one has no wanted version. */
const LISTED = `resource = 'invoices' AND wanted IS NOT NULL`

const CONDITIONS: Record<DetailTask, string> = {
  changed: `due = ${SOON}`,
  undecided: `recheck = 2 AND version IS NOT NULL`,
  recent: `recheck = 1 AND version IS NOT NULL`,
  rest: `coalesce(recheck, 0) = 0 AND version IS NOT NULL`,
}

/** Decides which invoice is read next. */
export class DetailQueue {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  /** Marks the invoices of a listing, and of later ones, whose stored version is not the listed one. */
  async markChanged(listing: number): Promise<void> {
    await this.#database.query(
      `UPDATE billit_export_rows SET due = ${SOON} WHERE resource = 'invoices' AND listing >= $1 AND wanted IS NOT NULL
       AND (version IS NULL OR version <> wanted OR version LIKE '${SHORT}%')`,
      [listing],
    )
  }

  async count(task: DetailTask): Promise<number> {
    const [row] = await this.#database.query(
      `SELECT count(*) AS invoices FROM billit_export_rows WHERE ${LISTED} AND ${CONDITIONS[task]}`,
    )
    return Number(row?.invoices)
  }

  /** Returns the invoice that was not read for the longest time, and not since this listing began. */
  async next(task: DetailTask, listing: number): Promise<Pending | undefined> {
    const [row] = await this.#database.query(
      `SELECT key, wanted, version FROM billit_export_rows
       WHERE ${LISTED} AND coalesce(requested, 0) < $1 AND ${CONDITIONS[task]}
       ORDER BY coalesce(requested, 0), key LIMIT 1`,
      [listing],
    )
    if (!row) return undefined
    const { key, wanted, version } = row
    return { key: String(key), wanted: String(wanted), isChanged: version !== wanted }
  }

  /** Leaves an invoice that could not be read to the next look or reading of the list. */
  async postpone(key: string): Promise<void> {
    await this.#database.query(`UPDATE billit_export_rows SET due = 0 WHERE resource = 'invoices' AND key = $1`, [key])
  }
}
