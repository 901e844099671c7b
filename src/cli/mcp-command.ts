import { homedir } from 'node:os'
import { ConfigurationError } from '../core/errors.ts'
import { messageOf } from '../core/text.ts'
import { findStateFolder } from '../mcp/approval/private-files.ts'
import type { Limits } from '../mcp/caps.ts'
import { type Place, readPlace } from '../mcp/place.ts'
import type { SessionOptions } from '../mcp/session.ts'
import { openCopy } from '../sync/copy.ts'
import { ExportError } from '../sync/index.ts'
import { loadPeer, MCP, MissingPeer } from '../tools/peers.ts'
import { CliError } from './cli-error.ts'
import type { Command } from './command.ts'
import { type Flags, parseWholeNumber } from './flags.ts'
import { readToken, SERVER } from './global-flags.ts'
import { stopSignal, warn } from './terminal.ts'

const DEFAULT_MAX_AMOUNT = '500'
const DEFAULT_MAX_INVOICES = '5'

/** `billit-io mcp`: serves the tools for agents on stdin and stdout. */
export const mcpCommand: Command = {
  name: 'mcp',
  summary: 'Serve tools for agents, on the Model Context Protocol.',
  usagePrefix: 'BILLIT_TOKEN=...',
  description: [
    'A client such as Claude, VS Code or Cursor starts this command, and speaks with it on stdin and stdout. It reads invoices, contacts, products and payments, sums VAT and receivables, and checks drafts. It never deletes, updates or mails anything.',
    'With --allow-issue, it also issues invoices that were checked before, within the limits of one session. In production, a person must approve each invoice in a terminal: npx billit-io approve <code>.',
  ],
  sections: [
    {
      title: SERVER.title,
      flags: {
        ...SERVER.flags,
        environment: {
          ...SERVER.flags.environment,
          help: 'sandbox (default) or production. Environment variables alone never select production.',
        },
        'base-url': {
          ...SERVER.flags['base-url'],
          help: 'A mock or a proxy. Any server that is neither this machine nor the sandbox needs --environment production. It receives your token.',
        },
      },
    },
    {
      title: 'Tools',
      flags: {
        copy: {
          value: '<file>',
          help: 'A copy that npx billit-io export --to billit.db has written. Sums come from it, and cost no requests.',
        },
        'allow-issue': { help: 'Add the tool that issues invoices. It needs Node 22.13 or later.' },
        'max-amount': {
          value: '<euros>',
          help: `The sum of the invoices of a session, with VAT. Default ${DEFAULT_MAX_AMOUNT}.`,
        },
        'max-invoices': { value: '<count>', help: `The number of invoices of a session. Default ${DEFAULT_MAX_INVOICES}.` },
      },
    },
  ],
  examples: [
    'BILLIT_TOKEN=... npx billit-io mcp',
    'npx billit-io mcp --token-file ~/.billit-token --copy billit.db',
    'npx billit-io mcp --env-file .env --environment production --allow-issue',
  ],
  async run({ flags }) {
    const options = readSessionOptions(flags)
    const { Session } = await import('../mcp/session.ts')
    const session = readConfiguration(() => new Session(options))
    const { serve } = await loadServer()
    warn(describe(options))
    await serve(session, stopSignal())
  },
}

function readSessionOptions(flags: Flags): SessionOptions {
  const environment = flags.get('environment')
  if (environment !== undefined && environment !== 'sandbox' && environment !== 'production') {
    throw new CliError(2, `--environment must be sandbox or production, not '${environment}'.`)
  }
  return {
    place: readConfiguration(() => readPlace({ environment, baseUrl: flags.get('base-url') })),
    token: readToken(flags),
    allowIssue: readAllowIssue(flags),
    limits: readLimits(flags),
    copy: readCopy(flags),
    stateFolder: findStateFolder(process.env, process.platform, homedir()),
    now: Date.now,
    log: warn,
  }
}

function readConfiguration<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (error instanceof ConfigurationError) throw new CliError(2, error.message, { cause: error })
    throw error
  }
}

function readAllowIssue(flags: Flags): boolean {
  const limit = ['max-amount', 'max-invoices'].find((name) => flags.has(name))
  if (!flags.has('allow-issue')) {
    if (limit !== undefined) throw new CliError(2, `--${limit} can only be used with --allow-issue.`)
    return false
  }
  // The keys of the invoices are in a SQLite file.
  if (process.getBuiltinModule?.('node:sqlite')) return true
  throw new CliError(1, `--allow-issue needs Node 22.13 or later (this is ${process.version}).`)
}

function readLimits(flags: Flags): Limits {
  const euros = flags.get('max-amount') ?? DEFAULT_MAX_AMOUNT
  if (!/^\d{1,9}(\.\d{1,2})?$/.test(euros)) {
    throw new CliError(2, `--max-amount must be an amount in euros such as 500 or 99.90, not '${euros}'.`)
  }
  const invoices = flags.get('max-invoices') ?? DEFAULT_MAX_INVOICES
  const maxInvoices = parseWholeNumber(invoices)
  if (!(maxInvoices >= 1 && maxInvoices <= 1000)) {
    throw new CliError(2, `--max-invoices must be a whole number from 1 to 1000, not '${invoices}'.`)
  }
  return { maxAmount: Math.round(Number(euros) * 100), maxInvoices }
}

/** Reports a wrong file now, and not to an agent. */
function readCopy(flags: Flags): string | undefined {
  const path = flags.get('copy')
  if (path === undefined) return undefined
  try {
    openCopy(path).close()
    return path
  } catch (error) {
    if (error instanceof ExportError) throw new CliError(2, `--copy: ${error.message}`, { cause: error })
    throw new CliError(2, `--copy: ${path} cannot be read: ${messageOf(error)}.`, { cause: error })
  }
}

async function loadServer(): Promise<typeof import('../mcp/server.ts')> {
  try {
    return await loadPeer(MCP, () => import('../mcp/server.ts'))
  } catch (error) {
    if (error instanceof MissingPeer) throw new CliError(1, error.message, { cause: error })
    throw error
  }
}

/** One line for the log of the client. */
function describe({ place, allowIssue, limits }: SessionOptions): string {
  const issues = `issues at most ${limits.maxInvoices} invoices and ${limits.maxAmount / 100} euros`
  return `npx billit-io mcp uses ${describePlace(place)}, and ${allowIssue ? issues : 'only reads'}.`
}

const describePlace = ({ environment, baseUrl }: Place): string =>
  `${environment === 'local' ? 'this machine' : environment} (${baseUrl})`
