/** Selects the records that match a query. Each query is parsed once, not once per record. */
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

/** Excludes contacts that are only suppliers. A contact without a type may be a customer. */
export const isCustomer = ({ contactType }: Row): boolean =>
  contactType === 1 || contactType === 3 || contactType === null || contactType === undefined

interface Tag {
  id: string
  label: unknown
}

function select(
  collection: Collection,
  text: string | null,
  tag: Tag | undefined,
  filters: Array<Predicate | undefined>,
): Selection {
  const withText = text === null ? undefined : getSearchIndex(collection).findByText(text)
  const withTag = tag && getSearchIndex(collection).findByTag(tag.id, tag.label)
  const withBoth = withText && withTag ? new Set(withTag) : undefined
  const predicates = [...filters, withBoth && ((row: Row) => withBoth.has(row))].filter((predicate) => predicate !== undefined)
  const [only] = predicates
  return {
    candidates: withText ?? withTag,
    matches: predicates.length > 1 ? (row) => predicates.every((predicate) => predicate(row)) : only,
  }
}

const unpaidFilter = (query: URLSearchParams): Predicate | undefined =>
  readFlag(query, 'unpaid') ? (row) => asNumber(row.unpaid) > 0 : undefined

function readTag(query: URLSearchParams, name: string, state: State): Tag | undefined {
  const id = query.get(name)
  return id === null ? undefined : { id, label: state.collection('tags').find(id)?.tag }
}

/** Whether a query flag is on: `1` or `true`. */
const readFlag = (query: URLSearchParams, name: string): boolean => ['1', 'true'].includes(query.get(name) ?? '')

function readNumber(query: URLSearchParams, name: string): number | undefined {
  const limit = query.get(name)
  return limit === null ? undefined : Number(limit)
}
