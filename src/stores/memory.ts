import type { IdempotencyRecord, IdempotencyStore } from '../core/idempotency-store.ts'

/**
 * Creates an in-memory idempotency store for tests. Its records are lost when the process ends, so that invoices could be
 * created twice.
 */
export function memoryStore(): IdempotencyStore {
  const records = new Map<string, IdempotencyRecord>()
  const findByUuid = (uuid: string) => [...records.values()].find((record) => record.uuid === uuid)
  return {
    async read(key) {
      return records.get(key)
    },
    async write(record) {
      const { key, version, uuid } = record
      if ((records.get(key)?.version ?? 0) !== version - 1) return false
      if (uuid !== undefined && (findByUuid(uuid)?.key ?? key) !== key) return false
      records.set(key, { ...record })
      return true
    },
    async remove(key, version) {
      if (records.get(key)?.version === version) records.delete(key)
    },
    async claimed(uuids) {
      return uuids.filter(findByUuid)
    },
    async unsettled() {
      return [...records.values()].filter(({ uuid }) => uuid === undefined)
    },
  }
}
