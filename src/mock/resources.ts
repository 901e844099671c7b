import { bodyOf, type Document, type Operation, propertiesOf, resolve, type Schema, successOf } from '../tools/document.ts'

/** A resource of the API, from the paths `/x` and `/x/{key}` of the OpenAPI document. */
export interface Resource {
  /** The path without its slash. */
  name: string
  /** The resource that stores the records: this one, or another one of which it is a view. */
  records: string
  /** The name of the path parameter that identifies a record. */
  key: string
  /** The schema of a row in a list. */
  row: Schema
  /** The schema of a single record. */
  record: Schema
}

/** An operation on a resource. */
export interface Action {
  resource: Resource
  kind: 'list' | 'create' | 'show' | 'update' | 'delete'
  operation: Operation
  /** Its successful response. */
  success: { status: number; schema: Schema | undefined }
  /** The fields that an update clears if its body omits them: those in the request schema itself. */
  replaceableFields: ReadonlySet<string>
  /** Whether a request body may set a field. Only the server sets the others. */
  accepts(field: string): boolean
}

const ON_COLLECTION = { get: 'list', post: 'create' } as const
const ON_ITEM = { get: 'show', put: 'update', delete: 'delete' } as const

/** Finds the operations on resources, by operationId. A rule or a Prism example handles every other operation. */
export function findActions(document: Document): Map<string, Action> {
  const actions = new Map<string, Action>()
  for (const [path, item] of Object.entries(document.paths)) {
    const row = item.get && findRowSchema(document, item.get)
    if (!row || !item.get) continue
    const [itemPath = '', single = {}] = Object.entries(document.paths).find(([other]) => other.startsWith(`${path}/{`)) ?? []
    const name = path.slice(1)
    const resource: Resource = {
      name,
      records: item.get['x-billit-records']?.slice(1) ?? name,
      key: /\{(\w+)\}/.exec(itemPath)?.[1] ?? 'id',
      row,
      record: findRecordSchema(document, single.get ?? item.post) ?? row,
    }
    for (const [method, kind] of Object.entries(ON_COLLECTION)) add(item[method], kind, resource)
    for (const [method, kind] of Object.entries(ON_ITEM)) add(single[method], kind, resource)
  }
  return actions

  function add(operation: Operation | undefined, kind: Action['kind'], resource: Resource): void {
    if (!operation) return
    const body = bodyOf(document, operation)
    const bodyFields = new Set(body ? Object.keys(propertiesOf(document, body)) : [])
    const replaceableFields = new Set(Object.keys(body?.properties ?? {}))
    const { status, schema } = successOf(document, operation)
    actions.set(operation.operationId, {
      resource,
      kind,
      operation,
      success: { status, schema },
      replaceableFields,
      // A custom document may not describe the request body.
      accepts: (field) => (bodyFields.size > 0 ? bodyFields.has(field) : field !== resource.key),
    })
  }
}

/** The response of a list has an array `data`, and `meta`. */
function findRowSchema(document: Document, operation: Operation): Schema | undefined {
  const { properties = {} } = successOf(document, operation).schema ?? {}
  const rows = properties.meta && properties.data && resolve(document, properties.data).items
  return rows && resolve(document, rows)
}

function findRecordSchema(document: Document, operation: Operation | undefined): Schema | undefined {
  const data = operation && successOf(document, operation).schema?.properties?.data
  return data && resolve(document, data)
}
