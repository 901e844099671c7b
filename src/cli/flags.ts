import { parseArgs } from 'node:util'
import { CliError } from './cli-error.ts'

export type KnownFlags = Record<string, { type: 'string' | 'boolean'; short?: string }>

/** The flags that were given, by name. Those without a value have `undefined`. */
export type Flags = ReadonlyMap<string, string | undefined>

/**
 * Reads flags, and refuses what is not one. Of two of the same name the last one counts.
 * @throws CliError
 */
export function readFlags(command: string, args: string[], known: KnownFlags): Flags {
  // Not strict: strict refuses too, but in other words, and it takes `--latency -5` for a flag without a value.
  const { tokens } = parseArgs({ args, options: known, strict: false, tokens: true })
  const flags = new Map<string, string | undefined>()
  for (const token of tokens) {
    if (token.kind === 'option-terminator') continue
    if (token.kind === 'positional') throw wrong(command, `does not take '${token.value}'`)
    const flag = Object.hasOwn(known, token.name) ? known[token.name] : undefined
    if (!flag) throw wrong(command, `has no flag ${token.rawName}`)
    if (flag.type === 'string' && !token.value) throw wrong(command, `needs a value after ${token.rawName}`)
    if (flag.type === 'boolean' && token.value !== undefined) throw wrong(command, `takes no value for ${token.rawName}`)
    flags.set(token.name, token.value)
  }
  return flags
}

const wrong = (command: string, what: string) => new CliError(2, `${command} ${what}: see ${command} --help.`)

/** @throws CliError */
export function wholeNumber(flags: Flags, name: string, most: number): number | undefined {
  const text = flags.get(name)
  if (text === undefined) return undefined
  if (/^\d+$/.test(text) && Number(text) <= most) return Number(text)
  throw new CliError(2, `--${name} must be a whole number from 0 to ${most}, not '${text}'.`)
}

/** @throws CliError */
export const portOf = (flags: Flags): number | undefined => wholeNumber(flags, 'port', 65_535)
