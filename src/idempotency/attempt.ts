import { ApiError, isBillitError } from '../core/errors.ts'
import type { IdempotencyRecord } from '../core/idempotency-store.ts'
import type { Invoice } from '../core/types.ts'
import type { KeyRecord } from './key-record.ts'
import { keepRenewing, type Renewal } from './lease.ts'

/** What an attempt that has sent a request leaves behind. */
interface Sent {
  record: IdempotencyRecord
  /** How many requests were sent. */
  requests: number
  /** When the intent was stored first, by `performance.now()`. */
  intentAt: number
}

/** How an attempt ended. */
export type AttemptResult =
  | (Sent & { kind: 'created'; invoice: Invoice & { uuid: string } })
  /** The invoice may have been created. */
  | (Sent & { kind: 'uncertain'; failure: unknown })
  /** Another call with this key was faster. Nothing was sent. */
  | { kind: 'lost'; requests: number }

interface AttemptParts {
  keyRecord: KeyRecord
  hash: string
  /** The record that this attempt replaces. */
  previous: IdempotencyRecord | undefined
  /** Milliseconds for which a record says that its process is sending. */
  lease: number
  /** Whether all attempts before this one are known to have created nothing. */
  isFresh: boolean
  /** Sends the draft. `beforeSend` runs just before each request leaves. */
  send: (beforeSend: () => Promise<void>) => Promise<Invoice>
}

/**
 * Sends the draft, once its intent is stored. The lease of the intent is renewed while the request is under way.
 *
 * @throws The error of the call, if the server certainly did not create the invoice.
 */
export async function attempt({ keyRecord, hash, previous, lease, isFresh, send }: AttemptParts): Promise<AttemptResult> {
  let latest = previous
  let intentAt: number | undefined
  let isLost = false
  let isOver = false
  let renewal: Renewal | undefined

  const nextRecord = (): IdempotencyRecord => {
    const now = Date.now()
    const { version = 0 } = latest ?? {}
    const startedAt = latest && !(isFresh && latest === previous) ? latest.startedAt : now
    return { key: keyRecord.key, version: version + 1, hash, startedAt, sentAt: now, until: now + lease }
  }
  /** @returns `false` once another process has taken over. */
  const renew = async (): Promise<boolean> => {
    const next = nextRecord()
    try {
      if (!(await keyRecord.write(next))) return false
      latest = next
    } catch (error) {
      keyRecord.logFailure(error)
    }
    return true
  }
  const beforeSend = async (): Promise<void> => {
    await renewal?.stop()
    const next = nextRecord()
    if (!(await keyRecord.write(next))) {
      isLost = true
      throw new Error('another call with this key is sending the invoice')
    }
    latest = next
    intentAt ??= performance.now()
    // A process that was suspended in between must not send when it wakes up: another may have taken over.
    if (Date.now() >= next.until) throw new Error('writing to it took too long')
    // The deadline or an abort may have ended the call in between.
    if (isOver) throw new Error('the call has ended')
    renewal = keepRenewing(renew, lease)
  }
  const sendRenewing = async (): Promise<Invoice> => {
    try {
      return await send(beforeSend)
    } finally {
      isOver = true
      await renewal?.stop()
    }
  }

  try {
    const { uuid, ...rest } = await sendRenewing()
    if (!latest || intentAt === undefined) throw new TypeError('the request was sent before its intent was stored')
    const sent = { record: latest, requests: 1, intentAt }
    if (typeof uuid === 'string') return { ...sent, kind: 'created', invoice: { uuid, ...rest } }
    return { ...sent, kind: 'uncertain', failure: new TypeError('the response has no uuid') }
  } catch (error) {
    const requests = isBillitError(error) ? error.attempts : 0
    if (isLost) return { kind: 'lost', requests }
    if (!latest || intentAt === undefined) throw error
    await throwRefusal(error, keyRecord, latest)
    return { kind: 'uncertain', failure: error, record: latest, requests, intentAt }
  }
}

/**
 * Records that a request was refused. Some servers refuse a request after they have acted on it.
 *
 * @throws The error, if it says that the request was refused, or did not reach the server.
 */
async function throwRefusal(error: unknown, keyRecord: KeyRecord, record: IdempotencyRecord): Promise<void> {
  if (!isBillitError(error)) return
  if (error instanceof ApiError && isRefusal(error)) {
    await keyRecord.endAttempt(record, error.mayHaveSucceeded ? 'unclear' : 'refused')
    throw error
  }
  if (error.mayHaveSucceeded) return
  await keyRecord.remove(record)
  throw error
}

/** Whether a status says that the request was refused. 408 and 421 do not say how far it came. */
const isRefusal = ({ status }: ApiError): boolean => status >= 400 && status < 500 && status !== 408 && status !== 421
