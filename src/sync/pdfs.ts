import { existsSync } from 'node:fs'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isBillitError } from '../core/errors.ts'
import { messageOf } from '../core/text.ts'
import type { ExportClient } from './client.ts'
import { Pace } from './pace.ts'
import { type ExportFailure, type ExportProgress, MAX_FAILURES_IN_A_ROW } from './progress.ts'
import type { Store } from './store.ts'

/**
 * Downloads the PDF of each invoice that is new or changed, or whose file is missing, as `<uuid>.pdf`. PDFs are not part of the
 * API, so they do not count towards its rate limit.
 *
 * @returns The number of downloads.
 */
export async function* savePdfs(
  client: ExportClient,
  store: Store,
  folder: string,
  failures: ExportFailure[],
  signal?: AbortSignal,
): AsyncGenerator<ExportProgress, number> {
  await mkdir(folder, { recursive: true })
  const { rows, gone } = await store.count('invoices')
  const total = rows - gone
  const pace = new Pace(performance.now())
  let saved = 0
  let failedInARow = 0
  for (let after = '', done = 0; ; ) {
    const batch = await store.pdfVersions(after)
    if (batch.length === 0) return saved
    for (const { key, version, pdf, data } of batch) {
      const file = join(folder, `${fileName(key)}.pdf`)
      if (pdf !== version || !existsSync(file)) {
        try {
          const { permalink } = JSON.parse(data)
          await writeAtomically(file, await client.invoices.pdf({ uuid: key, permalink }, { signal }))
          await store.savePdf(key, version)
          saved += 1
          failedInARow = 0
        } catch (error) {
          failedInARow += 1
          if (!isBillitError(error) || failedInARow >= MAX_FAILURES_IN_A_ROW) throw error
          failures.push({ resource: 'invoices', key, message: `PDF: ${messageOf(error)}` })
        }
      }
      done += 1
      if (done % PROGRESS_EVERY === 0 || done === total) {
        yield { resource: 'invoices', step: 'pdfs', round: 1, done, total, ...pace.mark(performance.now(), done, total) }
      }
      after = key
    }
  }
}

const PROGRESS_EVERY = 10

/** A uuid is unchanged. In anything else that a server may send, characters that could leave the folder are replaced. */
const fileName = (key: string): string => key.replace(/[^\w-]/g, '_')

/** Writes a file so that a crash leaves the old content or the new one, but nothing in between. */
export async function writeAtomically(file: string, content: Uint8Array | AsyncIterable<string>): Promise<void> {
  const unfinished = `${file}.unfinished`
  await writeFile(unfinished, content)
  await rename(unfinished, file)
}
