/** The cost of building, transferring and opening the reference. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import type { Browser, Request } from 'playwright-core'
import { buildReference, buildSite } from '../../scripts/docs/build.ts'
import { TRY_PAGE } from '../../src/reference/try-page.ts'
import { launchChromium } from '../support/chromium.ts'
import { median } from './statistics.ts'

const ROUNDS = 7

export interface ReferenceCost {
  /** Milliseconds to build the whole site, and only the pages that depend on spec/. */
  site: number
  reference: number
  pages: { reference: PageCost; tryPage: PageCost }
}

export interface PageCost {
  /** The number of files that it loads, itself included, and how many come from another host. */
  requests: number
  foreign: number
  /** The size of all these files in kilobytes. */
  plain: number
  gzipped: number
  /** Milliseconds from the start of the navigation to the first paint, to the first heading, and until the page responds to clicks. */
  painted: number
  heading: number
  ready: number
}

export async function measureReference(): Promise<ReferenceCost> {
  const folder = await mkdtemp(join(tmpdir(), 'billit-bench-'))
  const browser = await launchChromium()
  try {
    const site = await time(() => buildSite(folder))
    const reference = await time(() => buildReference(folder))
    const measure = (page: string) => measurePage(browser, pathToFileURL(join(folder, page)).href)
    return { site, reference, pages: { reference: await measure('index.html'), tryPage: await measure(TRY_PAGE) } }
  } finally {
    await browser.close()
    await rm(folder, { recursive: true })
  }
}

async function time(work: () => Promise<void>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}

async function measurePage(browser: Browser, url: string): Promise<PageCost> {
  const opened = []
  for (let round = 0; round < ROUNDS; round += 1) opened.push(await open(browser, url))
  const [{ files } = { files: [] }] = opened
  return {
    requests: files.length,
    foreign: files.filter((file) => new URL(file.url).origin !== new URL(url).origin).length,
    plain: files.reduce((sum, { body }) => sum + body.length, 0) / 1000,
    gzipped: files.reduce((sum, { body }) => sum + gzipSync(body).length, 0) / 1000,
    painted: median(opened.map(({ painted }) => painted)),
    heading: median(opened.map(({ heading }) => heading)),
    ready: median(opened.map(({ ready }) => ready)),
  }
}

interface Times {
  painted: number
  heading: number
  ready: number
}

/**
 * Records the times of the first paint, of the first heading, and when the page responds to clicks. In the reference, React then
 * sets a property on the root element. The other page renders with its listeners, so it is ready with the first heading.
 */
const WATCH = `
  globalThis.times = new Promise((resolve) => {
    let heading, ready
    const check = () => {
      heading ??= document.querySelector('h1')?.offsetHeight > 0 ? performance.now() : undefined
      const [paint] = performance.getEntriesByName('first-contentful-paint')
      const redoc = document.getElementById('redoc')
      const isReady = redoc ? Object.keys(redoc).some((key) => key.startsWith('__reactContainer')) : heading !== undefined
      if (isReady) ready ??= performance.now()
      if (ready && paint) resolve({ painted: paint.startTime, heading, ready })
      else requestAnimationFrame(check)
    }
    check()
  })`

/** Opens a page in a new context, with an empty cache. The times are the browser's, from the start of the navigation. */
async function open(browser: Browser, url: string): Promise<Times & { files: Array<{ url: string; body: Buffer }> }> {
  const context = await browser.newContext({ viewport: { width: 1400, height: 900 } })
  const page = await context.newPage()
  const requests: Request[] = []
  page.on('request', (request) => {
    // Data and blob URLs are not loaded from anywhere.
    if (!/^(data|blob):/.test(request.url())) requests.push(request)
  })
  await page.addInitScript(WATCH)
  await page.goto(url)
  const times = await page.evaluate<Times>('times')
  const files = await Promise.all(requests.map(async (request) => ({ url: request.url(), body: await readBody(request) })))
  await context.close()
  return { ...times, files }
}

/** The body of the response, or an empty buffer if the request failed. */
const readBody = async (request: Request): Promise<Buffer> => (await (await request.response())?.body()) ?? Buffer.alloc(0)
