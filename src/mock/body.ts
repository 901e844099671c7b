/** Stands for a body that is not JSON. */
export const MALFORMED = Symbol('malformed')

const strict = new TextDecoder('utf-8', { fatal: true })

/** Parses the JSON of a body. Undefined: there is no body. */
export function parseBody(bytes: Uint8Array | undefined): unknown {
  if (!bytes || bytes.length === 0) return undefined
  try {
    return JSON.parse(strict.decode(bytes))
  } catch {
    return MALFORMED
  }
}
