/** Which records a query asks for. A query is read once, and not again for each record. */
import { isRow } from '../blank.ts'
import type { Selection } from '../store.ts'
import type { Row, State } from '../types.ts'
import { textIndex } from './text-index.ts'
import { number } from './values.ts'

type Test = (row: Row) => boolean

export const selectContacts = (query: URLSearchParams, state: State): Selection =>
  select('contacts', query, state, [isUnpaid(query), isTagged(query.get('tagid'), state)])

export const selectCustomers = (query: URLSearchParams, state: State): Selection =>
  select('contacts', query, state, [isCustomer, isUnpaid(query), isTagged(query.get('tagid'), state)])

export const selectSuppliers = (query: URLSearchParams, state: State): Selection => select('suppliers', query, state, [])

export function selectProducts(query: URLSearchParams, state: State): Selection {
  const less = limitIn(query, 'stock_less')
  const greater = limitIn(query, 'stock_greater')
  return both([
    isOn(query, 'has_stock') ? (row) => row.withStock === true : undefined,
    less === undefined ? undefined : (row) => number(row.stock) < less,
    greater === undefined ? undefined : (row) => number(row.stock) > greater,
    isTagged(query.get('tag_id'), state),
  ])
}

/** Suppliers are contacts too, but no customers. A contact without a type may be either. */
export const isCustomer = ({ contactType }: Row): boolean =>
  contactType === 1 || contactType === 3 || contactType === null || contactType === undefined

function select(name: string, query: URLSearchParams, state: State, tests: Array<Test | undefined>): Selection {
  const wanted = query.get('q')
  return { ...both(tests), candidates: wanted ? textIndex(state.collection(name)).candidates(wanted) : undefined }
}

function both(given: Array<Test | undefined>): Selection {
  const tests = given.filter((test) => test !== undefined)
  return { keeps: (row) => tests.every((test) => test(row)) }
}

const isUnpaid = (query: URLSearchParams): Test | undefined =>
  isOn(query, 'unpaid') ? (row) => number(row.unpaid) > 0 : undefined

/** Tags are texts or records. */
function isTagged(id: string | null, state: State): Test | undefined {
  if (id === null) return undefined
  const tag = state.collection('tags').find(id)?.tag
  return ({ tags }) => Array.isArray(tags) && tags.some((entry) => entry === tag || (isRow(entry) && String(entry.id) === id))
}

/** Whether a flag of the query is on: sent as `1` or `true`. */
const isOn = (query: URLSearchParams, name: string): boolean => ['1', 'true'].includes(query.get(name) ?? '')

function limitIn(query: URLSearchParams, name: string): number | undefined {
  const limit = query.get(name)
  return limit === null ? undefined : Number(limit)
}
