import { setTimeout } from 'node:timers/promises'
import { toYmd } from '../core/dates.ts'
import type { Environment, Fetch } from '../core/options.ts'
import { isRecord } from '../core/record.ts'
import { BASE_URLS, env } from '../http/environment.ts'
import { readDocument } from '../tools/document.ts'
import { packageInfo } from '../tools/package-info.ts'
import { type Client, createClient, type Exchange } from './client.ts'
import { canValidate, compareResponse } from './compare.ts'
import { type Compared, groupFindings } from './findings.ts'
import { type LifeCycle, runLifeCycle } from './life-cycle.ts'
import { MAX_REQUESTS, type Reading, readApi } from './reading.ts'
import { findRecurringKeys } from './recurring-keys.ts'
import { type Coverage, compareReports, REPORT_KIND, type Report, type Unspecified } from './report.ts'
import { formatTypes } from './shape.ts'
import type { Sleep } from './updated-at.ts'
import { createValidator } from './validator.ts'

export interface VerifyOptions {
  /** Default: the environment variable `BILLIT_TOKEN`. */
  token?: string | undefined
  /** Default `sandbox`. */
  environment?: Environment | undefined
  /** The URL of a mock or a proxy. Default: the URL of the environment. */
  baseUrl?: string | undefined
  /** Default: the global `fetch`. */
  fetch?: Fetch | undefined
  /** Whether to also create, change and delete test records. Default `false`. */
  write?: boolean | undefined
  /** Stops the run. Test records are still deleted. */
  signal?: AbortSignal | undefined
  /** The parsed JSON of an earlier report to compare with. */
  last?: unknown
  /** Waits between two changes of a record. Default: a timer. */
  sleep?: Sleep | undefined
  /** Called after every response. */
  onExchange?: ((exchange: Exchange) => void) | undefined
  /** Called before every wait. */
  onWait?: ((milliseconds: number) => void) | undefined
}

export interface Verified {
  report: Report
  /** Names of test records that could not be deleted, for the user. The report contains only their kinds. */
  leftovers: string[]
}

/** Maximum number of additional requests for `write`. */
const MAX_WRITE_REQUESTS = 60

/**
 * Reads the API and compares each response with the OpenAPI document.
 *
 * @throws VerifyError if nothing can be read. ConfigurationError if an option is invalid.
 */
export async function verify(options: VerifyOptions = {}): Promise<Verified> {
  const { token = env('BILLIT_TOKEN'), environment = 'sandbox', write = false, signal, sleep = setTimeout, ...rest } = options
  // Always set, so that BILLIT_BASE_URL and BILLIT_ENVIRONMENT are ignored.
  const baseUrl = options.baseUrl ?? BASE_URLS[environment]
  const document = readDocument()
  const client = createClient({ ...rest, token, baseUrl, signal, maxRequests: MAX_REQUESTS })
  const validate = await createValidator(document)

  let reading: Reading | undefined
  let lifeCycle: LifeCycle | undefined
  try {
    reading = await readApi(document, client, options.baseUrl === undefined)
    const writing = client.with({ maxRequests: client.requestCount() + MAX_WRITE_REQUESTS })
    if (write) lifeCycle = await runLifeCycle(document, writing, sleep, reading)
  } catch (error) {
    if (!signal?.aborted) throw error
  }

  const recurring = new Set([...findRecurringKeys(client.exchanges)].filter((key) => !isTokenPart(key, token)))
  const compared: Compared[] = []
  const unspecified: Unspecified[] = []
  for (const exchange of client.exchanges) {
    const violations = canValidate(document, exchange) ? await validate(exchange) : []
    const { unspecified: values, deviations, ...comparison } = compareResponse(document, exchange, violations, recurring)
    const pagingDeviations = reading?.paging.filter((one) => one.exchange === exchange).map(({ deviation }) => deviation) ?? []
    compared.push({ exchange, deviations: [...deviations, ...pagingDeviations], ...comparison })
    unspecified.push(
      ...values.map(({ path, type }) => ({ text: `${operationAndStatus(exchange)} ${path}`, types: type, count: 1 })),
    )
  }
  const findings = groupFindings(compared)
  const name = options.baseUrl === undefined ? environment : 'another URL'
  const changes = compareReports(options.last, { environment: name, findings })
  const report: Report = {
    kind: REPORT_KIND,
    version: packageInfo.version,
    environment: name,
    date: toYmd(new Date()),
    requests: client.requestCount(),
    isComplete: reading !== undefined && (!write || lifeCycle?.isComplete === true),
    findings,
    observations: [...(reading?.observations ?? []), ...(lifeCycle?.observations ?? [])],
    unspecified: mergeUnspecified(unspecified),
    coverage: summarizeCoverage(client),
    leftovers: lifeCycle?.leftovers.map(({ kind }) => kind) ?? [],
    ...(changes ? { changes } : {}),
  }
  return { report, leftovers: lifeCycle?.leftovers.map((leftover) => leftover.name) ?? [] }
}

/** A server may echo the token as a key. A short part of it can be any word. */
const isTokenPart = (key: string, token = ''): boolean =>
  key.length >= 6 && token.length > 0 && (token.includes(key) || key.includes(token))

const operationAndStatus = ({ method, path, status }: Exchange): string => `${method} ${path} ${status}`

function mergeUnspecified(rows: readonly Unspecified[]): Unspecified[] {
  const byText = new Map<string, { types: string[]; count: number }>()
  for (const { text, types } of rows) {
    const known = byText.get(text) ?? { types: [], count: 0 }
    byText.set(text, { types: [...known.types, types], count: known.count + 1 })
  }
  return [...byText].map(([text, { types, count }]) => ({ text, types: formatTypes(types), count }))
}

function summarizeCoverage({ exchanges }: Pick<Client, 'exchanges'>): Coverage[] {
  const rows = new Map<string, Coverage>()
  for (const exchange of exchanges) {
    const { method, path, status, body } = exchange
    const data = isRecord(body) ? body.data : undefined
    const records = status >= 300 ? 0 : Array.isArray(data) ? data.length : isRecord(data) ? 1 : 0
    const known = rows.get(operationAndStatus(exchange)) ?? { operation: `${method} ${path}`, status, responses: 0, records: 0 }
    rows.set(operationAndStatus(exchange), { ...known, responses: known.responses + 1, records: known.records + records })
  }
  return [...rows.values()]
}
