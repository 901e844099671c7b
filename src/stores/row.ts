import type { IdempotencyRecord } from '../core/idempotency-store.ts'

/** An entry from a row of a table. A driver may give a large number as a text. */
export function entryOf({ key, version, hash, started_at, sent_at, until, uuid }: Record<string, unknown>): IdempotencyRecord {
  return {
    key: String(key),
    version: Number(version),
    hash: String(hash),
    startedAt: Number(started_at),
    sentAt: Number(sent_at),
    until: Number(until),
    ...(typeof uuid === 'string' ? { uuid } : {}),
  }
}
