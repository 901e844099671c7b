import { bodyOf, type Document, type Operation, propertiesOf, resolve, type Schema, successOf } from '../tools/document.ts'

/** A kind of record, as the document's paths show it: `/x`, and `/x/{key}` where there is one. */
export interface Resource {
  /** The path without the slash. */
  name: string
  /** The resource that holds the records: this one, or another one whose records it shows. */
  records: string
  /** The name of the path parameter that identifies a record. */
  key: string
  row: Schema
  record: Schema
}

/** What an operation does to a resource. */
export interface Action {
  resource: Resource
  does: 'list' | 'create' | 'show' | 'update' | 'delete'
  operation: Operation
  /** What it answers when all goes well. */
  success: { status: number; schema: Schema | undefined }
  /** The fields that an update clears when they are left out: those that its body lists itself. */
  replaced: ReadonlySet<string>
  /** Whether a body may set a field: the document lists it there. Everything else is the server's. */
  takes(field: string): boolean
}

const ON_COLLECTION = { get: 'list', post: 'create' } as const
const ON_ITEM = { get: 'show', put: 'update', delete: 'delete' } as const

/** Finds the resources and their operations, by operationId. Every other operation is answered by Prism, or by a rule. */
export function findActions(document: Document): Map<string, Action> {
  const actions = new Map<string, Action>()
  for (const [path, item] of Object.entries(document.paths)) {
    const row = item.get && rowOf(document, item.get)
    if (!row || !item.get) continue
    const [itemPath = '', single = {}] = Object.entries(document.paths).find(([other]) => other.startsWith(`${path}/{`)) ?? []
    const name = path.slice(1)
    const resource: Resource = {
      name,
      records: item.get['x-billit-records']?.slice(1) ?? name,
      key: /\{(\w+)\}/.exec(itemPath)?.[1] ?? 'id',
      row,
      record: recordOf(document, single.get ?? item.post) ?? row,
    }
    for (const [method, does] of Object.entries(ON_COLLECTION)) add(item[method], does, resource)
    for (const [method, does] of Object.entries(ON_ITEM)) add(single[method], does, resource)
  }
  return actions

  function add(operation: Operation | undefined, does: Action['does'], resource: Resource): void {
    if (!operation) return
    const body = bodyOf(document, operation)
    const sent = new Set(body ? Object.keys(propertiesOf(document, body)) : [])
    const replaced = new Set(Object.keys(body?.properties ?? {}))
    const { status, schema } = successOf(document, operation)
    actions.set(operation.operationId, {
      resource,
      does,
      operation,
      success: { status, schema },
      replaced,
      // A caller's own document may not describe a body.
      takes: (field) => (sent.size > 0 ? sent.has(field) : field !== resource.key),
    })
  }
}

/** A list answers `data`, an array, with `meta`. */
function rowOf(document: Document, operation: Operation): Schema | undefined {
  const { properties = {} } = successOf(document, operation).schema ?? {}
  const rows = properties.meta && properties.data && resolve(document, properties.data).items
  return rows && resolve(document, rows)
}

function recordOf(document: Document, operation: Operation | undefined): Schema | undefined {
  const data = operation && successOf(document, operation).schema?.properties?.data
  return data && resolve(document, data)
}
