/** The record that an idempotency store keeps for one key. It contains no customer data and no API token. */
export interface IdempotencyRecord {
  /** The idempotency key, as passed to `createOnce`. */
  readonly key: string
  /** Number of writes to this key, from 1. */
  readonly version: number
  /** Hash of the draft. Opaque to the store. */
  readonly hash: string
  /** Time of the first attempt, in milliseconds since 1970. */
  readonly startedAt: number
  /** When the process of the latest attempt last announced that it is sending, in milliseconds since 1970. */
  readonly sentAt: number
  /** When the latest attempt ended, or the end of its lease while it is in progress, in milliseconds since 1970. */
  readonly until: number
  /** Uuid of the invoice. `undefined` until it is known. */
  readonly uuid?: string | undefined
  /**
   * Set if the latest request got a 4xx response. The next call may have a corrected draft, and searches for the invoice before it
   * sends again, because some servers refuse a request after they have acted on it.
   *
   * `refused`: the API refused the request, and does no more work on it. `unclear`: something in front of the API may have
   * refused it, or the response does not say how far the work came.
   */
  readonly status?: 'refused' | 'unclear' | undefined
}

/**
 * Records which invoices `createOnce` has created or may have created. All processes that create invoices must share one store.
 * `billit-io/idempotency` has three implementations. To write a custom store, implement these five methods and run the checks
 * of `billit-io/idempotency/testing` on it.
 *
 * A method must reject if it fails. It is treated as failed if it does not settle within 30 seconds. A write must be on disk
 * before its promise resolves. A store that writes later, such as Redis with default settings, loses its last writes in a power
 * failure, so that an invoice may be created twice.
 */
export interface IdempotencyStore {
  /** Returns the record of a key, or `undefined` if there is none. */
  read(key: string): Promise<IdempotencyRecord | undefined>
  /**
   * Atomically replaces the record with the previous version, and flushes it to disk. Version 1 is stored only if the key has
   * no record yet. Two keys must never have the same uuid.
   *
   * @returns Whether the record was stored. `false` if the stored version is not the previous one, or if another key has the
   *   uuid.
   */
  write(record: IdempotencyRecord): Promise<boolean>
  /** Removes the record of a key if it has this version. */
  remove(key: string, version: number): Promise<void>
  /** Returns those of the uuids that are stored under any key. */
  claimed(uuids: readonly string[]): Promise<string[]>
  /** Returns all records without a uuid. After a crash, the outcome of these invoices is unknown. */
  unsettled(): Promise<IdempotencyRecord[]>
}
