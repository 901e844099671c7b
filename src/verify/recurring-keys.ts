/** Finds the keys that several records have. A key of a single record may be data, such as a person's name. */
import { isRecord } from '../core/record.ts'
import type { Exchange } from './client.ts'

/** Collects the keys that objects of at least two different records have. */
export function findRecurringKeys(exchanges: readonly Exchange[]): ReadonlySet<string> {
  const owners = new Map<string, Set<string>>()
  for (const { method, path, key = '', body } of exchanges) collect(body, `${method} ${path} ${key}`)
  return new Set([...owners].filter(([, records]) => records.size > 1).map(([key]) => key))

  /** @param owner identifies the record that the value belongs to, so that a record that is read twice counts once */
  function collect(value: unknown, owner: string): void {
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) collect(item, `${owner}[${index}]`)
    } else if (isRecord(value)) {
      const id = value.uuid ?? value.id
      const record = typeof id === 'string' || typeof id === 'number' ? String(id) : owner
      for (const [key, child] of Object.entries(value)) {
        owners.set(key, (owners.get(key) ?? new Set()).add(record))
        collect(child, record)
      }
    }
  }
}
