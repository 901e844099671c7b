import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { startLocalServer } from '../support/local-server.ts'
import { tool } from './places.ts'
import { run } from './shell.ts'

/** Builds the page in a folder with Vite, opens it in Chromium, and calls the global function `name`, which the page defines. */
export async function callInPage<T>(folder: string, name: string, argument: unknown): Promise<T> {
  await buildWithVite(folder)
  // Imported only here: in CI without Chromium, this module ends the process.
  const { launchChromium } = await import('../support/chromium.ts')
  const site = await startLocalServer(async ({ path }, response) => {
    const file = join(folder, 'dist', path === '/' ? 'index.html' : path)
    const type = extname(file) === '.js' ? 'text/javascript' : 'text/html'
    response.writeHead(200, { 'Content-Type': type }).end(await readFile(file))
  })
  const chromium = await launchChromium()
  try {
    const page = await chromium.newPage()
    await page.goto(site.url)
    await page.waitForFunction(`globalThis.${name}`)
    return await page.evaluate(`globalThis.${name}(${JSON.stringify(argument)})`)
  } finally {
    await chromium.close()
    await site.close()
  }
}

export async function buildWithVite(folder: string, ...flags: string[]): Promise<void> {
  const { ok, output } = await run(process.execPath, [tool('vite/bin/vite.js'), 'build', ...flags], { cwd: folder })
  if (!ok) throw new Error(`vite build\n${output}`)
}
