import { createInterface } from 'node:readline/promises'
import { ConfigurationError } from '../core/errors.ts'
import type { Environment } from '../core/options.ts'
import { messageOf } from '../core/text.ts'
import { VERIFY } from '../tools/peers.ts'
import { isLocal } from '../verify/address.ts'
import type { Exchange } from '../verify/client.ts'
import type { Verified, VerifyOptions } from '../verify/index.ts'
import { formatReport, pluralize } from '../verify/markdown.ts'
import { MAX_REQUESTS, VerifyError } from '../verify/reading.ts'
import { CliError } from './cli-error.ts'
import type { Command } from './command.ts'
import type { Flags } from './flags.ts'
import { OUTPUT, readToken, SERVER } from './global-flags.ts'
import { cannotLoad } from './mock-command.ts'
import { print, stopSignal } from './terminal.ts'
import { formatJson, JSON_FILE, MARKDOWN, openReportFolder } from './verify-files.ts'

/** `billit-io verify`: compares the API and writes the report. */
export const verifyCommand: Command = {
  name: 'verify',
  summary: 'Compare the live API with the OpenAPI document.',
  usagePrefix: 'BILLIT_TOKEN=...',
  description: [
    `Reads each list and some of its records with your token, and compares the status, headers and body of each response with the OpenAPI document. It sends at most ${MAX_REQUESTS} requests, all of them GET. It never looks up a VAT number, because the tax registry notifies the owner.`,
    `It writes ${MARKDOWN} and ${JSON_FILE} in the current folder. They contain paths, types and counts, but no response values and no token, so that you can attach them to an issue. The name of an undeclared field is shown only if several records have it. Each finding has a suggested change to the OpenAPI document. If there is an earlier report, the new one lists the findings that are new and gone since.`,
  ],
  sections: [
    {
      title: SERVER.title,
      flags: {
        ...SERVER.flags,
        environment: {
          ...SERVER.flags.environment,
          help: 'sandbox (default) or production. BILLIT_ENVIRONMENT and BILLIT_BASE_URL are ignored, so that only this flag selects production.',
        },
      },
    },
    {
      title: 'Test records',
      flags: {
        write: {
          help: 'Also create, change and delete test records: a contact, a product, a tag, two invoices that are not reported to myDATA, a payment, a payment link and a purchase. Lists any record that it could not delete. Only in the sandbox or on this machine, and only after you confirm.',
        },
        yes: { help: 'Do not ask for confirmation.' },
      },
    },
    {
      title: OUTPUT.title,
      flags: {
        out: { value: '<folder>', help: 'Folder for the report. Default: the current folder.' },
        ...OUTPUT.flags,
        json: { help: 'Print only the report, as JSON. Without --out, no files are written.' },
        quiet: { help: 'Print only errors, and the number of findings.' },
      },
    },
  ],
  notes: [
    'Press Ctrl-C to stop. Test records are still deleted.',
    'Exit codes: 0 no findings, 1 findings, 2 wrong usage, or no token, 3 the run or its report could not be finished.',
  ],
  examples: [
    'BILLIT_TOKEN=... npx billit-io verify',
    'BILLIT_TOKEN=... npx billit-io verify --write',
    'BILLIT_TOKEN=any npx billit-io verify --base-url http://127.0.0.1:4010/v1',
  ],
  run: ({ flags }) => compare(flags),
}

/** @throws CliError with exit code 1 if there are findings. */
async function compare(flags: Flags): Promise<void> {
  const server = readVerifyServer(flags)
  const write = flags.has('write')
  const isJson = flags.has('json')
  if (write) await confirm(server, flags.has('yes'))
  const token = readToken(flags)
  const folder = flags.get('out') ?? (isJson ? undefined : '.')
  const files = folder === undefined ? undefined : openReportFolder(folder)
  const signal = stopSignal()
  const report = isJson || flags.has('quiet') ? () => {} : print
  const verified = await run({
    ...{ ...server, token, write, signal, last: files?.last },
    onExchange: (exchange) => report(exchangeLine(exchange)),
    onWait: (milliseconds) => {
      if (milliseconds >= 1000) report(`  waiting ${Math.ceil(milliseconds / 1000)} s for the rate limit`)
    },
  })
  await files?.write(verified.report).catch((error: unknown) => {
    print(isJson ? formatJson(verified.report) : formatReport(verified.report))
    throw new CliError(3, `The report above could not be saved: ${messageOf(error)}.`, { cause: error })
  })
  if (isJson) print(formatJson(verified.report).trimEnd())
  else report(summaryText(verified))
  checkResult(verified)
}

/** @throws CliError unless the run is complete and without findings. */
function checkResult({ leftovers, report: { findings, isComplete } }: Verified): void {
  if (leftovers.length > 0) {
    throw new CliError(3, `Could not delete these test records:\n${leftovers.map((name) => `  ${name}`).join('\n')}`)
  }
  if (!isComplete) throw new CliError(3, 'The run is incomplete. The report has the results so far.')
  if (findings.length > 0) throw new CliError(1, `${pluralize(findings.length, 'finding')}: attach ${MARKDOWN} to an issue.`)
}

interface VerifyServer {
  environment: Environment
  baseUrl: string | undefined
}

function readVerifyServer(flags: Flags): VerifyServer {
  const environment = flags.get('environment') ?? 'sandbox'
  const baseUrl = flags.get('base-url')
  if (environment !== 'sandbox' && environment !== 'production') {
    throw new CliError(2, `--environment must be sandbox or production, not '${environment}'.`)
  }
  if (baseUrl !== undefined && !URL.canParse(baseUrl)) {
    throw new CliError(2, '--base-url must be a URL such as http://127.0.0.1:4010/v1.')
  }
  // Any spelling of Billit's own address would get around the checks below.
  if (baseUrl !== undefined && BILLIT_HOST.test(new URL(baseUrl).hostname)) {
    throw new CliError(2, '--base-url is for a mock or a proxy. For Billit itself, use --environment sandbox or production.')
  }
  if (flags.has('write') && environment === 'production') {
    throw new CliError(2, '--write creates records, so it works only in the sandbox.')
  }
  if (flags.has('write') && baseUrl !== undefined && !isLocal(baseUrl)) {
    throw new CliError(2, '--write creates records, so it works only in the sandbox or on this machine.')
  }
  if (flags.has('yes') && !flags.has('write')) throw new CliError(2, '--yes can only be used with --write.')
  return { environment, baseUrl }
}

const BILLIT_HOST = /(^|\.)(billit\.io|sandbox-billit\.xyz)\.?$/

/** Asks the user. @throws CliError unless the answer is yes. */
async function confirm({ baseUrl }: VerifyServer, isConfirmed: boolean): Promise<void> {
  if (isConfirmed) return
  if (!process.stdin.isTTY) throw new CliError(2, '--write asks for confirmation, which needs a terminal. Add --yes to skip it.')
  const place = baseUrl === undefined ? 'the sandbox account of this token' : baseUrl
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  const answer = await terminal.question(`Create, change and delete test records in ${place}? [y/N] `)
  terminal.close()
  if (!/^y(es)?$/i.test(answer.trim())) throw new CliError(3, 'Cancelled. No request was sent.')
}

async function run(options: VerifyOptions): Promise<Verified> {
  try {
    // Loaded here, because other commands do not need the client.
    const { verify } = await import('../verify/index.ts')
    return await verify(options)
  } catch (error) {
    if (error instanceof VerifyError) throw new CliError(3, error.message, { cause: error })
    if (error instanceof ConfigurationError) throw new CliError(2, error.message, { cause: error })
    throw cannotLoad(error, VERIFY) ?? error
  }
}

/** Method, path template, names of query parameters and status. No response values. */
function exchangeLine({ method, path, query = {}, status }: Exchange): string {
  const filters = Object.keys(query).filter((name) => name !== 'page' && name !== 'per_page')
  return `  ${method.padEnd(6)} ${`${path}${filters.length > 0 ? `?${filters.join('&')}` : ''}`.padEnd(40)} ${status}`
}

function summaryText({ report }: Verified): string {
  const { findings, requests, changes } = report
  return [
    '',
    ...findings.map(({ text, count, of }) => `${text} (${count} of ${of})`),
    `${pluralize(requests, 'request')}, ${pluralize(findings.length, 'finding')}.`,
    ...(changes ? [`Since ${changes.since}: ${changes.added.length} new, ${changes.gone.length} gone.`] : []),
    `Wrote ${MARKDOWN} and ${JSON_FILE}: paths, types and counts, but no response values.`,
  ].join('\n')
}
