import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { redocly } from './redocly.ts'
import { TEMPLATE } from './template.ts'

/** A file that lies beside the page. */
export interface Download {
  title: string
  url: string
}

const TITLE = 'Billit API reference'

export const JSON_DOWNLOAD: Download = { title: 'OpenAPI document, JSON', url: 'openapi.json' }

/** A sample in a language that is not listed here is not shown. */
export const LANGUAGES = [
  { lang: 'TypeScript', label: 'TypeScript' },
  { lang: 'Shell', label: 'curl' },
]

/** Stands in the footer of Redoc for a picture on a host of its maker. */
const MAKER =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='48' height='14'%3E" +
  "%3Ctext y='11' font-family='sans-serif' font-size='11' fill='%230a5d55'%3ERedocly%3C/text%3E%3C/svg%3E"

/**
 * Writes a document as one file, with every file that it refers to.
 * @param config its redocly.yaml, where it has one. That of the folder that the reader works in has no say.
 */
export async function bundle(document: string, output: string, config?: string, signal?: AbortSignal): Promise<void> {
  const run = (found: string) => redocly(['bundle', document, '--output', output, '--config', found], signal)
  await (config === undefined ? withConfig({}, run) : run(config))
}

/** Writes the reference as one HTML file that asks for nothing else, from a document in one file. */
export async function buildPage(document: string, output: string, downloads: Download[], signal?: AbortSignal): Promise<void> {
  const openapi = {
    codeSamples: { languages: LANGUAGES },
    downloadUrls: downloads,
    jsonSamplesExpandLevel: 3,
    showExtensions: ['x-unconfirmed'],
  }
  await withConfig({ openapi }, async (config, folder) => {
    const template = join(folder, 'template.hbs')
    const page = join(folder, 'page.html')
    await writeFile(template, TEMPLATE)
    const args = ['--inlineBundle', '--template', template, '--title', TITLE, '--output', page, '--config', config]
    await redocly(['build-docs', document, ...args], signal)
    await writeFile(output, selfContained(await readFile(page, 'utf8')))
  })
}

/** Gives settings of ours as a file, in a folder that is removed after the work. */
async function withConfig(settings: object, work: (config: string, folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'billit-docs-'))
  try {
    const config = join(folder, 'redocly.yaml')
    // JSON is YAML too.
    await writeFile(config, JSON.stringify({ telemetry: 'off', ...settings }))
    await work(config, folder)
  } finally {
    await rm(folder, { recursive: true })
  }
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
