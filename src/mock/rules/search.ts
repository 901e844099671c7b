/** Which rows a query keeps. */
import { foldAccents } from '../../core/text.ts'
import { isRow } from '../blank.ts'
import type { Row, State } from '../types.ts'
import { number } from './values.ts'

const SEARCHED = ['company', 'vatId', 'phone', 'mobile', 'email']

/** The searched texts of a row, folded once. An update replaces the row, and so its texts. */
const foldedTexts = new WeakMap<Row, string>()

function foldedText(row: Row): string {
  const known = foldedTexts.get(row)
  if (known !== undefined) return known
  // A line break keeps a search from matching across two fields.
  const folded = foldAccents(SEARCHED.map((field) => String(row[field] ?? '')).join('\n'))
  foldedTexts.set(row, folded)
  return folded
}

export function isFound(row: Row, query: URLSearchParams): boolean {
  const wanted = query.get('q')
  return !wanted || foldedText(row).includes(foldAccents(wanted).trim())
}

/** Tags are texts or records. */
export function isTagged(row: Row, id: string | null, state: State): boolean {
  if (id === null) return true
  const tag = state.collection('tags').find(id)?.tag
  const tags: unknown[] = Array.isArray(row.tags) ? row.tags : []
  return tags.some((entry) => (isRow(entry) ? String(entry.id) === id : entry === tag))
}

/** Whether a flag of the query is on: sent as `1` or `true`. */
const isOn = (query: URLSearchParams, name: string): boolean => ['1', 'true'].includes(query.get(name) ?? '')

export const isContactListed = (row: Row, query: URLSearchParams, state: State): boolean =>
  isFound(row, query) && (!isOn(query, 'unpaid') || number(row.unpaid) > 0) && isTagged(row, query.get('tagid'), state)

/** Suppliers are contacts too, but no customers. A contact without a type may be either. */
export const isCustomer = (row: Row): boolean => [1, 3, null, undefined].some((type) => row.contactType === type)

export function isProductListed(row: Row, query: URLSearchParams, state: State): boolean {
  const less = query.get('stock_less')
  const greater = query.get('stock_greater')
  return (
    (!isOn(query, 'has_stock') || row.withStock === true) &&
    (less === null || number(row.stock) < Number(less)) &&
    (greater === null || number(row.stock) > Number(greater)) &&
    isTagged(row, query.get('tag_id'), state)
  )
}
