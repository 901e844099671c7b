import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { CODE_BLOCKS_SCRIPT } from './code-blocks.ts'
import { exampleSamplesScript } from './example-samples.ts'
import { pageDocument, type Shown } from './page-document.ts'
import { patchRedoc } from './redoc-patches.ts'
import { redocly, withConfig } from './redocly.ts'
import { TEMPLATE } from './template.ts'

/** A file next to the page. */
export interface Download {
  title: string
  url: string
}

const TITLE = 'Billit API reference'

export const JSON_DOWNLOAD: Download = { title: 'OpenAPI document, JSON', url: 'openapi.json' }

/** Redoc does not show samples in a language that is not listed here. */
export const LANGUAGES = [
  { lang: 'TypeScript', label: 'TypeScript' },
  { lang: 'Shell', label: 'curl' },
]

/** The body alone, as JSON. Redoc fills it from the chosen example. */
const PAYLOAD = { lang: 'Payload', label: 'Payload' }

/** Replaces the logo in Redoc's footer, which would be loaded from its maker's host. */
const MAKER =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='48' height='14'%3E" +
  "%3Ctext y='11' font-family='sans-serif' font-size='11' fill='%230a5d55'%3ERedocly%3C/text%3E%3C/svg%3E"

export interface PageOptions {
  /** The files that the page offers for download. */
  downloads: Download[]
  /** What the page adds to Billit's own document. Nothing is added to any other document. */
  own?: Shown | undefined
  signal?: AbortSignal | undefined
}

/** Writes the reference as one HTML file that loads nothing else. The document must be a single JSON file. */
export async function buildPage(document: string, output: string, { downloads, own, signal }: PageOptions): Promise<void> {
  const openapi = {
    codeSamples: { languages: [...LANGUAGES, PAYLOAD] },
    downloadUrls: downloads,
    jsonSamplesExpandLevel: 3,
    sortRequiredPropsFirst: true,
  }
  await withConfig({ openapi }, async (config, folder) => {
    const shown = join(folder, 'document.json')
    const template = join(folder, 'template.hbs')
    const page = join(folder, 'page.html')
    const read: object = JSON.parse(await readFile(document, 'utf8'))
    await writeFile(shown, JSON.stringify(own ? pageDocument(read, own) : read))
    await writeFile(template, TEMPLATE)
    const args = ['--inlineBundle', '--template', template, '--title', TITLE, '--output', page, '--config', config]
    await redocly(['build-docs', shown, ...args], signal)
    const { html } = patchRedoc(await readFile(page, 'utf8'))
    const scripts = [CODE_BLOCKS_SCRIPT, ...(own ? [exampleSamplesScript(read)] : [])]
    const added = scripts.map((script) => `<script>${script}</script>`).join('')
    await writeFile(output, selfContained(html.replace('</head>', () => `${added}</head>`)))
  })
}

/** Makes the page work under any path, and from a disk. */
function selfContained(html: string): string {
  const page = hashRoutes(html).replaceAll(/https:\/\/cdn\.redoc\.ly\/redoc\/logo-mini(-full)?\.svg/g, () => MAKER)
  return page.replace('SCRIPT-HASHES', () => `${scriptsOf(page).map(hashSource).join(' ')} blob:`)
}

/**
 * Redoc's script routes by the hash, but the links in the prerendered HTML are paths. Until the script runs, or in a new tab, such
 * a link would leave the page.
 */
function hashRoutes(html: string): string {
  const script = html.indexOf('<script type="module">')
  return html.slice(0, script).replaceAll('href="/', 'href="#/') + html.slice(script)
}

/** The text of each script as a browser reads it: up to the first end tag. */
const scriptsOf = (html: string): string[] => [...html.matchAll(/<script[^>]*>(.*?)<\/script>/gs)].map(([, text = '']) => text)

/** How a Content-Security-Policy names a script that may run. */
export const hashSource = (script: string): string => `'sha256-${createHash('sha256').update(script).digest('base64')}'`
