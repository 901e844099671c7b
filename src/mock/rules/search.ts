/** Which records a query asks for. A query is read once, and not again for each record. */
import type { Collection, Selection } from '../collection.ts'
import type { Row } from '../row.ts'
import type { State } from '../state.ts'
import { asNumber } from '../values.ts'
import { getSearchIndex } from './search-index.ts'

type Predicate = (row: Row) => boolean

export const selectContacts = (query: URLSearchParams, state: State): Selection =>
  select(state.collection('contacts'), query.get('q'), readTag(query, 'tagid', state), [unpaidFilter(query)])

export const selectCustomers = (query: URLSearchParams, state: State): Selection =>
  select(state.collection('contacts'), query.get('q'), readTag(query, 'tagid', state), [isCustomer, unpaidFilter(query)])

export const selectSuppliers = (query: URLSearchParams, state: State): Selection =>
  select(state.collection('suppliers'), query.get('q'), undefined, [])

export function selectProducts(query: URLSearchParams, state: State): Selection {
  const less = readNumber(query, 'stock_less')
  const greater = readNumber(query, 'stock_greater')
  return select(state.collection('products'), null, readTag(query, 'tag_id', state), [
    readFlag(query, 'has_stock') ? (row) => row.withStock === true : undefined,
    less === undefined ? undefined : (row) => asNumber(row.stock) < less,
    greater === undefined ? undefined : (row) => asNumber(row.stock) > greater,
  ])
}

/** Suppliers are contacts too, but no customers. A contact without a type may be either. */
export const isCustomer = ({ contactType }: Row): boolean =>
  contactType === 1 || contactType === 3 || contactType === null || contactType === undefined

interface Tag {
  id: string
  label: unknown
}

function select(records: Collection, text: string | null, tag: Tag | undefined, given: Array<Predicate | undefined>): Selection {
  const found = text === null ? undefined : getSearchIndex(records).findByText(text)
  const tagged = tag && getSearchIndex(records).findByTag(tag.id, tag.label)
  const both = found && tagged ? new Set(tagged) : undefined
  const tests = [...given, both && ((row: Row) => both.has(row))].filter((test) => test !== undefined)
  const [only] = tests
  return {
    candidates: found ?? tagged,
    matches: tests.length > 1 ? (row) => tests.every((test) => test(row)) : only,
  }
}

const unpaidFilter = (query: URLSearchParams): Predicate | undefined =>
  readFlag(query, 'unpaid') ? (row) => asNumber(row.unpaid) > 0 : undefined

function readTag(query: URLSearchParams, name: string, state: State): Tag | undefined {
  const id = query.get(name)
  return id === null ? undefined : { id, label: state.collection('tags').find(id)?.tag }
}

/** Whether a flag of the query is on: sent as `1` or `true`. */
const readFlag = (query: URLSearchParams, name: string): boolean => ['1', 'true'].includes(query.get(name) ?? '')

function readNumber(query: URLSearchParams, name: string): number | undefined {
  const limit = query.get(name)
  return limit === null ? undefined : Number(limit)
}
