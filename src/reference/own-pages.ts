import { join } from 'node:path'
import { buildPage, JSON_DOWNLOAD } from './page.ts'
import { buildTryPage, TRY_PAGE } from './try-page.ts'

/** Writes the pages of the Billit document that `billit-io docs` serves: the reference, and "Try it out". */
export async function buildOwnPages(document: string, folder: string, signal?: AbortSignal): Promise<void> {
  await buildTryPage(document, folder)
  await buildPage(document, join(folder, 'index.html'), {
    downloads: [JSON_DOWNLOAD],
    own: { tryPage: TRY_PAGE, sdkPages: false },
    signal,
  })
}
