import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addressOf, pageAddress } from '../../scripts/docs/addresses.ts'
import { buildSite, readSpec } from '../../scripts/docs/build.ts'
import { allOperations, type Operation, type Spec, sdkPages } from '../../scripts/docs/document.ts'
import { anchor, fileName } from '../../scripts/docs/markdown.ts'
import { LANGUAGES } from '../../src/reference/page.ts'
import { patchRedoc } from '../../src/reference/redoc-patches.ts'
import { REDOC_SCRIPT } from '../../src/reference/redoc-script.ts'
import { launchChromium, noChromium } from '../support/chromium.ts'
import { type LocalServer, startLocalServer } from '../support/local-server.ts'
import { findViolations, type Opened, openPage, waitForHydration } from './browser.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const folder = join(ROOT, '.cache/docs')
let spec: Spec
let operations: Operation[]

beforeAll(async () => {
  await buildSite(folder)
  spec = await readSpec(folder)
  operations = allOperations(spec).map(({ operation }) => operation)
}, 120_000)

describe('plain text', () => {
  test('llms.txt links to a heading for every operation', async () => {
    const index = await readFile(join(folder, 'llms.txt'), 'utf8')
    for (const { summary, tags } of operations) {
      const [tag = ''] = tags
      expect(index).toContain(`(md/${fileName(tag)}#${anchor(summary)})`)
      expect(await readFile(join(folder, 'md', fileName(tag)), 'utf8')).toContain(`\n## ${summary}\n`)
    }
  })

  test('contains every sample and every field of a request body', async () => {
    const invoices = await readFile(join(folder, 'md', 'invoices.md'), 'utf8')
    for (const operation of operations.filter(({ tags }) => tags.includes('Invoices'))) {
      for (const { source } of operation['x-codeSamples'] ?? []) expect(invoices).toContain(source.trim())
    }
    expect(invoices).toContain('- `invoiceDate` (string, date, required): Day of issue in Athens')
    expect(invoices).toContain('  - `vatId` (integer')
  })

  test('has every page about the SDK, and lists it in llms.txt', async () => {
    const index = await readFile(join(folder, 'llms.txt'), 'utf8')
    const pages = sdkPages(spec)
    expect(pages.length).toBeGreaterThan(15)
    for (const { name } of pages) {
      expect(index).toContain(`- [${name}](md/${fileName(name)}): `)
      expect(await readFile(join(folder, 'md', fileName(name)), 'utf8')).toContain(`# ${name}\n`)
    }
  })

  test('links only to files and headings that exist', async () => {
    const index = await readFile(join(folder, 'llms.txt'), 'utf8')
    const targets = [...index.matchAll(/\]\(([^)#]+)/g)].map(([, target = '']) => target)
    expect(targets.filter((target) => !existsSync(join(folder, target)))).toEqual([])
    for (const { name } of sdkPages(spec)) {
      const page = await readFile(join(folder, 'md', fileName(name)), 'utf8')
      const files = [...page.matchAll(/\]\((?!https?:)([^)#]*)/g)].map(([, file = '']) => file)
      expect(files.filter((file) => !existsSync(join(folder, 'md', file)))).toEqual([])
      expect(page).not.toContain('](#/')
    }
    const guide = await readFile(join(folder, 'md', 'guide.md'), 'utf8')
    const headings = [...guide.matchAll(/^## (.+)$/gm)].map(([, heading = '']) => `#${anchor(heading)}`)
    const links = [...guide.matchAll(/\]\(guide\.md(#[^)]+)\)/g)].map(([, link]) => link)
    expect(links.length).toBeGreaterThan(0)
    expect(headings).toEqual(expect.arrayContaining(links))
  })
})

describe('SDK pages', () => {
  test('link each method to its operation', async () => {
    const page = await readFile(join(folder, 'sdk/classes/billit-io.Invoices.html'), 'utf8')
    expect(page).toContain('<a href="../../index.html#/invoices/createinvoice"><code>POST /invoices</code></a>')
  })

  test('have a start page, and a way back to the reference from every page', async () => {
    expect(await readFile(join(folder, 'sdk/index.html'), 'utf8')).toContain('Where to start')
    for (const [page, root] of [
      ['index.html', '..'],
      ['classes/billit-io.Billit.html', '../..'],
      ['modules/billit-io_mydata.html', '../..'],
    ]) {
      const html = await readFile(join(folder, 'sdk', page ?? ''), 'utf8')
      expect(html).toContain(`href="${root}/index.html"`)
      expect(html).toContain(`href="${root}/try/index.html"`)
    }
  })
})

test('every patch applies to the installed Redoc', async () => {
  const cli = createRequire(import.meta.url).resolve('@redocly/cli/package.json')
  const script = await readFile(join(cli, '../lib/chunks/redoc.standalone.js'), 'utf8')
  expect(patchRedoc(script).missing).toEqual([])
})

// The text of the guide is a third of it, and the styles of Redoc a fifth.
test('the page is small, because the script that most of it would be is a file that browsers keep', async () => {
  const html = await readFile(join(folder, 'index.html'))
  expect(gzipSync(html, { level: 9 }).length).toBeLessThan(205_000)
  expect(html.toString()).not.toContain('<script type="module">')
})

describe('tag groups', () => {
  test('contain every tag once', () => {
    const grouped = spec['x-tagGroups'].flatMap(({ tags }) => tags)
    expect(grouped.toSorted()).toEqual(spec.tags.map(({ name }) => name).toSorted())
  })

  test('have the addresses that the other pages link to', async () => {
    const html = await readFile(join(folder, 'index.html'), 'utf8')
    expect(spec.tags.map(({ name }) => pageAddress(name)).filter((address) => !html.includes(`href="${address}"`))).toEqual([])
  })
})

describe.skipIf(noChromium)('in Chromium, without a network', () => {
  let browser: Browser
  const file = pathToFileURL(join(folder, 'index.html')).href

  beforeAll(async () => {
    browser = await launchChromium()
  }, 60_000)
  afterAll(() => browser?.close())

  async function open(url: string, width = 1400, colorScheme: 'light' | 'dark' = 'light'): Promise<Opened> {
    const opened = await openPage(browser, url, { width, colorScheme })
    await waitForHydration(opened.page)
    return opened
  }

  const show = (page: Page, hash: string) => page.evaluate(`location.hash = ${JSON.stringify(hash)}`)

  /** The page, and the script beside it without its version. */
  const loaded = (requests: string[]) => requests.map((url) => url.split('?')[0])

  test('opens from a disk, loads only its script, and logs no errors', async () => {
    const { page, context, requests, problems } = await open(file)
    expect(await page.title()).toBe('Billit API reference')
    expect(await page.getByRole('heading', { name: 'Getting started' }).count()).toBe(1)
    expect(loaded(requests)).toEqual([file, pathToFileURL(join(folder, REDOC_SCRIPT)).href])
    expect(problems).toEqual([])
    await context.close()
  })

  test('shows every operation with its samples', async () => {
    const { page, context, requests, problems } = await open(file)
    expect(operations).toHaveLength(44)
    for (const { lang, label } of LANGUAGES) {
      const shown = operations.filter((operation) => operation['x-codeSamples']?.some((one) => one.lang === lang))
      expect(shown).toHaveLength(lang === 'PHP' ? 10 : 44)
      for (const operation of shown) {
        await show(page, addressOf(operation))
        const section = page.locator(`[id="${addressOf(operation).slice(2)}"]`)
        await section.locator('h2', { hasText: operation.summary }).waitFor()
        // The selected language stays for the operations that follow.
        if (operation === operations[0] && lang !== LANGUAGES[0]?.lang) await selectLanguage(page, section, label)
        const sample = operation['x-codeSamples']?.find((one) => one.lang === lang)?.source
        // A busy machine can take longer.
        await expect.poll(async () => stripSpace(await section.textContent()), { timeout: 15_000 }).toContain(stripSpace(sample))
      }
    }
    expect(requests).toHaveLength(2)
    expect(problems).toEqual([])
    await context.close()
  }, 240_000)

  async function selectLanguage(page: Page, section: Locator, label: string): Promise<void> {
    await section
      .getByRole('button', { name: /^(TypeScript|curl|PHP)$/ })
      .first()
      .click()
    await page.getByRole('menuitem', { name: label }).click()
  }

  /** The page renders lines as elements, without line breaks between them. */
  const stripSpace = (text: string | null | undefined) => (text ?? '').replaceAll(/\s+/g, '')

  test('links each invoice operation to the page "Try it out"', async () => {
    const { page, context } = await open(file)
    for (const { operationId, tags } of operations.filter(({ tags }) => tags.includes('Invoices'))) {
      await show(page, addressOf({ operationId, tags } as Operation))
      const section = page.locator(`[id="${addressOf({ operationId, tags } as Operation).slice(2)}"]`)
      await section.locator(`a[href="try/index.html?operation=${operationId}"]`).waitFor()
    }
    expect(existsSync(join(folder, 'try/index.html'))).toBe(true)
    await context.close()
  })

  test('selecting an example changes every sample', async () => {
    const { page, context } = await open(file)
    await show(page, '#/invoices/createinvoice')
    const panel = page.locator('[id="invoices/createinvoice"] .panel-request-samples').first()
    await panel.getByText('A service, on credit').click()
    await page.getByText('Self-billing, without payment methods').last().click()
    await expect.poll(() => panel.textContent()).toContain('customerId: 4825')
    for (const [label, text] of [
      ['curl', '"customerId": 4825'],
      ['Payload', '"customerId": 4825'],
    ] as const) {
      await panel
        .getByRole('button', { name: /TypeScript|curl/ })
        .first()
        .click()
      await page.getByRole('menuitem', { name: label }).click()
      await expect.poll(async () => stripSpace(await panel.textContent())).toContain(stripSpace(text))
    }
    await context.close()
  })

  test.each(['light', 'dark'] as const)('highlights code in the guide and copies it, in a %s page', async (colorScheme) => {
    const { page, context, problems } = await open(file, 1400, colorScheme)
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await show(page, '#/first-invoice-with-mydata')
    const block = page.locator('pre[data-language]', { hasText: 'waitForMark' })
    const button = block.getByRole('button', { name: 'Copy' })
    await button.focus()
    await page.keyboard.press('Enter')
    await block.getByRole('button', { name: 'Copied' }).waitFor()
    const code = await page.evaluate<string>('navigator.clipboard.readText()')
    expect(code).toBe((await readFile(join(ROOT, 'spec/samples/workflows/firstInvoice.ts'), 'utf8')).trimEnd())
    const colours = await block
      .locator('span[style]')
      .evaluateAll((tokens) => tokens.map((token) => getComputedStyle(token).color))
    expect(new Set(colours).size).toBeGreaterThan(2)
    expect(await page.locator('pre[data-language]:not(:has(button))').count()).toBe(0)
    expect(problems).toEqual([])
    await context.close()
  })

  test('fits every table into 390 px without breaking a code', async () => {
    const { page, context } = await open(file, 390)
    const tables = page.locator('.md-table-wrapper')
    for (const { address, heading } of [
      ...spec.tags
        .filter(({ description }) => description.includes('\n|'))
        .map(({ name }) => ({ address: pageAddress(name), heading: name })),
      { address: '#/invoices/createinvoice', heading: 'Create an invoice' },
    ]) {
      await show(page, address)
      await page.getByRole('heading', { name: heading }).first().waitFor()
      await tables.first().waitFor()
      await page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true })")
      expect(
        await tables.evaluateAll((all) =>
          all.filter((table) => table.scrollWidth > table.clientWidth).map((table) => table.textContent),
        ),
      ).toEqual([])
      const broken = page.locator('.md-table-wrapper td:first-child code')
      expect(await broken.evaluateAll((codes) => codes.filter((code) => code.getClientRects().length > 1).length)).toBe(0)
    }
    await context.close()
  })

  test('search finds pages of the guide, Greek words without accents, and POS as a whole word', async () => {
    const { page, context } = await open(file)
    for (const [words, found, not] of [
      ['rate limit', 'The API accepts 60 requests a minute', 'Getting started'],
      ['idempotency store', 'flushed to disk', 'Getting started'],
      ['prefetching', 'keeps their order', 'Getting started'],
      ['αυτοτιμολόγηση', 'Create an invoice', 'Getting started'],
      ['POS', 'Sign a receipt', 'postalCode'],
      ['ΠΙΣΤΩΤΙΚΟ', 'Credit note', 'Getting started'],
      ['προμηθευτησ', 'Create a contact', 'Getting started'],
      ['σφάλμα', 'Errors', 'Getting started'],
      ['μοναδικό', 'Safe retries', 'Getting started'],
      ['ΑΦΜ', 'Look up a VAT number', 'Getting started'],
      ['webhook', 'The API has no webhooks', 'Getting started'],
    ] as const) {
      await page.keyboard.press('Control+k')
      const keys = page.getByText('to navigate')
      await keys.waitFor()
      await page.keyboard.press('Control+a')
      await page.keyboard.type(words)
      const results = page.locator('div', { has: keys }).filter({ hasText: found }).last()
      await results.waitFor()
      expect(await results.textContent()).not.toContain(not)
      expect(await results.textContent()).not.toContain('<em')
      await page.keyboard.press('Escape')
    }
    await context.close()
  })

  test('Greek text is marked as Greek', async () => {
    const { page, context } = await open(file)
    for (const [hash, text] of [
      ['#/in-greek', 'χαρακτηρισμός εσόδων'],
      ['#/invoices/createinvoice', 'αυτοτιμολόγηση'],
      ['#/invoices/createinvoice', 'Τιμολόγιο Παροχής'],
    ] as const) {
      await show(page, hash)
      const place = page.locator(':lang(el)', { hasText: text }).first()
      await place.waitFor({ state: 'attached' })
    }
    await context.close()
    const amounts = await readFile(join(folder, 'sdk/interfaces/billit-io_mydata.Amounts.html'), 'utf8')
    expect(amounts).toContain('<span lang="el">κρατήσεις')
  })

  describe('under a sub-path of a server', () => {
    let site: LocalServer
    beforeAll(async () => {
      site = await startLocalServer(async ({ path }, response) => {
        const name = { '/some/where/': 'index.html', [`/some/where/${REDOC_SCRIPT}`]: REDOC_SCRIPT }[path]
        if (name === undefined) return response.writeHead(404).end()
        const type = name === REDOC_SCRIPT ? 'text/javascript' : 'text/html'
        response.writeHead(200, { 'Content-Type': type }).end(await readFile(join(folder, name)))
      })
    })
    afterAll(() => site.close())

    test('loads only its script, and its links stay on the page', async () => {
      const url = `${site.url}/some/where/`
      const { page, context, requests, problems } = await open(url)
      await page.locator('a[href="#/invoices"]').click()
      await page.locator('[id="invoices"] h2', { hasText: 'Invoices' }).waitFor()
      expect(page.url()).toBe(`${url}#/invoices`)
      expect(loaded(requests)).toEqual([url, `${url}${REDOC_SCRIPT}`])
      expect(site.requests.map(({ path }) => path)).toEqual(['/some/where/', `/some/where/${REDOC_SCRIPT}`])
      expect(problems).toEqual([])
      await context.close()
    })
  })

  test.each([390, 1400])('at %i px, does not scroll sideways and has no serious accessibility violation', async (width) => {
    const { page, context } = await open(file, width)
    for (const [hash, heading] of [
      ['#/', 'Getting started'],
      ['#/invoices/createinvoice', 'Create an invoice'],
      ['#/suppliers', 'Suppliers'],
    ] as const) {
      await show(page, hash)
      await page.getByRole('heading', { name: heading }).first().waitFor()
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width)
      expect(await findViolations(page)).toEqual([])
    }
    await context.close()
  })
})
