/** The progress and the summary of an export. */
import type { ExportResource } from './resources.ts'

/** The progress of an export. */
export interface ExportProgress {
  /** The resource that is being read. */
  resource: ExportResource
  /** `list` reads the list, `details` the records one by one, and `pdfs` their PDFs. */
  step: 'list' | 'details' | 'pdfs'
  /** 1 at first. Later rounds read a list again that was incomplete, or whose records changed during the export. */
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
  /** Notes on records and views that need attention, although the target is complete. Empty on success. */
  warnings: string[]
  /**
   * Whether every list was read completely, and the last reading found no changes. `false` if a list failed (see `failures`), or
   * if records kept changing during the export. Then the target is not up to date, and the next run continues.
   */
  settled: boolean
  /** Duration of the export. */
  milliseconds: number
}

/** After this many failures in a row, the server seems to be at fault and not the records, so the rest is left to the next run. */
export const MAX_FAILURES_IN_A_ROW = 20
