/** What a store keeps of one key. No data of a customer, and no token. */
export interface IdempotencyRecord {
  /** The caller's own name for the invoice. */
  readonly key: string
  /** Counts the writes of this key, from 1. */
  readonly version: number
  /** Stands for the draft. It is opaque to the store. */
  readonly hash: string
  /** When the first attempt was made, in milliseconds since 1970. */
  readonly startedAt: number
  /** When the process of the latest attempt last said that it is sending, in milliseconds since 1970. */
  readonly sentAt: number
  /** When the latest attempt has ended, or until when its process has said that it is sending: milliseconds since 1970. */
  readonly until: number
  /** The invoice. `undefined` as long as it is not known. */
  readonly uuid?: string | undefined
}

/**
 * Remembers which invoices `createOnce` has created, or may have created: one table, shared by every process that invoices.
 * `billit-io/idempotency` has three. For a store of your own, write these five methods, and run the checks of
 * `billit-io/idempotency/testing` on them.
 *
 * A method that fails rejects. One that does not settle within 30 seconds counts as failed. A write counts only once it is on
 * the disk: a store that answers first and writes later, such as Redis with its defaults, forgets the last second in a power
 * cut, and an invoice with it.
 */
export interface IdempotencyStore {
  /** The entry of a key. `undefined` if there is none. */
  read(key: string): Promise<IdempotencyRecord | undefined>
  /**
   * Stores an entry in place of the one with the version before it, as one atomic step, and flushes it to the disk. Version 1
   * is stored only if the key has no entry. No two keys may have the same uuid.
   *
   * @returns Whether it was stored. `false` if the entry in store has another version, or another key has the uuid.
   */
  write(entry: IdempotencyRecord): Promise<boolean>
  /** Removes the entry of a key if it has this version. */
  remove(key: string, version: number): Promise<void>
  /** Which of these uuids the store holds, under any key. */
  claimed(uuids: readonly string[]): Promise<string[]>
  /** The entries without a uuid. After a crash, these are the invoices that are in doubt. */
  unsettled(): Promise<IdempotencyRecord[]>
}
