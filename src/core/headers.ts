/**
 * Parses a header that holds a non-negative number. Returns the largest if a proxy has repeated the header, and `undefined` if
 * it is not a number.
 */
export function numberIn(headers: Headers, name: string): number | undefined {
  const parts = (headers.get(name) ?? '').split(',').map((part) => part.trim())
  return parts.every((part) => /^\d+(\.\d+)?$/.test(part)) ? Math.max(...parts.map(Number)) : undefined
}

/** Whether the name of a header, in lower case, says that its value is secret. Also custom ones such as `x-client-secret`. */
export const isSecretHeader = (name: string): boolean => /auth|cookie|token|secret|password|(^|-)(api-?)?key$/.test(name)
