/** The recipe for Storybook in README.md: MSW's worker in Chromium passes the API requests of a page on to the mock. */
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { build } from 'tsdown'
import { describe, expect, onTestFinished, test } from 'vitest'
import { startMock } from '../../src/mock/index.ts'
import { launchChromium, noChromium } from '../support/chromium.ts'
import { startLocalServer } from '../support/local-server.ts'

const folder = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url))
const WORKER = createRequire(import.meta.url).resolve('msw/mockServiceWorker.js')
const PAGE =
  '<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><script type="module" src="/storybook.js"></script>'

describe.skipIf(noChromium)('in Chromium', () => {
  test('the worker passes API requests of the page on to the mock', async () => {
    await build({
      config: false,
      entry: [folder('test/browser/storybook.js')],
      platform: 'browser',
      noExternal: [/./],
      outDir: folder('.cache/storybook'),
      dts: false,
      logLevel: 'error',
    })
    const site = await startLocalServer(async ({ path }, response) => {
      const file = path === '/mockServiceWorker.js' ? WORKER : `${folder('.cache/storybook')}${path}`
      const isPage = path === '/'
      response.writeHead(200, { 'Content-Type': isPage ? 'text/html' : 'text/javascript' })
      response.end(isPage ? PAGE : await readFile(file))
    })
    const mock = await startMock({ examples: true })
    const browser = await launchChromium()
    onTestFinished(async () => {
      await Promise.all([browser.close(), site.close(), mock.close()])
    })
    const page = await browser.newPage()
    await page.goto(`${site.url}/?mock=${mock.url}`)
    await page.waitForFunction('window.ready === true')
    expect(await page.evaluate('window.run()')).toEqual({
      company: 'Πέτρινη Αυλή',
      refused: ['isCompany', 'customerType', 'country', 'company'],
      status: 422,
    })
    expect(mock.rows('contacts')[0]).toMatchObject({ company: 'Πέτρινη Αυλή' })
  }, 60_000)
})
