import { nearestName } from '../core/text.ts'
import { packageInfo } from '../tools/package-info.ts'
import { CliError } from './cli-error.ts'
import { docsCommand } from './docs-command.ts'
import { exportCommand } from './export-command.ts'
import { readFlags } from './flags.ts'
import { mockCommand } from './mock-command.ts'
import { print } from './terminal.ts'
import { verifyCommand } from './verify-command.ts'

const COMMANDS: Record<string, (args: string[]) => Promise<void>> = {
  docs: docsCommand,
  export: exportCommand,
  mock: mockCommand,
  verify: verifyCommand,
}

const HELP = `billit: tools for the Billit.io invoicing API.

Usage: billit <command> [flags]

Commands
  docs           The API reference on this machine, live.
  export         A copy of everything in your account, kept up to date.
  mock           A Billit on this machine that answers, checks and remembers.
  verify         Whether the live API matches the document, as a report.

Flags
  -h, --help     Show this text. After a command: the help of that command.
  -v, --version  Show the version of billit-io.

Exit codes: 0 success, 1 failure, 2 wrong usage.`

/** Runs the program and returns its exit code. */
export async function main(args: string[]): Promise<number> {
  try {
    await dispatch(args)
    return 0
  } catch (error) {
    if (!(error instanceof CliError)) throw error
    process.stderr.write(`${error.message}\n`)
    return error.exitCode
  }
}

async function dispatch([first, ...rest]: string[]): Promise<void> {
  if (first !== undefined && !first.startsWith('-')) {
    const command = Object.hasOwn(COMMANDS, first) ? COMMANDS[first] : undefined
    if (!command) {
      const nearest = nearestName(first, Object.keys(COMMANDS))
      const cure = nearest ? `did you mean '${nearest}'?` : 'see billit --help.'
      throw new CliError(2, `billit has no command '${first}': ${cure}`)
    }
    return command(rest)
  }
  const flags = readFlags('billit-io', first === undefined ? [] : [first, ...rest], {
    help: { type: 'boolean', short: 'h' },
    version: { type: 'boolean', short: 'v' },
  })
  print(flags.has('version') ? packageInfo.version : HELP)
}
