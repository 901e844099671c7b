/** The progress and the summary of an export. */
import type { ExportResource } from './resources.ts'

/** The progress of an export. */
export interface ExportProgress {
  /** The resource that is being read. */
  resource: ExportResource
  /** `list` reads the list, `details` the records one by one, and `pdfs` their PDFs. */
  step: 'list' | 'details' | 'pdfs'
  /** 1 at first. Later rounds check for records that changed during the export. */
  round: number
  /** Rows done in this step. */
  done: number
  /** Rows in this step. `undefined` while unknown. */
  total: number | undefined
  /** Rows per second, over the last minute. */
  perSecond: number
  /** Estimated seconds until the step is done. `undefined` while unknown. */
  secondsLeft: number | undefined
}

/** A record that could not be read. The next run tries again. */
export interface ExportFailure {
  /** The resource that could not be read. */
  resource: ExportResource
  /** The uuid or the id. `undefined` if the whole list could not be read. */
  key: string | undefined
  /** The message of the error. */
  message: string
}

/** The result for one resource. */
export interface ResourceSummary {
  /** Records in the target, including those that are no longer in Billit. */
  rows: number
  /** Records in the target that are no longer in Billit. */
  gone: number
  /** New and changed records that this run wrote. */
  written: number
  /** Records that this run requested one by one. */
  details: number
}

/** The result of an export. */
export interface ExportSummary {
  /** The target, without credentials. */
  target: string
  /** The results by resource. */
  resources: Partial<Record<ExportResource, ResourceSummary>>
  /** Number of PDFs that this run downloaded. */
  pdfs: number
  /** Records that could not be read. Empty on success. */
  failures: ExportFailure[]
  /**
   * Whether the last check of the lists found no changes. `false` if records kept changing during the export. Then the next run
   * exports the latest changes.
   */
  settled: boolean
  /** Duration of the export. */
  milliseconds: number
}

/** After this many failures in a row, the export ends, because the server seems to be at fault and not the records. */
export const MAX_FAILURES_IN_A_ROW = 5
