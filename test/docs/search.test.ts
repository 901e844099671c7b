/** The first result of the searches that readers of the reference make. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildReference } from '../../scripts/docs/build.ts'
import { launchChromium, noChromium } from '../support/chromium.ts'
import { type Opened, openPage, waitForHydration } from './browser.ts'

/** The hash of the first result, by what the reader types. */
const FIRST_RESULTS: Array<[words: string, hash: string]> = [
  ['MARK', '#/mydata/mark-and-uid-of-an-invoice'],
  ['UID', '#/mydata/mark-and-uid-of-an-invoice'],
  ['422', '#/errors/422:-invalid-fields'],
  ['404', '#/errors/401-403-404-and-others:-plain'],
  ['500', '#/errors/400-and-500:-an-incident'],
  ['429', '#/rate-limit/429:-too-many-requests'],
  ['rate limit', '#/rate-limit'],
  ['pagination', '#/pagination'],
  ['create an invoice', '#/invoices/createinvoice'],
  ['cancel', '#/invoices/deleteinvoice'],
  ['credit note', '#/credit-note'],
  ['VAT number', '#/gsis/lookupvatid'],
  ['PDF', '#/requests-and-responses/pdf-of-an-invoice'],
  ['webhook', '#/requests-and-responses/no-webhooks'],
  ['myDATA', '#/mydata'],
  ['POS', '#/card-payment-at-a-pos-terminal'],
  ['OSS', '#/eu-sale-with-the-one-stop-shop-(oss)'],
  ['payment link', '#/payment-link'],
  ['timeout', '#/client-options/options-of-a-call'],
  ['σφάλμα', '#/errors'],
  ['ΑΑΔΕ', '#/in-greek'],
  ['μοναδικό', '#/safe-retries'],
  ['πιστωτικό', '#/invoices/createinvoice'],
  ['ΑΦΜ', '#/gsis/lookupvatid'],
]

describe.skipIf(noChromium)('the first result', () => {
  let folder: string
  let browser: Browser
  let opened: Opened

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'billit-search-'))
    await buildReference(folder)
    browser = await launchChromium()
    opened = await openPage(browser, pathToFileURL(join(folder, 'index.html')).href)
    await waitForHydration(opened.page)
    await opened.page.keyboard.press('Control+k')
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    await rm(folder, { recursive: true })
  })

  const findFirst = async (page: Page, words: string): Promise<string> => {
    await page.getByRole('textbox', { name: 'Search the reference' }).fill(words)
    // The results of an earlier search are removed while this one runs.
    await page.getByText('Searching...').waitFor()
    const first = page.locator('[data-component-name="Search/SearchItem"]').first()
    // A result inside a page has the place twice.
    return ((await first.getAttribute('href')) ?? '').replace(/(?<=.)#.*$/, '')
  }

  test.each(FIRST_RESULTS)('for %s is %s', async (words, hash) => {
    expect(await findFirst(opened.page, words)).toBe(hash)
  })
})
