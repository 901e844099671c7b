/**
 * A header that is a number from 0: the largest, if a proxy has repeated the header. `undefined` if it is no number.
 */
export function numberIn(headers: Headers, name: string): number | undefined {
  const parts = (headers.get(name) ?? '').split(',').map((part) => part.trim())
  return parts.every((part) => /^\d+(\.\d+)?$/.test(part)) ? Math.max(...parts.map(Number)) : undefined
}
