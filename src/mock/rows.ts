import type { Document } from '../tools/document.ts'
import { type Paging, pageOf } from './paging.ts'
import type { Action } from './resources.ts'
import type { Row } from './row.ts'
import type { Rule } from './rules/rule.ts'
import { project } from './schema-fields.ts'
import type { State } from './state.ts'
import type { FieldError, MockResponse } from './types.ts'

/** A request to an operation on a resource. */
export interface RecordRequest {
  /** The `id` or `uuid` in the path. Empty for a collection. */
  key: string
  query: URLSearchParams
  body: Row
  /** The address of the collection, for the links of its pages. */
  address: string
}

/** Carries an operation out on the records, or says why a body is refused. `undefined`: there is no such record. */
export function answerFromRows(
  document: Document,
  state: State,
  rule: Rule,
  { resource, does, success: { status, schema }, replaced, takes }: Action,
  { key, query, body: received, address }: RecordRequest,
): MockResponse | { refused: FieldError[] } | undefined {
  const collection = state.collection(resource.records)
  const json = (body: unknown): MockResponse => ({ status, headers: JSON_TYPE, body })
  const shown = (row: Row) => json({ data: project(document, resource.record, row) })
  // What only the server sets is left out of the body before anything reads it.
  const body = Object.fromEntries(Object.entries(received).filter(([name]) => takes(name)))

  if (does === 'list') {
    const paging = readPaging(query)
    const { rows, total } = collection.page((paging.page - 1) * paging.size, paging.size, rule.select?.(query, state))
    return json(
      pageOf(
        rows.map((row) => project(document, resource.row, row)),
        total,
        paging,
        address,
      ),
    )
  }
  if (does === 'create') {
    const refused = rule.refuse?.(body, state) ?? []
    if (refused.length > 0) return { refused }
    const row = withFields(collection.blank())
    collection.add(row)
    rule.effect?.(body, row, state)
    return shown(row)
  }
  const found = collection.find(key)
  if (!found) return undefined

  switch (does) {
    case 'show':
      return shown(found)
    case 'update': {
      const refused = rule.refuse?.(body, state) ?? []
      if (refused.length > 0) return { refused }
      // A PUT replaces what can be sent: a field that is left out is cleared. What cannot be sent stays.
      const blank = Object.entries(collection.blank()).filter(([name]) => replaced.has(name))
      const times = 'updatedAt' in found ? { updatedAt: state.now() } : {}
      const row = withFields({ ...found, ...Object.fromEntries(blank), ...times }, found)
      collection.replace(found, row)
      rule.effect?.(body, row, state, found)
      return shown(row)
    }
    case 'delete':
      if (!rule.keep?.(found, state)) collection.remove(found)
      return schema ? shown(found) : { status, headers: {} }
  }

  /** A record with the fields of the body that it has too, and with what the rule makes of the rest. */
  function withFields(record: Row, before?: Row): Row {
    const row = { ...record, ...project(document, resource.record, body) }
    return { ...row, ...rule.fields?.(body, row, state, before) }
  }
}

export const JSON_TYPE = { 'content-type': 'application/json' }

const DEFAULT_SIZE = 25

/** `?page=` means the same as no `page`. */
const readPaging = (query: URLSearchParams): Paging => ({
  page: Number(query.get('page') || 1),
  size: Number(query.get('per_page') || DEFAULT_SIZE),
})
