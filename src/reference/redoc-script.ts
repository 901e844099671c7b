/**
 * Moves Redoc's script out of the page into a file, so that a browser keeps it for the next visit, and the page shows its text
 * before the script has loaded. The document stays in the page as JSON, which is parsed faster than a script.
 */
import { createHash } from 'node:crypto'

/** The name of the file beside the page. */
export const REDOC_SCRIPT = 'redoc.js'

export interface SplitPage {
  html: string
  /** The text of the file. */
  script: string
}

/** How Redocly ends a page with an inline bundle. */
const INLINE =
  /<script type="module">(.*?);export\{RedocStandalone,hydrate,init\};\s*const __redoc_definition = (.*);\n\s*const __redoc_options = (.*);\n\s*hydrate\([^;]*\);\s*<\/script>/s

/** `import.meta` is a syntax error in a script that is not a module, and a browser loads no module from a disk. */
const withoutModuleSyntax = (script: string): string => script.replaceAll('import.meta.', '({}).')

/** Returns the page and the file. `undefined` if a later Redocly ends the page in another way. */
export function splitRedoc(html: string): SplitPage | undefined {
  const [inline, bundle = '', definition = '', options = ''] = INLINE.exec(html) ?? []
  if (inline === undefined) return undefined
  const script = `${withoutModuleSyntax(bundle)};
{
  const read = (id) => JSON.parse(document.getElementById(id).textContent)
  hydrate(read('redoc-definition'), read('redoc-options'), document.getElementById('redoc'))
}
`
  const tags = [
    formatJson('redoc-definition', definition),
    formatJson('redoc-options', options),
    // The query changes with the text, so that no browser uses an older one.
    `<script src="${REDOC_SCRIPT}?${createHash('sha256').update(script).digest('hex').slice(0, 12)}" defer></script>`,
  ]
  return { html: html.replace(inline, () => tags.join('\n')), script }
}

const formatJson = (id: string, json: string): string =>
  `<script type="application/json" id="${id}">${JSON.stringify(JSON.parse(json)).replaceAll('<', '\\u003c')}</script>`
