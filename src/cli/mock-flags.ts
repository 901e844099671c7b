import { existsSync } from 'node:fs'
import type { MockOptions } from '../mock/types.ts'
import { CliError } from './cli-error.ts'
import type { Section } from './command.ts'
import { type Flags, parseDecimal, parseWholeNumber, readFlag } from './flags.ts'
import { OUTPUT } from './global-flags.ts'
import { hasStyles } from './terminal.ts'

export const MOCK_SECTIONS: readonly Section[] = [
  {
    title: 'Server',
    flags: {
      port: { value: '<number>', help: 'Port to listen on. Default 4010. 0 picks a free port.' },
      host: {
        value: '<address>',
        help: 'Address to listen on. Default 127.0.0.1. 0.0.0.0 accepts connections from other machines.',
      },
      'allowed-hosts': {
        value: '<names>',
        help: 'Other names of this machine, separated by commas, such as mock,mock.test. The controls below /_mock/ accept only requests to this machine, and only from its own programs and pages.',
      },
    },
  },
  {
    title: 'Records',
    flags: {
      seed: {
        value: '<number>',
        help: 'Seed of the generated records. Default 1. The same seed generates the same records.',
      },
      rows: {
        value: '<number>',
        help: 'Number of invoices to generate. Default 600. The other records scale with it.',
      },
      today: {
        value: '<day>',
        help: "Last day of the generated records, and the first day of the mock's clock, such as 2026-11-24. Default: today in Athens.",
      },
      examples: { help: 'Start with the examples of the OpenAPI document instead of generated records.' },
      state: {
        value: '<file>',
        help: 'Start with the records in this JSON file, which has the format of GET /_mock/state.',
      },
      persist: { value: '<file>', help: 'Save the records in this file. If it exists, start with its records.' },
    },
  },
  {
    title: 'Responses',
    flags: {
      'rate-limit': { help: 'Allow 60 requests a minute, as Billit does.' },
      latency: { value: '<ms>', help: 'Delay every response: 200, or a range: 100-400.' },
      'fault-rate': {
        value: '<share>',
        help: 'Fail a share of the requests: 0.05 is one in twenty. The seed decides which. Half of the failed writes are still carried out, and only their response is lost.',
      },
    },
  },
  {
    title: OUTPUT.title,
    flags: {
      quiet: {
        help: 'Do not log requests. The default is one line for each request, and a second line if the response does not match the OpenAPI document.',
      },
      'no-color': OUTPUT.flags['no-color'],
    },
  },
]

/** The flags of `billit-io mock`, parsed. */
export interface MockCommand {
  quiet: boolean
  colours: boolean
  options: MockOptions & { port: number; host: string }
}

/** @throws CliError with the flag and the values that it accepts. */
export function readMockFlags(flags: Flags): MockCommand {
  const examples = flags.has('examples')
  if (examples && (flags.has('seed') || flags.has('rows'))) {
    throw new CliError(2, '--examples replaces the generated records, so it cannot be used with --seed or --rows.')
  }
  const state = flags.get('state')
  if (state !== undefined && (examples || flags.has('rows'))) {
    throw new CliError(2, '--state replaces the generated records, so it cannot be used with --examples or --rows.')
  }
  if (state !== undefined && !existsSync(state)) throw new CliError(2, `--state: no such file: '${state}'.`)
  return {
    quiet: flags.has('quiet'),
    colours: hasStyles(process.stdout, flags),
    options: {
      port: readFlag(flags, 'port', 'port', parseWholeNumber) ?? 4010,
      host: flags.get('host') ?? '127.0.0.1',
      allowedHosts: readFlag(flags, 'allowed-hosts', 'allowedHosts', (text) => text.split(',')),
      seed: examples ? undefined : (readFlag(flags, 'seed', 'seed', parseWholeNumber) ?? 1),
      rows: readFlag(flags, 'rows', 'rows', parseWholeNumber),
      examples,
      state,
      persist: flags.get('persist'),
      today: readFlag(flags, 'today', 'today', (text) => text),
      rateLimit: flags.has('rate-limit'),
      latency: readFlag(flags, 'latency', 'latency', parseLatency),
      faultRate: readFlag(flags, 'fault-rate', 'faultRate', parseDecimal),
    },
  }
}

/** Parses `200` or `100-400`. */
function parseLatency(text: string): number | [from: number, to: number] {
  const [from = '', to] = text.split('-', 2)
  return to === undefined ? parseWholeNumber(from) : [parseWholeNumber(from), parseWholeNumber(to)]
}
