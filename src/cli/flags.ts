import { parseArgs } from 'node:util'
import { nearestName } from '../core/text.ts'
import { OPTION_RULES } from '../mock/options.ts'
import { CliError } from './cli-error.ts'

/** A flag of a command. */
export interface FlagSpec {
  /** One letter. */
  short?: string
  /** What its value is, as shown in the help, such as `<file>`. A flag without it accepts no value. */
  value?: string
  /** The values that it accepts, if there are only a few. */
  choices?: readonly string[]
  /** One paragraph of the help. */
  help: string
}

export type FlagTable = Record<string, FlagSpec>

/** The flags that the user typed. */
export interface Flags {
  has(name: string): boolean
  /** The last value. `undefined` if the flag is not set, or accepts no value. */
  get(name: string): string | undefined
  /** All values, in the order in which they were typed. */
  all(name: string): readonly string[]
}

/** The arguments of a command, parsed. */
export interface Arguments {
  flags: Flags
  operands: string[]
}

/** Shown last in the help of every command. */
export const HELP_FLAG: FlagTable = { help: { short: 'h', help: 'Show this help.' } }

/**
 * Parses the arguments of a command.
 *
 * @param command As the user types it, such as `npx billit-io mock`.
 * @throws CliError for an unknown flag, or a missing or unexpected value.
 */
export function readArguments(command: string, args: readonly string[], table: FlagTable): Arguments {
  // Strict mode has its own messages, and rejects `--latency -5` as a missing value.
  const { tokens } = parseArgs({ args: [...args], options: parserOptions(table), strict: false, tokens: true })
  const values = new Map<string, string[]>()
  const operands: string[] = []
  for (const token of tokens) {
    if (token.kind === 'positional') operands.push(token.value)
    if (token.kind !== 'option') continue
    const flag = Object.hasOwn(table, token.name) ? table[token.name] : undefined
    if (!flag) throw unknownFlag(command, token, table)
    if (flag.value !== undefined && !token.value) throw wrongUsage(command, `needs a value after ${token.rawName}`)
    if (flag.value === undefined && token.value !== undefined) {
      throw wrongUsage(command, `does not accept a value for ${token.rawName}`)
    }
    values.set(token.name, [...(values.get(token.name) ?? []), ...(token.value === undefined ? [] : [token.value])])
  }
  return { flags: toFlags(values), operands }
}

const toFlags = (values: ReadonlyMap<string, readonly string[]>): Flags => ({
  has: (name) => values.has(name),
  get: (name) => values.get(name)?.at(-1),
  all: (name) => values.get(name) ?? [],
})

/** The flags in the form that `parseArgs` of Node expects. */
export const parserOptions = (table: FlagTable): Record<string, { type: 'string' | 'boolean'; short?: string }> =>
  Object.fromEntries(
    Object.entries(table).map(([name, { short, value }]) => [
      name,
      { type: value === undefined ? 'boolean' : 'string', ...(short === undefined ? {} : { short }) },
    ]),
  )

/** An error with the way to the help of the command. */
export const wrongUsage = (command: string, problem: string): CliError =>
  new CliError(2, `${command} ${problem}: see ${command} --help.`)

function unknownFlag(command: string, { name, rawName }: { name: string; rawName: string }, table: FlagTable): CliError {
  const nearest = nearestName(name, Object.keys(table))
  return nearest
    ? new CliError(2, `${command} has no flag ${rawName}: did you mean --${nearest}?`)
    : wrongUsage(command, `has no flag ${rawName}`)
}

/**
 * Parses the value of a flag and checks it with the rule of the mock's option. `undefined` if the flag is not set.
 *
 * @throws CliError with the flag and the values that it accepts.
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

/** Returns NaN, which every rule rejects, unless the text is all digits. */
export const parseWholeNumber = (text: string): number => (/^\d+$/.test(text) ? Number(text) : Number.NaN)

/** Returns NaN, which every rule rejects, unless the text is a decimal number. */
export const parseDecimal = (text: string): number => (/^\d*\.?\d+$/.test(text) ? Number(text) : Number.NaN)
