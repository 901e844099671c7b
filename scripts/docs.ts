/**
 * `npm run docs`: builds the reference, its plain text and the SDK's pages in dist/docs/.
 * `-- --site https://docs.example.org/` adds the address of the site to the static pages, and a site map.
 * `-- --serve` serves them on this machine and rebuilds the reference when a file in spec/ changes.
 */
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { serveReference } from '../src/cli/docs-command.ts'
import { stopSignal } from '../src/cli/terminal.ts'
import { messageOf } from '../src/core/text.ts'
import { TRY_PAGE } from '../src/reference/try-page.ts'
import { listFolder } from '../src/reference/watch.ts'
import { buildReference, buildSite, sizes } from './docs/build.ts'

process.chdir(fileURLToPath(new URL('..', import.meta.url)))

const FOLDER = 'dist/docs'

const { values } = parseArgs({
  options: { site: { type: 'string' }, serve: { type: 'boolean', default: false }, port: { type: 'string', default: '4020' } },
})

try {
  const start = performance.now()
  const site = parseSite(values.site)
  await buildSite(FOLDER, site)
  console.log(await sizes(FOLDER))
  console.log(`Built in ${((performance.now() - start) / 1000).toFixed(1)} s.`)
  if (values.serve) await serve(Number(values.port), site)
} catch (error) {
  console.error(messageOf(error))
  process.exitCode = 1
}

/** Adds a slash at the end: without it, the last part of the path would be lost. */
function parseSite(text: string | undefined): URL | undefined {
  if (text === undefined) return undefined
  if (!/^https?:/.test(text) || !URL.canParse(text))
    throw new Error(`--site must be an address such as https://docs.example.org/, not ${text}.`)
  return new URL(text.replace(/\/*$/, '/'))
}

function serve(port: number, site: URL | undefined): Promise<void> {
  const build = () => buildReference(FOLDER, site)
  const files = () => listFolder('spec')
  return serveReference({
    folder: FOLDER,
    port,
    name: 'spec/',
    signal: stopSignal(),
    tryPage: TRY_PAGE,
    withMock: true,
    live: { files, build },
  })
}
