/** What follows from a search that failed, or that found no certain result. */
import { ApiError, ConnectionError, IncompleteListError, ResponseParseError, TimeoutError } from '../core/errors.ts'
import type { InvoiceListItem } from '../core/types.ts'

/** Whether a request that failed may succeed later. */
export function isTransient(error: unknown): boolean {
  if (error instanceof ApiError) return error.status >= 500 || error.status === 408 || error.status === 429
  const isListError = error instanceof ResponseParseError || error instanceof IncompleteListError
  return isListError || error instanceof ConnectionError || error instanceof TimeoutError
}

/** What the caller can do about an uncertain outcome. */
export function adviseOnDoubt(candidates: readonly InvoiceListItem[], safeAfter: Date): string {
  const answers = "{ resolve: { uuid } } if you know the invoice, or { resolve: 'not-created' } if you know that there is none"
  if (candidates.length === 0) {
    return `Call createOnce again with the same key and draft after ${safeAfter.toISOString()}. Pass ${answers}.`
  }
  const uuids = candidates.slice(0, 3).map(({ uuid }) => uuid)
  const more = candidates.length > uuids.length ? ` and ${candidates.length - uuids.length} more` : ''
  return `Compare ${uuids.join(', ')}${more} with your draft, and call createOnce again with ${answers}.`
}
