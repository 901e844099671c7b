/** What the reference costs: to build it, to send it, and to open it. */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import type { Browser } from 'playwright-core'
import { buildReference, buildSite } from '../../scripts/docs/build.ts'
import { launchChromium } from '../support/chromium.ts'
import { median } from './statistics.ts'

const ROUNDS = 7

export interface ReferenceCost {
  /** Milliseconds: everything, and what comes from spec/ alone, as after a change. */
  site: number
  reference: number
  /** Kilobytes of the page. */
  plain: number
  gzipped: number
  /** Milliseconds from the start of the navigation until the first heading is painted, and until the page answers to clicks. */
  heading: number
  ready: number
}

export async function costOfReference(): Promise<ReferenceCost> {
  const folder = await mkdtemp(join(tmpdir(), 'billit-bench-'))
  const browser = await launchChromium()
  try {
    const site = await timed(() => buildSite(folder))
    const reference = await timed(() => buildReference(folder))
    const page = join(folder, 'index.html')
    const html = await readFile(page)
    const opened = []
    for (let round = 0; round < ROUNDS; round += 1) opened.push(await open(browser, pathToFileURL(page).href))
    return {
      site,
      reference,
      plain: html.length / 1000,
      gzipped: gzipSync(html).length / 1000,
      heading: median(opened.map(({ heading }) => heading)),
      ready: median(opened.map(({ ready }) => ready)),
    }
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

/** Notes when the first heading is there to be painted, and when React has taken the page over: it keeps its state on the root. */
const WATCH = `
  globalThis.seen = new Promise((resolve) => {
    let heading
    const look = () => {
      heading ??= document.querySelector('h1')?.offsetHeight > 0 ? performance.now() : undefined
      const root = document.getElementById('redoc')
      if (root && Object.keys(root).some((key) => key.startsWith('__reactContainer'))) resolve({ heading, ready: performance.now() })
      else requestAnimationFrame(look)
    }
    look()
  })`

/** In a context of its own, with an empty cache. The times are the browser's, from the start of the navigation. */
async function open(browser: Browser, url: string): Promise<{ heading: number; ready: number }> {
  const context = await browser.newContext({ viewport: { width: 1400, height: 900 } })
  const page = await context.newPage()
  await page.addInitScript(WATCH)
  await page.goto(url)
  const seen = await page.evaluate<{ heading: number; ready: number }>('seen')
  await context.close()
  return seen
}
