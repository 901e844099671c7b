/** The text of `--help`, made from the table of commands. Pure. */
import { type Command, fullName, type Section } from './command.ts'
import { type FlagTable, HELP_FLAG } from './flags.ts'

const WIDTH = 80
/** Where the descriptions of flags begin. */
const INDENT = 24

const EXIT_CODES =
  'Exit codes: 0 success; 1 failure; 2 wrong usage, or no token; 3 unfinished (verify); 4 not certain whether the invoice exists (invoices create); 130 stopped.'

/** The help of one command. */
export function commandHelp(command: Command): string {
  const { summary, usagePrefix, usageFlags, operands, description, sections, notes = [], examples } = command
  const usage = [usagePrefix, fullName(command), operands?.usage, usageFlags, '[flags]'].filter((part) => part !== undefined)
  return [
    wrap(summary),
    `Usage: ${usage.join(' ')}`,
    ...description.map((paragraph) => wrap(paragraph)),
    ...withHelpFlag(sections).map(({ title, flags }) => [title, ...flagLines(flags)].join('\n')),
    ...notes.map((paragraph) => wrap(paragraph)),
    ['Examples', ...examples.map((example) => `  ${example}`)].join('\n'),
  ].join('\n\n')
}

const withHelpFlag = (sections: readonly Section[]): Section[] =>
  sections.length === 0
    ? [{ title: 'Flags', flags: HELP_FLAG }]
    : sections.map((section, index) =>
        index === sections.length - 1 ? { ...section, flags: { ...section.flags, ...HELP_FLAG } } : section,
      )

/** The help of `npx billit-io`, or of all commands that begin with the same word, such as `invoices`. */
export function listHelp(commands: readonly Command[], group?: string): string {
  const isGroup = group !== undefined
  const shown = isGroup ? commands.filter(({ name }) => name.startsWith(`${group} `)) : commands
  const width = Math.max(...shown.map(({ name }) => name.length)) + 4
  const names = shown.map(({ name, summary }) => `  ${name.padEnd(width - 2)}${summary}`)
  const usage = isGroup ? `npx billit-io ${group} <command> [flags]` : 'npx billit-io <command> [flags]'
  const flags = isGroup ? HELP_FLAG : { ...HELP_FLAG, ...VERSION_FLAG }
  return [
    ...(isGroup ? [] : ['Tools for the Billit.io invoicing API.']),
    `Usage: ${usage}`,
    ['Commands', ...names].join('\n'),
    ['Flags', ...flagLines(flags)].join('\n'),
    ...(isGroup ? [] : [wrap(EXIT_CODES)]),
    `npx billit-io help ${isGroup ? `${group} ` : ''}<command> shows the help of a command.`,
  ].join('\n\n')
}

export const VERSION_FLAG: FlagTable = { version: { short: 'v', help: 'Show the version of billit-io.' } }

const flagLines = (flags: FlagTable): string[] =>
  Object.entries(flags).flatMap(([name, { short, value, help }]) => {
    const left = `  ${short === undefined ? '' : `-${short}, `}--${name}${value === undefined ? '' : ` ${value}`}`
    const lines = wrap(help, WIDTH - INDENT).split('\n')
    const [first, ...rest] = left.length < INDENT - 1 ? [left.padEnd(INDENT) + lines[0], ...lines.slice(1)] : [left, ...lines]
    return [first ?? '', ...rest.map((line) => ' '.repeat(INDENT) + line)]
  })

/** Breaks a paragraph between words. Lines that it has keep their breaks. */
export const wrap = (text: string, width = WIDTH): string =>
  text
    .split('\n')
    .map((line) => wrapLine(line, width))
    .join('\n')

function wrapLine(text: string, width: number): string {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line].join('\n')
}
