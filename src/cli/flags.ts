import { parseArgs } from 'node:util'
import { nearestName } from '../core/text.ts'
import { OPTION_RULES } from '../mock/options.ts'
import { CliError } from './cli-error.ts'

export type KnownFlags = Record<string, { type: 'string' | 'boolean'; short?: string }>

/** The flags that were given, by name. A flag without a value has `undefined`. */
export type Flags = ReadonlyMap<string, string | undefined>

/**
 * Reads flags and refuses anything else. When a flag is repeated, the last one counts.
 * @throws CliError
 */
export function readFlags(command: string, args: string[], known: KnownFlags): Flags {
  // Not strict: strict mode has messages of its own, and takes `--latency -5` for a flag without a value.
  const { tokens } = parseArgs({ args, options: known, strict: false, tokens: true })
  const flags = new Map<string, string | undefined>()
  for (const token of tokens) {
    if (token.kind === 'option-terminator') continue
    if (token.kind === 'positional') throw wrongUsage(command, `does not take '${token.value}'`)
    const flag = Object.hasOwn(known, token.name) ? known[token.name] : undefined
    if (!flag) throw unknownFlag(command, token, known)
    if (flag.type === 'string' && !token.value) throw wrongUsage(command, `needs a value after ${token.rawName}`)
    if (flag.type === 'boolean' && token.value !== undefined) throw wrongUsage(command, `takes no value for ${token.rawName}`)
    flags.set(token.name, token.value)
  }
  return flags
}

const wrongUsage = (command: string, what: string) => new CliError(2, `${command} ${what}: see ${command} --help.`)

function unknownFlag(command: string, { name, rawName }: { name: string; rawName: string }, known: KnownFlags): CliError {
  const nearest = nearestName(name, Object.keys(known))
  return nearest
    ? new CliError(2, `${command} has no flag ${rawName}: did you mean --${nearest}?`)
    : wrongUsage(command, `has no flag ${rawName}`)
}

/**
 * The value of a flag, checked by the rule of the mock's option of that name. `undefined` when the flag was not given.
 * @throws CliError that names the flag and what it takes.
 */
export function readFlag<T>(
  flags: Flags,
  name: string,
  option: keyof typeof OPTION_RULES,
  parse: (text: string) => T,
): T | undefined {
  const text = flags.get(name)
  if (text === undefined) return undefined
  const value = parse(text)
  const { isValid, expected } = OPTION_RULES[option]
  if (isValid(value)) return value
  throw new CliError(2, `--${name} must be ${expected}, not '${text}'.`)
}

/** NaN, which no rule takes, when the text has anything but digits. */
export const parseWholeNumber = (text: string): number => (/^\d+$/.test(text) ? Number(text) : Number.NaN)

/** NaN, which no rule takes, when the text is not a decimal number. */
export const parseDecimal = (text: string): number => (/^\d*\.?\d+$/.test(text) ? Number(text) : Number.NaN)
