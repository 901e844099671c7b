/**
 * `npm run docs`: the reference, the plain text and the SDK's pages, in dist/docs/.
 * With `--serve` it shows them on this machine, and builds again when a file of spec/ changes.
 */
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { stopped, stopSignal } from '../src/cli/stop-signal.ts'
import { buildReference, buildSite, sizes } from './docs/build.ts'
import { serveSite } from './docs/serve.ts'
import { watchFolder } from './watch-folder.ts'

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

async function serve(port: number): Promise<void> {
  const signal = stopSignal()
  const site = await serveSite(FOLDER, port)
  const rebuild = async () => {
    try {
      await buildReference(FOLDER)
      site.reload()
      console.log('spec/ has changed: built again.')
    } catch (error) {
      console.log(`spec/ has changed, but the pages stay as they were:\n${messageOf(error)}`)
    }
  }
  let rebuilding = Promise.resolve()
  const unwatch = watchFolder('spec', () => {
    rebuilding = rebuilding.then(rebuild)
  })
  console.log(`\n${site.url}\nCtrl-C stops it.`)
  await stopped(signal)
  unwatch()
  await rebuilding
  await site.close()
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
