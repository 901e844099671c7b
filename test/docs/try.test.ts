/** The page "Try it out" in Chromium, opened from a disk, with a mock on another origin, as on a static host. */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { operations } from '../../generated/operations.ts'
import { toYmd } from '../../src/core/dates.ts'
import { type Mock, startMock } from '../../src/mock/index.ts'
import { buildTryPage, TRY_PAGE } from '../../src/reference/try-page.ts'
import { ownDocument } from '../../src/tools/own-document.ts'
import { launchChromium, noChromium } from '../support/chromium.ts'
import { startLocalServer } from '../support/local-server.ts'
import { findViolations, type Opened, openPage } from './browser.ts'

const SANDBOX = 'https://api.sandbox-billit.xyz/v1'
const TOKEN = 'token-of-a-reader'
/** In bytes, gzipped, without the model of the API. */
const BUDGET = 120_000

let folder: string
let file: string
let html: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'billit-try-'))
  await buildTryPage(ownDocument(), folder)
  file = pathToFileURL(join(folder, TRY_PAGE)).href
  html = await readFile(join(folder, TRY_PAGE), 'utf8')
})
afterAll(() => rm(folder, { recursive: true }))

test('script and style stay within their size budget', () => {
  const own = html.replace(/<script type="application\/json"[^>]*>.*?<\/script>/s, '')
  expect(own.length).toBeLessThan(html.length)
  expect(gzipSync(own, { level: 9 }).length).toBeLessThan(BUDGET)
})

test('the policy allows only this machine and the sandbox, and forbids eval', () => {
  const [, policy = ''] = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(html) ?? []
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain('connect-src http://localhost:* http://127.0.0.1:* https://api.sandbox-billit.xyz;')
  expect(policy).not.toContain('unsafe')
})

describe.skipIf(noChromium)('in Chromium', () => {
  let browser: Browser
  let mock: Mock
  let server: string
  beforeAll(async () => {
    browser = await launchChromium()
    mock = await startMock({ examples: true })
    server = `${mock.url}/v1`
  }, 60_000)
  afterAll(() => Promise.all([browser?.close(), mock?.close()]))
  beforeEach(() => mock.reset())

  const open = (operation: string, to = server, options = {}): Promise<Opened> =>
    openPage(browser, `${file}?${new URLSearchParams({ operation, server: to })}`, { allowed: [mock.url], ...options })

  const send = (page: Page) => page.getByRole('button', { name: 'Send' }).click()
  const status = (page: Page) => page.locator('.status')
  const body = (page: Page) => page.getByLabel('Body, as JSON')

  test('sends every operation with its initial values, and each succeeds', async () => {
    const { page, context, requests, problems } = await open('checkCredentials')
    const statuses: Record<string, string> = {}
    for (const id of Object.keys(operations)) {
      mock.reset()
      await page.goto(`${file}?${new URLSearchParams({ operation: id, server })}`)
      await page.getByLabel('Token').fill(TOKEN)
      await send(page)
      statuses[id] = (await status(page).textContent()) ?? ''
      expect(mock.requests.map(({ operationId, violations }) => [operationId, violations])).toEqual([[id, []]])
    }
    expect(Object.keys(statuses)).toHaveLength(44)
    expect(Object.entries(statuses).filter(([, text]) => !/^20\d /.test(text))).toEqual([])
    expect(requests.filter((url) => !url.startsWith(file) && !url.startsWith(mock.url))).toEqual([])
    expect(problems).toEqual([])
    await context.close()
  })

  test('shows rate-limit headers first, and the body as a collapsible tree', async () => {
    const { page, context } = await open('getContact')
    await send(page)
    await expect.poll(() => page.locator('table th').first().textContent()).toBe('x-ratelimit-limit')
    const company = page.locator('.tree').getByText('company', { exact: true }).first()
    await company.waitFor()
    await page.locator('.tree summary').first().click()
    expect(await company.isVisible()).toBe(false)
    await context.close()
  })

  test('marks Greek values of a response with their language', async () => {
    const { page, context } = await open('getContact')
    await send(page)
    await status(page).waitFor()
    const greek = await page.locator('.tree [lang=el]').allTextContents()
    expect(greek.length).toBeGreaterThan(0)
    expect(greek.filter((text) => !/\p{Script=Greek}/u.test(text) || /[A-Za-z]/.test(text))).toEqual([])
    await context.close()
  })

  test('shows the invalid fields of a 422, and moves the cursor to them', async () => {
    const { page, context } = await open('createInvoice')
    await body(page).fill('{ "invoiceDate": "2026-11-24", "invoiceTypeId": "x", "customerId": 4821, "products": [] }')
    await send(page)
    expect(await status(page).textContent()).toContain('422')
    const field = page.locator('dl.invalid').getByRole('button', { name: 'invoiceTypeId' })
    await field.click()
    expect(await body(page).evaluate('document.activeElement.selectionStart')).toBe('{ "invoiceDate": "2026-11-24", '.length)
    await context.close()
  })

  test('validates the body against its schema on every change', async () => {
    const { page, context } = await open('createInvoice')
    const problems = page.locator('#problems')
    expect(await problems.textContent()).toBe('The body matches the schema.')
    await body(page).fill(
      '{\n"invoiceDate": "24/11/2026",\n"invoiceTypeId": 31, "custmerId": 1,\n"products": [{ "details": "x", "price": "1", "quantity": 1, "vatId": 901 }] }',
    )
    expect(await problems.getByRole('listitem').allTextContents()).toEqual([
      'Line 2 invoiceDate must be a date, such as 2026-11-24',
      'Line 3 custmerId is not in the schema',
      'Line 4 products.0.price must be a number',
    ])
    await body(page).fill('{ "invoiceDate" }')
    expect(await problems.textContent()).toContain('Invalid JSON')
    await send(page)
    expect(await page.getByRole('alert').textContent()).toBe('The body is not valid JSON.')
    expect(mock.requests).toEqual([])
    await context.close()
  })

  test('fills in a named example, and shows the request as TypeScript and curl without the token', async () => {
    const { page, context } = await open('createInvoice')
    await page.getByLabel('Token').fill(TOKEN)
    await page.getByLabel('Start from').selectOption({ label: 'Self-billing, without payment methods' })
    await expect
      .poll(async () => JSON.parse(await body(page).inputValue()))
      .toMatchObject({ customerId: 4825, selfPricing: true })
    const text = (await page.locator('.code').allTextContents()).join('\n')
    expect(text).toContain('billit.invoices.create({')
    expect(text).toContain('customerId: 4825')
    expect(text).toContain(`curl ${server}/invoices`)
    expect(text).toContain('"Authorization: Bearer $BILLIT_TOKEN"')
    expect(text).not.toContain(TOKEN)
    await context.close()
  })

  test('an example of an invoice is dated today in Athens, is due later, and mails nobody', async () => {
    const { page, context } = await open('createInvoice')
    const draft = JSON.parse(await body(page).inputValue())
    expect(draft).toMatchObject({ invoiceDate: toYmd(new Date()), sendMail: false })
    expect(draft.dateExpires > draft.invoiceDate).toBe(true)
    await context.close()
  })

  test('keeps the token in memory only', async () => {
    const { page, context } = await open('createContact')
    await page.getByLabel('Token').fill(TOKEN)
    await send(page)
    await status(page).waitFor()
    expect(mock.requests[0]?.operationId).toBe('createContact')
    const kept = await page.evaluate(`(async () => JSON.stringify([
      { ...localStorage }, { ...sessionStorage }, document.cookie, history.state, location.href,
      await indexedDB.databases(), document.documentElement.outerHTML,
    ]))()`)
    expect(kept).toContain('createContact')
    expect(kept).not.toContain(TOKEN)
    expect((await context.storageState()).origins).toEqual([])
    // A browser may restore form fields after a reload.
    await page.reload()
    expect(await page.getByLabel('Token').inputValue()).toBe('')
    await context.close()
  })

  test('the history restores a request and its response', async () => {
    const { page, context } = await open('getContact')
    await page.getByLabel('id', { exact: false }).first().fill('4822')
    await send(page)
    await status(page).waitFor()
    await page.getByRole('searchbox', { name: 'Find an operation' }).fill('list tags')
    await page.getByRole('link', { name: 'List tags' }).click()
    expect(new URL(page.url()).searchParams.get('operation')).toBe('listTags')
    expect(await status(page).count()).toBe(0)
    await page.getByRole('button', { name: /Get a contact/ }).click()
    expect(await page.locator('#parameter-id').inputValue()).toBe('4822')
    expect(await status(page).textContent()).toContain('200')
    await page.goBack()
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('List tags')
    await context.close()
  })

  test('rejects production, and any other remote host except the sandbox', async () => {
    for (const other of ['https://api.billit.io/v1', 'https://api.sandbox-billit.xyz.example.org/v1', 'http://192.168.1.9/v1']) {
      const { page, context } = await open('getAccount', other)
      expect(await page.getByRole('alert').textContent()).toContain(`not to ${other}`)
      expect(await page.getByLabel('Mock URL').inputValue()).toBe('http://localhost:4010/v1')
      await page.getByLabel('Mock URL').fill(other)
      await send(page)
      expect(await page.getByRole('alert').textContent()).toContain(
        'This page sends requests only to http://localhost, http://127.0.0.1 and the sandbox',
      )
      await context.close()
    }
  })

  describe('with the sandbox', () => {
    async function openSandbox(operation: string) {
      const opened = await open(operation, SANDBOX)
      const sent: string[] = []
      await opened.context.route(`${SANDBOX}/**`, (route) => {
        const isPreflight = route.request().method() === 'OPTIONS'
        if (!isPreflight) sent.push(route.request().headers().authorization ?? '')
        const headers = { 'access-control-allow-origin': '*', 'access-control-allow-headers': 'authorization, content-type' }
        return route.fulfill({ status: isPreflight ? 204 : 201, headers, json: { data: { id: 1 } } })
      })
      await opened.page.getByLabel('Token').fill(TOKEN)
      return { ...opened, sent }
    }

    test('asks for confirmation before a request that is unsafe to repeat', async () => {
      const { page, context, sent } = await openSandbox('createInvoice')
      await send(page)
      const dialog = page.getByRole('dialog')
      await dialog.getByRole('button', { name: 'Cancel' }).click()
      expect(await dialog.count()).toBe(0)
      await send(page)
      await dialog.waitFor()
      await page.keyboard.press('Escape')
      expect(await dialog.count()).toBe(0)
      expect(sent).toEqual([])
      await send(page)
      await dialog.getByRole('button', { name: 'Yes, go ahead' }).click()
      expect(await status(page).textContent()).toContain('201')
      expect(sent).toEqual([`Bearer ${TOKEN}`])
      await context.close()
    })

    test.each([
      ['updateContact', 'It replaces the record: what the body omits is lost.'],
      ['deleteContact', 'It deletes the record.'],
      ['deleteInvoice', 'The first delete cancels the invoice. A second one can remove it permanently.'],
    ])('asks for confirmation before %s, and says what it does', async (operation, effect) => {
      const { page, context, sent } = await openSandbox(operation)
      await send(page)
      expect(await page.getByRole('dialog').textContent()).toContain(effect)
      await page.getByRole('button', { name: 'Cancel' }).click()
      expect(sent).toEqual([])
      await context.close()
    })

    test('warns that the customer is mailed', async () => {
      const { page, context } = await openSandbox('createInvoice')
      const draft = JSON.parse(await body(page).inputValue())
      await body(page).fill(JSON.stringify({ ...draft, sendMail: true }))
      await send(page)
      expect(await page.getByRole('dialog').textContent()).toContain('Billit e-mails the customer.')
      await context.close()
    })

    test('reads without confirmation, and requires a token', async () => {
      const { page, context, sent } = await openSandbox('getAccount')
      await send(page)
      await status(page).waitFor()
      expect(sent).toHaveLength(1)
      await page.getByLabel('Token').fill('')
      await send(page)
      await expect.poll(() => page.locator('.response .failure').textContent()).toContain('Settings > API')
      expect(sent).toHaveLength(1)
      await context.close()
    })

    test('when it cannot be reached, warns that the request may have succeeded', async () => {
      const { page, context } = await open('createContact', SANDBOX)
      await page.getByLabel('Token').fill(TOKEN)
      await send(page)
      await page.getByRole('button', { name: 'Yes, go ahead' }).click()
      const failure = page.locator('.response .failure')
      await expect.poll(() => failure.textContent()).toContain('cannot be reached')
      expect(await failure.textContent()).toContain('The request may have succeeded')
      await context.close()
    })
  })

  test('without a mock, shows the command that starts one', async () => {
    const free = await startLocalServer(() => {})
    await free.close()
    const { page, context } = await open('getAccount', `${free.url}/v1`)
    await send(page)
    await expect
      .poll(() => page.locator('.response').textContent())
      .toContain(`npx billit-io mock --port ${new URL(free.url).port}`)
    await context.close()
  })

  test('explains CORS when the server sends no CORS headers', async () => {
    const other = await startLocalServer((_, response) => response.writeHead(200).end('{}'))
    const { page, context } = await open('getAccount', `${other.url}/v1`, { allowed: [other.url] })
    await send(page)
    await expect.poll(() => page.locator('.response').textContent()).toContain('CORS')
    await context.close()
    await other.close()
  })

  test('works with the keyboard: Tab leaves the editor, and Ctrl+Enter sends', async () => {
    const { page, context } = await open('createContact')
    await body(page).focus()
    await page.keyboard.press('Tab')
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Send')
    await page.keyboard.press('Control+Enter')
    await status(page).waitFor()
    await context.close()
  })

  test('works under a sub-path of a server, and its links stay there', async () => {
    const site = await startLocalServer(({ path }, response) =>
      path === '/some/where/try/index.html'
        ? response.writeHead(200, { 'Content-Type': 'text/html' }).end(html)
        : response.writeHead(404).end(),
    )
    const { page, context, requests } = await openPage(browser, `${site.url}/some/where/try/index.html`, { allowed: [mock.url] })
    await page.getByRole('link', { name: 'Get the account' }).click()
    await page.getByLabel('Mock URL').fill(server)
    await send(page)
    expect(await status(page).textContent()).toContain('200')
    const reference = page.getByRole('link', { name: 'Reference', exact: true })
    expect(await reference.evaluate('document.querySelector("header a").href')).toBe(
      `${site.url}/some/where/index.html#/account/getaccount`,
    )
    // The page asks the default address whether it is the mock.
    const others = requests.filter((url) => !url.startsWith(mock.url) && !url.endsWith('/_mock/health'))
    expect(others.length).toBe(1)
    await context.close()
    await site.close()
  })

  test.each([
    { width: 390, colorScheme: 'light' },
    { width: 390, colorScheme: 'dark' },
    { width: 768, colorScheme: 'light' },
    { width: 1400, colorScheme: 'light' },
    { width: 1400, colorScheme: 'dark' },
  ] as const)(
    'at $width px, $colorScheme, does not scroll sideways and has no serious accessibility violation',
    async (options) => {
      const { page, context } = await open('createInvoice', server, options)
      expect(await findViolations(page)).toEqual([])
      await send(page)
      await status(page).waitFor()
      await body(page).fill('{ "invoiceTypeId": "x" }')
      await send(page)
      await page.locator('dl.invalid').waitFor()
      expect(await findViolations(page)).toEqual([])
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(options.width)
      if (options.width === 390) {
        await page.getByRole('button', { name: 'Operations' }).click()
        await page.getByRole('link', { name: 'List contacts' }).click()
        expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('List contacts')
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(options.width)
      }
      await context.close()
    },
  )
})
