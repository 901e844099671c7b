/** Compares a response with the OpenAPI document. Pure. The result contains paths, types and counts, but no response values. */
import { isRecord } from '../core/record.ts'
import { type Document, type MediaType, type Operation, type ResponseObject, resolve } from '../tools/document.ts'
import type { Exchange } from './client.ts'
import { createFieldNameCheck, type IsFieldName } from './field-names.ts'
import {
  declaredTypes,
  declaresFields,
  findField,
  findItems,
  findValues,
  isUnspecified,
  locateSchema,
  type SchemaLocation,
  type SchemaLocations,
} from './schema-locations.ts'
import { describeShape, formatTypes, type JsonType, jsonType, REDACTED_KEY, type Shape } from './shape.ts'
import type { Violation } from './validator.ts'

export type Kind =
  | 'undeclared field'
  | 'missing field'
  | 'null'
  | 'type'
  | 'value'
  | 'format'
  | 'limit'
  | 'missing header'
  | 'header'
  | 'media type'
  | 'status'
  | 'paging'

/** A difference between a response and the OpenAPI document. */
export interface Deviation {
  kind: Kind
  /** Such as `data[].customer.vat` or `header X-RateLimit-Limit`. Empty for the response as a whole. */
  path: string
  /** What the OpenAPI document declares, or a description of the problem: `string`, `date-time`, `minLength 1`. */
  declared?: string
  /** The shape of the value in the response. */
  shape?: Shape
  /** Where to change the OpenAPI document. */
  place?: Omit<SchemaLocation, 'schema'>
}

export interface Comparison {
  deviations: Deviation[]
  /** Number of occurrences of each path. */
  visits: Map<string, number>
  /** The declared headers, as paths. */
  headers: string[]
  /** Values whose schema is unspecified, with their types. */
  unspecified: Array<{ path: string; type: JsonType }>
}

/** `undefined` if the OpenAPI document does not have the operation. */
export const findOperation = (document: Document, { method, path }: Pick<Exchange, 'method' | 'path'>): Operation | undefined =>
  document.paths[path]?.[method.toLowerCase()]

export const findResponse = (document: Document, operation: Operation, status: number): ResponseObject | undefined => {
  const response = operation.responses[status]
  return response && resolve(document, response)
}

const JSON_TYPE = 'application/json'

const jsonSchemaOf = (response: ResponseObject): MediaType['schema'] | undefined => response.content?.[JSON_TYPE]?.schema

/**
 * @param violations The violations that Prism found. Empty for a response that `canValidate` rejects.
 * @param recurring The keys that several records have.
 */
export function compareResponse(
  document: Document,
  exchange: Exchange,
  violations: readonly Violation[],
  recurring: ReadonlySet<string>,
): Comparison {
  const found: Comparison = { deviations: [], visits: new Map([['', 1]]), headers: [], unspecified: [] }
  const operation = findOperation(document, exchange)
  if (!operation) return found
  const { status, expected, body } = exchange
  const response = findResponse(document, operation, status)
  if (!response) {
    found.deviations.push({ kind: 'status', path: '', declared: 'undeclared status' })
    return found
  }
  const isForbidden = status === 403 // depends on the token, and not on the API
  if (expected !== undefined && status !== expected && !isForbidden) {
    found.deviations.push({ kind: 'status', path: '', declared: `expected status ${expected}` })
  }
  found.headers = Object.keys(response.headers ?? {}).map((name) => `header ${name}`)
  found.deviations.push(...mediaTypeDeviations(response, exchange), ...missingHeaders(response, exchange))
  const schema = jsonSchemaOf(response)
  if (schema && body !== undefined) {
    const locations = locateSchema(document, schema)
    const isFieldName = createFieldNameCheck(document)
    visit({ document, isFieldName, recurring, strings: stringsIn(body), found }, locations, body, '')
    found.deviations.push(...bodyDeviations(document, locations, body, violations, isFieldName))
  }
  found.deviations.push(...wrongHeaders(response, violations))
  return found
}

/** Whether Prism can validate a response. Its status must be declared, and its body must be JSON. */
export const canValidate = (document: Document, exchange: Exchange): boolean => {
  const operation = findOperation(document, exchange)
  const response = operation && findResponse(document, operation, exchange.status)
  return response !== undefined && (!response.content || exchange.body !== undefined)
}

/** Media types that the report may contain. Any other could be data. */
const MEDIA_TYPES = [JSON_TYPE, 'text/html', 'text/plain', 'application/problem+json', 'application/xml']

function mediaTypeDeviations({ content }: ResponseObject, { headers, isEmpty, body, method }: Exchange): Deviation[] {
  const sent = headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? ''
  const declared = Object.keys(content ?? {})
  const path = 'header Content-Type'
  if (declared.length === 0) return isEmpty ? [] : [{ kind: 'media type', path, declared: 'undeclared body' }]
  // OpenAPI cannot declare an optional response body, which a DELETE has.
  if (isEmpty) return method === 'DELETE' ? [] : [{ kind: 'media type', path, declared: `no body, declared as ${declared}` }]
  const shown = MEDIA_TYPES.includes(sent) ? sent : sent === '' ? 'missing' : 'another media type'
  if (!declared.includes(sent)) return [{ kind: 'media type', path, declared: `${shown}, declared as ${declared.join(' or ')}` }]
  return sent === JSON_TYPE && body === undefined ? [{ kind: 'media type', path, declared: 'invalid JSON' }] : []
}

const missingHeaders = ({ headers: declared = {} }: ResponseObject, { headers }: Exchange): Deviation[] =>
  Object.keys(declared)
    .filter((name) => !headers.has(name))
    .map((name) => ({ kind: 'missing header', path: `header ${name}` }))

function wrongHeaders({ headers: declared = {} }: ResponseObject, violations: readonly Violation[]): Deviation[] {
  const names = Object.keys(declared)
  return violations
    .filter(({ path: [part] }) => part === 'header')
    .flatMap(({ path: [, sent], keyword }): Deviation[] => {
      const name = names.find((known) => known.toLowerCase() === sent?.toLowerCase())
      return name === undefined ? [] : [{ kind: 'header', path: `header ${name}`, declared: `violates ${keyword}` }]
    })
}

interface Visit {
  document: Document
  isFieldName: IsFieldName
  recurring: ReadonlySet<string>
  strings: () => ReadonlySet<string>
  found: Comparison
}

/** Counts values, and finds undeclared fields, which a validator accepts. */
function visit(visitor: Visit, locations: SchemaLocations, value: unknown, path: string): void {
  const { document, found } = visitor
  found.visits.set(path, (found.visits.get(path) ?? 0) + (path === '' ? 0 : 1))
  if (locations.length > 0 && isUnspecified(locations) && value !== null && !isEmptyObject(value)) {
    found.unspecified.push({ path, type: jsonType(value) })
  }
  if (Array.isArray(value)) {
    const items = findItems(document, locations)
    if (items.length > 0) for (const item of value) visit(visitor, items, item, `${path}[]`)
    return
  }
  if (!isRecord(value)) return
  for (const [key, child] of Object.entries(value)) {
    const field = findField(document, locations, key)
    const values = findValues(document, locations)
    if (field.length > 0) visit(visitor, field, child, join(path, key))
    else if (values.length > 0) visit(visitor, values, child, join(path, REDACTED_KEY))
    else if (declaresFields(locations)) found.deviations.push(undeclared(visitor, locations, path, key, child))
  }
}

const isEmptyObject = (value: unknown): boolean => isRecord(value) && Object.keys(value).length === 0

const join = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`)

/** The format of the document's own field names: `vatId`, `current_page` or `field1`. Most names of people begin with a capital. */
const FIELD_NAME = /^[a-z][A-Za-z]{0,29}(_[a-z]{1,20}){0,3}\d?$/

function undeclared(
  { isFieldName, recurring, strings }: Visit,
  locations: SchemaLocations,
  path: string,
  key: string,
  value: unknown,
): Deviation {
  // A key next to declared fields is a field name if several records have it, it has the format of one, and is not a value too.
  const isName = isFieldName(key) || (recurring.has(key) && FIELD_NAME.test(key) && !strings().has(key))
  const name = isName ? key : REDACTED_KEY
  const named = locations.find(({ schema }) => schema.properties !== undefined)
  return {
    kind: 'undeclared field',
    path: join(path, name),
    shape: describeShape(value, isFieldName),
    ...(named ? { place: { component: named.component, below: [...named.below, name] } } : {}),
  }
}

/** All strings in a response, collected on first use. */
function stringsIn(body: unknown): () => ReadonlySet<string> {
  let strings: Set<string> | undefined
  const collect = (value: unknown, into: Set<string>) => {
    if (typeof value === 'string') into.add(value)
    else if (isRecord(value)) for (const child of Object.values(value)) collect(child, into)
  }
  return () => {
    if (!strings) {
      strings = new Set()
      collect(body, strings)
    }
    return strings
  }
}

interface Located {
  path: string
  locations: SchemaLocations
  value: unknown
}

/** Finds the value and the schema at a path of Prism's. */
function locate(
  document: Document,
  root: SchemaLocations,
  body: unknown,
  steps: readonly string[],
  isFieldName: IsFieldName,
): Located {
  return steps.reduce<Located>(
    ({ path, locations, value }, step) => {
      if (Array.isArray(value))
        return { path: `${path}[]`, locations: findItems(document, locations), value: value[Number(step)] }
      const key = step.replaceAll('~1', '/').replaceAll('~0', '~')
      const child = isRecord(value) ? value[key] : undefined
      const field = findField(document, locations, key)
      if (field.length > 0) return { path: join(path, key), locations: field, value: child }
      return { path: join(path, isFieldName(key) ? key : REDACTED_KEY), locations: findValues(document, locations), value: child }
    },
    { path: '', locations: root, value: body },
  )
}

/** A validator reports every failed branch of `oneOf`, and every violated rule of a value. This returns one deviation per value. */
function bodyDeviations(
  document: Document,
  root: SchemaLocations,
  body: unknown,
  violations: readonly Violation[],
  isFieldName: IsFieldName,
): Deviation[] {
  const inBody = violations.filter(({ path: [part] }) => part === 'body')
  const choices = inBody.filter(({ keyword }) => keyword === 'oneOf' || keyword === 'anyOf').map(({ path }) => path.join('/'))
  const isBranch = ({ path }: Violation) => choices.some((choice) => path.join('/').startsWith(`${choice}/`))
  const byPath = new Map<string, Violation[]>()
  for (const one of inBody.filter((each) => !isBranch(each))) {
    const path = one.path.join('/')
    byPath.set(path, [...(byPath.get(path) ?? []), one])
  }
  return [...byPath.values()].flatMap((group) => {
    const [, ...steps] = group[0]?.path ?? []
    const at = locate(document, root, body, steps, isFieldName)
    const isChoice = group.some(({ path }) => choices.includes(path.join('/')))
    const missing = isChoice ? [] : group.flatMap((one) => missingField(at, one))
    const rest = group.filter(({ keyword }) => keyword !== 'required')
    return rest.length > 0 || isChoice ? [...missing, wrongValue(at, rest, isChoice)] : missing
  })
}

function missingField({ path, locations }: Located, { missing = '' }: Violation): Deviation[] {
  const place = locations.find(({ schema }) => schema.required?.includes(missing))
  if (!place) return []
  const { component, below } = place
  return [{ kind: 'missing field', path: join(path, missing), place: { component, below: [...below, missing] } }]
}

function wrongValue({ path, locations, value }: Located, violations: readonly Violation[], isChoice: boolean): Deviation {
  const type = jsonType(value)
  const types = declaredTypes(locations)
  const allows = types.length === 0 || types.includes(type) || (type === 'integer' && types.includes('number'))
  // For `oneOf` and `anyOf`, this is the schema that contains the branches.
  const [first] = locations
  const place = first ? { place: { component: first.component, below: first.below } } : {}
  const shape = { types: [type] }
  if (!allows) return { kind: type === 'null' ? 'null' : 'type', path, declared: formatTypes(types), shape, ...place }
  const keyword = KEYWORDS.find((name) => violations.some((one) => one.keyword === name)) ?? violations[0]?.keyword ?? ''
  if (isChoice || keyword === 'enum' || keyword === 'const') return { kind: 'value', path, shape, ...place }
  const limit = locations.map(({ schema }) => (schema as Record<string, unknown>)[keyword]).find((one) => one !== undefined)
  // The limit is in the OpenAPI document, so the report may contain it.
  const declared = keyword === 'format' ? String(limit) : `${keyword} ${isRecord(limit) ? '' : String(limit ?? '')}`.trim()
  return { kind: keyword === 'format' ? 'format' : 'limit', path, declared, shape, ...place }
}

/** The most informative first. */
const KEYWORDS = ['enum', 'const', 'format', 'pattern']
