/** What the page knows of the API: the parts of the document that a request needs, with parameters resolved. */

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
  /** The address of the sandbox. */
  sandbox: string
  operations: Operation[]
  /** By their name in the document. */
  schemas: Record<string, Schema>
}

export interface Operation {
  /** The operationId. */
  id: string
  /** In capitals. */
  method: string
  /** With its parameters in braces. */
  path: string
  summary: string
  tag: string
  /** Other words that find it, in Greek. */
  keywords: string
  deprecated: boolean
  /** Whether sending it again could do the work twice. */
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

/** Reads a bundled document. Its answers are left out, because the page shows what a server really answers. */
export function modelOf(document: object): Model {
  // Redocly has checked the document when it bundled it.
  const { info, servers, paths, components } = document as {
    info: { title: string }
    servers: Array<{ url: string }>
    paths: Record<string, Record<string, Json>>
    components: { schemas: Record<string, Schema> }
  }
  const operations = Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => operationOf(document, method.toUpperCase(), path, operation)),
  )
  return {
    title: info.title,
    sandbox: servers[0]?.url ?? '',
    operations,
    schemas: reachable(
      components.schemas,
      operations.map(({ body }) => body?.schema),
    ),
  }
}

function operationOf(document: object, method: string, path: string, operation: Json): Operation {
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
    ...(media ? { body: { schema: media.schema, examples: examplesOf(document, media.examples) } } : {}),
  }
}

const examplesOf = (document: object, examples: Record<string, object>): Body['examples'] =>
  Object.entries(examples).map(([name, example]) => {
    const { summary = name, value } = resolve(document, example) as { summary?: string; value: object }
    return { name, summary, value }
  })

function resolve(document: object, node: object): object {
  if (!('$ref' in node)) return node
  return resolve(document, pointed(document, String(node.$ref)))
}

const pointed = (document: object, reference: string): object =>
  reference
    .replace(/^#\//, '')
    .split('/')
    .reduce((at, step) => (at as Record<string, object>)[step.replaceAll('~1', '/').replaceAll('~0', '~')] ?? {}, document)

/** The schemas that these refer to, directly or through others. */
function reachable(schemas: Record<string, Schema>, roots: unknown[]): Record<string, Schema> {
  const names = new Set(namesIn(roots))
  // A set also iterates over what is added meanwhile.
  for (const name of names) for (const inside of namesIn(schemas[name])) names.add(inside)
  return Object.fromEntries(Object.entries(schemas).filter(([name]) => names.has(name)))
}

const namesIn = (node: unknown): string[] =>
  [...JSON.stringify(node ?? null).matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name = '']) => name)

/** Where Redoc shows an operation. */
export const referenceAddress = ({ tag, id }: Pick<Operation, 'tag' | 'id'>): string =>
  `#/${tag
    .toLowerCase()
    .replaceAll(/[^\w ]/g, '')
    .replaceAll(' ', '-')}/${id.toLowerCase()}`

/** Follows a reference to a schema of the model. */
export const schemaOf = ({ schemas }: Pick<Model, 'schemas'>, schema: Schema): Schema =>
  schema.$ref === undefined ? schema : (schemas[schema.$ref.replace('#/components/schemas/', '')] ?? {})
