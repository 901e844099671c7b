import type { IdempotencyRecord, IdempotencyStore } from '../core/idempotency-store.ts'

/**
 * A store that lasts as long as its process. For tests: after a crash it remembers nothing, so that invoices can be created
 * twice.
 */
export function memoryStore(): IdempotencyStore {
  const entries = new Map<string, IdempotencyRecord>()
  const holderOf = (uuid: string) => [...entries.values()].find((entry) => entry.uuid === uuid)
  return {
    async read(key) {
      return entries.get(key)
    },
    async write(entry) {
      const { key, version, uuid } = entry
      if ((entries.get(key)?.version ?? 0) !== version - 1) return false
      if (uuid !== undefined && (holderOf(uuid)?.key ?? key) !== key) return false
      entries.set(key, { ...entry })
      return true
    },
    async remove(key, version) {
      if (entries.get(key)?.version === version) entries.delete(key)
    },
    async claimed(uuids) {
      return uuids.filter(holderOf)
    },
    async unsettled() {
      return [...entries.values()].filter(({ uuid }) => uuid === undefined)
    },
  }
}
