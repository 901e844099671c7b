import { existsSync, readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { createInterface } from 'node:readline/promises'
import { ConfigurationError } from '../core/errors.ts'
import type { Environment } from '../core/options.ts'
import { VERIFY } from '../tools/peers.ts'
import { isLocal } from '../verify/address.ts'
import type { Exchange } from '../verify/exchange.ts'
import type { Verified, VerifyOptions } from '../verify/index.ts'
import { counted, markdownOf } from '../verify/markdown.ts'
import { MAX_REQUESTS, VerifyError } from '../verify/reading.ts'
import { isReport } from '../verify/report.ts'
import { CliError } from './cli-error.ts'
import { type Flags, readFlags } from './flags.ts'
import { cannotLoad } from './mock-command.ts'
import { print, stopSignal } from './terminal.ts'

export const VERIFY_FLAGS = {
  environment: { type: 'string' },
  'base-url': { type: 'string' },
  write: { type: 'boolean' },
  yes: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const

const MARKDOWN = 'billit-verify.md'
const JSON_FILE = 'billit-verify.json'

const VERIFY_HELP = `billit-io verify: does the live API match the document?

Usage: BILLIT_TOKEN=... billit-io verify [flags]

Reads every list and some records of each with your token, and compares status,
headers and bodies with the OpenAPI document: fields that it lacks, wrong types,
nulls, pages, errors. It sends at most ${MAX_REQUESTS} requests, all of them GET. It never
looks up a VAT number, since the tax registry tells its owner.

It writes ${MARKDOWN} and ${JSON_FILE} into this folder: paths,
types and counts, never a value of an answer, and no token. So the report is
safe to attach to an issue. It has a draft of the change to the document for
each finding, and what is new and gone since the report that was there before.

Where it asks
  --environment <name>  sandbox (default) or production. Only this flag leads to
                        production: the environment variables BILLIT_ENVIRONMENT
                        and BILLIT_BASE_URL are not read.
  --base-url <address>  A mock or a proxy, such as http://127.0.0.1:4010/v1. It
                        gets your token.

What it does besides
  --write               Make, change and delete test records: a contact, a
                        product, a tag, two invoices that are not reported to
                        myDATA, a payment, a payment link, a purchase. It names
                        what it could not delete. In the sandbox or on this
                        machine only. It asks you first.
  --yes                 Do not ask.

  -h, --help            Show this text.

Ctrl-C stops it; test records are deleted all the same.

Exit codes: 0 no findings, 1 findings, or it could not finish, 2 wrong usage.

Examples
  BILLIT_TOKEN=... billit-io verify
  BILLIT_TOKEN=... billit-io verify --write
  BILLIT_TOKEN=any billit-io verify --base-url http://127.0.0.1:4010/v1`

/** `billit-io verify`: reads, compares, and writes the report. @throws CliError with the exit code 1 if there are findings. */
export async function verifyCommand(args: string[]): Promise<void> {
  const flags = readFlags('billit-io verify', args, VERIFY_FLAGS)
  if (flags.has('help')) return print(VERIFY_HELP)
  const where = readWhere(flags)
  const write = flags.has('write')
  if (write) await askFirst(where, flags.has('yes'))
  const last = readLastReport()
  const signal = stopSignal()
  const verified = await run({
    ...{ ...where, write, signal, last },
    onExchange: (exchange) => print(exchangeLine(exchange)),
    onWait: (milliseconds) => {
      if (milliseconds >= 1000) print(`  waits ${Math.ceil(milliseconds / 1000)} s for the rate limit`)
    },
  })
  await writeFile(MARKDOWN, markdownOf(verified.report))
  await writeFile(JSON_FILE, `${JSON.stringify(verified.report, undefined, 2)}\n`)
  print(summaryOf(verified))
  const { findings, isComplete } = verified.report
  if (verified.leftOver.length > 0)
    throw new CliError(1, `Could not be deleted:\n${verified.leftOver.map((name) => `  ${name}`).join('\n')}`)
  if (!isComplete) throw new CliError(1, 'It could not finish: the report has what was compared.')
  if (findings.length > 0) throw new CliError(1, `${counted(findings.length, 'finding')}: attach ${MARKDOWN} to an issue.`)
}

interface Where {
  environment: Environment
  baseUrl: string | undefined
}

function readWhere(flags: Flags): Where {
  const environment = flags.get('environment') ?? 'sandbox'
  const baseUrl = flags.get('base-url')
  if (environment !== 'sandbox' && environment !== 'production') {
    throw new CliError(2, `--environment must be sandbox or production, not '${environment}'.`)
  }
  if (baseUrl !== undefined && !URL.canParse(baseUrl)) {
    throw new CliError(2, '--base-url must be an address such as http://127.0.0.1:4010/v1.')
  }
  // Whatever way it is written, an address of Billit is one of the two environments.
  if (baseUrl !== undefined && BILLIT_HOST.test(new URL(baseUrl).hostname)) {
    throw new CliError(2, '--base-url is for a mock or a proxy: for Billit itself, use --environment sandbox or production.')
  }
  if (flags.has('write') && environment === 'production') {
    throw new CliError(2, '--write makes records, so it is for the sandbox only.')
  }
  if (flags.has('write') && baseUrl !== undefined && !isLocal(baseUrl)) {
    throw new CliError(2, '--write makes records, so it is for the sandbox, or an address of this machine.')
  }
  if (flags.has('yes') && !flags.has('write')) throw new CliError(2, '--yes goes with --write: nothing else asks.')
  return { environment, baseUrl }
}

const BILLIT_HOST = /(^|\.)(billit\.io|sandbox-billit\.xyz)\.?$/

/** Waits for a yes. */
async function askFirst({ baseUrl }: Where, isAgreed: boolean): Promise<void> {
  if (isAgreed) return
  if (!process.stdin.isTTY) throw new CliError(2, '--write asks first, and nobody can answer here: add --yes.')
  const place = baseUrl === undefined ? 'the sandbox account of this token' : baseUrl
  const asking = createInterface({ input: process.stdin, output: process.stdout })
  const answer = await asking.question(`Make test records in ${place}, change them and delete them again? [y/N] `)
  asking.close()
  if (!/^y(es)?$/i.test(answer.trim())) throw new CliError(1, 'Nothing was asked and nothing was made.')
}

/** What the last run wrote here. A file of another kind is not written over. */
function readLastReport(): unknown {
  if (!existsSync(JSON_FILE)) return undefined
  try {
    const last: unknown = JSON.parse(readFileSync(JSON_FILE, 'utf8'))
    if (isReport(last)) return last
  } catch {
    // It is told below.
  }
  throw new CliError(1, `${JSON_FILE} in this folder is no report of billit-io verify: move it away.`)
}

async function run(options: VerifyOptions): Promise<Verified> {
  try {
    // Only this command needs the client.
    const { verify } = await import('../verify/index.ts')
    return await verify(options)
  } catch (error) {
    if (error instanceof VerifyError) throw new CliError(1, error.message, { cause: error })
    if (error instanceof ConfigurationError) throw new CliError(2, error.message, { cause: error })
    throw cannotLoad(error, VERIFY) ?? error
  }
}

/** Method, path and status. The path is the document's, and the query ours: no value of an answer. */
function exchangeLine({ method, path, query = {}, status }: Exchange): string {
  const asked = Object.keys(query).filter((name) => name !== 'page' && name !== 'per_page')
  return `  ${method.padEnd(6)} ${`${path}${asked.length > 0 ? `?${asked.join('&')}` : ''}`.padEnd(40)} ${status}`
}

function summaryOf({ report }: Verified): string {
  const { findings, requests, changes } = report
  return [
    '',
    ...findings.map(({ text, count, of }) => `${text} (${count} of ${of})`),
    `${counted(requests, 'request')}, ${counted(findings.length, 'finding')}.`,
    ...(changes ? [`Since ${changes.since}: ${changes.added.length} new, ${changes.gone.length} gone.`] : []),
    `${MARKDOWN} and ${JSON_FILE} hold paths, types and counts, and no value of an answer.`,
  ].join('\n')
}
