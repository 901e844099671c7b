/** What every store must do, as checks that any test runner, or none, can run. */
import type { IdempotencyRecord, IdempotencyStore } from '../core/idempotency-store.ts'

/** One check. It uses keys of its own, so that checks can run on a store that holds other entries. */
export interface StoreCheck {
  /** What must hold. */
  name: string
  /** @throws Error that says what did not hold. */
  run: () => Promise<void>
}

/**
 * The checks of a store.
 *
 * ```ts
 * for (const { name, run } of storeChecks(() => myStore())) test(name, run)
 * ```
 *
 * @param open Gives a store of the same store each time: on a new connection, if the store has connections, since some of the
 *   checks play two processes.
 */
export function storeChecks(open: () => IdempotencyStore | Promise<IdempotencyStore>): StoreCheck[] {
  const check = (name: string, run: (one: IdempotencyStore, other: IdempotencyStore) => Promise<void>): StoreCheck => ({
    name,
    run: async () => run(await open(), await open()),
  })
  return [
    check('an unknown key has no entry', async (store) => {
      expect('the entry', await store.read(newKey()), undefined)
    }),
    check('what one writes, the other reads', async (one, other) => {
      for (const uuid of [undefined, newUuid()]) {
        const entry = newEntry({ uuid })
        expect('written', await one.write(entry), true)
        expect('the entry', await other.read(entry.key), entry)
      }
    }),
    check('a key may be any text', async (one, other) => {
      for (const text of ["O'Neill; --", 'Τιμολόγιο Ά/1', '%_\\"', 'é', 'É', 'É ', '🧾']) {
        const entry = newEntry({ key: `${newKey()}${text}` })
        expect('written', await one.write(entry), true)
        expect('the entry', await other.read(entry.key), entry)
      }
    }),
    check('keys that differ in case or accents are different keys', async (store) => {
      const key = newKey()
      for (const end of ['a', 'A', 'ά', 'α']) expect('written', await store.write(newEntry({ key: key + end })), true)
      expect('the key', (await store.read(`${key}A`))?.key, `${key}A`)
    }),
    check('an entry is replaced by its next version only', async (one, other) => {
      const entry = newEntry({})
      expect('version 2 of nothing', await one.write({ ...entry, version: 2 }), false)
      expect('version 1', await one.write(entry), true)
      expect('version 1 again', await other.write({ ...entry, hash: 'other' }), false)
      expect('version 3 of 1', await other.write({ ...entry, version: 3 }), false)
      const next = { ...entry, version: 2, sentAt: entry.sentAt + 5, until: entry.until + 5, uuid: newUuid() }
      expect('version 2', await other.write(next), true)
      expect('the entry', await one.read(entry.key), next)
    }),
    check('of many that write the same version at once, one wins', async (one, other) => {
      const entry = newEntry({})
      for (const version of [1, 2, 3]) {
        const writers = Array.from({ length: 10 }, (_, index) => (index % 2 ? one : other))
        const written = await Promise.all(writers.map((store, index) => store.write({ ...entry, version, hash: `${index}` })))
        expect('winners', written.filter(Boolean).length, 1)
        expect('the entry', (await one.read(entry.key))?.hash, `${written.indexOf(true)}`)
      }
    }),
    check('no two keys have the same uuid', async (one, other) => {
      const uuid = newUuid()
      const [mine, theirs] = [newEntry({}), newEntry({})]
      for (const entry of [mine, theirs]) await one.write(entry)
      expect('the first', await one.write({ ...mine, version: 2, uuid }), true)
      expect('the second', await other.write({ ...theirs, version: 2, uuid }), false)
      expect('one that is new', await other.write(newEntry({ uuid })), false)
      expect('its own again', await other.write({ ...mine, version: 3, uuid }), true)
      expect('the second is as it was', await one.read(theirs.key), theirs)
    }),
    check('an entry is removed by its version only', async (one, other) => {
      const entry = newEntry({})
      await one.write(entry)
      await other.remove(entry.key, 2)
      expect('the entry', await one.read(entry.key), entry)
      await other.remove(entry.key, 1)
      expect('the entry', await one.read(entry.key), undefined)
      await other.remove(entry.key, 1)
      expect('version 1 again', await one.write(entry), true)
    }),
    check('claimed gives the uuids that some key has', async (one, other) => {
      const entry = newEntry({ uuid: newUuid() })
      await one.write(entry)
      expect('those', await other.claimed([newUuid(), String(entry.uuid), newUuid()]), [entry.uuid])
      expect('none', await other.claimed([]), [])
    }),
    check('unsettled gives the entries without a uuid', async (one, other) => {
      const [open, done] = [newEntry({}), newEntry({ uuid: newUuid() })]
      for (const entry of [open, done]) await one.write(entry)
      const found = (await other.unsettled()).filter(({ key }) => key === open.key || key === done.key)
      expect('the entries', found, [open])
    }),
    check('an entry that was read is a copy', async (store) => {
      const entry = { ...newEntry({}) }
      const before = { ...entry }
      await store.write(entry)
      Object.assign(entry, { hash: 'changed' })
      expect('the entry', await store.read(entry.key), before)
    }),
  ]
}

const newUuid = (): string => crypto.randomUUID()

const newKey = (): string => `check-${newUuid()}`

function newEntry(fields: Partial<IdempotencyRecord>): IdempotencyRecord {
  const { uuid, ...rest } = fields
  const entry = { key: newKey(), version: 1, hash: newUuid(), startedAt: 1_790_000_000_000, sentAt: 1_790_000_000_001, ...rest }
  return { ...entry, until: 1_790_000_030_001, ...(uuid === undefined ? {} : { uuid }) }
}

function expect(what: string, found: unknown, wanted: unknown): void {
  const [is, should] = [found, wanted].map((value) => JSON.stringify(sorted(value)) ?? 'undefined')
  if (is !== should) throw new Error(`${what}: ${is}, not ${should}`)
}

/** With its keys in order, and without those that are undefined. */
const sorted = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).sort()) : value
