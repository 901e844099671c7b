import { inspect } from 'node:util'
import { nearestName } from '../core/text.ts'
import { packageInfo } from '../tools/package-info.ts'
import { CliError } from './cli-error.ts'
import { docsCommand } from './docs-command.ts'
import { exportCommand } from './export-command.ts'
import { readFlags } from './flags.ts'
import { mockCommand } from './mock-command.ts'
import { print, warn } from './terminal.ts'
import { verifyCommand } from './verify-command.ts'

const COMMANDS: Record<string, (args: string[]) => Promise<void>> = {
  docs: docsCommand,
  export: exportCommand,
  mock: mockCommand,
  verify: verifyCommand,
}

const HELP = `Tools for the Billit.io invoicing API.

Usage: npx billit-io <command> [flags]

Commands
  docs           Serve the API reference on this machine.
  export         Copy all records of your account to a database or to files.
  mock           Run a mock Billit API on this machine.
  verify         Compare the live API with the OpenAPI document.

Flags
  -h, --help     Show this help. After a command: the help of that command.
  -v, --version  Show the version of billit-io.

Exit codes: 0 success, 1 failure, 2 wrong usage.`

/** Runs a command and returns the exit code. */
export async function main(args: string[]): Promise<number> {
  try {
    await dispatch(args)
    return 0
  } catch (error) {
    warn(...(error instanceof CliError ? error.lines : inspect(error).split('\n')))
    return error instanceof CliError ? error.exitCode : 1
  }
}

async function dispatch([first, ...rest]: string[]): Promise<void> {
  if (first !== undefined && !first.startsWith('-')) {
    const command = Object.hasOwn(COMMANDS, first) ? COMMANDS[first] : undefined
    if (!command) {
      const nearest = nearestName(first, Object.keys(COMMANDS))
      const hint = nearest ? `did you mean '${nearest}'?` : 'see npx billit-io --help.'
      throw new CliError(2, `npx billit-io has no command '${first}': ${hint}`)
    }
    return command(rest)
  }
  const flags = readFlags('npx billit-io', first === undefined ? [] : [first, ...rest], {
    help: { type: 'boolean', short: 'h' },
    version: { type: 'boolean', short: 'v' },
  })
  print(flags.has('version') ? packageInfo.version : HELP)
}
