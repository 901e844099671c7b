/** What the reference costs: to build it, to send it, and to open it. */
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
  /** Milliseconds: everything, and what comes from spec/ alone, as after a change. */
  site: number
  reference: number
  pages: { reference: PageCost; tryPage: PageCost }
}

export interface PageCost {
  /** How many files it loads, itself included, and how many of them from another host. */
  requests: number
  foreign: number
  /** Kilobytes of all these files. */
  plain: number
  gzipped: number
  /** Milliseconds from the start of the navigation until something is painted, until the first heading is, and until it takes clicks. */
  painted: number
  heading: number
  ready: number
}

export async function costOfReference(): Promise<ReferenceCost> {
  const folder = await mkdtemp(join(tmpdir(), 'billit-bench-'))
  const browser = await launchChromium()
  try {
    const site = await timed(() => buildSite(folder))
    const reference = await timed(() => buildReference(folder))
    const cost = (page: string) => costOfPage(browser, pathToFileURL(join(folder, page)).href)
    return { site, reference, pages: { reference: await cost('index.html'), tryPage: await cost(TRY_PAGE) } }
  } finally {
    await browser.close()
    await rm(folder, { recursive: true })
  }
}

async function timed(work: () => Promise<void>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}

async function costOfPage(browser: Browser, url: string): Promise<PageCost> {
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
 * Notes when something is painted, when the first heading is there, and when the page takes clicks: React, which shows the
 * reference, keeps its state on the root from then on, and Preact draws the other page with all its listeners.
 */
const WATCH = `
  globalThis.seen = new Promise((resolve) => {
    let heading, ready
    const look = () => {
      heading ??= document.querySelector('h1')?.offsetHeight > 0 ? performance.now() : undefined
      const [paint] = performance.getEntriesByName('first-contentful-paint')
      const redoc = document.getElementById('redoc')
      const isReady = redoc ? Object.keys(redoc).some((key) => key.startsWith('__reactContainer')) : heading !== undefined
      if (isReady) ready ??= performance.now()
      if (ready && paint) resolve({ painted: paint.startTime, heading, ready })
      else requestAnimationFrame(look)
    }
    look()
  })`

/** In a context of its own, with an empty cache. The times are the browser's, from the start of the navigation. */
async function open(browser: Browser, url: string): Promise<Times & { files: Array<{ url: string; body: Buffer }> }> {
  const context = await browser.newContext({ viewport: { width: 1400, height: 900 } })
  const page = await context.newPage()
  const requests: Request[] = []
  page.on('request', (request) => {
    // What is in the page itself, or made by it, is not loaded.
    if (!/^(data|blob):/.test(request.url())) requests.push(request)
  })
  await page.addInitScript(WATCH)
  await page.goto(url)
  const times = await page.evaluate<Times>('seen')
  const files = await Promise.all(requests.map(async (request) => ({ url: request.url(), body: await bodyOf(request) })))
  await context.close()
  return { ...times, files }
}

/** Empty for a request that failed. */
const bodyOf = async (request: Request): Promise<Buffer> => (await (await request.response())?.body()) ?? Buffer.alloc(0)
