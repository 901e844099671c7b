import { toYmd } from '../core/dates.ts'
import type { Environment, Fetch } from '../core/options.ts'
import { isRecord } from '../core/record.ts'
import { BASE_URLS, env } from '../http/environment.ts'
import { readDocument } from '../tools/document.ts'
import { packageInfo } from '../tools/package-info.ts'
import { compareAnswer, isComparable } from './compare.ts'
import { type Client, createClient, type Exchange } from './exchange.ts'
import { type Compared, gather } from './findings.ts'
import { type LifeCycle, runLifeCycle } from './life-cycle.ts'
import { MAX_REQUESTS, type Reading, readAll } from './reading.ts'
import { type Coverage, changesSince, type Open, REPORT_KIND, type Report } from './report.ts'
import { typesText } from './shape.ts'
import { createValidator } from './validator.ts'

export interface VerifyOptions {
  /** Default: the environment variable `BILLIT_TOKEN`. */
  token?: string | undefined
  /** Default `sandbox`. */
  environment?: Environment | undefined
  /** The address of a mock or a proxy, in place of the environment's. */
  baseUrl?: string | undefined
  /** In place of the global one. */
  fetch?: Fetch | undefined
  /** Whether to make, change and delete test records too. Default `false`. */
  write?: boolean | undefined
  /** Ends the run. Test records are deleted all the same. */
  signal?: AbortSignal | undefined
  /** Parsed JSON of the last report, to compare with. */
  last?: unknown
  /** Told about every answer. */
  onExchange?: ((exchange: Exchange) => void) | undefined
  /** Told about every wait, in milliseconds. */
  onWait?: ((milliseconds: number) => void) | undefined
}

export interface Verified {
  report: Report
  /** Test records that could not be deleted, as a person finds them in the account. Not in the report. */
  leftOver: string[]
}

/** The most requests that `write` adds. */
const MAX_WRITE_REQUESTS = 60

/**
 * Reads the API and compares each answer with the document.
 *
 * @throws VerifyError if nothing can be read; MissingPeer without Prism; ConfigurationError if an option is wrong.
 */
export async function verify(options: VerifyOptions = {}): Promise<Verified> {
  const { token = env('BILLIT_TOKEN'), environment = 'sandbox', write = false, signal, ...rest } = options
  // Given by itself, so that no environment variable leads anywhere else than what was typed.
  const baseUrl = options.baseUrl ?? BASE_URLS[environment]
  const document = readDocument()
  const client = createClient({ ...rest, token, baseUrl, signal, maxRequests: MAX_REQUESTS })
  const validate = await createValidator(document)

  let reading: Reading | undefined
  let lifeCycle: LifeCycle | undefined
  try {
    reading = await readAll(document, client, options.baseUrl === undefined)
    const writing = client.with({ maxRequests: client.sent() + MAX_WRITE_REQUESTS })
    if (write) lifeCycle = await runLifeCycle(document, writing, reading)
  } catch (error) {
    if (!signal?.aborted) throw error
  }

  const compared: Compared[] = []
  const open: Open[] = []
  for (const exchange of client.exchanges) {
    const violations = isComparable(document, exchange) ? await validate(exchange) : []
    const { open: left, deviations, ...comparison } = compareAnswer(document, exchange, violations)
    const ofPage = reading?.paging.filter((one) => one.exchange === exchange).map(({ deviation }) => deviation) ?? []
    compared.push({ exchange, deviations: [...deviations, ...ofPage], ...comparison })
    open.push(...left.map(({ path, type }) => ({ text: `${placeOf(exchange)} ${path}`, types: type, count: 1 })))
  }
  const findings = gather(compared)
  const name = options.baseUrl === undefined ? environment : 'another address'
  const changes = changesSince(options.last, { environment: name, findings })
  const report: Report = {
    kind: REPORT_KIND,
    version: packageInfo.version,
    environment: name,
    date: toYmd(new Date()),
    requests: client.sent(),
    isComplete: reading !== undefined && (!write || lifeCycle?.isComplete === true),
    findings,
    observations: [...(reading?.observations ?? []), ...(lifeCycle?.observations ?? [])],
    open: merged(open),
    coverage: coverageOf(client),
    leftOver: lifeCycle?.leftOver.map(({ kind }) => kind) ?? [],
    ...(changes ? { changes } : {}),
  }
  return { report, leftOver: lifeCycle?.leftOver.map(({ name: called }) => called) ?? [] }
}

const placeOf = ({ method, path, status }: Exchange): string => `${method} ${path} ${status}`

function merged(open: readonly Open[]): Open[] {
  const byText = new Map<string, { types: string[]; count: number }>()
  for (const { text, types } of open) {
    const known = byText.get(text) ?? { types: [], count: 0 }
    byText.set(text, { types: [...known.types, types], count: known.count + 1 })
  }
  return [...byText].map(([text, { types, count }]) => ({ text, types: typesText(types), count }))
}

function coverageOf({ exchanges }: Pick<Client, 'exchanges'>): Coverage[] {
  const rows = new Map<string, Coverage>()
  for (const exchange of exchanges) {
    const { method, path, status, body } = exchange
    const data = isRecord(body) ? body.data : undefined
    const records = status >= 300 ? 0 : Array.isArray(data) ? data.length : isRecord(data) ? 1 : 0
    const known = rows.get(placeOf(exchange)) ?? { operation: `${method} ${path}`, status, answers: 0, records: 0 }
    rows.set(placeOf(exchange), { ...known, answers: known.answers + 1, records: known.records + records })
  }
  return [...rows.values()]
}
