/** Returns whether a value is an object or an array. */
export const isRecord = (value: unknown): value is Record<PropertyKey, unknown> => typeof value === 'object' && value !== null

/** Returns the type tag of a value, such as `Date` or `Map`. Works across realms (iframes, sandboxes of test runners). */
export const tagOf = (value: unknown): string => Object.prototype.toString.call(value).slice(8, -1)

/** Maps the values of an object and keeps its keys. */
export const mapRecord = <Value>(record: object, map: (value: unknown, key: string) => Value): Record<string, Value> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value, key)]))

/** Converts any value to text. `String()` throws for an object without a prototype. */
export function toText(value: unknown): string {
  try {
    return String(value)
  } catch {
    return 'a value that cannot be shown'
  }
}
