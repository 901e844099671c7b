import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { messageOf } from '../core/text.ts'
import { createFolder, writeAtomically } from './files.ts'
import { Pace } from './pace.ts'
import type { StoredPdf } from './pdf-versions.ts'
import { fingerprint } from './plan.ts'
import { type ExportFailure, type ExportProgress, MAX_FAILURES_IN_A_ROW } from './progress.ts'
import { isFatal, isOutage, type ResourceState, type RunContext } from './round.ts'

/**
 * Downloads the PDF of each invoice that is new or changed, or whose file is missing, as `<uuid>.pdf`. PDFs are not part of the
 * API, so they do not count towards its rate limit. A PDF that cannot be downloaded comes last in the next run.
 *
 * @returns The number of downloads.
 */
export async function* savePdfs(
  { client, store, signal }: RunContext,
  states: readonly ResourceState[],
  folder: string,
  failures: ExportFailure[],
): AsyncGenerator<ExportProgress, number> {
  await createFolder(folder)
  const run = states.find(({ resource }) => resource === 'invoices')?.listing ?? 0
  const { rows, gone } = await store.count('invoices')
  const total = rows - gone
  const pace = new Pace(performance.now())
  let saved = 0
  let done = 0
  let failedInARow = 0
  for (let after: StoredPdf | undefined; ; ) {
    const batch = await store.pdfs.read(run, after)
    if (batch.length === 0) return saved
    for (const invoice of batch) {
      after = invoice
      const { key, data } = invoice
      const file = join(folder, `${fileName(key)}.pdf`)
      const version = fingerprint(data)
      if (invoice.version !== version || !existsSync(file)) {
        try {
          const { permalink } = JSON.parse(data)
          await writeAtomically(file, await client.invoices.pdf({ uuid: key, permalink }, { signal }))
          await store.pdfs.save(key, { version })
          saved += 1
          failedInARow = 0
        } catch (error) {
          if (isFatal(error)) throw error
          failures.push({ resource: 'invoices', key, message: `PDF: ${messageOf(error)}` })
          await store.pdfs.save(key, { failed: run })
          failedInARow += isOutage(error) ? 1 : 0
          if (failedInARow >= MAX_FAILURES_IN_A_ROW) return saved
        }
      }
      done += 1
      if (done % PROGRESS_EVERY === 0 || done === total) {
        yield { resource: 'invoices', step: 'pdfs', round: 1, done, total, ...pace.mark(performance.now(), done, total) }
      }
    }
  }
}

const PROGRESS_EVERY = 10

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/
const MAX_READABLE = 40

/**
 * A uuid is unchanged. A server may send any other text, so the name is then its readable part and a hash of it all: no two keys
 * share a file, whether or not the disk distinguishes upper and lower case, and the name is valid on every system.
 */
function fileName(key: string): string {
  if (UUID.test(key)) return key
  const readable = key.slice(0, MAX_READABLE).replace(/[^\w-]/g, '_')
  return `${readable}-${createHash('sha256').update(key).digest('hex').slice(0, 32)}`
}
