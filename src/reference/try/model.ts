/** The parts of the OpenAPI document that the page needs to build a request. Parameters are resolved. */

import type { AccountRelations } from './account-ids.ts'

/** A JSON schema. Its references point to `Model.schemas`. */
export interface Schema {
  $ref?: string
  type?: string | string[]
  enum?: unknown[]
  required?: string[]
  properties?: Record<string, Schema>
  items?: Schema
  allOf?: Schema[]
  oneOf?: Schema[]
}

export interface Model {
  title: string
  /** The URL of the sandbox. */
  sandbox: string
  operations: Operation[]
  /** The account that the examples refer to. */
  account: AccountRelations
  /** By their name in the OpenAPI document. */
  schemas: Record<string, Schema>
}

export interface Operation {
  /** The operationId. */
  id: string
  /** The HTTP method, in capitals. */
  method: string
  /** With its parameters in braces. */
  path: string
  summary: string
  tag: string
  /** Greek search terms. */
  keywords: string
  deprecated: boolean
  /** Whether a repeated request could take effect twice. */
  unsafe: boolean
  /** The SDK's method, such as `invoices.create`. */
  sdk: string
  parameters: Parameter[]
  body?: Body
}

export interface Parameter {
  name: string
  in: 'path' | 'query'
  required: boolean
  description: string
  schema: Schema & { default?: unknown }
  example?: unknown
}

export interface Body {
  schema: Schema
  examples: Array<{ name: string; summary: string; value: object }>
}

type Json = Record<string, unknown>

/** Builds the model from a bundled OpenAPI document. Responses are left out: the page shows those that a server returns. */
export function buildModel(document: object): Model {
  // Redocly validates the document when it bundles it.
  const { info, servers, paths, components } = document as {
    info: { title: string }
    servers: Array<{ url: string }>
    paths: Record<string, Record<string, Json>>
    components: { schemas: Record<string, Schema> }
  }
  const operations = Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => buildOperation(document, method.toUpperCase(), path, operation)),
  )
  return {
    title: info.title,
    sandbox: servers[0]?.url ?? '',
    operations,
    account: readAccount(document),
    schemas: selectSchemas(
      components.schemas,
      operations.map(({ body }) => body?.schema),
    ),
  }
}

/** Reads the first example of the account. */
function readAccount(document: object): AccountRelations {
  const { paths } = document as {
    paths: {
      '/account': { get: { responses: Record<string, { content: Record<string, { examples: Record<string, object> }> }> } }
    }
  }
  const [example = {}] = Object.values(paths['/account'].get.responses[200]?.content['application/json']?.examples ?? {})
  // Redocly validates the examples against their schemas.
  const { relations } = (resolve(document, example) as { value: { data: { relations: AccountRelations } } }).value.data
  const { vats, paymentMethods, ossProductTaxes, settings } = relations
  return { vats, paymentMethods, ossProductTaxes, settings }
}

function buildOperation(document: object, method: string, path: string, operation: Json): Operation {
  const { operationId, summary, tags, deprecated, requestBody, parameters } = operation as {
    operationId: string
    summary: string
    tags: string[]
    deprecated?: boolean
    requestBody?: { content: Record<string, { schema: Schema; examples: Record<string, object> }> }
    parameters?: object[]
  }
  const media = requestBody?.content['application/json']
  const { 'x-billit-method': sdk = '', 'x-keywords': keywords = '' } = operation
  return {
    id: operationId,
    method,
    path,
    summary,
    tag: tags[0] ?? '',
    keywords: String(keywords),
    deprecated: deprecated ?? false,
    unsafe: Boolean(operation['x-billit-unsafe'] && !operation['x-billit-harmless']),
    sdk: String(sdk),
    parameters: (parameters ?? []).map((parameter) => resolve(document, parameter) as Parameter),
    ...(media ? { body: { schema: media.schema, examples: readExamples(document, media.examples) } } : {}),
  }
}

const readExamples = (document: object, examples: Record<string, object>): Body['examples'] =>
  Object.entries(examples).map(([name, example]) => {
    const { summary = name, value } = resolve(document, example) as { summary?: string; value: object }
    return { name, summary, value }
  })

function resolve(document: object, node: object): object {
  if (!('$ref' in node)) return node
  return resolve(document, followPointer(document, String(node.$ref)))
}

const followPointer = (document: object, reference: string): object =>
  reference
    .replace(/^#\//, '')
    .split('/')
    .reduce((at, step) => (at as Record<string, object>)[step.replaceAll('~1', '/').replaceAll('~0', '~')] ?? {}, document)

/** Returns the schemas that `roots` refer to, directly or indirectly. */
function selectSchemas(schemas: Record<string, Schema>, roots: unknown[]): Record<string, Schema> {
  const names = new Set(findSchemaNames(roots))
  // The loop also visits names that are added to the set while it runs.
  for (const name of names) for (const inner of findSchemaNames(schemas[name])) names.add(inner)
  return Object.fromEntries(Object.entries(schemas).filter(([name]) => names.has(name)))
}

const findSchemaNames = (node: unknown): string[] =>
  [...JSON.stringify(node ?? null).matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name = '']) => name)

/** Returns the hash of an operation's section in the reference. */
export const getReferenceHash = ({ tag, id }: Pick<Operation, 'tag' | 'id'>): string =>
  `#/${tag
    .toLowerCase()
    .replaceAll(/[^\w ]/g, '')
    .replaceAll(' ', '-')}/${id.toLowerCase()}`

/** Follows a reference to a schema of the model. */
export const resolveSchema = ({ schemas }: Pick<Model, 'schemas'>, schema: Schema): Schema =>
  schema.$ref === undefined ? schema : (schemas[schema.$ref.replace('#/components/schemas/', '')] ?? {})
