import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildSite, readSpec } from '../../scripts/docs/build.ts'
import { allOperations, type Operation, SDK_GROUP, type Spec, tagsIn } from '../../scripts/docs/document.ts'
import { anchor, fileName } from '../../scripts/docs/markdown.ts'
import { addressOf } from '../../scripts/docs/sdk.ts'
import { LANGUAGES } from '../../src/reference/page.ts'
import { patchRedoc } from '../../src/reference/redoc-patches.ts'
import { launchChromium, noChromium } from '../support/chromium.ts'
import { type LocalServer, startLocalServer } from '../support/local-server.ts'
import { type Opened, openPage, violations } from './browser.ts'

const folder = fileURLToPath(new URL('../../.cache/docs', import.meta.url))
let spec: Spec
let operations: Operation[]

beforeAll(async () => {
  await buildSite(folder)
  spec = await readSpec(folder)
  operations = allOperations(spec).map(({ operation }) => operation)
}, 120_000)

describe('the plain text', () => {
  test('leads from llms.txt to a heading for every operation', async () => {
    const index = await readFile(join(folder, 'llms.txt'), 'utf8')
    for (const { summary, tags } of operations) {
      const [tag = ''] = tags
      expect(index).toContain(`(md/${fileName(tag)}#${anchor(summary)})`)
      expect(await readFile(join(folder, 'md', fileName(tag)), 'utf8')).toContain(`\n## ${summary}\n`)
    }
  })

  test('has every sample, and every field of a body', async () => {
    const invoices = await readFile(join(folder, 'md', 'invoices.md'), 'utf8')
    for (const operation of operations.filter(({ tags }) => tags.includes('Invoices'))) {
      for (const { source } of operation['x-codeSamples'] ?? []) expect(invoices).toContain(source.trim())
    }
    expect(invoices).toContain('- `invoiceDate` (string, date, required): The calendar day of issue in Athens')
    expect(invoices).toContain('  - `vatId` (integer')
  })

  test('has every page about the SDK, and lists it in llms.txt', async () => {
    const index = await readFile(join(folder, 'llms.txt'), 'utf8')
    const pages = tagsIn(spec, SDK_GROUP)
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
    for (const { name } of tagsIn(spec, SDK_GROUP)) {
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

describe("the SDK's pages", () => {
  test('lead from a method to its operation', async () => {
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

test('what the page changes in Redoc finds its places', async () => {
  const cli = createRequire(import.meta.url).resolve('@redocly/cli/package.json')
  const script = await readFile(join(cli, '../lib/chunks/redoc.standalone.js'), 'utf8')
  expect(patchRedoc(script).missing).toEqual([])
})

describe('the groups of tags', () => {
  test('have every tag once', () => {
    const grouped = spec['x-tagGroups'].flatMap(({ tags }) => tags)
    expect(grouped.toSorted()).toEqual(spec.tags.map(({ name }) => name).toSorted())
  })
})

describe.skipIf(noChromium)('the page in Chromium, without a network', () => {
  let browser: Browser
  const file = pathToFileURL(join(folder, 'index.html')).href

  beforeAll(async () => {
    browser = await launchChromium()
  }, 60_000)
  afterAll(() => browser?.close())

  async function open(url: string, width = 1400, colorScheme: 'light' | 'dark' = 'light'): Promise<Opened> {
    const opened = await openPage(browser, url, { width, colorScheme })
    await hydrated(opened.page)
    return opened
  }

  /** React has taken the page over: it keeps its state on the root. */
  const hydrated = (page: Page) =>
    page.waitForFunction("Object.keys(document.getElementById('redoc')).some((key) => key.startsWith('__reactContainer'))")

  const show = (page: Page, hash: string) => page.evaluate(`location.hash = ${JSON.stringify(hash)}`)

  test('opens from a disk, asks for itself alone, and complains of nothing', async () => {
    const { page, context, requests, problems } = await open(file)
    expect(await page.title()).toBe('Billit API reference')
    expect(await page.getByRole('heading', { name: 'Getting started' }).count()).toBe(1)
    expect(requests).toEqual([file])
    expect(problems).toEqual([])
    await context.close()
  })

  test('shows every operation with its samples', async () => {
    const { page, context, requests, problems } = await open(file)
    expect(operations).toHaveLength(44)
    for (const { lang, label } of LANGUAGES) {
      for (const operation of operations) {
        await show(page, addressOf(operation))
        const section = page.locator(`[id="${addressOf(operation).slice(2)}"]`)
        await section.locator('h2', { hasText: operation.summary }).waitFor()
        // The choice holds for all that follow.
        if (operation === operations[0] && lang !== LANGUAGES[0]?.lang) await choose(page, section, label)
        const sample = operation['x-codeSamples']?.find((one) => one.lang === lang)?.source
        expect(sample, `${operation.operationId} has no sample for ${label}`).toBeDefined()
        // A machine that is busy shows it late, but shows it.
        await expect.poll(async () => bare(await section.textContent()), { timeout: 15_000 }).toContain(bare(sample))
      }
    }
    expect(requests).toEqual([file])
    expect(problems).toEqual([])
    await context.close()
  }, 240_000)

  async function choose(page: Page, section: Locator, label: string): Promise<void> {
    await section.getByRole('button', { name: LANGUAGES[0]?.label ?? '' }).click()
    await page.getByRole('menuitem', { name: label }).click()
  }

  /** Lines are elements on the page, without breaks between. */
  const bare = (text: string | null | undefined) => (text ?? '').replaceAll(/\s+/g, '')

  test('every operation leads to the page to try it out, and shows its own answers', async () => {
    const { page, context } = await open(file)
    for (const { operationId, tags } of operations.filter(({ tags }) => tags.includes('Invoices'))) {
      await show(page, addressOf({ operationId, tags } as Operation))
      const section = page.locator(`[id="${addressOf({ operationId, tags } as Operation).slice(2)}"]`)
      await section.locator(`a[href="try/index.html?operation=${operationId}"]`).waitFor()
    }
    expect(existsSync(join(folder, 'try/index.html'))).toBe(true)
    await context.close()
  })

  test('the choice of an example changes every sample', async () => {
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
      await expect.poll(async () => bare(await panel.textContent())).toContain(bare(text))
    }
    await context.close()
  })

  test.each(['light', 'dark'] as const)(
    'the code of the guide has colours and a button that copies it: %s',
    async (colorScheme) => {
      const { page, context, problems } = await open(file, 1400, colorScheme)
      await context.grantPermissions(['clipboard-read', 'clipboard-write'])
      await show(page, '#/first-invoice-with-mydata')
      const block = page.locator('pre[data-language]', { hasText: "company: 'Kestrel Weather Ltd'" })
      const button = block.getByRole('button', { name: 'Copy' })
      await button.focus()
      await page.keyboard.press('Enter')
      await block.getByRole('button', { name: 'Copied' }).waitFor()
      const code = await page.evaluate<string>('navigator.clipboard.readText()')
      expect(code).toMatch(/^import \{ Billit \} from 'billit-io'\n\nconst billit = new Billit\(\)\n.*console\.log\(\w+\)$/s)
      const colours = await block
        .locator('span[style]')
        .evaluateAll((tokens) => tokens.map((token) => getComputedStyle(token).color))
      expect(new Set(colours).size).toBeGreaterThan(2)
      expect(await page.locator('pre[data-language]:not(:has(button))').count()).toBe(0)
      expect(problems).toEqual([])
      await context.close()
    },
  )

  test('at 390 px, every table fits, and none of its codes breaks', async () => {
    const { page, context } = await open(file, 390)
    const tables = page.locator('.md-table-wrapper')
    for (const { hash, heading } of [
      ...spec.tags
        .filter(({ description }) => description.includes('\n|'))
        .map(({ name }) => ({ hash: anchor(name), heading: name })),
      { hash: 'invoices/createinvoice', heading: 'Create an invoice' },
    ]) {
      await show(page, `#/${hash}`)
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

  test('the search tells the pages of the guide apart, knows Greek, and takes POS for a word', async () => {
    const { page, context } = await open(file)
    for (const [words, found, not] of [
      ['rate limit', 'or a minute if it is missing', 'Getting started'],
      ['idempotency store', 'flushed to disk', 'Getting started'],
      ['prefetching', 'keeps their order', 'Getting started'],
      ['αυτοτιμολόγηση', 'Create an invoice', 'Getting started'],
      ['POS', 'Sign a receipt', 'postalCode'],
    ] as const) {
      // The index is made after the page.
      await page
        .getByText(/^Search/)
        .first()
        .waitFor()
      await page.keyboard.press('Control+k')
      const keys = page.getByText('to navigate')
      await keys.waitFor()
      await page.keyboard.press('Control+a')
      await page.keyboard.type(words)
      const results = page.locator('div', { has: keys }).filter({ hasText: found }).last()
      await results.waitFor()
      expect(await results.textContent()).not.toContain(not)
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
        if (path !== '/some/where/') return response.writeHead(404).end()
        response.writeHead(200, { 'Content-Type': 'text/html' }).end(await readFile(join(folder, 'index.html')))
      })
    })
    afterAll(() => site.close())

    test('asks for itself alone, and its links stay on it', async () => {
      const url = `${site.url}/some/where/`
      const { page, context, requests, problems } = await open(url)
      await page.locator('a[href="#/invoices"]').click()
      await page.locator('[id="invoices"] h2', { hasText: 'Invoices' }).waitFor()
      expect(page.url()).toBe(`${url}#/invoices`)
      expect(requests).toEqual([url])
      expect(site.requests.map(({ path }) => path)).toEqual(['/some/where/'])
      expect(problems).toEqual([])
      await context.close()
    })
  })

  test.each([390, 1400])('at %i px: no sideways scroll, no serious fault for axe', async (width) => {
    const { page, context } = await open(file, width)
    for (const [hash, heading] of [
      ['#/', 'Getting started'],
      ['#/invoices/createinvoice', 'Create an invoice'],
      ['#/suppliers', 'Suppliers'],
    ] as const) {
      await show(page, hash)
      await page.getByRole('heading', { name: heading }).first().waitFor()
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width)
      // Redoc labels its choice of an example 'Example', whatever it shows.
      expect((await violations(page)).filter((each) => !each.startsWith('label-content-name-mismatch'))).toEqual([])
    }
    await context.close()
  })
})
