/** The report of a run. Pure. */
import { isRecord } from '../core/record.ts'
import type { Finding } from './findings.ts'
import type { Observation } from './reading.ts'

export interface Coverage {
  /** Such as `GET /invoices`. */
  operation: string
  status: number
  /** Number of compared responses. */
  responses: number
  /** Number of records in them. */
  records: number
}

/** Values for which the OpenAPI document has no schema. */
export interface Unspecified {
  /** Such as `GET /payments 200 data[].paidInvoices`. */
  text: string
  /** The types in the responses. */
  types: string
  count: number
}

export interface Report {
  /** Identifies the file as a report. */
  kind: typeof REPORT_KIND
  /** The version of billit-io. */
  version: string
  /** `sandbox`, `production` or `another URL`. The URL itself is not in the report. */
  environment: string
  /** The day of the run, as `Y-m-d`. */
  date: string
  /** Number of requests sent. */
  requests: number
  /** `false` if the run was stopped, or a request had no response. */
  isComplete: boolean
  findings: Finding[]
  observations: Observation[]
  unspecified: Unspecified[]
  coverage: Coverage[]
  /** Kinds of test records that are still in the account: `an invoice`. */
  leftovers: string[]
  /** Changes since the earlier report. */
  changes?: Changes
}

export interface Changes {
  /** The date of the earlier report. */
  since: string
  /** Findings that only the new report has. */
  added: string[]
  /** Findings that only the earlier report has. */
  gone: string[]
}

export const REPORT_KIND = 'billit-io verify'

/** Compares with an earlier report. `undefined` if there is none of the same environment. */
export function compareReports(
  last: unknown,
  { environment, findings }: Pick<Report, 'environment' | 'findings'>,
): Changes | undefined {
  if (!isReport(last) || last.environment !== environment) return undefined
  const [before, now] = [last.findings, findings].map((list) => list.map(({ text }) => text))
  if (!before || !now) return undefined
  return {
    since: last.date,
    added: now.filter((text) => !before.includes(text)),
    gone: before.filter((text) => !now.includes(text)),
  }
}

/** Whether parsed JSON is a report of this tool. */
export const isReport = (value: unknown): value is Pick<Report, 'environment' | 'date' | 'findings'> =>
  isRecord(value) &&
  value.kind === REPORT_KIND &&
  typeof value.date === 'string' &&
  Array.isArray(value.findings) &&
  value.findings.every((finding) => isRecord(finding) && typeof finding.text === 'string')
