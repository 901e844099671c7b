/** The valid values of each option, for `startMock()` and for the flags of `billit-io mock`. */
import { show } from '../core/arguments.ts'
import { isRecord } from '../core/record.ts'
import { nearestName } from '../core/text.ts'
import { readHostname } from '../tools/local-access.ts'
import type { MockOptions } from './types.ts'

export const MAX_PORT = 65_535
const MAX_ROWS = 100_000
export const MAX_LATENCY_MS = 60_000

interface OptionRule {
  isValid(value: unknown): boolean
  /** Completes "must be …". */
  expected: string
}

const wholeNumber = (max: number): OptionRule => ({
  isValid: (value) => Number.isSafeInteger(value) && Number(value) >= 0 && Number(value) <= max,
  expected: `a whole number from 0 to ${max}`,
})

const isMilliseconds = (value: unknown): value is number => typeof value === 'number' && value >= 0 && value <= MAX_LATENCY_MS

const isPath = (value: unknown): boolean => typeof value === 'string' && value !== ''

/** Without a scheme or a port. */
const isHostname = (value: unknown): boolean => typeof value === 'string' && readHostname(value) === value.toLowerCase()

const isDay = (value: unknown): boolean =>
  typeof value === 'string' &&
  /^\d{4}-\d\d-\d\d$/.test(value) &&
  !Number.isNaN(Date.parse(value)) &&
  new Date(value).toISOString().startsWith(value)

const FLAG: OptionRule = { isValid: (value) => typeof value === 'boolean', expected: 'true or false' }

export const OPTION_RULES: Record<keyof MockOptions, OptionRule> = {
  port: wholeNumber(MAX_PORT),
  host: {
    isValid: isPath,
    expected: 'an address of this machine, such as 127.0.0.1',
  },
  allowedHosts: {
    isValid: (value) => Array.isArray(value) && value.every(isHostname),
    expected: 'host names without a port, such as mock.test',
  },
  seed: wholeNumber(Number.MAX_SAFE_INTEGER),
  rows: wholeNumber(MAX_ROWS),
  examples: FLAG,
  state: { isValid: (value) => isRecord(value) || isPath(value), expected: 'a snapshot or the path of a file' },
  persist: { isValid: isPath, expected: 'the path of a file' },
  today: { isValid: isDay, expected: 'a day such as 2026-11-24' },
  markLater: FLAG,
  rateLimit: FLAG,
  latency: {
    isValid: (value) =>
      isMilliseconds(value) ||
      (Array.isArray(value) && value.length === 2 && value.every(isMilliseconds) && Number(value[0]) <= Number(value[1])),
    expected: `milliseconds such as 200, or a range such as 100-400, up to ${MAX_LATENCY_MS}`,
  },
  faultRate: {
    isValid: (value) => typeof value === 'number' && value >= 0 && value <= 1,
    expected: 'a number from 0 to 1 such as 0.05',
  },
  document: {
    isValid: (value) => isRecord(value) || isPath(value),
    expected: 'an OpenAPI document or the path of its file',
  },
  onRequest: { isValid: (value) => typeof value === 'function', expected: 'a function' },
}

/** @throws TypeError that names the option and its valid values. */
export function checkOptions(options: MockOptions): void {
  for (const [name, value] of Object.entries(options)) {
    if (!isOption(name)) throw new TypeError(unknownOption(name))
    const { isValid, expected } = OPTION_RULES[name]
    if (value !== undefined && !isValid(value)) throw new TypeError(`${name} must be ${expected}, not ${show(value)}.`)
  }
  const { state, examples, seed, rows } = options
  if (examples && (seed !== undefined || rows !== undefined)) {
    throw new TypeError('examples replaces the generated records, so it cannot be combined with seed or rows.')
  }
  if (state !== undefined && (examples || rows !== undefined)) {
    throw new TypeError('state replaces the generated records, so it cannot be combined with examples or rows.')
  }
}

const isOption = (name: string): name is keyof MockOptions => Object.hasOwn(OPTION_RULES, name)

function unknownOption(name: string): string {
  const names = Object.keys(OPTION_RULES)
  const nearest = nearestName(name, names)
  return `startMock has no option '${name}': ${nearest ? `did you mean '${nearest}'?` : `valid options are ${names.join(', ')}.`}`
}
