import type { MockOptions } from '../mock/types.ts'
import { CliError } from './cli-error.ts'
import { portOf, readFlags, wholeNumber } from './flags.ts'

export const MOCK_FLAGS = {
  port: { type: 'string' },
  host: { type: 'string' },
  seed: { type: 'string' },
  rows: { type: 'string' },
  examples: { type: 'boolean' },
  'rate-limit': { type: 'boolean' },
  latency: { type: 'string' },
  'fault-rate': { type: 'string' },
  quiet: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const

/** What `billit mock` was asked for. */
export interface MockCommand {
  help: boolean
  quiet: boolean
  options: MockOptions & { port: number; host: string }
}

const LONGEST_WAIT = 60_000

/** @throws CliError naming the flag and what it takes. */
export function readMockFlags(args: string[]): MockCommand {
  const flags = readFlags('billit mock', args, MOCK_FLAGS)
  const examples = flags.has('examples')
  if (examples && (flags.has('seed') || flags.has('rows'))) {
    throw new CliError(2, '--examples has no invented records, so it does not go with --seed or --rows.')
  }
  return {
    help: flags.has('help'),
    quiet: flags.has('quiet'),
    options: {
      port: portOf(flags) ?? 4010,
      host: flags.get('host') ?? '127.0.0.1',
      seed: examples ? undefined : (wholeNumber(flags, 'seed', Number.MAX_SAFE_INTEGER) ?? 1),
      rows: wholeNumber(flags, 'rows', 100_000),
      rateLimit: flags.has('rate-limit'),
      latency: latency(flags.get('latency')),
      faultRate: share(flags.get('fault-rate')),
    },
  }
}

function latency(text: string | undefined): MockOptions['latency'] {
  if (text === undefined) return undefined
  const [, from, to] = /^(\d+)(?:-(\d+))?$/.exec(text) ?? []
  const [least, most] = [Number(from), Number(to ?? from)]
  if (least <= most && most <= LONGEST_WAIT) return to === undefined ? least : [least, most]
  throw new CliError(
    2,
    `--latency must be milliseconds such as 200, or from and to such as 100-400, up to ${LONGEST_WAIT}, not '${text}'.`,
  )
}

function share(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (/^\d*\.?\d+$/.test(text) && Number(text) <= 1) return Number(text)
  throw new CliError(2, `--fault-rate must be a number from 0 to 1 such as 0.05, not '${text}'.`)
}
