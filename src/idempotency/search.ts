import { NotFoundError } from '../core/errors.ts'
import type { IdempotencyRecord, IdempotencyStore } from '../core/idempotency-store.ts'
import type { RequestOptions } from '../core/options.ts'
import { isRecord } from '../core/record.ts'
import type { Invoice, InvoiceListItem } from '../core/types.ts'
import type { Caller } from '../http/caller.ts'
import { byUuid } from '../http/path.ts'
import { dateIn } from '../http/wait-headers.ts'
import { List } from '../pagination/list.ts'
import { readPage } from '../pagination/page.ts'
import { type Draft, isAlike, wasTagged } from './draft.ts'
import { ageOf, hasSameNet, hasSameParties, isPast } from './matching.ts'

/** What a look at the server says. */
export interface Looked {
  /** The invoice, if it is there for certain. */
  found: Invoice | undefined
  /** Invoices that cannot be ruled out. */
  doubtful: InvoiceListItem[]
  /** The clock of the server, in milliseconds since 1970. */
  serverTime: number
}

export interface Search {
  caller: Caller
  store: IdempotencyStore
  draft: Draft
  entry: IdempotencyRecord
  /** Milliseconds since the first attempt was made. */
  age: () => number
  /** The options of the next request. */
  options: () => RequestOptions
}

/**
 * Looks for the invoice of an attempt: one page of the list as a rule, and then each invoice that may be it, since only these
 * have their tags. Cancelled invoices count: they were created.
 */
export async function look(search: Search): Promise<Looked> {
  const { store, draft, entry, caller, options } = search
  const { rows, since, serverTime } = await readRows(search)
  const isTagged = wasTagged(entry.hash)
  const mayBeIt = (row: InvoiceListItem) => {
    if (!hasSameParties(row, draft.body)) return false
    // The tag decides later, so that two facts must speak against a row before it is left out. Without a tag, one is enough.
    const facts = [hasSameNet(row, draft.body), ageOf(row, since) !== 'surely before']
    return isTagged ? facts.some(Boolean) : facts.every(Boolean)
  }
  const similar = rows.filter(mayBeIt)
  // In this order: an entry that is settled in between is then in one of the two.
  const rivals = isTagged || similar.length === 0 ? [] : await store.unsettled()
  const isRivalled = rivals.some(({ key, hash }) => key !== entry.key && isAlike(hash, entry.hash))
  const claimed = new Set(similar.length === 0 ? [] : await store.claimed(similar.map(({ uuid }) => uuid)))

  const untagged: Array<{ row: InvoiceListItem; invoice: Invoice }> = []
  const likelyFirst = (row: InvoiceListItem) => (hasSameNet(row, draft.body) ? 0 : 1)
  const unclaimed = similar.filter(({ uuid }) => !claimed.has(uuid)).sort((one, other) => likelyFirst(one) - likelyFirst(other))
  for (const row of unclaimed) {
    const invoice = await readInvoice(caller, row.uuid, options())
    if (!invoice) continue
    const refs = labelsOf(invoice).filter((label) => isSameLabel(label.slice(0, 4), 'ref:'))
    if (refs.some((label) => isSameLabel(label, draft.tag))) return { found: invoice, doubtful: [], serverTime }
    // An invoice with the tag of another key is that key's.
    if (!isTagged && refs.length === 0) untagged.push({ row, invoice })
  }
  const [only, ...others] = untagged
  const isCertain = only && others.length === 0 && !isRivalled && ageOf(only.row, since) === 'since'
  if (isCertain) return { found: only.invoice, doubtful: [], serverTime }
  return { found: undefined, doubtful: untagged.map(({ row }) => row), serverTime }
}

/** The rows of the list that are new enough, and when the first attempt was made by the server's clock. */
async function readRows({ caller, draft, age, options }: Search) {
  const rows: InvoiceListItem[] = []
  let serverTime = Number.NaN
  let since = Number.NaN
  const list = new List<InvoiceListItem>(() => ({
    ...{ page: undefined, perPage: undefined, concurrency: 0, signal: undefined, deadline: undefined },
    fetch: async ({ page, perPage }) => {
      const parts = { query: { page, per_page: perPage } }
      const { data, response } = await caller.fetch('listInvoices', () => parts, options())
      if (Number.isNaN(serverTime)) {
        serverTime = dateIn(response.headers, 'Date') ?? Date.now()
        since = serverTime - age()
      }
      return { data: readPage(data, page, perPage), response }
    },
  }))
  for await (const page of list.pages()) {
    rows.push(...page.data)
    if (isPast(rows, since, draft.body)) break
  }
  return { rows, since, serverTime }
}

/** `undefined` if it has been removed meanwhile. */
async function readInvoice(caller: Caller, uuid: string, options: RequestOptions): Promise<Invoice | undefined> {
  try {
    return (await caller.fetch('getInvoice', () => byUuid(uuid), options)).data
  } catch (error) {
    if (error instanceof NotFoundError) return undefined
    throw error
  }
}

/** The tags of an invoice, which come as texts or as records. */
const labelsOf = ({ tags }: Invoice): string[] =>
  (Array.isArray(tags) ? tags : [])
    .map((each: unknown) => (isRecord(each) ? each.tag : each))
    .filter((each) => typeof each === 'string')

/** A server may keep one spelling of a tag for all that differ in case or accents. */
const isSameLabel = (one: string, other: string): boolean => one.trim().localeCompare(other, 'und', { sensitivity: 'base' }) === 0
