/** Which rows a query leaves. */
import { foldAccents } from '../../core/text.ts'
import { isRow } from '../blank.ts'
import type { Row, State } from '../types.ts'
import { number } from './values.ts'

const SEARCHED = ['company', 'vatId', 'phone', 'mobile', 'email']

export function isFound(row: Row, query: URLSearchParams): boolean {
  const wanted = foldAccents(query.get('q') ?? '').trim()
  if (wanted === '') return true
  return SEARCHED.some((field) => foldAccents(String(row[field] ?? '')).includes(wanted))
}

/** Tags are texts or records. */
export function isTagged(row: Row, id: string | null, state: State): boolean {
  if (id === null) return true
  const tag = state.collection('tags').find(id)?.tag
  const tags: unknown[] = Array.isArray(row.tags) ? row.tags : []
  return tags.some((entry) => (isRow(entry) ? String(entry.id) === id : entry === tag))
}

export const isContactListed = (row: Row, query: URLSearchParams, state: State): boolean =>
  isFound(row, query) && (query.get('unpaid') !== '1' || number(row.unpaid) > 0) && isTagged(row, query.get('tagid'), state)

/** Suppliers are contacts too, but no customers. A contact that never got a type may be either. */
export const isCustomer = (row: Row): boolean => [1, 3, null, undefined].some((type) => row.contactType === type)

export function isProductListed(row: Row, query: URLSearchParams, state: State): boolean {
  const less = query.get('stock_less')
  const greater = query.get('stock_greater')
  return (
    (query.get('has_stock') !== '1' || row.withStock === true) &&
    (less === null || number(row.stock) < Number(less)) &&
    (greater === null || number(row.stock) > Number(greater)) &&
    isTagged(row, query.get('tag_id'), state)
  )
}
