import type { IdempotencyRecord } from '../core/idempotency-store.ts'

/** Converts a table row to a record. A driver may return a large number as a string. */
export function toRecord({
  key,
  version,
  hash,
  started_at,
  sent_at,
  until,
  uuid,
  status,
}: Record<string, unknown>): IdempotencyRecord {
  return {
    key: String(key),
    version: Number(version),
    hash: String(hash),
    startedAt: Number(started_at),
    sentAt: Number(sent_at),
    until: Number(until),
    ...(typeof uuid === 'string' ? { uuid } : {}),
    ...(status === 'refused' || status === 'unclear' ? { status } : {}),
  }
}
