import { isRecord } from '../core/record.ts'

/** The parsed value of a body that is not JSON. */
export const MALFORMED = Symbol('malformed')

const strictDecoder = new TextDecoder('utf-8', { fatal: true })

/** As many levels as PHP decodes. Deeper values cannot be copied or written as JSON. */
const MAX_DEPTH = 512

/** Validation compares the items of a list with each other: 1000 take two seconds, 10,000 take minutes. */
const MAX_ITEMS = 1000

export const INVALID_JSON = `The body is not valid JSON, or has more than ${MAX_DEPTH} levels.`
export const LIST_TOO_LONG = `A list in the body has more than ${MAX_ITEMS} items.`

/** Parses a JSON body. Returns undefined for an empty one, and `MALFORMED` for invalid JSON. */
export function parseBody(bytes: Uint8Array | undefined): unknown {
  if (!bytes || bytes.length === 0) return undefined
  try {
    const body: unknown = JSON.parse(strictDecoder.decode(bytes))
    return isDeeper(body, MAX_DEPTH) ? MALFORMED : body
  } catch {
    return MALFORMED
  }
}

const isDeeper = (value: unknown, levels: number): boolean =>
  isRecord(value) && (levels === 0 || Object.values(value).some((inner) => isDeeper(inner, levels - 1)))

/** Whether a list in a parsed body is longer than the mock validates. */
export const hasLongList = (value: unknown): boolean =>
  isRecord(value) && ((Array.isArray(value) && value.length > MAX_ITEMS) || Object.values(value).some(hasLongList))

/** In bytes, and far larger than any real record. */
export const MAX_BODY_BYTES = 5 * 2 ** 20

export const BODY_TOO_LARGE = 'The body is larger than 5 MB.'

/** Returns bytes as they are, encodes text as UTF-8 and anything else as JSON. */
export const encodeBody = (body: unknown): Uint8Array =>
  body instanceof Uint8Array
    ? body
    : Buffer.from(body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body))
