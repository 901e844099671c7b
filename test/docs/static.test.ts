/** The static pages: complete, linked, small, and accessible. */
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addressOf, pageAddress } from '../../scripts/docs/addresses.ts'
import { allOperations, isGuidePage, type Spec } from '../../scripts/docs/document.ts'
import { buildStaticPages } from '../../scripts/docs/static/build.ts'
import type { StaticPage } from '../../scripts/docs/static/html.ts'
import { staticPages } from '../../scripts/docs/static/pages.ts'
import { readDocument } from '../../src/tools/document.ts'
import { launchChromium, noChromium } from '../support/chromium.ts'
import { findViolations, openPage } from './browser.ts'

const SITE = new URL('https://docs.example.org/billit/')
// The mock's type of a document lacks the tags.
const spec = readDocument() as unknown as Spec
const pages = staticPages(spec)
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'billit-static-'))
  await buildStaticPages(spec, folder, SITE)
})
afterAll(() => rm(folder, { recursive: true }))

const fileOf = ({ path }: StaticPage) => join(folder, path, 'index.html')
const read = (page: StaticPage) => readFile(fileOf(page), 'utf8')

test('every operation and every page of the guide has a page', () => {
  const titles = pages.map(({ title }) => title)
  expect(titles).toEqual(expect.arrayContaining(allOperations(spec).map(({ operation }) => operation.summary)))
  expect(titles).toEqual(expect.arrayContaining(spec.tags.filter(isGuidePage).map(({ name }) => name)))
  expect(pages.map(({ path }) => path)).toEqual(expect.arrayContaining(['guide/pagination', 'operations/create-invoice']))
  expect(new Set(pages.map(({ path }) => path)).size).toBe(pages.length)
})

test('every page has its own title, a description, and its address on the site', async () => {
  const found = await Promise.all(
    pages.map(async (page) => {
      const html = await read(page)
      expect(html).toContain(`<link rel="canonical" href="${SITE.href}${page.path}/">`)
      expect(html).toContain(`<meta property="og:url" content="${SITE.href}${page.path}/">`)
      expect(/<meta name="description" content="([^"]+)">/.exec(html)?.[1]).toMatch(/\w/)
      expect(html.match(/<h1/g)).toHaveLength(1)
      return /<title>(.+)<\/title>/.exec(html)?.[1]
    }),
  )
  expect(new Set(found).size).toBe(pages.length)
})

test('every link leads to an existing page and heading, or to another part of the site', async () => {
  const broken: string[] = []
  const places = new Set([
    ...spec.tags.map(({ name }) => pageAddress(name)),
    ...allOperations(spec).map(({ operation }) => addressOf(operation)),
  ])
  for (const page of pages) {
    const html = await read(page)
    for (const [, target = ''] of html.matchAll(/<a [^>]*href="([^"]+)"/g)) {
      if (/^(https?|mailto):/.test(target)) continue
      const [path = '', heading] = target.split('#')
      const file = path === '' ? fileOf(page) : resolve(dirname(fileOf(page)), path)
      // These are written by other parts of the build.
      const isOther = ['index.html', 'try/index.html', 'sdk/index.html'].some((name) => file.split('?')[0] === join(folder, name))
      if (isOther) {
        if (heading?.startsWith('/') && !places.has(`#${heading}`)) broken.push(`${page.path}: ${target}`)
        continue
      }
      if (!existsSync(file)) broken.push(`${page.path}: ${target}`)
      else if (heading && !(await readFile(file, 'utf8')).includes(`id="${heading}"`)) broken.push(`${page.path}: ${target}`)
    }
  }
  expect(broken).toEqual([])
})

test('a page is smaller than 60 kB, except the list of all codes', async () => {
  const large = await Promise.all(pages.map(async (page) => ((await read(page)).length > 60_000 ? page.path : '')))
  expect(large.filter(Boolean)).toEqual(['guide/codes'])
})

test('the site map and robots.txt name every page, and 404.html links from the root of the site', async () => {
  const map = await readFile(join(folder, 'sitemap.xml'), 'utf8')
  expect(map.match(/<loc>/g)).toHaveLength(pages.length + 1)
  for (const { path } of pages) expect(map).toContain(`<loc>${SITE.href}${path}/</loc>`)
  expect(await readFile(join(folder, 'robots.txt'), 'utf8')).toContain(`Sitemap: ${SITE.href}sitemap.xml`)
  expect(await readFile(join(folder, '404.html'), 'utf8')).toContain('href="/billit/guide/index.html"')
})

test('without an address, no page names one, and there is no site map', async ({ onTestFinished }) => {
  const other = await mkdtemp(join(tmpdir(), 'billit-static-'))
  onTestFinished(() => rm(other, { recursive: true }))
  await buildStaticPages(spec, other, undefined)
  const html = await readFile(join(other, 'guide/pagination/index.html'), 'utf8')
  expect(html).not.toMatch(/canonical|og:url/)
  expect(existsSync(join(other, 'sitemap.xml'))).toBe(false)
})

describe.skipIf(noChromium)('in Chromium', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchChromium()
  })
  afterAll(() => browser?.close())

  test.each([
    { width: 390, colorScheme: 'light' },
    { width: 1400, colorScheme: 'dark' },
  ] as const)('at $width px, $colorScheme, has no serious violation and loads no other file', async (options) => {
    for (const path of [
      'guide',
      'guide/pagination',
      'guide/in-greek',
      'guide/first-invoice-with-mydata',
      'operations/create-invoice',
    ]) {
      const file = pathToFileURL(join(folder, path, 'index.html')).href
      const { page, context, requests, problems } = await openPage(browser, file, { ...options, bypassCSP: true })
      expect(await findViolations(page)).toEqual([])
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(options.width)
      expect(requests).toEqual([file])
      expect(problems).toEqual([])
      await context.close()
    }
  })

  test('can be read without JavaScript', async () => {
    const file = pathToFileURL(join(folder, 'operations/create-invoice/index.html')).href
    const { page, context } = await openPage(browser, file, { javaScriptEnabled: false })
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Create an invoice')
    expect(await page.locator('pre').count()).toBeGreaterThan(3)
    await context.close()
  })
})
