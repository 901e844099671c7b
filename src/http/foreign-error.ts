/**
 * Errors that this package did not make: of `fetch`, of a caller's own `fetch`, of a hook or a limiter. Anything can be
 * thrown, so nothing here trusts a field to have its usual type, or reading it to be safe.
 */
import { isRecord, toText } from '../core/record.ts'
import { messageOf, readField, textIn } from '../core/text.ts'

/** An error may be its own cause. */
const MAX_CAUSES = 5

/** The message of the innermost cause: `fetch` itself says no more than that it failed. */
export function innermostMessage(error: unknown, depth = 0): string {
  const cause = readField(error, 'cause')
  return isRecord(cause) && depth < MAX_CAUSES ? innermostMessage(cause, depth + 1) : messageOf(error)
}

/**
 * Whether the failure says that no connection was made, so that the server saw nothing. It must name the server's own host
 * or port: what wraps `fetch` may have failed to reach something else.
 */
export function neverConnected(error: unknown, server: URL, depth = 0): boolean {
  if (!isRecord(error) || depth > MAX_CAUSES) return false
  const errors = readField(error, 'errors')
  // An AggregateError: one address after the other was tried.
  if (Array.isArray(errors)) return errors.length > 0 && errors.every((each) => neverConnected(each, server, depth + 1))
  const code = textIn(error, 'code')
  if (code === 'ECONNREFUSED') return readField(error, 'port') === portOf(server)
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return readField(error, 'hostname') === server.hostname
  return neverConnected(readField(error, 'cause'), server, depth + 1)
}

const portOf = ({ port, protocol }: URL): number => Number(port || (protocol === 'https:' ? 443 : 80))

/** ofetch's own error holds the request, token included. Its cause does not. */
export const withoutRequest = (error: unknown): unknown =>
  textIn(error, 'name') === 'FetchError' ? readField(error, 'cause') : error

/** A copy with the name, message, stack, code and cause alone: a custom `fetch` may keep the request in its errors. */
export function copyOf(error: unknown, redact: (text: string) => string, depth = 0): unknown {
  if (!isRecord(error)) return redact(toText(error))
  const copy = new Error(redact(messageOf(error)))
  copy.name = redact(textIn(error, 'name') || 'Error')
  copy.stack = redact(textIn(error, 'stack'))
  const code = readField(error, 'code')
  if (code !== undefined) Object.assign(copy, { code: redact(toText(code)) })
  const cause = readField(error, 'cause')
  if (cause !== undefined && depth < MAX_CAUSES) copy.cause = copyOf(cause, redact, depth + 1)
  return copy
}
