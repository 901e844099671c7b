import { existsSync } from 'node:fs'
import { MAX_PORT } from '../mock/options.ts'
import type { MockOptions } from '../mock/types.ts'
import { CliError } from './cli-error.ts'
import { type Flags, parseDecimal, parseWholeNumber, readFlag, readFlags } from './flags.ts'

export const MOCK_FLAGS = {
  port: { type: 'string' },
  host: { type: 'string' },
  'allowed-hosts': { type: 'string' },
  workers: { type: 'string' },
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

export const MOCK_HELP = `Runs a mock Billit API on this machine.

Usage: npx billit-io mock [flags]

The mock validates every request against the OpenAPI document. It remembers the
records that you create, change and delete until it stops, or for longer with
--persist. It accepts any token. It sends no mail and reports nothing to myDATA.

Server
  --port <number>       Port to listen on. Default 4010. 0 picks a free port.
  --host <address>      Address to listen on. Default 127.0.0.1. 0.0.0.0 accepts
                        connections from other machines.
  --allowed-hosts <names>
                        Other names of this machine, separated by commas, such
                        as mock,mock.test. The controls below /_mock/ accept
                        only requests to this machine, and only from its own
                        programs and pages.

  --workers <number>    Run a mock for each of several parallel test workers, up
                        to 32, on consecutive ports from --port. Each has its
                        own records and its own /_mock/. Default 1.

Records
  --seed <number>       Seed of the generated records. Default 1. The same seed
                        generates the same records.
  --rows <number>       Number of invoices to generate. Default 600. The other
                        records scale with it.
  --today <day>         Last day of the generated records, and the first day of
                        the mock's clock, such as 2026-11-24. Default: today in
                        Athens.
  --examples            Start with the examples of the OpenAPI document instead
                        of generated records.
  --state <file>        Start with the records in this JSON file, which has the
                        format of GET /_mock/state.
  --persist <file>      Save the records in this file. If it exists, start with
                        its records.

  Requests with an unknown id get a 422. The account has the invoice types
  31 service invoice, 32 sales invoice, 33 service receipt, 34 credit note and
  35 retail credit note. GET /v1/account lists its VAT rates, taxes and payment
  methods. GET /_mock/state has all of them, and a file for --state can add
  more: "invoiceTypes": [{ "id": 36, "name": "Proforma" }].

Responses
  --rate-limit          Allow 60 requests a minute, as Billit does.
  --latency <ms>        Delay every response: 200, or a range: 100-400.
  --fault-rate <share>  Fail a share of the requests: 0.05 is one in twenty. The
                        seed decides which. Half of the failed writes are still
                        carried out, and only their response is lost.

Output
  --quiet               Do not log requests. The default is one line for each
                        request, and a second line if the response does not
                        match the OpenAPI document.
  -h, --help            Show this help.

Press Ctrl-C to stop.

Examples
  npx billit-io mock
  npx billit-io mock --port 8080 --latency 100-400 --fault-rate 0.05
  npx billit-io mock --examples --quiet

In a test, start it from code: import { startMock } from 'billit-io/mock'`

const MAX_WORKERS = 32

/** The flags of `billit-io mock`, parsed. */
export interface MockCommand {
  help: boolean
  quiet: boolean
  /** How many mocks to run, on consecutive ports. */
  workers: number
  options: MockOptions & { port: number; host: string }
}

/** @throws CliError with the flag and the values that it accepts. */
export function readMockFlags(args: string[]): MockCommand {
  const flags = readFlags('npx billit-io mock', args, MOCK_FLAGS)
  const port = readFlag(flags, 'port', 'port', parseWholeNumber) ?? 4010
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
    help: flags.has('help'),
    quiet: flags.has('quiet'),
    workers: readWorkers(flags, port),
    options: {
      port,
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

function readWorkers(flags: Flags, port: number): number {
  const text = flags.get('workers') ?? '1'
  const workers = parseWholeNumber(text)
  if (!(workers >= 1 && workers <= MAX_WORKERS)) {
    throw new CliError(2, `--workers must be a whole number from 1 to ${MAX_WORKERS}, not '${text}'.`)
  }
  if (workers > 1 && flags.has('persist')) {
    throw new CliError(2, '--persist is the file of a single mock, so it cannot be used with --workers.')
  }
  if (port + workers - 1 > MAX_PORT)
    throw new CliError(2, `--workers needs ${workers} ports, and there are none above ${MAX_PORT}.`)
  return workers
}

/** Parses `200` or `100-400`. */
function parseLatency(text: string): number | [from: number, to: number] {
  const [from = '', to] = text.split('-', 2)
  return to === undefined ? parseWholeNumber(from) : [parseWholeNumber(from), parseWholeNumber(to)]
}
