/** The parsed value of a body that is not JSON. */
export const MALFORMED = Symbol('malformed')

const strictDecoder = new TextDecoder('utf-8', { fatal: true })

/** Parses a JSON body. Returns undefined for an empty one, and `MALFORMED` for invalid JSON. */
export function parseBody(bytes: Uint8Array | undefined): unknown {
  if (!bytes || bytes.length === 0) return undefined
  try {
    return JSON.parse(strictDecoder.decode(bytes))
  } catch {
    return MALFORMED
  }
}

/** In bytes, and far larger than any real record. */
export const MAX_BODY_BYTES = 5 * 2 ** 20

export const BODY_TOO_LARGE = 'The body is larger than 5 MB.'

/** Returns bytes as they are, encodes text as UTF-8 and anything else as JSON. */
export const encodeBody = (body: unknown): Uint8Array =>
  body instanceof Uint8Array
    ? body
    : Buffer.from(body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body))
