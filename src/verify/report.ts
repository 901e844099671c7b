/** The report: what is kept of a run. Pure. */
import { isRecord } from '../core/record.ts'
import type { Finding } from './findings.ts'
import type { Observation } from './reading.ts'

export interface Coverage {
  /** Such as `GET /invoices`. */
  operation: string
  status: number
  /** Answers that were compared. */
  answers: number
  /** Records in them. */
  records: number
}

export interface Open {
  /** A place that the document leaves open: `GET /payments 200 data[].paidInvoices`. */
  text: string
  /** The types that stood there. */
  types: string
  count: number
}

export interface Report {
  /** Tells these files from others. */
  kind: typeof REPORT_KIND
  /** Of billit-io. */
  version: string
  /** `sandbox`, `production`, or `another address`. The address itself is not kept. */
  environment: string
  /** The day of the run. */
  date: string
  /** Requests sent. */
  requests: number
  /** False where the run was stopped, or a question got no answer. */
  isComplete: boolean
  findings: Finding[]
  observations: Observation[]
  open: Open[]
  coverage: Coverage[]
  /** Kinds of test records that are still in the account: `an invoice`. */
  leftOver: string[]
  /** The last report's date, and the findings that are new and gone since. */
  changes?: Changes
}

export interface Changes {
  since: string
  added: string[]
  gone: string[]
}

export const REPORT_KIND = 'billit-io verify'

/** What changed since another report of the same environment. `undefined`: there is none. */
export function changesSince(
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
