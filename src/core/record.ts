/** Whether a value is an object, an array included. */
export const isRecord = (value: unknown): value is Record<PropertyKey, unknown> => typeof value === 'object' && value !== null

/** What a value calls itself, whatever realm (an iframe, a test runner's sandbox) it comes from: `Date`, `Object`, `Map`. */
export const tagOf = (value: unknown): string => Object.prototype.toString.call(value).slice(8, -1)

/** The same keys with other values. */
export const mapRecord = <Value>(record: object, map: (value: unknown, key: string) => Value): Record<string, Value> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value, key)]))

/** Any value as text. `String()` throws for an object without a prototype. */
export function toText(value: unknown): string {
  try {
    return String(value)
  } catch {
    return 'a value that cannot be shown'
  }
}
