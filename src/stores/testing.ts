/** Checks of the contract of an idempotency store, for any test runner. */
import type { IdempotencyRecord, IdempotencyStore } from '../core/idempotency-store.ts'

/** One check. It uses unique keys, so that it can run on a store that has other records. */
export interface StoreCheck {
  /** States the contract. */
  name: string
  /** @throws Error that describes the violation. */
  run: () => Promise<void>
}

/**
 * Returns the checks of a custom idempotency store.
 *
 * ```ts
 * for (const { name, run } of storeChecks(() => myStore())) test(name, run)
 * ```
 *
 * @param open Opens the store. It is called twice for each check and must return the same store, each time on a new connection
 *   if it has connections: some checks simulate two processes.
 */
export function storeChecks(open: () => IdempotencyStore | Promise<IdempotencyStore>): StoreCheck[] {
  const check = (name: string, run: (one: IdempotencyStore, other: IdempotencyStore) => Promise<void>): StoreCheck => ({
    name,
    run: async () => run(await open(), await open()),
  })
  return [
    check('returns undefined for an unknown key', async (store) => {
      expect('the record', await store.read(newKey()), undefined)
    }),
    check('reads a record that another process has written', async (one, other) => {
      for (const fields of [{}, { uuid: newUuid() }, { status: 'refused' }, { status: 'unclear' }] as const) {
        const record = newRecord(fields)
        expect('written', await one.write(record), true)
        expect('the record', await other.read(record.key), record)
      }
    }),
    check('accepts any text as a key', async (one, other) => {
      for (const text of ["O'Neill; --", 'Τιμολόγιο Ά/1', '%_\\"', 'é', 'É', 'É ', '🧾']) {
        const record = newRecord({ key: `${newKey()}${text}` })
        expect('written', await one.write(record), true)
        expect('the record', await other.read(record.key), record)
      }
    }),
    check('distinguishes keys that differ in case or accents', async (store) => {
      const key = newKey()
      for (const end of ['a', 'A', 'ά', 'α']) expect('written', await store.write(newRecord({ key: key + end })), true)
      expect('the key', (await store.read(`${key}A`))?.key, `${key}A`)
    }),
    check('replaces a record only with its next version', async (one, other) => {
      const record = newRecord({})
      expect('version 2 of nothing', await one.write({ ...record, version: 2 }), false)
      expect('version 1', await one.write(record), true)
      expect('version 1 again', await other.write({ ...record, hash: 'other' }), false)
      expect('version 3 of 1', await other.write({ ...record, version: 3 }), false)
      const next = { ...record, version: 2, sentAt: record.sentAt + 5, until: record.until + 5, uuid: newUuid() }
      expect('version 2', await other.write(next), true)
      expect('the record', await one.read(record.key), next)
    }),
    check('stores one of many concurrent writes of the same version', async (one, other) => {
      const record = newRecord({})
      for (const version of [1, 2, 3]) {
        const writers = Array.from({ length: 10 }, (_, index) => (index % 2 ? one : other))
        const written = await Promise.all(writers.map((store, index) => store.write({ ...record, version, hash: `${index}` })))
        expect('winners', written.filter(Boolean).length, 1)
        expect('the record', (await one.read(record.key))?.hash, `${written.indexOf(true)}`)
      }
    }),
    check('rejects a uuid that another key has', async (one, other) => {
      const uuid = newUuid()
      const [mine, theirs] = [newRecord({}), newRecord({})]
      for (const record of [mine, theirs]) await one.write(record)
      expect('the first', await one.write({ ...mine, version: 2, uuid }), true)
      expect('the second', await other.write({ ...theirs, version: 2, uuid }), false)
      expect('the uuid under a new key', await other.write(newRecord({ uuid })), false)
      expect('the same uuid under the same key', await other.write({ ...mine, version: 3, uuid }), true)
      expect('the second record', await one.read(theirs.key), theirs)
    }),
    check('removes a record only if it has the given version', async (one, other) => {
      const record = newRecord({})
      await one.write(record)
      await other.remove(record.key, 2)
      expect('the record', await one.read(record.key), record)
      await other.remove(record.key, 1)
      expect('the record', await one.read(record.key), undefined)
      await other.remove(record.key, 1)
      expect('version 1 again', await one.write(record), true)
    }),
    check('claimed() returns the uuids that are stored under any key', async (one, other) => {
      const record = newRecord({ uuid: newUuid() })
      await one.write(record)
      expect('the claimed uuids', await other.claimed([newUuid(), String(record.uuid), newUuid()]), [record.uuid])
      expect('the claimed uuids of none', await other.claimed([]), [])
    }),
    check('unsettled() returns the records without a uuid', async (one, other) => {
      const [open, done] = [newRecord({}), newRecord({ uuid: newUuid() })]
      for (const record of [open, done]) await one.write(record)
      const found = (await other.unsettled()).filter(({ key }) => key === open.key || key === done.key)
      expect('the records', found, [open])
    }),
    check('keeps its own copy of a record', async (store) => {
      const record = { ...newRecord({}) }
      const before = { ...record }
      await store.write(record)
      Object.assign(record, { hash: 'changed' })
      expect('the record', await store.read(record.key), before)
    }),
  ]
}

const newUuid = (): string => crypto.randomUUID()

const newKey = (): string => `check-${newUuid()}`

function newRecord(fields: Partial<IdempotencyRecord>): IdempotencyRecord {
  const { uuid, ...rest } = fields
  const record = { key: newKey(), version: 1, hash: newUuid(), startedAt: 1_790_000_000_000, sentAt: 1_790_000_000_001, ...rest }
  return { ...record, until: 1_790_000_030_001, ...(uuid === undefined ? {} : { uuid }) }
}

function expect(what: string, found: unknown, wanted: unknown): void {
  const [is, should] = [found, wanted].map((value) => JSON.stringify(sortKeys(value)) ?? 'undefined')
  if (is !== should) throw new Error(`${what} should be ${should}, but is ${is}`)
}

/** Sorts the keys of an object. */
const sortKeys = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).sort()) : value
