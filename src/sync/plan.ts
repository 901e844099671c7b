/** Decides which rows to write, and which records to request. Pure. */
import { createHash } from 'node:crypto'
import { parseApiDate } from '../core/dates.ts'
import { isRecord } from '../core/record.ts'
import { mydataStateOf } from '../mydata/state.ts'
import { getRowKey } from '../pagination/page.ts'

/** A record to store. */
export interface StoredRecord {
  /** The uuid, or the id as text. */
  key: string
  /** When it was last changed, as ISO 8601 in UTC. `null` if the record has no `updatedAt`. */
  updatedAt: string | null
  /** The record's JSON, as the server sent it. */
  data: string
}

/** A row of a list. */
export interface ListedRow extends StoredRecord {
  /** Identifies the row among the pages of a list. */
  id: string
  /** A hash of the row. It changes with any field in the list, including `updatedAt`. */
  fingerprint: string
}

/** The changes to make for one page of a list. */
export interface PagePlan {
  /** The version that each row should have in the target. `null` if the row is older than `since`. */
  seen: Array<{ key: string; wanted: string | null }>
  /** Rows to store as they are in the list. */
  write: ListedRow[]
}

/** How to treat the rows of a list. */
export interface ListingRules {
  /** Whether to request each record that the list contains only in a short form. A complete record is kept complete anyway. */
  details: boolean
  /** Whether the list contains a short form of each record. */
  isShort: boolean
  /** Skips rows that were last changed before this time. A record in the target is kept up to date anyway. */
  since: Date | undefined
}

/** Converts a record of a list. `undefined` if it has neither a uuid nor an id. */
export function listedRow(record: unknown, data: string): ListedRow | undefined {
  const key = getRowKey(record)
  if (key === undefined) return undefined
  return { ...storedRecord(String(key), record, data), id: String(key), fingerprint: fingerprint(data) }
}

export const storedRecord = (key: string, record: unknown, data: string): StoredRecord => ({
  key,
  updatedAt: isoTime(isRecord(record) ? record.updatedAt : undefined),
  data,
})

export const fingerprint = (data: string): string => createHash('sha256').update(data).digest('base64url').slice(0, 22)

function isoTime(value: unknown): string | null {
  if (typeof value !== 'string') return null
  try {
    return parseApiDate(value)?.toISOString() ?? null
  } catch {
    return null
  }
}

/** The prefix of the version of a record that is stored in the short form of the list. */
export const SHORT = 'short:'

/**
 * Compares each row with the row that was listed when its record was stored. This detects changes of rows without an
 * `updatedAt`, and changes that do not update it.
 *
 * @param stored The versions in the target, by key.
 */
export function planPage(
  rows: readonly ListedRow[],
  stored: ReadonlyMap<string, string>,
  { details, isShort, since }: ListingRules,
): PagePlan {
  const isWanted = ({ key, updatedAt }: ListedRow) =>
    !since || updatedAt === null || new Date(updatedAt) >= since || stored.has(key)
  const plan = rows.map((row) => {
    const { key, fingerprint } = row
    const before = stored.get(key)
    if (!isWanted(row)) return { row, wanted: null }
    // The short form never replaces a complete record.
    const isComplete = details || !isShort || (before !== undefined && !before.startsWith(SHORT))
    return { row, wanted: isComplete ? fingerprint : SHORT + fingerprint }
  })
  return {
    seen: plan.map(({ row, wanted }) => ({ key: row.key, wanted })),
    write: plan
      .filter(({ row, wanted }) => wanted !== null && wanted !== stored.get(row.key) && (!isShort || wanted.startsWith(SHORT)))
      .map(({ row }) => row),
  }
}

/** Younger invoices are read again in each run. A payment, a tag or a mark is usually added within this time. */
const RECENT_MS = 2 * 24 * 60 * 60 * 1000

/**
 * How urgently an invoice is read again, because its details may change while its row in the list does not.
 *
 * - 2: it is recent, and the tax authority has not decided on it.
 * - 1: one of the two.
 * - 0: neither.
 *
 * @param readAt When the invoice was read, in milliseconds, by the server's clock.
 */
export function recheckLevel({ updatedAt, data }: StoredRecord, readAt: number): 0 | 1 | 2 {
  const isRecent = updatedAt !== null && readAt - Date.parse(updatedAt) <= RECENT_MS
  const isUndecided = mydataStateOf(JSON.parse(data)).state === 'pending'
  if (isRecent && isUndecided) return 2
  return isRecent || isUndecided ? 1 : 0
}
