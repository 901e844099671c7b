/** Opens pages of the reference in Chromium, without a network. */
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'

export interface Opened {
  page: Page
  context: BrowserContext
  /** What the page has asked for, itself first. */
  requests: string[]
  /** What it has complained about, from the first moment. */
  problems: string[]
}

/** A host other than the page's, and other than those that are allowed, cannot be reached. */
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

/** What axe finds serious or critical, and where: `color-contrast at #invoices span`. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'))
  await untilStill(page)
  // axe gives what its own types say.
  const { violations: found } = (await page.evaluate('axe.run()')) as AxeResults
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id} at ${target.join(' ')}`))
}

/** Waits for ten frames without movement: while a page scrolls, axe may compare a text with the wrong background. */
const untilStill = (page: Page) =>
  page.evaluate(`new Promise((resolve) => {
    const { documentElement: root } = document
    const look = (before, frames) => {
      const now = root.scrollTop + ' of ' + root.scrollHeight
      if (frames === 10) resolve()
      else requestAnimationFrame(() => look(now, now === before ? frames + 1 : 0))
    }
    look('', 0)
  })`)
