import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { ACCESSIBILITY_SCRIPT } from './accessibility.ts'
import { type Annotations, annotateDocument } from './annotate.ts'
import { CODE_BLOCKS_SCRIPT } from './code-blocks.ts'
import { formatSamplesScript } from './example-samples.ts'
import { patchRedoc } from './redoc-patches.ts'
import { REDOC_SCRIPT, splitRedoc } from './redoc-script.ts'
import { redocly, withConfig } from './redocly.ts'
import { SEARCH_SCRIPT } from './search.ts'
import { TEMPLATE } from './template.ts'

/** A file beside the page that readers can download. */
export interface Download {
  title: string
  url: string
}

const TITLE = 'Billit API reference'

export const JSON_DOWNLOAD: Download = { title: 'OpenAPI document, JSON', url: 'openapi.json' }

/** The languages of the samples. Redoc shows no others. */
export const LANGUAGES = [
  { lang: 'TypeScript', label: 'TypeScript' },
  { lang: 'Shell', label: 'curl' },
  { lang: 'PHP', label: 'PHP' },
]

/** The request body alone, as JSON. Redoc fills it from the selected example. */
const PAYLOAD = { lang: 'Payload', label: 'Payload' }

/** Replaces the logo in Redoc's footer, which the page would otherwise load from another host. */
const FOREIGN_LOGO = /https:\/\/cdn\.redoc\.ly\/redoc\/logo-mini(-full)?\.svg/g
const LOGO =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='48' height='14'%3E" +
  "%3Ctext y='11' font-family='sans-serif' font-size='11' fill='%230a5d55'%3ERedocly%3C/text%3E%3C/svg%3E"

export interface PageOptions {
  downloads: Download[]
  /** Additions to the Billit document. Leave it out for any other document. */
  own?: Annotations | undefined
  signal?: AbortSignal | undefined
}

/** Writes the reference as an HTML file, and its script beside it. The OpenAPI document must be a single JSON file. */
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
    await writeFile(shown, JSON.stringify(disableMeta(own ? annotateDocument(read, own) : read)))
    const staticPages = own?.staticPages ? 'Read the <a href="guide/index.html">pages without scripts</a>.' : ''
    await writeFile(template, TEMPLATE.replace('STATIC-PAGES', staticPages))
    const args = ['--inlineBundle', '--template', template, '--title', TITLE, '--output', page, '--config', config]
    await redocly(['build-docs', shown, ...args], { folders: [folder], signal })
    const { html: patched } = patchRedoc(await readFile(page, 'utf8'))
    // The patched script renders the search like this, and React expects the same in the page.
    const local = patched.replaceAll(FOREIGN_LOGO, () => LOGO).replace('<span>Loading...</span>', 'Search <!-- -->Ctrl+K')
    const { html, script } = splitRedoc(local) ?? { html: local, script: undefined }
    if (script !== undefined) await writeFile(join(dirname(output), REDOC_SCRIPT), script)
    const scripts = [CODE_BLOCKS_SCRIPT, SEARCH_SCRIPT, ACCESSIBILITY_SCRIPT, ...(own ? [formatSamplesScript(read)] : [])]
    const added = scripts.map((script) => `<script>${script}</script>`).join('')
    await writeFile(output, makeSelfContained(html.replace('</head>', () => `${added}</head>`)))
  })
}

/**
 * Descriptions may contain HTML. The page's policy disables all of it that acts, except `<meta http-equiv="refresh">`, which would
 * lead the reader to another page.
 */
const disableMeta = (document: object): object =>
  JSON.parse(
    JSON.stringify(document, (_, value) => (typeof value === 'string' ? value.replaceAll(/<(?=meta\b)/gi, '&lt;') : value)),
  )

/** Makes the page work under any path, and when opened from a disk. */
function makeSelfContained(html: string): string {
  const page = rewriteLinks(html)
  // The script beside the page: 'self' is not a file in every browser.
  return page.replace('SCRIPT-HASHES', () => `'self' file: ${findScripts(page).map(hashSource).join(' ')} blob:`)
}

/**
 * Turns paths into hashes. Redoc's script routes by hash, but its prerendered HTML links to paths. Such a link would leave the page
 * if it were followed before the script runs, or in a new tab.
 */
function rewriteLinks(html: string): string {
  const script = html.search(/<script (type="module"|src=)/)
  return html.slice(0, script).replaceAll('href="/', 'href="#/') + html.slice(script)
}

/** Returns the text of each inline script as a browser reads it: up to the first end tag. */
const findScripts = (html: string): string[] =>
  [...html.matchAll(/<script(?: type="module")?>(.*?)<\/script>/gs)].map(([, text = '']) => text)

/** Returns the hash that allows a script or style in a Content-Security-Policy. */
export const hashSource = (script: string): string => `'sha256-${createHash('sha256').update(script).digest('base64')}'`
