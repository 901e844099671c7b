/**
 * `npm run mock`: runs `billit-io mock` from the sources, with the same flags. Restarts it when a file in spec/ changes.
 */
import { mkdirSync, readFileSync } from 'node:fs'
import { CliError } from '../src/cli/cli-error.ts'
import { readInput } from '../src/cli/command.ts'
import { commandHelp } from '../src/cli/help.ts'
import { greeting, mockCommand, openMock, withRequestLines } from '../src/cli/mock-command.ts'
import { readMockFlags } from '../src/cli/mock-flags.ts'
import { stopped, stopSignal } from '../src/cli/terminal.ts'
import { messageOf } from '../src/core/text.ts'
import { listFolder, watchFiles } from '../src/reference/watch.ts'
import { bundle } from './bundle.ts'

const BUNDLE = '.cache/openapi.json'

process.exitCode = await main(process.argv.slice(2))

async function main(args: string[]): Promise<number> {
  try {
    const { flags } = readInput(mockCommand, args)
    if (flags.has('help')) console.log(commandHelp(mockCommand))
    else await serve(readMockFlags(flags))
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
  // With --port 0, the port that the system chose.
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
  const watch = watchFiles(
    () => listFolder('spec'),
    async () => {
      try {
        await restart()
        console.log('spec/ has changed: restarted the mock.')
      } catch (error) {
        if (signal.aborted) return
        console.log(`spec/ has changed, but the new version is invalid. The mock keeps the previous one:\n${messageOf(error)}`)
      }
    },
  )

  console.log(greeting(mock, command))
  await stopped(signal)
  await watch.close()
  await mock.close()
}

/** Bundles and reads the current OpenAPI document. */
async function readSpec(signal?: AbortSignal): Promise<object> {
  mkdirSync('.cache', { recursive: true })
  await bundle(BUNDLE, signal)
  return JSON.parse(readFileSync(BUNDLE, 'utf8'))
}
