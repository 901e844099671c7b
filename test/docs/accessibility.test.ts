/** The reference by keyboard, with a screen reader and on paper: axe in every state, a walk with Tab and Enter, and a PDF. */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { extractText } from 'unpdf'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildReference } from '../../scripts/docs/build.ts'
import { launchChromium, noChromium } from '../support/chromium.ts'
import { findViolations, openPage, waitForHydration, waitUntilStill } from './browser.ts'

const folder = fileURLToPath(new URL('../../.cache/docs-accessibility', import.meta.url))

describe.skipIf(noChromium)('the reference', () => {
  let browser: Browser

  beforeAll(async () => {
    await mkdir(folder, { recursive: true })
    await buildReference(folder)
    browser = await launchChromium()
  }, 120_000)
  afterAll(() => browser?.close())

  async function open(width = 1400, colorScheme: 'light' | 'dark' = 'light') {
    const opened = await openPage(browser, pathToFileURL(join(folder, 'index.html')).href, { width, colorScheme })
    await waitForHydration(opened.page)
    return opened
  }

  const focused = (page: Page) => page.evaluate<string>('document.activeElement.textContent')
  const results = (page: Page) => page.locator('[data-component-name="Search/SearchItem"]')

  async function search(page: Page, words: string): Promise<void> {
    await page.getByRole('textbox', { name: 'Search the reference' }).fill(words)
    await results(page).first().waitFor()
  }

  test.each(['light', 'dark'] as const)('has no serious violation in any state, in a %s page', async (colorScheme) => {
    const { page, context } = await open(1400, colorScheme)
    for (const [hash, heading] of [
      ['#/', 'Getting started'],
      ['#/first-invoice-with-mydata', 'First invoice with myDATA'],
      ['#/invoices/createinvoice', 'Create an invoice'],
      ['#/suppliers/listsuppliers', 'List suppliers'],
    ] as const) {
      await page.evaluate(`location.hash = '${hash}'`)
      await page.getByRole('heading', { name: heading }).first().waitFor()
      expect(await findViolations(page)).toEqual([])
    }
    await page.keyboard.press('Control+k')
    await search(page, 'rate limit')
    expect(await findViolations(page)).toEqual([])
    await context.close()
  })

  test('opens the search from the keyboard, and lands on the heading of a result', async () => {
    const { page, context } = await open()
    await page.keyboard.press('Tab')
    expect(await focused(page)).toBe('Skip to the content')
    await page.keyboard.press('Tab')
    expect(await page.evaluate('document.activeElement.dataset.testid')).toBe('search-trigger')
    await page.keyboard.press('Enter')
    expect(await page.getByRole('dialog', { name: 'Search' }).count()).toBe(1)
    await search(page, 'rate limit')
    await results(page).first().focus()
    await page.keyboard.press('Enter')
    await expect.poll(() => focused(page)).toBe('Rate limit')
    expect(page.url()).toContain('#/rate-limit')
    await expect.poll(() => page.title()).toBe('Rate limit · Billit API reference')
    await context.close()
  })

  test('the skip link moves the focus to the content', async () => {
    const { page, context } = await open()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    expect(await page.evaluate('document.activeElement.tagName')).toBe('MAIN')
    expect(new URL(page.url()).hash).toBe('')
    await context.close()
  })

  test('a link of the menu moves the focus to its heading, and is the current page', async () => {
    const { page, context } = await open()
    const menu = page.getByRole('navigation', { name: 'Reference' })
    await menu.getByRole('link', { name: 'Pagination' }).focus()
    await page.keyboard.press('Enter')
    await expect.poll(() => focused(page)).toBe('Pagination')
    await expect.poll(() => menu.locator('[aria-current="page"]').textContent()).toBe('Pagination')
    await expect.poll(() => page.title()).toBe('Pagination · Billit API reference')
    await context.close()
  })

  test.each([
    ['#/first-invoice-with-mydata', 'waitForMark'],
    ['#/invoices/createinvoice', 'mydataInvoiceType'],
  ])('prints %s without an empty page', async (hash, words) => {
    const { page, context } = await open()
    await page.evaluate(`location.hash = '${hash}'`)
    await page.locator('main', { hasText: words }).waitFor()
    await waitUntilStill(page)
    const { text } = await extractText(new Uint8Array(await page.pdf({ format: 'A4' })))
    expect(text.join(' ')).toContain(words)
    expect(text.filter((each) => each.trim() === '')).toEqual([])
    await context.close()
  })
})
