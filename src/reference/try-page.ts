import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { hashSource } from './page.ts'
import { buildModel } from './try/model.ts'
import { LOCAL_MOCK } from './try/servers.ts'
import type { TryAssets } from './try-bundle.ts'

/** The path of the page in the folder of the reference. */
export const TRY_PAGE = 'try/index.html'

/**
 * Writes the page "Try it out" into the folder of the reference. The OpenAPI document must be a single JSON file. Only in a clone:
 * the package contains the page.
 */
export async function buildTryPage(document: string, folder: string): Promise<void> {
  const output = join(folder, TRY_PAGE)
  // Loaded here, because the package does not contain the bundler.
  const { bundleTryAssets } = await import('./try-bundle.ts')
  const [text, assets] = await Promise.all([readFile(document, 'utf8'), bundleTryAssets()])
  await mkdir(dirname(output), { recursive: true })
  await writeFile(output, formatPage(JSON.parse(text), assets))
}

const formatServerMeta = (server: string): string => `<meta name="billit-server" content="${server}">`

/** Returns the page as one self-contained HTML file. */
function formatPage(document: object, { script, style }: TryAssets): string {
  const model = buildModel(document)
  const policy = [
    "default-src 'none'",
    `script-src ${hashSource(script)}`,
    `style-src ${hashSource(style)}`,
    'img-src data:',
    `connect-src http://localhost:* http://127.0.0.1:* ${new URL(model.sandbox).origin}`,
    "base-uri 'none'",
    "form-action 'none'",
  ]
  return `<!DOCTYPE html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="${policy.join('; ')}">
  <title>Try it out</title>
  <meta name="description" content="Send requests to the Billit.io invoicing API, on a local mock or in the sandbox.">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="referrer" content="no-referrer">
  ${formatServerMeta(LOCAL_MOCK)}
  <link rel="icon" href="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Cpath d='M6 2h20v28l-5-3-5 3-5-3-5 3z' fill='%230b6b61'/%3E%3Cpath d='M11 10h10M11 15h10M11 20h6' stroke='%23fff' stroke-width='2'/%3E%3C/svg%3E">
  <style>${style}</style>
</head>
<body>
  <div id="app"></div>
  <noscript>This page needs JavaScript to send requests.</noscript>
  <script type="application/json" id="model">${JSON.stringify(model).replaceAll('<', '\\u003c')}</script>
  <script>${script}</script>
</body>
</html>
`
}

/** Returns the page with another default server, which may be a path on the same site. */
export const setDefaultServer = (html: string, server: string): string =>
  html.replace(formatServerMeta(LOCAL_MOCK), () => formatServerMeta(server))
