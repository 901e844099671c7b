import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { build } from 'tsdown'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { startMock } from '../../src/mock/index.ts'
import { launchChromium, noChromium } from '../support/chromium.ts'
import { type LocalServer, sendJson, startLocalServer } from '../support/local-server.ts'

const folder = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url))
const FILES: Record<string, string> = {
  '/': folder('test/browser/page.html'),
  '/worker.js': folder('test/browser/worker.txt'),
  '/sdk/': folder('.cache/browser/'),
  '/ofetch/': folder('node_modules/ofetch/dist/'),
  '/destr/': folder('node_modules/destr/dist/'),
  '/ufo/': folder('node_modules/ufo/dist/'),
}
const TYPES: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.txt': 'text/javascript',
}

/** Serves the page and the built package, on another origin than the mock. */
function servePage(): Promise<LocalServer> {
  return startLocalServer(async ({ path }, response) => {
    const prefix = Object.keys(FILES).findLast((start) => path.startsWith(start)) ?? '/'
    const file = `${FILES[prefix]}${path.slice(prefix.length)}`
    if (!existsSync(file)) return response.writeHead(404).end()
    response.writeHead(200, { 'Content-Type': TYPES[extname(file)] ?? 'text/plain' }).end(await readFile(file))
  })
}

describe.skipIf(noChromium)('in Chromium', () => {
  let browser: Browser
  let page: Page
  let site: LocalServer
  const problems: string[] = []

  beforeAll(async () => {
    await build({
      config: false,
      entry: [folder('src/index.ts')],
      platform: 'neutral',
      outDir: folder('.cache/browser'),
      dts: false,
      logLevel: 'error',
    })
    site = await servePage()
    browser = await launchChromium()
    page = await browser.newPage()
    page.on('pageerror', (error) => problems.push(String(error)))
    await page.goto(site.url)
    await page.waitForFunction('window.ready === true')
  }, 60_000)

  afterAll(async () => {
    await browser?.close()
    await site?.close()
  })

  const run = (name: string, url: string) =>
    page.evaluate(`window.actions[${JSON.stringify(name)}](${JSON.stringify(`${url}/v1`)})`)

  async function runWithMock(name: string, options = {}): Promise<unknown> {
    const mock = await startMock({ examples: true, ...options })
    try {
      return await run(name, mock.url)
    } finally {
      await mock.close()
    }
  }

  test('lists all pages', async () => expect(await runWithMock('list')).toHaveLength(5))
  test('creates a record', async () => expect(await runWithMock('create')).toBe('Πέτρινη Αυλή'))
  test('throws a ValidationError with the rejected fields', async () =>
    expect(await runWithMock('reject')).toEqual(['company', 'country', 'customerType', 'isCompany']))
  test('throws a RateLimitError with Retry-After on a 429', async () =>
    expect(await runWithMock('exceedLimit', { rateLimit: true })).toEqual({ count: 60, retryAfter: expect.any(Number) }))
  test('sends each request to the server, even if the response may be cached', async () => {
    let count = 0
    const allow = { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Headers': 'authorization' }
    const server = await startLocalServer(({ method }, response) => {
      if (method === 'OPTIONS') return response.writeHead(204, allow).end()
      count += 1
      const data = { id: 301, tag: `response ${count}` }
      sendJson(response, { data }, 200, { ...allow, 'Cache-Control': 'max-age=600' })
    })
    onTestFinished(() => server.close())
    expect(await run('getTwice', server.url)).toEqual(['response 1', 'response 2'])
  })
  test.each(['window', 'worker', 'shared worker', 'service worker'])('refuses an unsafe call in a %s', async (where) => {
    const mock = await startMock({ examples: true })
    onTestFinished(() => mock.close())
    const error = await page.evaluate(`window.actions.refuse[${JSON.stringify(where)}](${JSON.stringify(`${mock.url}/v1`)})`)
    expect(error).toMatch(/^ConfigurationError: Nothing was sent/)
    expect(mock.requests).toEqual([])
  })
  test('causes no error on the page', () => expect(problems).toEqual([]))
})
