import { nearestName } from '../core/text.ts'
import { CliError } from './cli-error.ts'
import type { Command } from './command.ts'

/** Finds the command that the words begin with. */
export function findCommand(
  commands: readonly Command[],
  words: readonly string[],
): { command: Command | undefined; rest: readonly string[] } {
  const [one = '', two = ''] = words
  const pair = commands.find(({ name }) => name === `${one} ${two}`)
  if (pair) return { command: pair, rest: words.slice(2) }
  return { command: commands.find(({ name }) => name === one), rest: words.slice(1) }
}

/** Whether commands begin with this word, such as `invoices`. */
export const isGroup = (commands: readonly Command[], word: string): boolean =>
  commands.some(({ name }) => name.startsWith(`${word} `))

/** Names the nearest command. */
export function noSuchCommand(commands: readonly Command[], words: readonly string[]): CliError {
  const [one = '', two] = words
  const inGroup = two !== undefined && isGroup(commands, one)
  const typed = inGroup ? `${one} ${two}` : one
  const names = inGroup ? commands.map(({ name }) => name) : commands.map(({ name }) => name.split(' ')[0] ?? '')
  const nearest = nearestName(typed, inGroup ? names.filter((name) => name.startsWith(`${one} `)) : names)
  const hint = nearest ? `did you mean '${nearest}'?` : `see npx billit-io ${inGroup ? `${one} ` : ''}--help.`
  return new CliError(2, `npx billit-io has no command '${typed}': ${hint}`)
}
