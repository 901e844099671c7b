import { isBillitError } from '../core/errors.ts'
import { type ExportClient, errorStatus } from './client.ts'
import type { ExportFailure } from './progress.ts'
import type { ExportResource } from './resources.ts'
import type { Store } from './store.ts'
import type { Sweep } from './sweep.ts'

/** What all steps of a run need. */
export interface RunContext {
  client: ExportClient
  store: Store
  signal: AbortSignal | undefined
  /** Whether to read every invoice again. */
  refresh: boolean
}

/** The state of one resource during a run. */
export interface ResourceState {
  readonly resource: ExportResource
  /** How often its list was read in this run. */
  rounds: number
  /** Whether its list must be read again. */
  needsListing: boolean
  /** Whether the last listing was complete and found no changes. */
  isSettled: boolean
  /** Number of the latest listing. 0 before the first. */
  listing: number
  sweep: Sweep | undefined
  /** Keys of records that returned 404. */
  readonly vanished: Set<string>
  written: number
  details: number
  /** New and changed records that the last round requested, and deleted ones. */
  changes: number
  /** Milliseconds spent on reading details in the last round. */
  detailsTook: number
  /** Failures of the last round. */
  failures: ExportFailure[]
}

export const createState = (resource: ExportResource): ResourceState => ({
  resource,
  rounds: 0,
  needsListing: true,
  isSettled: false,
  listing: 0,
  sweep: undefined,
  vanished: new Set(),
  written: 0,
  details: 0,
  changes: 0,
  detailsTook: 0,
  failures: [],
})

/** Whether the run must end: the token is invalid or missing, the rate limit is exhausted, the run was stopped, or the target failed. */
export function isFatal(error: unknown): boolean {
  const status = errorStatus(error)
  return !isBillitError(error) || error.name === 'ConfigurationError' || status === 401 || status === 429
}

/** Whether the whole server may be down, and not only the resource or the record. */
export function isOutage(error: unknown): boolean {
  const status = errorStatus(error)
  return status === undefined || status >= 500
}
