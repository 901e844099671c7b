import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { promisify } from 'node:util'

const redocly = createRequire(import.meta.url)
  .resolve('@redocly/cli/package.json')
  .replace(/package\.json$/, 'bin/cli.js')

const here = import.meta.dirname
const TITLE = 'Billit API reference'

/** Stands in the footer of Redoc for a picture on a host of its maker. */
const MAKER =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='48' height='14'%3E" +
  "%3Ctext y='11' font-family='sans-serif' font-size='11' fill='%230a5d55'%3ERedocly%3C/text%3E%3C/svg%3E"

/** Writes the reference as one HTML file that asks for nothing else. */
export async function buildPage(file: string): Promise<void> {
  const template = await readFile(join(here, 'template.hbs'), 'utf8')
  const theme = await readFile(join(here, 'theme.css'), 'utf8')
  const filled = `${file}.hbs`
  await writeFile(
    filled,
    template.replace('THEME', () => theme),
  )
  const args = ['build-docs', 'billit', '--inlineBundle', '--template', filled, '--title', TITLE, '--output', file]
  await promisify(execFile)(process.execPath, [redocly, ...args])
  await rm(filled)
  await writeFile(file, selfContained(await readFile(file, 'utf8')))
}

/** What Redoc leaves to do for a page that works from any folder, and from a disk. */
function selfContained(html: string): string {
  const page = hashRoutes(html).replaceAll(/https:\/\/cdn\.redoc\.ly\/redoc\/logo-mini(-full)?\.svg/g, () => MAKER)
  return page.replace('SCRIPT-HASHES', () => `${scriptsOf(page).map(hashSource).join(' ')} blob:`)
}

/**
 * Redoc routes by the hash, as its script makes every link. What it renders ahead still has paths, which would leave
 * the page until the script runs, or in a new tab.
 */
function hashRoutes(html: string): string {
  const script = html.indexOf('<script type="module">')
  return html.slice(0, script).replaceAll('href="/', 'href="#/') + html.slice(script)
}

/** The text of each script, as a browser reads it: up to the first end tag. */
const scriptsOf = (html: string): string[] => [...html.matchAll(/<script[^>]*>(.*?)<\/script>/gs)].map(([, text = '']) => text)

/** How a Content-Security-Policy names a script that may run. */
export const hashSource = (script: string): string => `'sha256-${createHash('sha256').update(script).digest('base64')}'`
