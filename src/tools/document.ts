import { readFileSync } from 'node:fs'
import { isRecord } from '../core/record.ts'
import { ownDocument } from './own-document.ts'

/** The parts of an OpenAPI document that the tools, scripts and tests read. */
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
  responses: Record<string, ResponseObject>
  /** On a list: the path of another list with the same records. */
  'x-billit-records'?: string
  'x-billit-unsafe'?: boolean
  /** On a PUT: the SDK can update some of the fields, by reading the record first. */
  'x-billit-patch'?: boolean
}

export interface ResponseObject extends Reference {
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

/** Returns an OpenAPI document: the argument, the file with that path, or by default the package's own, which is cached. Do not modify it. */
export function readDocument(source?: string | object): Document {
  if (typeof source === 'object') return source as Document // the caller says that it is an OpenAPI document
  if (source !== undefined) return parse(source)
  own ??= parse(ownDocument())
  return own
}

const parse = (file: string): Document => JSON.parse(readFileSync(file, 'utf8')) as Document // written by Redocly or chosen by the caller

/** Resolves a `$ref` inside the document. */
export function resolve<T extends object>(document: Document, node: T & Reference): T {
  if (node.$ref === undefined) return node
  const steps = node.$ref.replace(/^#\//, '').split('/')
  const found = steps.reduce<unknown>((at, step) => (at as Row)[step.replaceAll('~1', '/').replaceAll('~0', '~')], document)
  // A bundled document has no dangling references.
  return resolve(document, found as T & Reference)
}

type Row = Record<string, unknown>

/** Copies the document with a single path, and only the components that this path refers to. */
export function extractPath(document: Document, path: string): Document {
  const { securitySchemes = {}, ...all } = document.components ?? {}
  const components: Record<string, Row> = {}
  const paths = { [path]: copy(document.paths[path]) as Document['paths'][string] } // a copy of the same shape
  return { ...document, paths, components: { ...components, securitySchemes: structuredClone(securitySchemes) } }

  function copy(node: unknown): unknown {
    if (Array.isArray(node)) return node.map(copy)
    if (!isRecord(node)) return node
    if (typeof node.$ref === 'string') add(node.$ref)
    return Object.fromEntries(Object.entries(node).map(([name, value]) => [name, copy(value)]))
  }

  /** @param reference `#/components/schemas/Contact`, or a pointer into it. */
  function add(reference: string): void {
    const [, , kind = '', name = ''] = reference.split('/')
    const component = all[kind]?.[name]
    const copied = components[kind] ?? {}
    if (component === undefined || Object.hasOwn(copied, name)) return
    components[kind] = copied
    // Set before copying, because a component may refer to itself.
    copied[name] = undefined
    copied[name] = copy(component)
  }
}

/** Lists every operation, with its path and method. */
export const operationsOf = (document: Document): Array<{ path: string; method: string; operation: Operation }> =>
  Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  )

/** Returns the first 2xx response of an operation. */
export function successOf(
  document: Document,
  operation: Operation,
): { status: number; schema: Schema | undefined; examples: Record<string, unknown> } {
  const [status = '200', response] = Object.entries(operation.responses).find(([code]) => code.startsWith('2')) ?? []
  const media = response && resolve(document, response).content?.['application/json']
  return { status: Number(status), schema: media && resolve(document, media.schema), examples: examplesOf(document, media) }
}

/** Returns the examples of a response, by name. */
export function examplesFor(document: Document, operation: Operation, status: number): Record<string, unknown> {
  const response = operation.responses[status]
  return examplesOf(document, response && resolve(document, response).content?.['application/json'])
}

function examplesOf(document: Document, media: MediaType | undefined): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(media?.examples ?? {}).map(([name, example]) => [name, resolve(document, example).value]),
  )
}

/** Returns the properties of a schema, including those of its `allOf` schemas. */
export function propertiesOf(document: Document, schema: Schema): Record<string, Schema> {
  const { properties, allOf = [] } = resolve(document, schema)
  return Object.assign({}, ...allOf.map((part) => propertiesOf(document, part)), properties)
}

/** Returns the parameters of an operation. @param location `query` or `path` */
export const parametersOf = (document: Document, operation: Operation, location: string): Parameter[] =>
  (operation.parameters ?? [])
    .map((parameter) => resolve(document, parameter) as Parameter) // the document is valid, so a reference points to a parameter
    .filter((parameter) => parameter.in === location)

/** Returns the schema of an operation's JSON request body. */
export const bodyOf = (document: Document, operation: Operation): Schema | undefined => {
  const media = operation.requestBody?.content['application/json']
  return media && resolve(document, media.schema)
}

export const typesOf = ({ type = [] }: Schema): string[] => (Array.isArray(type) ? type : [type])
