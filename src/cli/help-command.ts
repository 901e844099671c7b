import type { Command } from './command.ts'
import { findCommand, isGroup, noSuchCommand } from './find-command.ts'
import { commandHelp, listHelp } from './help.ts'
import { print } from './terminal.ts'

/** `billit-io help invoices list`: the same text as `billit-io invoices list --help`. */
export const createHelpCommand = (commands: () => readonly Command[]): Command => ({
  name: 'help',
  summary: 'Show the help of a command.',
  operands: { usage: '[<command>...]', min: 0, max: 2 },
  description: [],
  sections: [],
  examples: ['npx billit-io help', 'npx billit-io help invoices', 'npx billit-io help invoices create'],
  run({ operands }) {
    const name = operands.join(' ')
    const { command, rest } = findCommand(commands(), operands)
    if (command && rest.length === 0) print(commandHelp(command))
    else if (name === '') print(listHelp(commands()))
    else if (isGroup(commands(), name)) print(listHelp(commands(), name))
    else throw noSuchCommand(commands(), operands)
  },
})
