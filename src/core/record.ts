/** Returns whether a value is an object or an array. */
export const isRecord = (value: unknown): value is Record<PropertyKey, unknown> => typeof value === 'object' && value !== null

/** Returns the type tag of a value, such as `Date` or `Map`. Works across realms (iframes, sandboxes of test runners). */
export const tagOf = (value: unknown): string => Object.prototype.toString.call(value).slice(8, -1)

/** Maps the values of an object and keeps its keys. */
export const mapRecord = <Value>(record: object, map: (value: unknown, key: string) => Value): Record<string, Value> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value, key)]))

/** Reads an object's own field. A name from a server may be that of an inherited one, such as `constructor`. */
export const readOwn = <Value>(record: Readonly<Record<string, Value>>, name: string): Value | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined

/** Collects values by name, in the order of their first occurrence. The names may be any, such as `constructor`. */
export function groupByName<Value>(entries: Iterable<readonly [name: string, value: Value]>): Record<string, Value[]> {
  const groups = new Map<string, Value[]>()
  for (const [name, value] of entries) {
    const group = groups.get(name)
    if (group) group.push(value)
    else groups.set(name, [value])
  }
  return Object.fromEntries(groups)
}

/** Converts any value to text. `String()` throws for an object without a prototype. */
export function toText(value: unknown): string {
  try {
    return String(value)
  } catch {
    return 'a value that cannot be shown'
  }
}
