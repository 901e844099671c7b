/** Opens pages of the reference in Chromium, without access to the network. */
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'

export interface Opened {
  page: Page
  context: BrowserContext
  /** The URLs that the page has requested, its own first. */
  requests: string[]
  /** Uncaught errors, and errors and warnings on the console, since the page was opened. */
  problems: string[]
}

/** Opens a page. Requests to other origins fail unless `allowed` lists them. */
export async function openPage(
  browser: Browser,
  url: string,
  { width = 1400, allowed = [], ...options }: BrowserContextOptions & { width?: number; allowed?: string[] } = {},
): Promise<Opened> {
  const context = await browser.newContext({ viewport: { width, height: 900 }, ...options })
  const page = await context.newPage()
  const requests: string[] = []
  const problems: string[] = []
  page.on('request', (request) => requests.push(request.url()))
  page.on('pageerror', (error) => problems.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') problems.push(message.text())
  })
  const reachable = [url, ...allowed].map((each) => new URL(each).origin)
  await context.route(
    (target) => !reachable.includes(target.origin),
    (route) => route.abort(),
  )
  await page.goto(url)
  return { page, context, requests, problems }
}

/** Waits until React has hydrated the reference: it then keeps its state on the root. */
export const waitForHydration = (page: Page) =>
  page.waitForFunction("Object.keys(document.getElementById('redoc')).some((key) => key.startsWith('__reactContainer'))")

/** Returns the serious and critical violations that axe finds, such as `color-contrast at #invoices span`. */
export async function findViolations(page: Page): Promise<string[]> {
  await page.evaluate(await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'))
  await waitUntilStill(page)
  // axe.run() resolves to AxeResults.
  const { violations } = (await page.evaluate('axe.run()')) as AxeResults
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id} at ${target.join(' ')}`))
}

/** Waits for ten frames without scrolling. While a page scrolls, axe may compare text with the wrong background. */
export const waitUntilStill = (page: Page) =>
  page.evaluate(`new Promise((resolve) => {
    const { documentElement: root } = document
    const check = (before, frames) => {
      const now = root.scrollTop + ' of ' + root.scrollHeight
      if (frames === 10) resolve()
      else requestAnimationFrame(() => check(now, now === before ? frames + 1 : 0))
    }
    check('', 0)
  })`)
