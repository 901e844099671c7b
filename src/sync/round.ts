import { isBillitError } from '../core/errors.ts'
import { type ExportClient, errorStatus } from './client.ts'
import type { ExportFailure } from './progress.ts'
import type { Store } from './store.ts'

/** After this many rounds, later changes are left to the next run. */
export const MAX_ROUNDS = 6

/** One round of a run: every list, and the invoices that changed. */
export interface Round {
  client: ExportClient
  store: Store
  signal: AbortSignal | undefined
  /** When the run started, in milliseconds of this machine's clock. */
  startedAt: number
  /** From 1. */
  number: number
  /** Records that could not be read in this round. */
  failures: ExportFailure[]
}

/** Whether other records can still be read after this error. `false` for errors of the token, the rate limit or the connection. */
export function concernsOneRecord(error: unknown): boolean {
  const status = errorStatus(error)
  return isBillitError(error) && status !== undefined && ![401, 403, 429, 502, 503, 504].includes(status)
}
