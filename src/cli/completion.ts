/** Completion scripts, made from the table of commands. Pure. */
import { type Command, flagsOf } from './command.ts'
import { firstWords, isGroup } from './find-command.ts'
import { type FlagSpec, HELP_FLAG } from './flags.ts'

export const SHELLS = ['bash', 'zsh', 'fish'] as const

export type Shell = (typeof SHELLS)[number]

export const COMPLETIONS: Record<Shell, (commands: readonly Command[]) => string> = { bash, zsh, fish }

/** The names of the executable. */
const PROGRAMS = ['billit-io', 'billit']

/** The commands of each group, such as `invoices`, without its word. */
function groupsOf(commands: readonly Command[]): Map<string, Command[]> {
  const names = firstWords(commands).filter((word) => isGroup(commands, word))
  return new Map(names.map((group) => [group, commands.filter(({ name }) => name.startsWith(`${group} `))]))
}

const secondWord = ({ name }: Command): string => name.split(' ')[1] ?? ''

/** What the menu says about a first word. */
const describeWord = (commands: readonly Command[], word: string): string =>
  commands.find(({ name }) => name === word)?.summary ?? (groupsOf(commands).get(word) ?? []).map(secondWord).join(', ')

const allFlags = (command: Command): [string, FlagSpec][] => Object.entries({ ...flagsOf(command), ...HELP_FLAG })

/** The first sentence of a help text, for a menu. */
const firstSentence = (help: string): string => /^.+?[.:](?=\s|$)/s.exec(help)?.[0].slice(0, -1) ?? help

/** Quotes a text for a POSIX shell. */
const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`

function bash(commands: readonly Command[]): string {
  const groups = groupsOf(commands)
  const row = (name: string, words: readonly string[]) => `    ${quote(name)}) words=${quote(words.join(' '))} ;;`
  const choices = commands.flatMap((command) =>
    allFlags(command).flatMap(([flag, { choices: values }]) => (values ? [row(`${command.name} --${flag}`, values)] : [])),
  )
  return `# bash completion of billit-io
_billit_io() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]} name=\${COMP_WORDS[1]} words=
  case $name in ${[...groups.keys()].join('|')}) ((COMP_CWORD > 2)) && name="$name \${COMP_WORDS[2]}" ;; esac
  ((COMP_CWORD == 1)) && name=
  case $name in
${row('', firstWords(commands))}
${[...groups].map(([group, members]) => row(group, members.map(secondWord))).join('\n')}
${commands.map((command) => row(command.name, [...operandsOf(command), ...allFlags(command).map(([flag]) => `--${flag}`)])).join('\n')}
  esac
  case "$name $previous" in
${choices.join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _billit_io ${PROGRAMS.join(' ')}`
}

const operandsOf = ({ operands }: Command): readonly string[] => operands?.choices?.() ?? []

function zsh(commands: readonly Command[]): string {
  const groups = groupsOf(commands)
  const entry = (word: string, text: string) => quote(`${word}:${text}`)
  const top = firstWords(commands).map((word) => `      ${entry(word, describeWord(commands, word))}`)
  const nested = [...groups].map(([group, members]) => {
    const words = members.map((command) => entry(secondWord(command), command.summary))
    return `    ${quote(group)}) entries=(${words.join(' ')}); _describe command entries; return ;;`
  })
  const flags = commands.map((command) => {
    const operands = operandsOf(command)
    const rest = operands.length > 0 ? `*:argument:(${operands.join(' ')})` : '*:file:_files'
    return `    ${quote(command.name)}) _arguments ${allFlags(command).map(zshFlag).join(' ')} ${quote(rest)} ;;`
  })
  return `#compdef ${PROGRAMS.join(' ')}
_billit_io() {
  local -a entries
  local name=$words[2]
  if ((CURRENT == 2)); then
    entries=(
${top.join('\n')}
    )
    _describe command entries
    return
  fi
  if ((CURRENT == 3)); then case $name in
${nested.join('\n')}
  esac; fi
  case $name in ${[...groups.keys()].join('|')}) name="$name $words[3]"; shift words; ((CURRENT--)) ;; esac
  shift words
  ((CURRENT--))
  case $name in
${flags.join('\n')}
  esac
}
# Loaded from fpath, the file is the function. Sourced, it only defines it.
if [[ $funcstack[1] == _billit-io ]]; then _billit_io "$@"; else compdef _billit_io ${PROGRAMS.join(' ')}; fi`
}

/** An option specification of `_arguments`. */
function zshFlag([flag, { help, value, choices }]: [string, FlagSpec]): string {
  const text = firstSentence(help).replace(/[[\]:\\]/g, (character) => `\\${character}`)
  const name = value?.slice(1, -1) ?? ''
  const action = choices
    ? `(${choices.map((choice) => choice.replace(/[;,]/, '\\$&')).join(' ')})`
    : name === 'file'
      ? '_files'
      : ' '
  return quote(`*--${flag}[${text}]${value === undefined ? '' : `:${name}:${action}`}`)
}

function fish(commands: readonly Command[]): string {
  const complete = `complete -c ${PROGRAMS[0]}`
  const offer = (condition: string, word: string, text: string) =>
    `${complete} -n ${quote(condition)} -f -a ${quote(word)} -d ${quote(text)}`
  const top = firstWords(commands).map((word) => offer('__fish_use_subcommand', word, describeWord(commands, word)))
  const nested = [...groupsOf(commands)].flatMap(([group, members]) => {
    const words = members.map(secondWord).join(' ')
    const condition = `__fish_seen_subcommand_from ${group}; and not __fish_seen_subcommand_from ${words}`
    return members.map((command) => offer(condition, secondWord(command), command.summary))
  })
  const rest = commands.flatMap((command) => [
    ...operandsOf(command).map((word) => offer(`__fish_seen_subcommand_from ${command.name}`, word, '')),
    ...allFlags(command).map((flag) => `${complete} ${fishFlag(command, flag)}`),
  ])
  const others = PROGRAMS.slice(1).map((program) => `complete -c ${program} -w ${PROGRAMS[0]}`)
  return ['# fish completion of billit-io', ...top, ...nested, ...rest, ...others].join('\n')
}

function fishFlag({ name }: Command, [flag, { short, help, value, choices }]: [string, FlagSpec]): string {
  const seen = name.split(' ').map((word) => `__fish_seen_subcommand_from ${word}`)
  const parts = ['-n', quote(seen.join('; and ')), '-l', flag, ...(short === undefined ? [] : ['-s', short])]
  const values = choices ? ['-x', '-a', quote(choices.join(' '))] : value === undefined ? [] : ['-r']
  return [...parts, ...values, '-d', quote(firstSentence(help))].join(' ')
}
