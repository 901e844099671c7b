import { toYmd } from '../core/dates.ts'
import { messageOf } from '../core/text.ts'
import { env } from '../http/environment.ts'
import type { CsvSeparator, ExportOptions, ExportResource } from '../sync/index.ts'
import { DEFAULT_RESOURCES, RESOURCES } from '../sync/resources.ts'
import { readTarget } from '../sync/target.ts'
import { HOW_TO_ENCODE, isConnectionUrl, isDecodable } from '../tools/connection-url.ts'
import { CliError } from './cli-error.ts'
import type { Section } from './command.ts'
import { type Flags, parseWholeNumber } from './flags.ts'
import { OUTPUT, readServer, SERVER, type Server } from './global-flags.ts'
import { hasStyles } from './terminal.ts'

export const EXPORT_DESCRIPTION: readonly string[] = [
  'Set the API token in the environment variable BILLIT_TOKEN. The export only reads from Billit, and never stores the token.',
  'The first run is slow. Billit returns the items of one invoice at a time, and allows 60 requests a minute, so 10,000 invoices take 2.8 hours. You can stop at any time, and run the same command again to continue. That works after a crash too. Later runs request what changed, and set deleted_at on records that are no longer in Billit. Not every change shows in a list, so they also read again the invoices of the last two days, those without a MARK, and a part of the others.',
]

export const EXPORT_NOTES: readonly string[] = [
  'Other users of this machine can read the arguments of a running program. So put a password into the environment: in PGPASSWORD for PostgreSQL, or with the whole URL in BILLIT_EXPORT_TO or REDIS_URL.',
  'Exit codes: 0 the target is complete and up to date; 1 it is not, so run the command again; 2 wrong usage, or no token; 130 stopped.',
  "From code: import { exportAll } from 'billit-io/export'",
]

export const RATE_LIMIT: Section = {
  title: 'Rate limit',
  flags: {
    'rate-limit': { value: '<count>', help: "Requests per minute, or off. Default 60, Billit's limit." },
    'rate-limit-store': {
      value: '<url>',
      help: 'Share the limit with other processes that use the same token, through this Redis: redis://localhost:6379. Default: REDIS_URL, if it is set.',
    },
  },
}

export const EXPORT_SECTIONS: readonly Section[] = [
  {
    title: 'Target',
    flags: {
      to: {
        value: '<target>',
        help: `billit.db: a SQLite file with a table for each resource, and views such as invoices_flat, vat_by_month and receivables.
billit/: a folder with an NDJSON file for each resource and a CSV file for each view.
billit.xlsx: an Excel workbook with a sheet for each view. Keeps its records in billit.xlsx.db.
postgres://...: a PostgreSQL database with the same tables and views.
Default: BILLIT_EXPORT_TO.`,
      },
      pdfs: { value: '<folder>', help: 'Also download the PDF of each invoice, as <uuid>.pdf.' },
    },
  },
  {
    title: 'Records',
    flags: {
      resources: {
        value: '<names>',
        help: 'A comma-separated list of contacts, customers, suppliers, products, tags, invoices, ocps, payments and purchases. Default: all except customers and suppliers, which are older names for contacts.',
      },
      since: {
        value: '<day>',
        help: 'Skip records last changed before this day in Athens, such as 2026-01-31, unless the target has them.',
      },
      'no-details': {
        help: 'Export invoices as the list returns them, without items: 250 invoices per request. Those that the target has with their items are kept up to date anyway.',
      },
      refresh: {
        help: 'Read every invoice again, also those that seem unchanged, and accept a list that is suddenly empty. If it is stopped, continue without --refresh.',
      },
    },
  },
  {
    title: 'CSV',
    flags: {
      'csv-separator': {
        value: '<c>',
        choices: [',', ';', 'tab'],
        help: ', or ; or tab. Default: the comma. With the semicolon, decimals have a comma, as Excel in Greek expects.',
      },
    },
  },
  RATE_LIMIT,
  SERVER,
  {
    title: OUTPUT.title,
    flags: {
      ...OUTPUT.flags,
      json: {
        help: 'Print JSON, one object per line: start, progress and wait, and at the end summary or error.',
      },
      quiet: { help: 'Print errors only.' },
    },
  },
]

/** The flags of `billit-io export`, parsed. */
export interface ExportCommand {
  output: 'bars' | 'lines' | 'json' | 'quiet'
  to: string
  server: Server
  /** Requests per minute. `false` for no limit. */
  rateLimit: number | false
  /** The address of a Redis. */
  rateLimitStore: string | undefined
  options: ExportOptions
}

/** @throws CliError with the flag and the values that it accepts. */
export function readExportFlags(flags: Flags): ExportCommand {
  return {
    output: readOutput(flags),
    to: readTo(flags),
    server: readServer(flags),
    rateLimit: readRateLimit(flags),
    rateLimitStore: readRateLimitStore(flags),
    options: {
      resources: readResources(flags),
      since: readSince(flags.get('since')),
      details: !flags.has('no-details'),
      refresh: flags.has('refresh'),
      pdfs: flags.get('pdfs'),
      csvSeparator: readSeparator(flags.get('csv-separator')),
    },
  }
}

function readOutput(flags: Flags): ExportCommand['output'] {
  if (flags.has('quiet')) return 'quiet'
  if (flags.has('json')) return 'json'
  return hasStyles(process.stderr, flags) ? 'bars' : 'lines'
}

function readTo(flags: Flags): string {
  const to = flags.get('to') ?? env('BILLIT_EXPORT_TO')
  if (to === undefined) throw new CliError(2, 'npx billit-io export needs --to: see npx billit-io export --help.')
  try {
    readTarget(to)
    return to
  } catch (error) {
    throw new CliError(2, messageOf(error), { cause: error })
  }
}

export function readRateLimit(flags: Flags): number | false {
  const text = flags.get('rate-limit') ?? '60'
  if (text === 'off') {
    if (flags.has('rate-limit-store')) {
      throw new CliError(2, '--rate-limit-store cannot be used with --rate-limit off.')
    }
    return false
  }
  const requests = parseWholeNumber(text)
  if (requests >= 1) return requests
  throw new CliError(2, `--rate-limit must be a number of requests per minute, or off, not '${text}'.`)
}

export function readRateLimitStore(flags: Flags): string | undefined {
  const flag = flags.get('rate-limit-store')
  const url = flag ?? (flags.get('rate-limit') === 'off' ? undefined : env('REDIS_URL'))
  if (url === undefined || (/^rediss?:\/\//.test(url) && isConnectionUrl(url) && isDecodable(url))) return url
  const name = flag === undefined ? 'REDIS_URL' : '--rate-limit-store'
  const cure = /[:@]/.test(url) ? ` ${HOW_TO_ENCODE}` : ''
  throw new CliError(2, `${name} must be a URL such as redis://localhost:6379.${cure}`)
}

export function readResources(flags: Flags): readonly ExportResource[] {
  const text = flags.get('resources')
  if (text === undefined) return DEFAULT_RESOURCES
  const names = text.split(',').map((name) => name.trim())
  const known: readonly string[] = RESOURCES
  const unknown = names.find((name) => !known.includes(name))
  if (unknown !== undefined) throw new CliError(2, `--resources accepts ${RESOURCES.join(', ')}, but not '${unknown}'.`)
  const resources = RESOURCES.filter((name) => names.includes(name))
  if (flags.has('pdfs') && !resources.includes('invoices')) {
    throw new CliError(2, '--pdfs needs invoices, so add invoices to --resources.')
  }
  return resources
}

/** Midnight in Athens, which is two or three hours ahead of UTC. */
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
