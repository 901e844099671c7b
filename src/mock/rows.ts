import { blankRecord, project } from './blank.ts'
import { type Document, successOf } from './document.ts'
import type { Answer } from './judge.ts'
import { pageOf } from './paging.ts'
import type { Action } from './resources.ts'
import type { FieldError, Row, Rule, State } from './types.ts'

/** A request to an operation on a resource. */
export interface Request {
  /** What the path names, `id` or `uuid`. Empty on a collection. */
  key: string
  query: URLSearchParams
  body: Row
  /** The address that was asked for, without a query. */
  address: string
}

/** Answers an operation on a resource from the records, or says why a body is refused. `undefined`: there is no such record. */
export function answerFromRows(
  document: Document,
  state: State,
  rule: Rule,
  action: Action,
  request: Request,
): Answer | { refused: FieldError[] } | undefined {
  const { resource, does, operation } = action
  const collection = state.collection(resource.records)
  const { status, schema } = successOf(document, operation)
  const json = (body: unknown): Answer => ({ status, headers: { 'content-type': 'application/json' }, body })

  if (does === 'list') {
    const rows = collection.rows.filter((row) => rule.filter?.(row, request.query, state) ?? true)
    const page = pageOf(rows, request.query, request.address)
    return json({ ...page, data: (page.data as Row[]).map((row) => project(document, resource.row, row)) })
  }
  const shown = (row: Row) => json({ data: project(document, resource.record, row) })

  if (does === 'create') {
    const refused = refusedOf()
    if (refused) return refused
    const row = compose(collection.blank())
    collection.rows.unshift(row)
    rule.effect?.(request.body, row, state)
    return shown(row)
  }
  const found = collection.find(request.key)
  if (!found) return undefined

  switch (does) {
    case 'show':
      return shown(found)
    case 'update': {
      const refused = refusedOf()
      if (refused) return refused
      // A PUT replaces: what is not sent is cleared.
      const kept = { [resource.key]: found[resource.key], ...('createdAt' in found ? { createdAt: found.createdAt } : {}) }
      const row = compose({ ...blankRecord(document, resource.record, state.now()), ...kept })
      collection.rows = collection.rows.map((other) => (other === found ? row : other))
      rule.effect?.(request.body, row, state)
      return shown(row)
    }
    case 'delete':
      if (!rule.keep?.(found, state)) collection.rows = collection.rows.filter((other) => other !== found)
      return schema ? shown(found) : { status, headers: {}, body: undefined }
  }

  function refusedOf(): { refused: FieldError[] } | undefined {
    const refused = rule.refuse?.(request.body, state) ?? []
    return refused.length > 0 ? { refused } : undefined
  }

  /** The blank record, with those fields of the body that the record has too, and what the rule makes of the rest. */
  function compose(blank: Row): Row {
    const row = { ...blank, ...project(document, resource.record, request.body) }
    return { ...row, ...rule.fields?.(request.body, row, state) }
  }
}
