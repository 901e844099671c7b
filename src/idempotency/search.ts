import { NotFoundError } from '../core/errors.ts'
import type { IdempotencyRecord, IdempotencyStore } from '../core/idempotency-store.ts'
import type { Invoice, InvoiceListItem } from '../core/types.ts'
import type { CallOptions } from '../http/call-options.ts'
import type { Caller } from '../http/caller.ts'
import { byUuid } from '../http/encode.ts'
import { dateIn } from '../http/wait-headers.ts'
import { List } from '../pagination/list.ts'
import { readPage } from '../pagination/page.ts'
import { type Draft, hashParties, hasSamePartiesHash, isSameDraft, tagFor, wasTagged } from './draft.ts'
import { InvoiceCache } from './invoice-cache.ts'
import { isSameFolded, matchTag, readLabels, type TagMatch } from './labels.ts'
import {
  compareAge,
  hasRoundedNet,
  hasSameCustomer,
  hasSameDay,
  hasSameNet,
  hasSameType,
  isComplete,
  isDatedAtCreation,
} from './matching.ts'

/** The result of a search on the server. */
export interface SearchResult {
  /** The invoice, if it is certainly the right one. */
  found: Invoice | undefined
  /** Invoices that cannot be ruled out. */
  doubtful: InvoiceListItem[]
  /** The time on the server, in milliseconds since 1970. */
  serverTime: number
}

interface SearchParts {
  caller: Caller
  store: IdempotencyStore
  draft: Draft
  record: IdempotencyRecord
  /** Milliseconds since the first attempt. */
  age: () => number
  /** The options of the next request. */
  options: () => CallOptions
}

/** A row of the list that may be the invoice, and what its details say. */
interface Candidate {
  row: InvoiceListItem
  /** Whether customer, day, net amount and age fit the draft as far as is known. */
  isSimilar: boolean
  match: TagMatch
  /** `undefined` if the list has the row, and reading it returned 404. */
  labels: string[] | undefined
}

/**
 * Searches for the invoice of an attempt: usually one page of the list, and then each invoice that may be the right one, because
 * only single invoices have their tags. Cancelled invoices are included: they were created.
 *
 * The tag decides, whatever the customer and the date: the server may have merged the customer, or dated the invoice differently.
 * But servers may also drop, cut or change tags. So an invoice that is similar, and that no tag of another key rules out, is
 * doubtful: it is neither the invoice for certain nor proof that there is none.
 */
export async function search(parts: SearchParts): Promise<SearchResult> {
  const { store, draft, record } = parts
  const { rows, since, serverTime } = await readRows(parts)
  const similar = await findSimilar(rows, draft, record, since)
  const possible = rows.filter((row) => similar.has(row) || mayHaveTag(row, draft, since))
  if (possible.length === 0) return { found: undefined, doubtful: [], serverTime }
  // In this order: a record that is completed in between is then in one of the two.
  const rivals = (await store.unsettled()).filter(({ key }) => key !== record.key)
  const claimed = new Set(await store.claimed(possible.map(({ uuid }) => uuid)))
  const sameTag = rivals.filter(({ key }) => isSameFolded(tagFor(key), draft.tag))

  const candidates: Candidate[] = []
  const invoices = new Map<string, Invoice>()
  const unclaimed = possible.filter(({ uuid }) => !claimed.has(uuid))
  // The similar ones first: they are likely to be the right ones.
  for (const row of [...unclaimed].sort((one, other) => Number(similar.has(other)) - Number(similar.has(one)))) {
    const labels = await readTags(parts, row, serverTime, invoices)
    const match = matchTag(labels ?? [], draft.tag)
    candidates.push({ row, isSimilar: similar.has(row), match, labels })
    if (match === 'exact' && sameTag.length === 0) break
  }
  const { found, doubtful } = decide(candidates, { draft, record, rivals, sameTag, since })
  const invoice = found === undefined ? undefined : (invoices.get(found) ?? (await readInvoice(parts, found)))
  return { found: invoice, doubtful, serverTime }
}

interface Context {
  draft: Draft
  record: IdempotencyRecord
  /** The incomplete records of other keys. */
  rivals: readonly IdempotencyRecord[]
  /** Those whose tag the server may store as ours. */
  sameTag: readonly IdempotencyRecord[]
  since: number
}

function decide(candidates: readonly Candidate[], context: Context): { found: string | undefined; doubtful: InvoiceListItem[] } {
  const { draft, record, rivals, sameTag, since } = context
  const certain = ({ row }: Candidate) => ({ found: row.uuid, doubtful: [] })
  const doubt = (doubtful: readonly Candidate[]) => ({ found: undefined, doubtful: doubtful.map(({ row }) => row) })

  const exact = candidates.filter(({ match }) => match === 'exact')
  // A server that folds tags may have given our tag to the invoice of another key, unless that key's own tag is there too.
  const isOurs = sameTag.every(({ key }) => candidates.some(({ labels }) => labels?.includes(tagFor(key))))
  if (exact[0] && exact.length === 1 && isOurs) return certain(exact[0])
  if (exact.length > 0) return doubt(exact)

  const folded = candidates.filter(({ match, isSimilar }) => match === 'folded' && isSimilar)
  if (folded[0] && folded.length === 1 && sameTag.length === 0) return certain(folded[0])

  const doubtful = candidates.filter(({ match, isSimilar }) => match === 'folded' || (isSimilar && match !== 'foreign'))
  const [only, ...others] = doubtful
  const isAlone = others.length === 0 && !rivals.some(({ hash }) => hasSamePartiesHash(hash, record.hash))
  return only && isAlone && isUntaggedMatch(only, draft, record, since) ? certain(only) : doubt(doubtful)
}

/** Whether an invoice without a tag is that of a draft that was sent without one. */
function isUntaggedMatch({ row, match, labels }: Candidate, { body }: Draft, { hash, status }: IdempotencyRecord, since: number) {
  const isUntagged = !wasTagged(hash) && status === undefined && match === 'none' && labels !== undefined
  const isSame = hasSameDay(row, body) && hasSameNet(row, body) && hasSameType(row, body)
  return isUntagged && isSame && compareAge(row, since) === 'after'
}

/**
 * The rows that were created since the attempt, with the customer, the day and the net amount of the draft. A refused draft may
 * have been corrected since. Only a hash of the customer and day of the refused one is known.
 */
async function findSimilar(
  rows: readonly InvoiceListItem[],
  { body, hash }: Draft,
  record: IdempotencyRecord,
  since: number,
): Promise<Set<InvoiceListItem>> {
  const recent = rows.filter((row) => compareAge(row, since) !== 'before')
  const similar = recent.filter(
    (row) =>
      hasSameCustomer(row, body) &&
      (hasSameDay(row, body) || isDatedAtCreation(row)) &&
      (hasSameNet(row, body) || hasRoundedNet(row, body)),
  )
  if (isSameDraft(record.hash, hash)) return new Set(similar)
  const hashes = await Promise.all(
    recent.map(({ customer, dateIssued }) => hashParties(customer?.id, String(dateIssued).slice(0, 10))),
  )
  return new Set([...similar, ...recent.filter((_, index) => hasSamePartiesHash(hashes[index] ?? '', record.hash))])
}

/**
 * Whether the details of a row are worth reading for its tag alone. A row of another amount is not, and one that is older than the
 * attempt is only if everything else fits: its time may be in another time zone.
 */
function mayHaveTag(row: InvoiceListItem, { body }: Draft, since: number): boolean {
  if (!hasSameNet(row, body) && !hasRoundedNet(row, body)) return false
  return compareAge(row, since) !== 'before' || (hasSameCustomer(row, body) && hasSameDay(row, body))
}

/** Reads the rows of the list that are new enough, and the time of the first attempt by the server's clock. */
async function readRows({ caller, draft, age, options }: SearchParts) {
  const rows: InvoiceListItem[] = []
  let serverTime = Number.NaN
  let since = Number.NaN
  const list = new List<InvoiceListItem>(() => ({
    ...{ page: undefined, perPage: undefined, concurrency: 0, signal: undefined, deadline: undefined },
    fetch: async ({ page, perPage }) => {
      const parts = { query: { page, per_page: perPage } }
      const result = await caller.fetch('listInvoices', parts, options())
      if (Number.isNaN(serverTime)) {
        serverTime = dateIn(result.response.headers, 'Date') ?? Date.now()
        since = serverTime - age()
      }
      return { ...result, data: readPage(result.data, page, perPage) }
    },
  }))
  for await (const page of list.pages()) {
    rows.push(...page.data)
    if (isComplete(rows, since, draft.body)) break
  }
  return { rows, since, serverTime }
}

const caches = new WeakMap<Caller, InvoiceCache>()

/**
 * The tags of an invoice. `undefined` if reading it returns 404 although the list has it.
 *
 * @param invoices Gets the invoice, if it had to be read.
 */
async function readTags(
  parts: SearchParts,
  row: InvoiceListItem,
  now: number,
  invoices: Map<string, Invoice>,
): Promise<string[] | undefined> {
  const cache = caches.get(parts.caller) ?? new InvoiceCache()
  caches.set(parts.caller, cache)
  const cached = cache.get(row)
  if (cached) return cached
  try {
    const invoice = await readInvoice(parts, row.uuid)
    const labels = readLabels(invoice.tags)
    invoices.set(row.uuid, invoice)
    cache.set(row, labels, now)
    return labels
  } catch (error) {
    if (error instanceof NotFoundError) return undefined
    throw error
  }
}

const readInvoice = async ({ caller, options }: SearchParts, uuid: string): Promise<Invoice> =>
  (await caller.fetch('getInvoice', byUuid(uuid), options())).data
