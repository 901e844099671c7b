import type { IdempotencyRecord, IdempotencyStore } from '../core/idempotency-store.ts'
import { messageOf } from '../core/text.ts'
import type { Settings } from '../http/settings.ts'
import { EXPIRED, within } from '../http/time-limits.ts'

/** How long one method of the store may take. */
const STORE_TIMEOUT_MS = 30_000
/** How long it may take even after the deadline, because what happened must be recorded. */
const STORE_GRACE_MS = 1000

/**
 * A store whose methods reject when they take too long: a connection that hangs must not hold a call forever.
 *
 * @param left Milliseconds until the deadline of the call.
 */
export function withTimeouts(store: IdempotencyStore, left: () => number | undefined): IdempotencyStore {
  const timed = async <T>(work: () => Promise<T>): Promise<T> => {
    const limit = Math.min(STORE_TIMEOUT_MS, Math.max(STORE_GRACE_MS, left() ?? STORE_TIMEOUT_MS))
    const result = await within(undefined, limit, work)
    if (result === EXPIRED) throw new Error(`no response within ${Math.round(limit)} ms`)
    return result
  }
  return {
    read: (key) => timed(() => store.read(key)),
    write: (record) => timed(() => store.write(record)),
    remove: (key, version) => timed(() => store.remove(key, version)),
    claimed: (uuids) => timed(() => store.claimed(uuids)),
    unsettled: () => timed(() => store.unsettled()),
  }
}

/**
 * The record of one key. After the request has been sent, a failure of the store is logged and does not fail the call: the record
 * that is already stored lets the next call find the invoice.
 */
export class KeyRecord {
  readonly key: string
  readonly store: IdempotencyStore
  readonly #settings: Pick<Settings, 'logger' | 'redact'>

  constructor(key: string, store: IdempotencyStore, settings: Pick<Settings, 'logger' | 'redact'>) {
    this.key = key
    this.store = store
    this.#settings = settings
  }

  read(): Promise<IdempotencyRecord | undefined> {
    return this.store.read(this.key)
  }

  /** @returns `false` if another process has written in between. */
  write(record: IdempotencyRecord): Promise<boolean> {
    return this.store.write(record)
  }

  /** Removes the record of a request that certainly did not reach the server. */
  async remove({ version }: IdempotencyRecord): Promise<void> {
    try {
      await this.store.remove(this.key, version)
    } catch (error) {
      this.logFailure(error)
    }
  }

  /**
   * Records that an attempt is over, so that other processes need not wait for its lease.
   *
   * @returns The version of the record.
   */
  async endAttempt(record: IdempotencyRecord, status?: IdempotencyRecord['status']): Promise<number> {
    const ended = { ...record, version: record.version + 1, until: Math.min(record.until, Date.now()), status }
    try {
      return (await this.write(ended)) ? ended.version : record.version
    } catch (error) {
      this.logFailure(error)
      return record.version
    }
  }

  /**
   * Records the invoice of the key.
   *
   * @returns `stored`, `taken` if another key has this invoice, or the uuid of another invoice that this key already has.
   */
  async claim(record: IdempotencyRecord, uuid: string): Promise<'stored' | 'taken' | { other: string }> {
    let current: IdempotencyRecord | undefined = record
    for (let tries = 0; tries < 3; tries += 1) {
      const { version, status: _, ...rest } = current ?? { ...record, version: 0 }
      if (await this.write({ ...rest, hash: record.hash, version: version + 1, uuid })) return 'stored'
      current = await this.read()
      if (current?.uuid === uuid) return 'stored'
      if (current?.uuid !== undefined) return { other: current.uuid }
    }
    return 'taken'
  }

  logFailure(error: unknown): void {
    const { logger, redact } = this.#settings
    logger?.error(redact(`The idempotency store failed: ${messageOf(error)}`))
  }
}
