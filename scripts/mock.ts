/**
 * `npm run mock`: `billit mock` from the sources, with the same flags. It starts again when a file of spec/ changes.
 */
import { mkdirSync, readFileSync } from 'node:fs'
import { CliError } from '../src/cli/cli-error.ts'
import { greeting, withRequestLines } from '../src/cli/mock-command.ts'
import { readMockFlags } from '../src/cli/mock-flags.ts'
import { MOCK_HELP } from '../src/cli/mock-help.ts'
import { openMock } from '../src/cli/open-mock.ts'
import { stopped, stopSignal } from '../src/cli/stop-signal.ts'
import { filesIn, watchFiles } from '../src/reference/watch.ts'
import { bundle } from './bundle.ts'

const BUNDLE = '.cache/openapi.json'

process.exitCode = await main(process.argv.slice(2))

async function main(args: string[]): Promise<number> {
  try {
    const command = readMockFlags(args)
    if (command.help) console.log(MOCK_HELP)
    else await serve(command)
    return 0
  } catch (error) {
    console.error(messageOf(error))
    return error instanceof CliError ? error.exitCode : 1
  }
}

async function serve(command: ReturnType<typeof readMockFlags>): Promise<void> {
  let document = await readSpec()
  const options = withRequestLines(command)
  let mock = await openMock({ ...options, document })
  // The one that was found, where port 0 was asked for.
  const port = Number(new URL(mock.url).port)
  const signal = stopSignal()

  const restart = async () => {
    const changed = await readSpec(signal)
    await mock.close()
    try {
      mock = await openMock({ ...options, port, document: changed })
      document = changed
    } catch (error) {
      mock = await openMock({ ...options, port, document })
      throw error
    }
  }
  let reloading = Promise.resolve()
  const reload = async () => {
    try {
      await restart()
      console.log('spec/ has changed: the mock has started again.')
    } catch (error) {
      if (signal.aborted) return
      console.log(`spec/ has changed, but the mock goes on with what it had:\n${messageOf(error)}`)
    }
  }
  const unwatch = watchFiles(
    () => filesIn('spec'),
    () => {
      reloading = reloading.then(reload)
    },
  )

  console.log(greeting(mock, command))
  await stopped(signal)
  unwatch()
  await reloading
  await mock.close()
}

/** The document as its files are now. */
async function readSpec(signal?: AbortSignal): Promise<object> {
  mkdirSync('.cache', { recursive: true })
  await bundle(BUNDLE, signal)
  return JSON.parse(readFileSync(BUNDLE, 'utf8'))
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
