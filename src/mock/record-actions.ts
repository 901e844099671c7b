import type { Document } from '../tools/document.ts'
import type { Collection } from './collection.ts'
import { JSON_TYPE } from './errors.ts'
import { createPage, type Paging } from './paging.ts'
import type { Action } from './resources.ts'
import type { Row } from './row.ts'
import type { Rule } from './rules/index.ts'
import { pickSchemaFields } from './schema-fields.ts'
import type { State } from './state.ts'
import type { FieldError, MockResponse } from './types.ts'

/** A valid request to an operation on a resource. */
export interface RecordRequest {
  /** The `id` or `uuid` in the path. Empty for a collection. */
  key: string
  query: URLSearchParams
  body: Row
  /** The URL of the collection, for the links of its pages. */
  collectionUrl: string
}

type ActionResult = MockResponse | { errors: FieldError[] }

/** Carries out an operation on the records. Returns undefined if there is no such record. */
export function executeAction(
  document: Document,
  state: State,
  rule: Rule,
  action: Action,
  { key, query, body: received, collectionUrl }: RecordRequest,
): ActionResult | undefined {
  const { resource, kind, success } = action
  const collection = state.collection(resource.records)
  const respond = (body: unknown): MockResponse => ({ status: success.status, headers: JSON_TYPE, body })
  const respondWith = (row: Row) => respond({ data: pickSchemaFields(document, resource.record, row) })
  // Drops the fields that only the server sets.
  const body = Object.fromEntries(Object.entries(received).filter(([name]) => action.accepts(name)))

  if (kind === 'list') return respond(listPage())
  if (kind === 'create') return validate() ?? respondWith(create())
  const row = collection.find(key)
  if (!row) return undefined
  if (kind === 'show') return respondWith(row)
  if (kind === 'update') return validate() ?? respondWith(update(row))
  if (!rule.cancel?.(row, state)) collection.remove(row)
  return success.schema ? respondWith(row) : { status: success.status, headers: {} }

  function validate(): { errors: FieldError[] } | undefined {
    const errors = rule.validate?.(body, state) ?? []
    return errors.length > 0 ? { errors } : undefined
  }

  function listPage(): Row {
    const paging = readPaging(query)
    const { rows, total } = collection.page((paging.page - 1) * paging.size, paging.size, rule.select?.(query, state))
    const data = rows.map((each) => pickSchemaFields(document, resource.row, each))
    return createPage(data, total, paging, collectionUrl)
  }

  function create(): Row {
    const created = applyBody(collection.createRecord())
    collection.add(created)
    rule.afterSave?.(body, created, state)
    return created
  }

  function update(before: Row): Row {
    const times = 'updatedAt' in before ? { updatedAt: state.now() } : {}
    const updated = applyBody({ ...before, ...clearedFields(collection, action), ...times }, before)
    collection.replace(before, updated)
    rule.afterSave?.(body, updated, state, before)
    return updated
  }

  /** Adds the body's fields that the record has, and the fields that the rule computes. */
  function applyBody(record: Row, before?: Row): Row {
    const merged = { ...record, ...pickSchemaFields(document, resource.record, body) }
    return { ...merged, ...rule.fields?.(body, merged, state, before) }
  }
}

/** A PUT clears the fields that its body may set and leaves out. It keeps all others. */
const clearedFields = (collection: Collection, { replaceableFields }: Action): Row =>
  Object.fromEntries(Object.entries(collection.createRecord()).filter(([name]) => replaceableFields.has(name)))

const DEFAULT_SIZE = 25

/** An empty `?page=` means the default, too. */
const readPaging = (query: URLSearchParams): Paging => ({
  page: Number(query.get('page') || 1),
  size: Number(query.get('per_page') || DEFAULT_SIZE),
})
