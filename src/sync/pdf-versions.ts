import type { Database } from './database.ts'

/** An invoice and its downloaded PDF. */
export interface StoredPdf {
  key: string
  data: string
  /** The version of the PDF. `undefined` if there is none. */
  version: string | undefined
  /** The listing after which the download failed. 0 if it did not. */
  failed: number
}

const BATCH_ROWS = 200

/** Which PDFs were downloaded. */
export class PdfVersions {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  /**
   * Returns invoices with the version of their downloaded PDF. Those whose PDF failed in an earlier run come last.
   *
   * @param run Number of the first listing in this run. PDFs that failed in this run are left out.
   * @param after The invoice before them.
   */
  async read(run: number, after: StoredPdf | undefined): Promise<StoredPdf[]> {
    const rows = await this.#database.query(
      `SELECT r.key, r.pdf, coalesce(r.pdf_failed, 0) AS failed, ${this.#database.dialect.jsonText('t.data')} AS data
       FROM billit_export_rows r JOIN invoices t ON t.key = r.key
       WHERE r.resource = 'invoices' AND r.version IS NOT NULL AND t.deleted_at IS NULL AND coalesce(r.pdf_failed, 0) < $1
         AND (coalesce(r.pdf_failed, 0), r.key) > ($2, $3)
       ORDER BY coalesce(r.pdf_failed, 0), r.key LIMIT ${BATCH_ROWS}`,
      [run, after?.failed ?? 0, after?.key ?? ''],
    )
    return rows.map(({ key, pdf, failed, data }) => ({
      key: String(key),
      version: pdf === null ? undefined : String(pdf),
      failed: Number(failed),
      data: String(data),
    }))
  }

  /** Records which version of a PDF was downloaded, or that it failed. */
  async save(key: string, result: { version: string } | { failed: number }): Promise<void> {
    const [columns, value] =
      'version' in result ? ['pdf = $2, pdf_failed = NULL', result.version] : ['pdf_failed = $2', result.failed]
    await this.#database.query(`UPDATE billit_export_rows SET ${columns} WHERE resource = 'invoices' AND key = $1`, [key, value])
  }
}
