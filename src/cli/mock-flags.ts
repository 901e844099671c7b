import { existsSync } from 'node:fs'
import type { MockOptions } from '../mock/types.ts'
import { CliError } from './cli-error.ts'
import { parseDecimal, parseWholeNumber, readFlag, readFlags } from './flags.ts'

export const MOCK_FLAGS = {
  port: { type: 'string' },
  host: { type: 'string' },
  seed: { type: 'string' },
  rows: { type: 'string' },
  today: { type: 'string' },
  examples: { type: 'boolean' },
  state: { type: 'string' },
  persist: { type: 'string' },
  'rate-limit': { type: 'boolean' },
  latency: { type: 'string' },
  'fault-rate': { type: 'string' },
  quiet: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const

export const MOCK_HELP = `billit-io mock: a Billit on this machine that answers, checks and remembers.

Usage: billit-io mock [flags]

Every request is checked against the OpenAPI document. What you create, change
or delete shows in the next answer, and is forgotten when the mock stops, unless
--persist names a file.
Any token is accepted. The mock sends nothing to anyone.

Where it listens
  --port <number>       Default 4010. 0 takes a free port.
  --host <address>      Default 127.0.0.1. 0.0.0.0 lets other machines in.

What it has at the start
  --seed <number>       Invented records. The same number gives the same
                        records. Default 1.
  --rows <number>       How many invoices. Other records follow in proportion.
                        Default 600.
  --today <day>         The day on which the records end and the clock starts,
                        such as 2026-11-24. Default: today in Athens.
  --examples            The document's examples instead of invented records.
  --state <file>        The records in this file instead of invented ones: JSON,
                        as GET /_mock/state answers.
  --persist <file>      Keep the records in this file. If it is there at the
                        start, its records come first.

How it answers
  --rate-limit          Allow 60 requests a minute, as Billit does.
  --latency <ms>        Wait before each answer: 200, or a range: 100-400.
  --fault-rate <share>  Fail some requests: 0.05 is one in twenty. The seed
                        decides which. Half of the writes among them are
                        carried out all the same: only their answer is lost.

What it prints
  --quiet               No line for each request. Without this flag, a request
                        prints a line, and a second one when the answer breaks
                        the document.
  -h, --help            Show this text.

Ctrl-C stops it.

Examples
  billit-io mock
  billit-io mock --port 8080 --latency 100-400 --fault-rate 0.05
  billit-io mock --examples --quiet

In a test, start it from code: import { startMock } from 'billit-io/mock'`

/** What `billit-io mock` was asked to do. */
export interface MockCommand {
  help: boolean
  quiet: boolean
  options: MockOptions & { port: number; host: string }
}

/** @throws CliError that names the flag and what it takes. */
export function readMockFlags(args: string[]): MockCommand {
  const flags = readFlags('billit-io mock', args, MOCK_FLAGS)
  const examples = flags.has('examples')
  if (examples && (flags.has('seed') || flags.has('rows'))) {
    throw new CliError(2, '--examples replaces the invented records, so it cannot be used with --seed or --rows.')
  }
  const state = flags.get('state')
  if (state !== undefined && (examples || flags.has('rows'))) {
    throw new CliError(2, '--state replaces the invented records, so it cannot be used with --examples or --rows.')
  }
  if (state !== undefined && !existsSync(state)) throw new CliError(2, `--state must be a file: there is no '${state}'.`)
  return {
    help: flags.has('help'),
    quiet: flags.has('quiet'),
    options: {
      port: readFlag(flags, 'port', 'port', parseWholeNumber) ?? 4010,
      host: flags.get('host') ?? '127.0.0.1',
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

/** `200`, or `100-400`. */
function parseLatency(text: string): number | [from: number, to: number] {
  const [from = '', to] = text.split('-', 2)
  return to === undefined ? parseWholeNumber(from) : [parseWholeNumber(from), parseWholeNumber(to)]
}
