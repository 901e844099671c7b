import { isLoopback } from '../core/loopback.ts'
import { messageOf } from '../core/text.ts'
import { env } from '../http/environment.ts'
import { CHANGE_KINDS, type ChangeKind } from '../sync/kinds.ts'
import { MAX_REQUESTS_PER_MINUTE } from '../sync/schedule.ts'
import { readWatchTarget, type WatchTarget } from '../sync/target.ts'
import type { WatchOptions } from '../sync/watch.ts'
import { CliError } from './cli-error.ts'
import type { Section } from './command.ts'
import { RATE_LIMIT, readRateLimit, readRateLimitStore, readResources } from './export-flags.ts'
import { type Flags, parseDecimal, parseWholeNumber } from './flags.ts'
import { OUTPUT, readServer, readTextFile, SERVER, type Server } from './global-flags.ts'
import { hasStyles } from './terminal.ts'
import { type Deliver, execDelivery, postDelivery, printChange } from './watch-delivery.ts'

export const WATCH_DESCRIPTION: readonly string[] = [
  'Billit has no webhooks. This command reads the account again and again, keeps a copy in the target, as npx billit-io export makes it, and delivers each change at least once: also after a crash, in order for each record. A state that comes and goes between two readings cannot be seen.',
  'The first run makes the copy and reports nothing. With many invoices it takes hours: npx billit-io export --to the same target makes the same copy faster, because a watch leaves most of the rate limit to your program.',
]

export const WATCH_NOTES: readonly string[] = [
  'A change is delivered again after 5 seconds, then after pauses that grow to an hour, until it is acknowledged. Meanwhile, later changes of the same record wait. --status lists changes that are dead, and --retry-dead delivers them again.',
  'Of several processes with the same target, one watches, and another takes over when it ends.',
  'Other users of this machine can read the arguments of a running program. So put a password into the environment: in PGPASSWORD for PostgreSQL, or with the whole URL in BILLIT_EXPORT_TO or REDIS_URL.',
  'Exit codes: 0 finished (--once, --status, --retry-dead); 1 failure, or with --once, changes were not delivered or something could not be read; 2 wrong usage, or no token; 130 stopped.',
  "From code: import { watch } from 'billit-io/watch'",
]

export const WATCH_SECTIONS: readonly Section[] = [
  {
    title: 'Target',
    flags: {
      to: {
        value: '<target>',
        help: 'billit.db: a SQLite file, or postgres://...: a PostgreSQL database. With the tables and views of an export, and the changes that wait. Default: BILLIT_EXPORT_TO.',
      },
    },
  },
  {
    title: 'Delivery, one of',
    flags: {
      json: { help: 'Print a line of JSON for each change. Acknowledged when it is written.' },
      exec: {
        value: '<command>',
        help: 'Run this command for each change, with the JSON on its stdin. Exit code 0 acknowledges it. Ended after 10 minutes.',
      },
      post: {
        value: '<url>',
        help: 'Send the JSON to this URL, with the header X-Billit-Signature. Any status of 2xx acknowledges it. Only https, or this machine.',
      },
      'secret-file': {
        value: '<file>',
        help: 'The secret of the signature, for --post. Default: the environment variable BILLIT_WATCH_SECRET.',
      },
    },
  },
  {
    title: 'Changes',
    flags: {
      resources: {
        value: '<names>',
        help: 'A comma-separated list, as for npx billit-io export. Default: all except customers and suppliers.',
      },
      kinds: {
        value: '<names>',
        help: `A comma-separated list of ${CHANGE_KINDS.join(', ')}. Default: all.`,
      },
      'from-beginning': { help: 'In the first run, report each record as created.' },
      share: { value: '<part>', help: 'The part of the rate limit to spend. The rest is left to your programs. Default 0.3.' },
      'max-deliveries': {
        value: '<count>',
        help: 'A change that was delivered this many times without success is dead. Default 10.',
      },
    },
  },
  {
    title: 'Instead of watching on',
    flags: {
      once: { help: 'Look at everything once, deliver the changes, and end. For cron.' },
      status: { help: 'Show how many changes wait, and which are dead. Also while a watch is running.' },
      'retry-dead': { help: 'Deliver dead changes again. Also while a watch is running.' },
    },
  },
  RATE_LIMIT,
  SERVER,
  {
    title: OUTPUT.title,
    flags: { quiet: { help: 'Print errors only, and changes with --json.' }, 'no-color': OUTPUT.flags['no-color'] },
  },
]

/** The flags of `billit-io watch`, parsed. */
export interface WatchCommand {
  output: 'line' | 'lines' | 'quiet'
  to: string
  target: WatchTarget
  mode: 'watch' | 'status' | 'retry-dead'
  isJson: boolean
  deliver: Deliver
  server: Server
  /** Requests per minute. `false` for no limit. */
  rateLimit: number | false
  /** The address of a Redis. */
  rateLimitStore: string | undefined
  options: WatchOptions
}

/** @throws CliError with the flag and the values that it accepts. */
export function readWatchFlags(flags: Flags): WatchCommand {
  const to = flags.get('to') ?? env('BILLIT_EXPORT_TO')
  if (to === undefined) throw new CliError(2, 'npx billit-io watch needs --to: see npx billit-io watch --help.')
  const mode = readMode(flags)
  const rateLimit = readRateLimit(flags)
  return {
    output: flags.has('quiet') ? 'quiet' : hasStyles(process.stderr, flags) ? 'line' : 'lines',
    to,
    target: readTargetFlag(to),
    mode,
    isJson: flags.has('json'),
    deliver: mode === 'watch' ? readDelivery(flags) : printChange,
    server: readServer(flags),
    rateLimit,
    rateLimitStore: readRateLimitStore(flags),
    options: {
      resources: readResources(flags),
      kinds: readKinds(flags.get('kinds')),
      from: flags.has('from-beginning') ? 'beginning' : 'now',
      share: readShare(flags.get('share')),
      requestsPerMinute: Math.min(MAX_REQUESTS_PER_MINUTE, rateLimit || MAX_REQUESTS_PER_MINUTE),
      once: flags.has('once'),
      maxDeliveries: readMaxDeliveries(flags.get('max-deliveries')),
    },
  }
}

function readTargetFlag(to: string): WatchTarget {
  try {
    return readWatchTarget(to)
  } catch (error) {
    throw new CliError(2, messageOf(error), { cause: error })
  }
}

function readMode(flags: Flags): WatchCommand['mode'] {
  const modes = (['once', 'status', 'retry-dead'] as const).filter((name) => flags.has(name))
  if (modes.length > 1) throw new CliError(2, `--${modes[0]} and --${modes[1]} cannot be used together.`)
  const [mode] = modes
  return mode === undefined || mode === 'once' ? 'watch' : mode
}

function readDelivery(flags: Flags): Deliver {
  const chosen = (['json', 'exec', 'post'] as const).filter((name) => flags.has(name))
  const [first, second] = chosen
  if (first === undefined) throw new CliError(2, 'npx billit-io watch needs --json, --exec or --post: how to deliver changes.')
  if (second !== undefined) throw new CliError(2, `--${first} and --${second} cannot be used together: each delivers changes.`)
  if (first !== 'post' && flags.has('secret-file')) throw new CliError(2, '--secret-file is for --post.')
  if (first === 'json') return printChange
  const value = flags.get(first) ?? ''
  return first === 'exec' ? execDelivery(value) : postDelivery(readReceiver(value), readSecret(flags))
}

function readReceiver(text: string): URL {
  const refuse = (why: string) =>
    new CliError(2, `--post ${why}, such as https://example.com/hook or http://localhost:3000/hook.`)
  if (!URL.canParse(text)) throw refuse('must be a URL')
  const url = new URL(text)
  if (url.username || url.password) throw refuse('must be a URL without a user name and password')
  const isSafe = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname))
  if (!isSafe) throw refuse('must be a URL with https, or on this machine')
  return url
}

function readSecret(flags: Flags): string {
  const file = flags.get('secret-file')
  const secret = file === undefined ? env('BILLIT_WATCH_SECRET') : readTextFile('--secret-file', file).trim()
  if (secret) return secret
  throw new CliError(2, '--post needs a secret for the signature: set BILLIT_WATCH_SECRET, or use --secret-file.')
}

function readKinds(text: string | undefined): ChangeKind[] | undefined {
  if (text === undefined) return undefined
  const names = text.split(',').map((name) => name.trim())
  const unknown = names.find((name) => !CHANGE_KINDS.some((kind) => kind === name))
  if (unknown !== undefined) throw new CliError(2, `--kinds accepts ${CHANGE_KINDS.join(', ')}, but not '${unknown}'.`)
  return CHANGE_KINDS.filter((kind) => names.includes(kind))
}

function readShare(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const share = parseDecimal(text)
  if (share > 0 && share <= 1) return share
  throw new CliError(2, `--share must be a number more than 0 and at most 1, such as 0.3, not '${text}'.`)
}

function readMaxDeliveries(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const count = parseWholeNumber(text)
  if (count >= 1) return count
  throw new CliError(2, `--max-deliveries must be a whole number from 1, not '${text}'.`)
}
