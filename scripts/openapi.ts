/** The parts of an OpenAPI document that the scripts and the tests read. */
export interface OpenApi {
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, Schema>; examples: Record<string, { value: unknown }> }
}

export interface Operation {
  operationId: string
  description?: string
  parameters?: Array<Reference & { name?: string; in?: string }>
  requestBody?: { content: Record<string, MediaType> }
  responses: Record<string, Reference & { content?: Record<string, MediaType> }>
  'x-billit-unsafe'?: boolean
}

export interface MediaType {
  schema: Schema
  examples?: Record<string, Reference & { value?: unknown }>
}

export interface Reference {
  $ref?: string
}

export interface Schema extends Reference {
  type?: string | string[]
  format?: string
  required?: string[]
  properties?: Record<string, Schema>
  items?: Schema
  allOf?: Schema[]
}

/** Follows `$ref` inside the document. */
export function resolve<T extends object>(document: OpenApi, node: T & Reference): T {
  if (node.$ref === undefined) return node
  const found = node.$ref
    .replace(/^#\//, '')
    .split('/')
    .reduce<unknown>((at, key) => (at as Record<string, unknown>)[key.replaceAll('~1', '/').replaceAll('~0', '~')], document)
  // The bundle has no dangling reference: Redocly's lint sees to that.
  return resolve(document, found as T & Reference)
}

/** Every operation of the document, with its path and method. */
export function operationsOf(document: OpenApi): Array<{ path: string; method: string; operation: Operation }> {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  )
}
