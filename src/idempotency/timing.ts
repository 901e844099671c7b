/** When it is safe to send again, and when to look. */
import type { IdempotencyRecord } from '../core/idempotency-store.ts'

/** How far the clocks of two processes may be apart. */
const CLOCK_TOLERANCE_MS = 60_000
/** How long a process that has just begun to send is left alone before its invoice is looked for. */
const GRACE_MS = 1000
const MIN_GAP_MS = 1000

/** An entry as this call sees it. Its own times are by `performance.now()`, which no change of the clock moves. */
export interface Watch {
  readonly version: number
  /** Whether the attempt was made by this call, and has ended. */
  readonly isOwn: boolean
  /** When the attempt ended, or when this call saw its entry first. */
  readonly seen: number
  /** When to look for the invoice next. */
  lookAt: number
  /** How long to wait after that look. */
  gap: number
}

export function watch(entry: IdempotencyRecord, isOwn: boolean, seen: number, settle: number): Watch {
  const isSending = !isOwn && Date.now() < entry.until
  return {
    version: entry.version,
    isOwn,
    seen,
    lookAt: isSending ? seen + GRACE_MS : seen,
    gap: Math.max(MIN_GAP_MS, settle / 16),
  }
}

/**
 * Milliseconds until the server can no longer act on the latest attempt.
 *
 * The end of an attempt of this call is known by a clock that does not jump. For one of another process there is what its
 * clock wrote down: it counts if the clocks here and on the server are past it, a tolerance included. Otherwise the time
 * counts for which this call has seen the entry unchanged: whatever the clocks say, the attempt took no longer.
 */
export function timeLeft(
  entry: IdempotencyRecord,
  { isOwn, seen }: Watch,
  settle: number,
  { monotonic, wall }: { monotonic: number; wall: number },
): number {
  const watched = monotonic - seen
  if (isOwn) return settle - watched
  const longest = Math.max(0, entry.until - entry.sentAt)
  return Math.min(entry.until + settle + CLOCK_TOLERANCE_MS - wall, longest + settle - watched)
}

/** Each wait is four times as long as the one before it: most invoices that come late come soon. */
export function planNextLook(watched: Watch, now: number, left: number): void {
  watched.lookAt = now + Math.min(left, watched.gap)
  watched.gap *= 4
}
