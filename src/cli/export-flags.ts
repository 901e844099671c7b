import { toYmd } from '../core/dates.ts'
import { messageOf } from '../core/text.ts'
import type { Environment } from '../index.ts'
import type { CsvSeparator, ExportOptions, ExportResource } from '../sync/index.ts'
import { DEFAULT_RESOURCES, RESOURCES } from '../sync/resources.ts'
import { readTarget } from '../sync/target.ts'
import { CliError } from './cli-error.ts'
import { type Flags, parseWholeNumber, readFlags } from './flags.ts'

export const EXPORT_FLAGS = {
  to: { type: 'string' },
  environment: { type: 'string' },
  resources: { type: 'string' },
  since: { type: 'string' },
  'no-details': { type: 'boolean' },
  pdfs: { type: 'string' },
  'csv-separator': { type: 'string' },
  'rate-limit': { type: 'string' },
  fleet: { type: 'string' },
  quiet: { type: 'boolean' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const

export const EXPORT_HELP = `billit-io export: a copy of everything in your account, kept up to date.

Usage: billit-io export --to <target> [flags]

The token is read from the environment variable BILLIT_TOKEN. Nothing is written
to Billit, and the token is written nowhere.

The first run takes its time: Billit gives the rows of an invoice one invoice at
a time, and 60 answers a minute, so 10,000 invoices take 2.8 hours. Stop it when
you like: the same command goes on where it was, after a crash too. Later runs
ask only for what has changed, and mark what is gone in the column deleted_at.

Where it goes
  --to <target>         billit.db: a SQLite file, with a table for each
                        resource, and views for people: invoices_flat,
                        invoice_items_flat and payments_flat.
                        billit/: a folder, with an NDJSON and a CSV file for
                        each resource.
                        postgres://...: the same tables and views as SQLite.
  --pdfs <folder>       The PDF of each invoice too, as <uuid>.pdf.

What it reads
  --environment <name>  sandbox or production. Default: BILLIT_ENVIRONMENT,
                        otherwise sandbox.
  --resources <names>   Some of: contacts, customers, suppliers, products, tags,
                        invoices, ocps, payments, purchases. Default: all but
                        customers and suppliers, which are contacts under their
                        old names.
  --since <day>         Leaves out what was last changed before this day in
                        Athens, such as 2026-01-31.
  --no-details          Invoices as the list shows them, without their rows: 250
                        invoices with each request.

How it writes CSV
  --csv-separator <c>   , or ; or tab. Default: the comma. With the semicolon,
                        decimals have a comma, as Excel in Greek expects.

How fast
  --rate-limit <count>  Requests a minute, or off. Default 60, which is what
                        Billit allows.
  --rate-limit-store redis://...   Share the limit with other processes of the same token
                        through this Redis.

What it prints
  --quiet               Nothing but errors.
  --json                A line of JSON for each step, and a last one with the
                        summary.
  -h, --help            Show this text.

Exit codes: 0 everything is in the target; 1 it failed, or records could not be
read: run it again; 2 wrong usage; 130 it was stopped.

Examples
  billit-io export --to billit.db
  billit-io export --to billit/ --csv-separator ";" --environment production
  billit-io export --to postgres://localhost/billit --since 2026-01-01 --quiet

In a program: import { exportAll } from 'billit-io/export'`

/** What `billit-io export` was asked to do. */
export interface ExportCommand {
  help: boolean
  output: 'bars' | 'json' | 'quiet'
  to: string
  environment: Environment | undefined
  /** Requests a minute. */
  rateLimit: number | false
  fleet: string | undefined
  options: ExportOptions
}

/** @throws CliError that names the flag and what it takes. */
export function readExportFlags(args: string[]): ExportCommand {
  const flags = readFlags('billit-io export', args, EXPORT_FLAGS)
  const help = flags.has('help')
  return {
    help,
    output: flags.has('quiet') ? 'quiet' : flags.has('json') ? 'json' : 'bars',
    to: help ? '' : readTo(flags),
    environment: readEnvironment(flags.get('environment')),
    rateLimit: readRateLimit(flags),
    fleet: readRateLimitStore(flags.get('fleet')),
    options: {
      resources: readResources(flags),
      since: readSince(flags.get('since')),
      details: !flags.has('no-details'),
      pdfs: flags.get('pdfs'),
      csvSeparator: readSeparator(flags.get('csv-separator')),
    },
  }
}

function readTo(flags: Flags): string {
  const to = flags.get('to')
  if (to === undefined) throw new CliError(2, 'billit-io export needs --to: see billit-io export --help.')
  try {
    readTarget(to)
    return to
  } catch (error) {
    throw new CliError(2, messageOf(error), { cause: error })
  }
}

function readEnvironment(text: string | undefined): Environment | undefined {
  if (text === undefined || text === 'sandbox' || text === 'production') return text
  throw new CliError(2, `--environment must be sandbox or production, not '${text}'.`)
}

function readRateLimit(flags: Flags): number | false {
  const text = flags.get('rate-limit') ?? '60'
  if (text === 'off') {
    if (flags.has('fleet'))
      throw new CliError(2, '--rate-limit-store shares a limit, so it cannot be used with --rate-limit off.')
    return false
  }
  const requests = parseWholeNumber(text)
  if (requests >= 1) return requests
  throw new CliError(2, `--rate-limit must be a number of requests a minute, or off, not '${text}'.`)
}

function readRateLimitStore(text: string | undefined): string | undefined {
  if (text === undefined || /^rediss?:\/\//.test(text)) return text
  throw new CliError(2, '--rate-limit-store must be an address such as redis://localhost:6379.')
}

function readResources(flags: Flags): readonly ExportResource[] {
  const text = flags.get('resources')
  if (text === undefined) return DEFAULT_RESOURCES
  const names = text.split(',').map((name) => name.trim())
  const known: readonly string[] = RESOURCES
  const unknown = names.find((name) => !known.includes(name))
  if (unknown !== undefined) throw new CliError(2, `--resources must be some of ${RESOURCES.join(', ')}, not '${unknown}'.`)
  const resources = RESOURCES.filter((name) => names.includes(name))
  if (flags.has('pdfs') && !resources.includes('invoices')) {
    throw new CliError(2, '--pdfs are those of invoices, so --resources must name invoices too.')
  }
  return resources
}

/** The beginning of a day in Athens, which is two or three hours ahead of UTC. */
function readSince(text: string | undefined): Date | undefined {
  if (text === undefined) return undefined
  try {
    const day = toYmd(text)
    const moments = [3, 2].map((hours) => new Date(Date.parse(`${day}T00:00:00Z`) - hours * 3_600_000))
    return moments.find((moment) => toYmd(moment) === day)
  } catch (error) {
    throw new CliError(2, `--since must be a day such as 2026-01-31, not '${text}'.`, { cause: error })
  }
}

function readSeparator(text: string | undefined): CsvSeparator | undefined {
  if (text === undefined || text === ',' || text === ';') return text
  if (text === 'tab') return '\t'
  throw new CliError(2, `--csv-separator must be , or ; or tab, not '${text}'.`)
}
