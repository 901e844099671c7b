import { NotFoundError } from '../core/errors.ts'
import type { IdempotencyRecord, IdempotencyStore } from '../core/idempotency-store.ts'
import { isRecord } from '../core/record.ts'
import type { Invoice, InvoiceListItem } from '../core/types.ts'
import type { CallOptions } from '../http/call-options.ts'
import type { Caller } from '../http/caller.ts'
import { byUuid } from '../http/encode.ts'
import { dateIn } from '../http/wait-headers.ts'
import { List } from '../pagination/list.ts'
import { readPage } from '../pagination/page.ts'
import { type Draft, hasSamePartiesHash, wasTagged } from './draft.ts'
import { compareAge, hasSameNet, hasSameParties, isComplete } from './matching.ts'

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

/**
 * Searches for the invoice of an attempt: usually one page of the list, and then each invoice that may be the right one, because
 * only single invoices have their tags. Cancelled invoices are included: they were created.
 */
export async function search(parts: SearchParts): Promise<SearchResult> {
  const { store, draft, record, caller, options } = parts
  const { rows, since, serverTime } = await readRows(parts)
  const isTagged = wasTagged(record.hash)
  const isSimilar = (row: InvoiceListItem) => {
    if (!hasSameParties(row, draft.body)) return false
    // The tag decides later, so a row is excluded only if two facts speak against it. Without a tag, one is enough.
    const facts = [hasSameNet(row, draft.body), compareAge(row, since) !== 'before']
    return isTagged ? facts.some(Boolean) : facts.every(Boolean)
  }
  const similar = rows.filter(isSimilar)
  // In this order: a record that is completed in between is then in one of the two.
  const rivals = isTagged || similar.length === 0 ? [] : await store.unsettled()
  const isRivalled = rivals.some(({ key, hash }) => key !== record.key && hasSamePartiesHash(hash, record.hash))
  const claimed = new Set(similar.length === 0 ? [] : await store.claimed(similar.map(({ uuid }) => uuid)))

  const untagged: Array<{ row: InvoiceListItem; invoice: Invoice }> = []
  const rank = (row: InvoiceListItem) => (hasSameNet(row, draft.body) ? 0 : 1)
  const unclaimed = similar.filter(({ uuid }) => !claimed.has(uuid)).sort((one, other) => rank(one) - rank(other))
  for (const row of unclaimed) {
    const invoice = await readInvoice(caller, row.uuid, options())
    if (!invoice) continue
    const refs = readLabels(invoice).filter((label) => isSameLabel(label.slice(0, 4), 'ref:'))
    if (refs.some((label) => isSameLabel(label, draft.tag))) return { found: invoice, doubtful: [], serverTime }
    // An invoice with the tag of another key belongs to that key.
    if (!isTagged && refs.length === 0) untagged.push({ row, invoice })
  }
  const [only, ...others] = untagged
  const isCertain = only && others.length === 0 && !isRivalled && compareAge(only.row, since) === 'after'
  if (isCertain) return { found: only.invoice, doubtful: [], serverTime }
  return { found: undefined, doubtful: untagged.map(({ row }) => row), serverTime }
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

/** `undefined` if it has been removed in the meantime. */
async function readInvoice(caller: Caller, uuid: string, options: CallOptions): Promise<Invoice | undefined> {
  try {
    return (await caller.fetch('getInvoice', byUuid(uuid), options)).data
  } catch (error) {
    if (error instanceof NotFoundError) return undefined
    throw error
  }
}

/** The tags of an invoice, which the server sends as strings or as records. */
const readLabels = ({ tags }: Invoice): string[] =>
  (Array.isArray(tags) ? tags : [])
    .map((each: unknown) => (isRecord(each) ? each.tag : each))
    .filter((each) => typeof each === 'string')

/** A server may store one spelling of a tag for all that differ in case or accents. */
const isSameLabel = (one: string, other: string): boolean => one.trim().localeCompare(other, 'und', { sensitivity: 'base' }) === 0
