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
  '/sdk/': folder('.cache/browser/'),
  '/ofetch/': folder('node_modules/ofetch/dist/'),
  '/destr/': folder('node_modules/destr/dist/'),
  '/ufo/': folder('node_modules/ufo/dist/'),
}
const TYPES: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.mjs': 'text/javascript' }

/** The page, and the built package beside it, on an origin that is not the mock's. */
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

  const run = (name: string, url: string) => page.evaluate(`window.does[${JSON.stringify(name)}](${JSON.stringify(`${url}/v1`)})`)

  async function does(name: string, options = {}): Promise<unknown> {
    const mock = await startMock({ examples: true, ...options })
    try {
      return await run(name, mock.url)
    } finally {
      await mock.close()
    }
  }

  test('lists page by page', async () => expect(await does('list')).toHaveLength(5))
  test('creates', async () => expect(await does('create')).toBe('Πέτρινη Αυλή'))
  test('shows which fields were refused', async () =>
    expect(await does('refused')).toEqual(['company', 'country', 'customerType', 'isCompany']))
  test('survives a 429, and can read how long to wait', async () =>
    expect(await does('limited', { rateLimit: true })).toEqual({ count: 60, retryAfter: expect.any(Number) }))
  test('asks the server again, even if the answer may be kept', async () => {
    let count = 0
    const allow = { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Headers': 'authorization' }
    const server = await startLocalServer(({ method }, response) => {
      if (method === 'OPTIONS') return response.writeHead(204, allow).end()
      count += 1
      const data = { id: 301, tag: `answer ${count}` }
      sendJson(response, { data }, 200, { ...allow, 'Cache-Control': 'max-age=600' })
    })
    onTestFinished(() => server.close())
    expect(await run('twice', server.url)).toEqual(['answer 1', 'answer 2'])
  })
  test('without an error on the page', () => expect(problems).toEqual([]))
})
