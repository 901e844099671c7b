/**
 * `npm run docs`: builds the reference, its plain text and the SDK's pages in dist/docs/.
 * With `-- --serve`, serves them on this machine and rebuilds the reference when a file in spec/ changes.
 */
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { serveLive } from '../src/cli/docs-command.ts'
import { stopSignal } from '../src/cli/terminal.ts'
import { messageOf } from '../src/core/text.ts'
import { TRY_PAGE } from '../src/reference/try-page.ts'
import { listFolder } from '../src/reference/watch.ts'
import { buildReference, buildSite, sizes } from './docs/build.ts'

process.chdir(fileURLToPath(new URL('..', import.meta.url)))

const FOLDER = 'dist/docs'

const { values } = parseArgs({
  options: { serve: { type: 'boolean', default: false }, port: { type: 'string', default: '4020' } },
})

try {
  const start = performance.now()
  await buildSite(FOLDER)
  console.log(await sizes(FOLDER))
  console.log(`Built in ${((performance.now() - start) / 1000).toFixed(1)} s.`)
  if (values.serve) await serve(Number(values.port))
} catch (error) {
  console.error(messageOf(error))
  process.exitCode = 1
}

function serve(port: number): Promise<void> {
  const build = () => buildReference(FOLDER)
  const files = () => listFolder('spec')
  return serveLive({ folder: FOLDER, port, name: 'spec/', files, build, signal: stopSignal(), tryPage: TRY_PAGE, withMock: true })
}
