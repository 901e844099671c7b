import { readFileSync } from 'node:fs'
import { isRecord } from '../core/record.ts'
import { ownDocument } from './own-document.ts'

/** The parts of an OpenAPI document that the mock, the scripts and the tests read. */
export interface Document {
  servers?: Array<{ url: string }>
  paths: Record<string, Record<string, Operation>>
  components?: Record<string, Record<string, unknown>>
}

export interface Operation {
  operationId: string
  summary?: string
  description?: string
  parameters?: Array<Partial<Parameter> & Reference>
  requestBody?: { content: Record<string, MediaType> }
  responses: Record<string, Answer>
  /** On a list: the path whose records it shows. */
  'x-billit-records'?: string
  'x-billit-unsafe'?: boolean
  /** On a PUT: the SDK can change some of the fields, by reading the record first. */
  'x-billit-patch'?: boolean
}

export interface Answer extends Reference {
  headers?: Record<string, unknown>
  content?: Record<string, MediaType>
}

export interface Parameter {
  name: string
  in: string
  schema: Schema
  example?: unknown
}

export interface MediaType {
  schema: Schema
  examples?: Record<string, Reference & { value?: unknown }>
}

export interface Schema extends Reference {
  type?: string | string[]
  format?: string
  readOnly?: boolean
  required?: string[]
  properties?: Record<string, Schema>
  items?: Schema
  allOf?: Schema[]
  anyOf?: Schema[]
  oneOf?: Schema[]
  additionalProperties?: boolean | Schema
  enum?: unknown[]
  minLength?: number
}

export interface Reference {
  $ref?: string
}

let own: Document | undefined

/** Reads the document: the package's own (once), a file's, or the one that is given. Do not change it. */
export function readDocument(given?: string | object): Document {
  if (typeof given === 'object') return given as Document // the caller's own claim
  if (given !== undefined) return parse(given)
  own ??= parse(ownDocument())
  return own
}

// Written by Redocly, or named by the caller.
const parse = (file: string): Document => JSON.parse(readFileSync(file, 'utf8')) as Document

/** Follows `$ref` inside the document. */
export function resolve<T extends object>(document: Document, node: T & Reference): T {
  if (node.$ref === undefined) return node
  const steps = node.$ref.replace(/^#\//, '').split('/')
  const found = steps.reduce<unknown>((at, step) => (at as Row)[step.replaceAll('~1', '/').replaceAll('~0', '~')], document)
  // A bundle has no dangling reference.
  return resolve(document, found as T & Reference)
}

type Row = Record<string, unknown>

/** A document of one path: a copy, with only the components that the path needs. */
export function partOf(document: Document, path: string): Document {
  const { securitySchemes = {}, ...all } = document.components ?? {}
  const needed: Record<string, Row> = {}
  const paths = { [path]: copy(document.paths[path]) as Document['paths'][string] } // as it is in the document
  return { ...document, paths, components: { ...needed, securitySchemes: structuredClone(securitySchemes) } }

  function copy(node: unknown): unknown {
    if (Array.isArray(node)) return node.map(copy)
    if (!isRecord(node)) return node
    if (typeof node.$ref === 'string') add(node.$ref)
    return Object.fromEntries(Object.entries(node).map(([name, value]) => [name, copy(value)]))
  }

  /** `#/components/schemas/Contact`, or a place inside it. */
  function add(reference: string): void {
    const [, , kind = '', name = ''] = reference.split('/')
    const component = all[kind]?.[name]
    const known = needed[kind] ?? {}
    if (component === undefined || Object.hasOwn(known, name)) return
    needed[kind] = known
    known[name] = undefined
    known[name] = copy(component)
  }
}

/** Every operation of the document, with its path and method. */
export const operationsOf = (document: Document): Array<{ path: string; method: string; operation: Operation }> =>
  Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  )

/** What an operation answers when all goes well. */
export function successOf(
  document: Document,
  operation: Operation,
): { status: number; schema: Schema | undefined; examples: Record<string, unknown> } {
  const [status = '200', response] = Object.entries(operation.responses).find(([code]) => code.startsWith('2')) ?? []
  const media = response && resolve(document, response).content?.['application/json']
  return { status: Number(status), schema: media && resolve(document, media.schema), examples: examplesOf(document, media) }
}

/** The examples of an answer with a status, by name. */
export function examplesFor(document: Document, operation: Operation, status: number): Record<string, unknown> {
  const response = operation.responses[status]
  return examplesOf(document, response && resolve(document, response).content?.['application/json'])
}

function examplesOf(document: Document, media: MediaType | undefined): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(media?.examples ?? {}).map(([name, example]) => [name, resolve(document, example).value]),
  )
}

/** The properties of a schema, and of those that it is composed of. */
export function propertiesOf(document: Document, schema: Schema): Record<string, Schema> {
  const { properties, allOf = [] } = resolve(document, schema)
  return Object.assign({}, ...allOf.map((part) => propertiesOf(document, part)), properties)
}

/** The parameters of an operation that stand in one place: `query` or `path`. */
export const parametersOf = (document: Document, operation: Operation, place: string): Parameter[] =>
  (operation.parameters ?? [])
    .map((parameter) => resolve(document, parameter) as Parameter) // the document is valid
    .filter((parameter) => parameter.in === place)

/** What a request of the operation sends as JSON. */
export const bodyOf = (document: Document, operation: Operation): Schema | undefined => {
  const media = operation.requestBody?.content['application/json']
  return media && resolve(document, media.schema)
}

export const typesOf = ({ type = [] }: Schema): string[] => (Array.isArray(type) ? type : [type])
