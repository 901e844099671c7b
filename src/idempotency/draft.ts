import { show } from '../core/arguments.ts'
import { canonicalJson } from '../core/canonical-json.ts'
import { InvalidArgumentError } from '../core/errors.ts'
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

/** The tag of a key. */
export const tagFor = (key: string): string => `ref:${key}`

/**
 * Adds the tag of the key to a request body, and computes the hash that identifies the draft.
 *
 * @throws InvalidArgumentError if the tags of the body are not an array.
 */
export async function prepareDraft(key: string, body: InvoiceCreate, isTagged: boolean): Promise<Draft> {
  const tag = tagFor(key)
  const tags: unknown = body.tags ?? []
  if (!Array.isArray(tags))
    throw new InvalidArgumentError(`tags: pass an array of strings, not ${show(tags)}.`, { field: 'tags' })
  const tagged = isTagged ? { ...body, tags: [...tags.filter((each) => each !== tag), tag] } : body
  const [parties, content] = await Promise.all([hashParties(body.customerId, body.invoiceDate), digest(body)])
  return { body: tagged, tag, hash: [parties, content, isTagged ? 'tagged' : 'untagged'].join('-') }
}

/** A short hash of a customer and a calendar day: the first part of a draft's hash. */
export const hashParties = async (customerId: unknown, day: unknown): Promise<string> =>
  (await digest([customerId, day])).slice(0, 16)

/** Whether two hashes are of the same draft, sent with the tag or without it. */
export const isSameDraft = (one: string, other: string): boolean => one.split('-')[1] === other.split('-')[1]

/** Whether two hashes are of drafts with the same customer and date. */
export const hasSamePartiesHash = (one: string, other: string): boolean => one.split('-')[0] === other.split('-')[0]

/** Whether the draft of a hash was sent with its tag. */
export const wasTagged = (hash: string): boolean => hash.endsWith('-tagged')

/**
 * Checks a key and returns it in its composed Unicode form (NFC), since one text can be written in two forms.
 *
 * @throws InvalidArgumentError if the key cannot be a tag.
 */
export function readKey(key: unknown): string {
  // The server may trim surrounding spaces, and drop control characters, separators of lines and lone surrogates.
  const isKey =
    typeof key === 'string' && key.length <= MAX_KEY_LENGTH && /^(?!\s)[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}]+(?<!\s)$/u.test(key)
  if (isKey) return key.normalize('NFC')
  throw new InvalidArgumentError(
    `The key must be a string of 1 to ${MAX_KEY_LENGTH} characters on one line, such as 'order-1042', not ${show(key)}.`,
  )
}

/** A hash of the JSON. The order of its keys does not matter. */
const digest = (value: unknown): Promise<string> => sha256(canonicalJson(value))
