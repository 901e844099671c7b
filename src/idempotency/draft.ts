import { show } from '../core/arguments.ts'
import { InvalidArgumentError } from '../core/errors.ts'
import { isRecord } from '../core/record.ts'
import { sha256 } from '../core/sha256.ts'
import type { InvoiceCreate } from '../core/types.ts'

/** The invoice to create, as it was when `createOnce` was called. */
export interface Draft {
  /** The request body, with the tag if it is sent. */
  readonly body: InvoiceCreate
  /** The tag of the key, whether it is sent or not. */
  readonly tag: string
  /** The hash that is stored with the key. */
  readonly hash: string
}

const MAX_KEY_LENGTH = 200

/**
 * Adds the tag of the key to a request body, and computes the hash that identifies the draft.
 *
 * @throws InvalidArgumentError if the key cannot be a tag.
 */
export async function prepareDraft(key: string, body: InvoiceCreate, isTagged: boolean): Promise<Draft> {
  const tag = `ref:${checkKey(key)}`
  const tags = Array.isArray(body.tags) ? body.tags : []
  const tagged = isTagged ? { ...body, tags: [...tags.filter((each) => each !== tag), tag] } : body
  const [parties, content] = await Promise.all([digest([body.customerId, body.invoiceDate]), digest(body)])
  return { body: tagged, tag, hash: [parties.slice(0, 16), content, isTagged ? 'tagged' : 'untagged'].join('-') }
}

/** Whether two hashes are of the same draft, sent with the tag or without it. */
export const isSameDraft = (one: string, other: string): boolean => one.split('-')[1] === other.split('-')[1]

/** Whether two hashes are of drafts with the same customer and date. */
export const hasSamePartiesHash = (one: string, other: string): boolean => one.split('-')[0] === other.split('-')[0]

/** Whether the draft of a hash was sent with its tag. */
export const wasTagged = (hash: string): boolean => hash.endsWith('-tagged')

function checkKey(key: unknown): string {
  // The server may trim surrounding spaces or drop control characters.
  const isKey = typeof key === 'string' && key.length <= MAX_KEY_LENGTH && /^[^\s\p{Cc}]([^\p{Cc}]*[^\s\p{Cc}])?$/u.test(key)
  if (isKey) return key
  throw new InvalidArgumentError(
    `The key must be a string of 1 to ${MAX_KEY_LENGTH} characters on one line, such as 'order-1042', not ${show(key)}.`,
  )
}

/** A hash of the JSON. The order of its keys does not matter. */
function digest(value: unknown): Promise<string> {
  const sorted = (_key: string, part: unknown): unknown =>
    isRecord(part) && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
      : part
  return sha256(JSON.stringify(value, sorted))
}
