import { show } from '../core/arguments.ts'
import { InvalidArgumentError } from '../core/errors.ts'
import { isRecord } from '../core/record.ts'
import { sha256 } from '../core/sha256.ts'
import type { InvoiceCreate } from '../core/types.ts'
import { encodeBody } from '../http/encode.ts'

/** A draft as it stood when `createOnce` was called. */
export interface Draft {
  /** What is sent. */
  readonly body: InvoiceCreate
  /** The tag of its key, whether it is sent or not. */
  readonly tag: string
  /** What the store keeps of it. */
  readonly hash: string
}

const MAX_KEY_LENGTH = 200

/**
 * @throws InvalidArgumentError if it cannot be sent, or the key cannot be a tag.
 */
export async function readDraft(
  key: string,
  draft: InvoiceCreate,
  isTagged: boolean,
  dates: readonly string[],
  timeZone: string,
): Promise<Draft> {
  // Before anything is awaited. JSON of a checked body has its shape.
  const given: InvoiceCreate = JSON.parse(encodeBody(draft, dates, timeZone))
  const tag = `ref:${checkKey(key)}`
  const tags = Array.isArray(given.tags) ? given.tags : []
  const body = isTagged ? { ...given, tags: [...tags.filter((each) => each !== tag), tag] } : given
  const [likeness, content] = await Promise.all([digest([given.customerId, given.invoiceDate]), digest(given)])
  return { body, tag, hash: [likeness.slice(0, 16), content, isTagged ? 'tagged' : 'untagged'].join('-') }
}

/** Whether two hashes are of the same draft, sent with the tag or without it. */
export const isSameDraft = (one: string, other: string): boolean => one.split('-')[1] === other.split('-')[1]

/** Whether two hashes are of drafts with the same customer and date. */
export const isAlike = (one: string, other: string): boolean => one.split('-')[0] === other.split('-')[0]

/** Whether the draft of a hash was sent with its tag. */
export const wasTagged = (hash: string): boolean => hash.endsWith('-tagged')

function checkKey(key: unknown): string {
  // Surrounding spaces and control characters may not come back from the server as they were sent.
  const isKey = typeof key === 'string' && key.length <= MAX_KEY_LENGTH && /^[^\s\p{Cc}]([^\p{Cc}]*[^\s\p{Cc}])?$/u.test(key)
  if (isKey) return key
  throw new InvalidArgumentError(
    `The key must be a text of 1 to ${MAX_KEY_LENGTH} characters on one line, such as 'order-1042', not ${show(key)}.`,
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
