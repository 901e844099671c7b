import { isRecord } from '../core/record.ts'

/** A shorter token is a test's, and may be part of any word. */
const SHORTEST_SECRET = 6

/** Hides a token in texts that may quote it: a server may echo what it was sent. */
export const redactor =
  (secret: string) =>
  (text: string): string =>
    secret.length < SHORTEST_SECRET ? text : text.replaceAll(secret, '[token]')

/** Hides it in a parsed body, keys included: in JSON it may have stood in another spelling, with escapes. */
export function redactDeep(value: unknown, redact: (text: string) => string): unknown {
  if (typeof value === 'string') return redact(value)
  if (Array.isArray(value)) return value.map((item) => redactDeep(item, redact))
  if (!isRecord(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [redact(key), redactDeep(item, redact)]))
}
