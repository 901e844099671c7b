/** Decides when it is safe to send again, and when to search. */
import type { IdempotencyRecord } from '../core/idempotency-store.ts'

/** How far the clocks of two processes may be apart. */
const CLOCK_TOLERANCE_MS = 60_000
/** How long a process that has just started to send is left alone before its invoice is searched for. */
const GRACE_MS = 1000
const MIN_GAP_MS = 1000

/** What this call has observed of a record. Times are by `performance.now()`, which does not follow changes of the clock. */
export interface Watch {
  readonly version: number
  /** Whether the attempt was made by this call, and has ended. */
  readonly isOwn: boolean
  /** When the attempt ended, or when this call saw its record first. */
  readonly seen: number
  /** When to search for the invoice next. */
  searchAt: number
  /** How long to wait after that search. */
  gap: number
}

export function watch(record: IdempotencyRecord, isOwn: boolean, seen: number, settle: number): Watch {
  const isSending = !isOwn && Date.now() < record.until
  return {
    version: record.version,
    isOwn,
    seen,
    searchAt: isSending ? seen + GRACE_MS : seen,
    gap: Math.max(MIN_GAP_MS, settle / 16),
  }
}

/**
 * Milliseconds until the server can no longer act on the latest attempt.
 *
 * For an attempt of this call, its end is known by a clock that does not jump. For an attempt of another process, the record has
 * the time by that process's clock: it is used if the clocks here and on the server are past it, with a tolerance. Otherwise, the
 * time is used for which this call has seen the record unchanged: whatever the clocks say, the attempt took no longer.
 */
export function timeLeft(
  record: IdempotencyRecord,
  { isOwn, seen }: Watch,
  settle: number,
  { monotonic, wall }: { monotonic: number; wall: number },
): number {
  const watched = monotonic - seen
  if (isOwn) return settle - watched
  const longest = Math.max(0, record.until - record.sentAt)
  return Math.min(record.until + settle + CLOCK_TOLERANCE_MS - wall, longest + settle - watched)
}

/** Each wait is four times as long as the one before it: most late invoices appear soon. */
export function planNextSearch(watched: Watch, now: number, left: number): void {
  watched.searchAt = now + Math.min(left, watched.gap)
  watched.gap *= 4
}
