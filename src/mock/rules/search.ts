/** Which records a query asks for. A query is read once, and not again for each record. */
import type { Collection, Selection } from '../collection.ts'
import type { Row } from '../row.ts'
import type { State } from '../state.ts'
import { number } from '../values.ts'
import { searchIndex } from './search-index.ts'

type Test = (row: Row) => boolean

export const selectContacts = (query: URLSearchParams, state: State): Selection =>
  select(state.collection('contacts'), query.get('q'), tagIn(query, 'tagid', state), [isUnpaid(query)])

export const selectCustomers = (query: URLSearchParams, state: State): Selection =>
  select(state.collection('contacts'), query.get('q'), tagIn(query, 'tagid', state), [isCustomer, isUnpaid(query)])

export const selectSuppliers = (query: URLSearchParams, state: State): Selection =>
  select(state.collection('suppliers'), query.get('q'), undefined, [])

export function selectProducts(query: URLSearchParams, state: State): Selection {
  const less = limitIn(query, 'stock_less')
  const greater = limitIn(query, 'stock_greater')
  return select(state.collection('products'), null, tagIn(query, 'tag_id', state), [
    isOn(query, 'has_stock') ? (row) => row.withStock === true : undefined,
    less === undefined ? undefined : (row) => number(row.stock) < less,
    greater === undefined ? undefined : (row) => number(row.stock) > greater,
  ])
}

/** Suppliers are contacts too, but no customers. A contact without a type may be either. */
export const isCustomer = ({ contactType }: Row): boolean =>
  contactType === 1 || contactType === 3 || contactType === null || contactType === undefined

interface Tag {
  id: string
  label: unknown
}

function select(records: Collection, text: string | null, tag: Tag | undefined, given: Array<Test | undefined>): Selection {
  const found = text === null ? undefined : searchIndex(records).containing(text)
  const tagged = tag && searchIndex(records).tagged(tag.id, tag.label)
  const both = found && tagged ? new Set(tagged) : undefined
  const tests = [...given, both && ((row: Row) => both.has(row))].filter((test) => test !== undefined)
  const [only] = tests
  return {
    candidates: found ?? tagged,
    keeps: tests.length > 1 ? (row) => tests.every((test) => test(row)) : only,
  }
}

const isUnpaid = (query: URLSearchParams): Test | undefined =>
  isOn(query, 'unpaid') ? (row) => number(row.unpaid) > 0 : undefined

function tagIn(query: URLSearchParams, name: string, state: State): Tag | undefined {
  const id = query.get(name)
  return id === null ? undefined : { id, label: state.collection('tags').find(id)?.tag }
}

/** Whether a flag of the query is on: sent as `1` or `true`. */
const isOn = (query: URLSearchParams, name: string): boolean => ['1', 'true'].includes(query.get(name) ?? '')

function limitIn(query: URLSearchParams, name: string): number | undefined {
  const limit = query.get(name)
  return limit === null ? undefined : Number(limit)
}
