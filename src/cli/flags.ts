import { parseArgs } from 'node:util'
import { nearestName } from '../core/text.ts'
import { OPTION_RULES } from '../mock/options.ts'
import { CliError } from './cli-error.ts'

export type KnownFlags = Record<string, { type: 'string' | 'boolean'; short?: string }>

/** Values by flag name. A boolean flag has the value `undefined`. */
export type Flags = ReadonlyMap<string, string | undefined>

/**
 * Parses flags. If a flag is repeated, its last value is used.
 *
 * @param command As the user types it, such as `npx billit-io mock`.
 * @throws CliError for an unknown flag, a missing or unexpected value, or an argument that is not a flag.
 */
export function readFlags(command: string, args: string[], known: KnownFlags): Flags {
  // Strict mode has its own messages, and rejects `--latency -5` as a missing value.
  const { tokens } = parseArgs({ args, options: known, strict: false, tokens: true })
  const flags = new Map<string, string | undefined>()
  for (const token of tokens) {
    if (token.kind === 'option-terminator') continue
    if (token.kind === 'positional') throw wrongUsage(command, `does not accept '${token.value}'`)
    const flag = Object.hasOwn(known, token.name) ? known[token.name] : undefined
    if (!flag) throw unknownFlag(command, token, known)
    if (flag.type === 'string' && !token.value) throw wrongUsage(command, `needs a value after ${token.rawName}`)
    if (flag.type === 'boolean' && token.value !== undefined)
      throw wrongUsage(command, `does not accept a value for ${token.rawName}`)
    flags.set(token.name, token.value)
  }
  return flags
}

const wrongUsage = (command: string, problem: string) => new CliError(2, `${command} ${problem}: see ${command} --help.`)

function unknownFlag(command: string, { name, rawName }: { name: string; rawName: string }, known: KnownFlags): CliError {
  const nearest = nearestName(name, Object.keys(known))
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
