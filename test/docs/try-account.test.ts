/** The shortcuts of the page "Try it out": IDs of the account, links to an invoice, and the reset of a mock on the same port. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Mock, startMock } from '../../src/mock/index.ts'
import { type Site, serveSite } from '../../src/reference/serve.ts'
import { buildTryPage, TRY_PAGE } from '../../src/reference/try-page.ts'
import { ownDocument } from '../../src/tools/own-document.ts'
import { launchChromium, noChromium } from '../support/chromium.ts'
import { findViolations, openPage } from './browser.ts'

/** How far the ids of the account differ from those in the examples. */
const SHIFT = 5000

describe.skipIf(noChromium)('in Chromium', () => {
  let folder: string
  let browser: Browser
  let mock: Mock
  let site: Site
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'billit-try-'))
    await buildTryPage(ownDocument(), folder)
    browser = await launchChromium()
    mock = await startMock({ examples: true })
    const owns = (path: string) => /^\/(v1|_mock)(\/|$)/.test(path)
    site = await serveSite(folder, { port: 0, host: '127.0.0.1', api: { path: '/v1', owns, fetch: mock.fetch } })
  }, 60_000)
  afterAll(async () => {
    await Promise.all([browser?.close(), site?.close(), mock?.close()])
    await rm(folder, { recursive: true })
  })
  beforeEach(() => mock.reset())

  const open = (operation: string) => openPage(browser, `${site.url}${TRY_PAGE}?operation=${operation}`)
  const body = async (page: Page) => JSON.parse(await page.getByLabel('Body, as JSON').inputValue())
  const notice = (page: Page) => page.getByRole('alert').textContent()

  /** Gives the account of the mock other ids, and its rates in another order. */
  function useOtherAccount(): void {
    const snapshot = mock.snapshot()
    // The document's example of the account.
    const { relations } = snapshot.account as {
      relations: Record<'vats' | 'paymentMethods' | 'ossProductTaxes', { id: number }[]>
    }
    for (const name of ['vats', 'paymentMethods', 'ossProductTaxes'] as const) {
      relations[name].reverse()
      for (const row of relations[name]) row.id += SHIFT
    }
    const { settings } = relations as unknown as { settings: { defaultInvoiceType: number; ocp: { receiptTypeId: number } } }
    settings.defaultInvoiceType += SHIFT
    settings.ocp.receiptTypeId += SHIFT
    mock.restore(snapshot)
  }

  test.each([
    [
      'createInvoice',
      'A service, on credit',
      { invoiceTypeId: 31 + SHIFT, customerId: 4821, products: [{ vatId: 901 + SHIFT, productId: 8801 }] },
      'Not in the account: customerId, products.0.productId.',
    ],
    [
      'createInvoice',
      /OSS|One-Stop/,
      {
        invoiceTypeId: 33 + SHIFT,
        products: [{ vatId: 904 + SHIFT, productId: 971 + SHIFT }],
        mydataPayment: { paymentMethod: 6 },
      },
      '3 IDs are now from your account.',
    ],
    ['createPayment', undefined, { paymentMethod: 1201 + SHIFT, customerId: 4821 }, 'Not in the account: customerId.'],
    ['createProduct', undefined, { defaultVatId: 901 + SHIFT }, '1 ID is now from your account.'],
  ] as const)('the ids of %s become those of the account: %s', async (operation, example, expected, text) => {
    useOtherAccount()
    const { page, context, problems } = await open(operation)
    if (example) {
      const labels = await page.getByLabel('Start from').locator('option').allTextContents()
      const label = labels.find((each) => each.match(example)) ?? ''
      await page.getByLabel('Start from').selectOption({ label })
    }
    await page.getByRole('button', { name: 'Use IDs from my account' }).click()
    await expect.poll(() => notice(page)).toContain(text)
    expect(await body(page)).toMatchObject(expected)
    expect(mock.requests.map(({ operationId }) => operationId)).toEqual(['getAccount'])
    expect(problems).toEqual([])
    await context.close()
  })

  test('reports why the account could not be read, and keeps the body', async () => {
    const { page, context } = await open('createInvoice')
    const before = await body(page)
    mock.failNext({ status: 403 })
    await page.getByRole('button', { name: 'Use IDs from my account' }).click()
    await expect.poll(() => notice(page)).toBe('The account could not be read: the server returned 403.')
    expect(await body(page)).toEqual(before)
    await context.close()
  })

  test('a body without such ids has no button for them', async () => {
    const { page, context } = await open('createPurchase')
    expect(await page.getByRole('button', { name: 'Use IDs from my account' }).count()).toBe(0)
    await context.close()
  })

  test('resets the mock after it has asked', async () => {
    const { page, context, problems } = await open('createTag')
    const created = mock.rows('tags').length
    await page.goto(`${site.url}${TRY_PAGE}?operation=deleteTag`)
    await page.getByRole('button', { name: 'Send' }).click()
    await page.locator('.status').waitFor()
    expect(mock.rows('tags')).toHaveLength(created - 1)
    const reset = page.getByRole('button', { name: 'Reset mock' })
    await reset.click()
    await page.getByRole('button', { name: 'Cancel' }).click()
    expect(mock.rows('tags')).toHaveLength(created - 1)
    await reset.click()
    expect(await findViolations(page)).toEqual([])
    await page.getByRole('button', { name: 'Yes, go ahead' }).click()
    await expect.poll(() => notice(page)).toBe('The mock has its initial records again.')
    expect(mock.rows('tags')).toHaveLength(created)
    expect(problems).toEqual([])
    await context.close()
  })

  test('links to the invoice of a response and to its PDF, if the permalink is a web address', async () => {
    const { page, context } = await open('getInvoice')
    const [invoice] = mock.rows('invoices').filter(({ permalink }) => permalink)
    const show = async () => {
      await page.locator('#parameter-uuid').fill(String(invoice?.uuid))
      await page.getByRole('button', { name: 'Send' }).click()
      await page.locator('.status').waitFor()
    }
    await show()
    const link = (name: string) => page.getByRole('link', { name }).getAttribute('href')
    const permalink = (await link('Open the invoice')) ?? ''
    expect(permalink).toContain('/invoice/')
    expect(await link('Open its PDF')).toBe(`${permalink}/pdf`)
    const snapshot = mock.snapshot()
    for (const row of snapshot.records.invoices ?? []) row.permalink = 'javascript:alert(1)'
    mock.restore(snapshot)
    await page.reload()
    await show()
    expect(await page.getByRole('link', { name: 'Open the invoice' }).count()).toBe(0)
    await context.close()
  })

  test('offers no reset of the sandbox', async () => {
    const { page, context } = await open('getAccount')
    await page.getByRole('button', { name: 'Reset mock' }).waitFor()
    await page.getByRole('combobox', { name: 'Server' }).selectOption('sandbox')
    expect(await page.getByRole('button', { name: 'Reset mock' }).count()).toBe(0)
    await context.close()
  })
})
