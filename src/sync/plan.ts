/** Decides what is written, what is asked for, and when a run has come to rest. Pure: no I/O. */
import { createHash } from 'node:crypto'
import { parseApiDate } from '../core/dates.ts'
import { isRecord } from '../core/record.ts'
import { getRowKey } from '../pagination/page.ts'

/** A record to store. */
export interface StoredRecord {
  /** The uuid, or the id as text. */
  key: string
  /** When it was last changed, as ISO 8601 in UTC. `null` if the record does not say. */
  updatedAt: string | null
  /** The record as JSON, as it came. */
  data: string
}

/** A row of a list. */
export interface ListedRow extends StoredRecord {
  /** For the walk through the pages, which tells rows apart by it. */
  id: string
  /** Changes with anything that the list shows of the record, `updatedAt` included. */
  fingerprint: string
}

/** What to do about a page of a list. */
export interface PagePlan {
  /** The version that is wanted of each row. `null`: none, since the row is older than `since`. */
  seen: Array<{ key: string; wanted: string | null }>
  /** Rows that are stored as they are listed. */
  write: ListedRow[]
}

/** How a listing is read. */
export interface ListingRules {
  /** Whether each record is asked for by itself, as the list shows it in short. */
  details: boolean
  /** Whether the list shows the record in short. */
  isShort: boolean
  /** Rows that were last changed before this moment are left out. */
  since: Date | undefined
}

/** The row of a list that a record of it makes. `undefined` if it has nothing to be known by. */
export function listedRow(record: unknown, data: string): ListedRow | undefined {
  const key = getRowKey(record)
  if (key === undefined) return undefined
  return { ...storedRecord(String(key), record, data), id: String(key), fingerprint: fingerprintOf(data) }
}

/** A record under its key. */
export const storedRecord = (key: string, record: unknown, data: string): StoredRecord => ({
  key,
  updatedAt: isoTime(isRecord(record) ? record.updatedAt : undefined),
  data,
})

export const fingerprintOf = (data: string): string => createHash('sha256').update(data).digest('base64url').slice(0, 22)

function isoTime(value: unknown): string | null {
  if (typeof value !== 'string') return null
  try {
    return parseApiDate(value)?.toISOString() ?? null
  } catch {
    return null
  }
}

/** Marks the version of a record of which only the short form of the list is stored. */
const SHORT = 'short:'

/**
 * What a page asks for. The list is compared row by row with what was listed when each record was stored, so a row without an
 * `updatedAt`, or one that changes without it, is noticed too.
 *
 * @param stored The version of each row that is in the target.
 */
export function planPage(
  rows: readonly ListedRow[],
  stored: ReadonlyMap<string, string>,
  { details, isShort, since }: ListingRules,
): PagePlan {
  const isWanted = ({ updatedAt }: ListedRow) => !since || updatedAt === null || new Date(updatedAt) >= since
  const plan = rows.map((row) => {
    const { key, fingerprint } = row
    const before = stored.get(key)
    if (!isWanted(row)) return { row, wanted: null }
    // Where the whole record is stored already, its short form does not replace it.
    const isWhole = details || !isShort || before === fingerprint
    return { row, wanted: isWhole ? fingerprint : SHORT + fingerprint }
  })
  return {
    seen: plan.map(({ row, wanted }) => ({ key: row.key, wanted })),
    write: plan
      .filter(({ row, wanted }) => wanted !== null && !(isShort && details) && wanted !== stored.get(row.key))
      .map(({ row }) => row),
  }
}

/** How a listing ended. */
export interface ListingEnd {
  /** How many rows it gave. */
  rows: number
  /** How many the server says there are. `undefined` if it does not say. */
  total: number | undefined
}

/**
 * Whether a listing can show what is gone. With another number of rows than the server counts, some were created or deleted
 * while it was read, so a row that is missing may only have moved.
 */
export const isWholeListing = ({ rows, total }: ListingEnd): boolean => total === undefined || rows === total

/** Billit's times count whole seconds, and an answer is read within the second before its `Date`. */
const SAME_SECOND_MS = 1000

/**
 * Whether a record may change once more without a new `updatedAt`: it was read in the very second of its last change. Such a
 * record is read again by the next run.
 *
 * @param answeredAt The server's clock, in whole seconds.
 */
export function mayChangeUnnoticed(updatedAt: string | null, answeredAt: number): boolean {
  if (updatedAt === null) return false
  const age = answeredAt - Date.parse(updatedAt)
  return age > -SAME_SECOND_MS && age <= SAME_SECOND_MS
}
