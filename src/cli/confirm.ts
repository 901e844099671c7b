import { createInterface } from 'node:readline/promises'
import { escapeControls } from '../core/text.ts'
import { CliError } from './cli-error.ts'

/**
 * Asks the user on the terminal. Anything but yes is no.
 *
 * @param flag The flag that needs the confirmation, or what the command does.
 * @throws CliError without a terminal.
 */
export async function confirm(question: string, flag: string): Promise<boolean> {
  if (!process.stdin.isTTY) {
    throw new CliError(2, `${flag} asks for confirmation, which needs a terminal. Add --yes to skip it.`)
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  const answer = await terminal.question(escapeControls(`${question} [y/N] `))
  terminal.close()
  return /^y(es)?$/i.test(answer.trim())
}
