/** What an export tells while it runs, and at its end. */
import type { ExportResource } from './resources.ts'

/** How far a run has come. */
export interface ExportProgress {
  /** What is read. */
  resource: ExportResource
  /** Whether its list is read, its records one by one, or its PDFs. */
  step: 'list' | 'details' | 'pdfs'
  /** 1 for the first time through; more when it looks again for what changed meanwhile. */
  round: number
  /** Rows of this step that are done. */
  done: number
  /** Rows of this step. `undefined` as long as it is unknown. */
  total: number | undefined
  /** Rows a second, over the last minute. */
  perSecond: number
  /** Seconds until the step is done, at this pace. */
  secondsLeft: number | undefined
}

/** A record that could not be read. The next run asks for it again. */
export interface ExportFailure {
  /** What could not be read. */
  resource: ExportResource
  /** The uuid or the id. `undefined` if the whole list could not be read. */
  key: string | undefined
  /** Why. */
  message: string
}

/** What a run did for one resource. */
export interface ResourceSummary {
  /** Records in the target, with those that are gone. */
  rows: number
  /** Records in the target that are gone from Billit. */
  gone: number
  /** Records that this run wrote, because they were new or changed. */
  written: number
  /** Records that this run asked for one by one. */
  details: number
}

/** What an export did. */
export interface ExportSummary {
  /** Where the records are. */
  target: string
  /** By resource. */
  resources: Partial<Record<ExportResource, ResourceSummary>>
  /** PDFs that this run downloaded. */
  pdfs: number
  /** What could not be read. Empty if all went well. */
  failures: ExportFailure[]
  /**
   * Whether the last look at the lists found nothing new. `false` if records changed as fast as they were read: the next run
   * brings the rest.
   */
  settled: boolean
  /** From the start to the end. */
  milliseconds: number
}

/** After this many failures in a row, the server is at fault and not the records. */
export const MAX_FAILURES_IN_A_ROW = 5
