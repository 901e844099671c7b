import {
  type CreatedOnce,
  type CreateOnceOptions,
  type Invoice,
  type InvoiceCreate,
  NotFoundError,
  UncertainOutcomeError,
} from '../index.ts'
import { compareTotals } from '../mydata/index.ts'
import { CliError } from './cli-error.ts'
import { type Client, withClient } from './client.ts'
import type { Command } from './command.ts'
import { confirm } from './confirm.ts'
import { type CheckedDraft, checkDraft, differenceLines, draftText, problemLines } from './draft-check.ts'
import { type Flags, wrongUsage } from './flags.ts'
import { formatDay } from './format/day.ts'
import { readMoneyLocale } from './format/money.ts'
import { renderFields, renderTable } from './format/table.ts'
import { OUTPUT, readTextFile, SERVER } from './global-flags.ts'
import { invoiceNumber } from './invoices-list-command.ts'
import { openKeyStore } from './key-store.ts'
import { money } from './money.ts'
import { parseObject } from './request-command.ts'
import { note, print, printStyled, terminalWidth, warn } from './terminal.ts'

/** `billit-io invoices create`. */
export const invoicesCreateCommand: Command = {
  name: 'invoices create',
  summary: 'Check a draft, ask, and create the invoice at most once.',
  operands: { usage: '<draft.json>', min: 1, max: 1 },
  usageFlags: '--key <key>',
  description: [
    'The draft is the JSON body of POST /invoices. The command reads the account and the customer, checks the draft as checkInvoice does, shows its totals, and asks before it sends anything.',
    'The key is your name for the invoice, such as order-1042. However often you run the command with the same key and draft, also after a crash, there is one invoice. The keys are in a file of this machine: on another machine, the same key creates another invoice, unless --store is a copy.',
  ],
  sections: [
    {
      title: 'Invoice',
      flags: {
        key: { value: '<key>', help: 'Your unique name for the invoice, 1 to 200 characters. It becomes the tag ref:<key>.' },
        yes: { help: 'Do not ask. Needed without a terminal.' },
        'dry-run': { help: 'Check the draft and show its totals, but create nothing.' },
        store: {
          value: '<file>',
          help: 'The SQLite file with the keys. Default: a file for each account in ~/.local/state/billit-io (%LOCALAPPDATA%\\billit-io on Windows).',
        },
        resolve: {
          value: '<answer>',
          help: 'After exit code 4: the UUID of the invoice that has this key, or not-created if none of those shown has it.',
        },
      },
    },
    SERVER,
    {
      title: OUTPUT.title,
      flags: { ...OUTPUT.flags, json: { help: 'Print the outcome and the invoice as one JSON object.' } },
    },
  ],
  notes: [
    'Exit codes: 0 the invoice exists; 1 the draft has errors, or the API refused it; 2 wrong usage, or no token; 4 it is not certain whether the invoice exists: run the same command again, as the message says; 130 stopped.',
  ],
  examples: [
    'npx billit-io invoices create draft.json --key order-1042',
    'npx billit-io invoices create draft.json --key order-1042 --dry-run',
    'npx billit-io invoices create draft.json --key order-1042 --yes --json',
  ],
  run: ({ flags, operands: [file = ''] }) => createInvoice(flags, file),
}

async function createInvoice(flags: Flags, file: string): Promise<void> {
  const key = flags.get('key')
  if (key === undefined) throw wrongUsage('npx billit-io invoices create', 'needs --key')
  // The check reports the fields that are missing or wrong.
  const draft = parseObject(readTextFile(file, file), file) as InvoiceCreate
  const resolve = readResolve(flags)
  await withClient(flags, async (client) => {
    const { server, signal } = client
    const account = await client.billit.account.get({ signal })
    const store = openKeyStore(flags.get('store'), server.baseUrl, account.uuid)
    const known = (await store.read(key))?.uuid
    const checked = known === undefined ? await review(client, draft, flags) : undefined
    if (flags.has('dry-run')) {
      return note(flags, known === undefined ? 'Nothing was created.' : `The key '${key}' has the invoice ${known} already.`)
    }
    // A second client, because the file of the keys is named after the account.
    const billit = client.open({ idempotencyStore: store })
    const options = { signal, ...(resolve && { resolve }) }
    printOutcome(await send({ ...client, billit }, { key, draft, known, options }), checked, flags)
  })
}

function readResolve(flags: Flags): CreateOnceOptions['resolve'] {
  const answer = flags.get('resolve')
  return answer === undefined || answer === 'not-created' ? answer : { uuid: answer }
}

/** Shows the draft and asks. @throws CliError if it has errors, or the user does not want it. */
async function review({ billit, server, signal }: Client, draft: InvoiceCreate, flags: Flags): Promise<CheckedDraft> {
  const account = await billit.account.get({ signal })
  const { customerId } = draft
  const contact = typeof customerId === 'number' ? await billit.contacts.get(customerId, { signal }) : undefined
  const checked = checkDraft(draft, account, contact)
  const isAsking = !flags.has('yes') && !flags.has('dry-run')
  const problems = problemLines(checked.problems)
  if (checked.isRejected) throw new CliError(1, [...problems, 'The draft has errors. Nothing was created.'])
  if (isAsking || !flags.has('quiet')) {
    const place = server.environment === undefined ? server.baseUrl : `${server.baseUrl} (${server.environment})`
    const context = { account, contact, server: place, locale: readMoneyLocale(process.env), width: terminalWidth() }
    warn(...draftText(draft, checked, context).split('\n'), ...problems)
  }
  if (isAsking && !(await confirm('Create this invoice?', 'invoices create'))) {
    throw new CliError(1, 'Cancelled. Nothing was created.')
  }
  return checked
}

interface Once {
  key: string
  draft: InvoiceCreate
  /** The UUID of the invoice that the key has already. */
  known: string | undefined
  options: CreateOnceOptions
}

async function send({ billit, signal }: Client, { key, draft, known, options }: Once): Promise<CreatedOnce> {
  try {
    return await billit.invoices.createOnce(key, draft, options)
  } catch (error) {
    const again = 'Run the same command again: it does not create a second invoice.'
    if (signal.aborted) throw new CliError(130, `Stopped. ${again}`, { cause: error })
    if (error instanceof NotFoundError && known !== undefined) {
      const cure = 'If the sandbox or the mock was reset, use another key or another --store.'
      throw new CliError(1, `The key '${key}' has the invoice ${known}, which is not on the server. ${cure}`, { cause: error })
    }
    if (error instanceof UncertainOutcomeError) throw new CliError(4, doubtLines(error), { cause: error })
    throw error
  }
}

/** What is not certain, the invoices that may be the one, and what to do. */
function doubtLines({ key, candidates, safeAfter }: UncertainOutcomeError): string[] {
  const doubt = `It is not certain whether the invoice for the key '${key}' exists. Do not create it in another way.`
  if (candidates.length === 0) {
    return [doubt, `Run the same command again after ${safeAfter.toISOString()}: it searches for the invoice first.`]
  }
  const table = renderTable(
    [
      { title: 'Date', value: ({ dateIssued }) => formatDay(dateIssued) },
      { title: 'Number', align: 'right', value: invoiceNumber },
      { title: 'Customer', flexible: true, value: ({ customer }) => customer?.company ?? '' },
      { title: 'Total', align: 'right', value: ({ finalAmount }) => money(finalAmount) },
      { title: 'UUID', value: ({ uuid }) => uuid },
    ],
    candidates,
    terminalWidth(),
  )
  const cure = 'Run the same command again with --resolve <UUID> if one of them is, or with --resolve not-created if none is.'
  return [`${doubt} These invoices may be it:`, '', ...table.split('\n'), '', cure]
}

function printOutcome({ invoice, outcome }: CreatedOnce, checked: CheckedDraft | undefined, flags: Flags): void {
  if (flags.has('json')) print(JSON.stringify({ outcome, invoice }))
  else printStyled(renderFields(outcomeFields(invoice, outcome), terminalWidth()))
  const differences = checked && checked.totals.unknown.length === 0 ? compareTotals(checked.totals, invoice) : []
  if (differences.length > 0) warn(...differenceLines(differences, readMoneyLocale(process.env)))
}

const MEANING: Record<CreatedOnce['outcome'], string> = {
  created: 'created',
  existing: 'existing: this key has an invoice already, so nothing was sent',
  recovered: 'recovered: an earlier attempt had created it',
  cancelled: 'cancelled: this key has an invoice, which was cancelled later',
}

const outcomeFields = (invoice: Invoice, outcome: CreatedOnce['outcome']): [string, string][] => [
  ['Outcome', MEANING[outcome]],
  ['Invoice', invoiceNumber(invoice)],
  ['Customer', invoice.customer?.company ?? ''],
  ['Total', money(invoice.finalAmount)],
  ['UUID', invoice.uuid],
  ['Page', invoice.permalink ?? ''],
]
