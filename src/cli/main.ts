import { inspect, parseArgs } from 'node:util'
import { packageInfo } from '../tools/package-info.ts'
import { CliError } from './cli-error.ts'
import { type Command, readInput } from './command.ts'
import { COMMANDS } from './commands.ts'
import { findCommand, isGroup, noSuchCommand } from './find-command.ts'
import { type FlagTable, HELP_FLAG, parserOptions, readArguments, wrongUsage } from './flags.ts'
import { loadEnvFile, OUTPUT, SERVER } from './global-flags.ts'
import { commandHelp, listHelp, VERSION_FLAG } from './help.ts'
import { print, warn } from './terminal.ts'

/** Runs a command and returns the exit code. */
export async function main(args: string[]): Promise<number> {
  try {
    await dispatch(args)
    return 0
  } catch (error) {
    warn(error instanceof CliError ? error.message : inspect(error))
    return error instanceof CliError ? error.exitCode : 1
  }
}

async function dispatch(args: string[]): Promise<void> {
  const { words, flags } = splitArguments(args)
  const [first, second = '--help'] = words
  if (first === undefined) return runWithoutCommand(args, flags)
  const { command, rest } = findCommand(COMMANDS, words)
  if (command) return runCommand(command, [...flags, ...rest])
  if (!isGroup(COMMANDS, first) || !/^(-h|--help)$/.test(second)) throw noSuchCommand(COMMANDS, words)
  print(listHelp(COMMANDS, first))
}

/** Separates global flags before the command from its words, as in `--environment sandbox invoices list`. */
function splitArguments(args: string[]): { words: string[]; flags: string[] } {
  const table: FlagTable = { ...SERVER.flags, ...OUTPUT.flags }
  const { tokens } = parseArgs({ args, options: parserOptions(table), strict: false, tokens: true })
  const start = tokens.find(({ kind }) => kind === 'positional')?.index ?? args.length
  const before = tokens.filter(({ index }) => index < start)
  const areGlobal = before.every((token) => token.kind === 'option' && Object.hasOwn(table, token.name))
  return areGlobal ? { words: args.slice(start), flags: args.slice(0, start) } : { words: [], flags: [] }
}

function runWithoutCommand(args: string[], globalFlags: string[]): void {
  if (globalFlags.length > 0) throw wrongUsage('npx billit-io', 'needs a command')
  const { flags, operands } = readArguments('npx billit-io', args, { ...HELP_FLAG, ...VERSION_FLAG })
  if (operands.length > 0) throw wrongUsage('npx billit-io', `does not accept '${operands[0]}'`)
  print(flags.has('version') ? packageInfo.version : listHelp(COMMANDS))
}

async function runCommand(command: Command, args: readonly string[]): Promise<void> {
  const input = readInput(command, args)
  if (input.flags.has('help')) return print(commandHelp(command))
  loadEnvFile(input.flags)
  return command.run(input)
}
