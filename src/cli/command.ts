/** What a command is. `commands.ts` lists them all; the help, the completion and the dispatch are made from that list. */
import { type Flags, type FlagTable, HELP_FLAG, readArguments, wrongUsage } from './flags.ts'

/** Flags under one title of the help. */
export interface Section {
  title: string
  flags: FlagTable
}

/** Arguments that are not flags. */
export interface Operands {
  /** As shown in the usage, such as `<uuid>`. */
  usage: string
  /** Minimum number. */
  min: number
  /** Maximum number. */
  max: number
}

/** What the user typed after the name of a command. */
export interface Input {
  flags: Flags
  operands: readonly string[]
}

export interface Command {
  /** One word or two, such as `mock` or `invoices list`. */
  name: string
  /** One sentence, at most 60 characters: it is shown in lists of commands. */
  summary: string
  /** Shown in the usage before the command, such as `BILLIT_TOKEN=...`. */
  usagePrefix?: string
  /** A flag that must be set, as shown in the usage. */
  usageFlags?: string
  /** Default: none. */
  operands?: Operands
  /** Paragraphs of the help, before the flags. */
  description: readonly string[]
  sections: readonly Section[]
  /** Paragraphs of the help, after the flags. */
  notes?: readonly string[]
  /** Complete command lines. */
  examples: readonly string[]
  run(input: Input): Promise<void> | void
}

/** All flags of a command, without `--help`, which every command has. */
export const flagsOf = ({ sections }: Pick<Command, 'sections'>): FlagTable =>
  Object.assign({}, ...sections.map(({ flags }) => flags))

/** The command as the user types it. */
export const fullName = ({ name }: Pick<Command, 'name'>): string => `npx billit-io ${name}`

/**
 * Parses the arguments of a command, and checks how many there are, unless they ask for its help.
 *
 * @param name As the user types it.
 * @throws CliError with what is wrong and the way to the help.
 */
export function readInput(command: Command, args: readonly string[], name = fullName(command)): Input {
  const input = readArguments(name, args, { ...flagsOf(command), ...HELP_FLAG })
  const { usage, min, max } = command.operands ?? { usage: '', min: 0, max: 0 }
  const { flags, operands } = input
  if (flags.has('help')) return input
  if (operands.length > max) throw wrongUsage(name, `does not accept '${operands[max]}'`)
  if (operands.length < min) throw wrongUsage(name, `needs ${usage}`)
  return input
}
