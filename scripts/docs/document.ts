import type * as mock from '../../src/tools/document.ts'

/** The bundled document, with the parts that only the reference needs. */
export interface Spec extends Omit<mock.Document, 'paths'> {
  info: { title: string; version: string; summary: string; description: string }
  servers: Array<{ url: string; description: string }>
  tags: Tag[]
  'x-tagGroups': Array<{ name: string; tags: string[] }>
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, Schema> }
}

export interface Tag {
  name: string
  description: string
  /** A page of the guide. */
  'x-traitTag'?: boolean
}

export interface Operation extends Omit<mock.Operation, 'parameters' | 'requestBody' | 'responses'> {
  tags: string[]
  summary: string
  description: string
  deprecated?: boolean
  parameters?: Parameter[]
  requestBody?: { content: Record<string, mock.MediaType> }
  responses: Record<string, Response>
  'x-keywords'?: string
  'x-codeSamples'?: Array<{ lang: string; label?: string; source: string }>
}

export interface Parameter extends mock.Reference {
  name: string
  in: string
  required?: boolean
  description: string
  schema: Schema
}

export interface Response extends mock.Reference {
  description: string
  content?: Record<string, mock.MediaType>
}

export interface Schema extends mock.Reference {
  type?: string | string[]
  format?: string
  description?: string
  required?: string[]
  properties?: Record<string, Schema>
  items?: Schema
  allOf?: Schema[]
  oneOf?: Schema[]
  enum?: unknown[]
  default?: unknown
  minimum?: number
  maximum?: number
  exclusiveMinimum?: number
  minLength?: number
  maxLength?: number
  minItems?: number
  maxItems?: number
  pattern?: string
  deprecated?: boolean
  readOnly?: boolean
  'x-unconfirmed'?: boolean
  'x-billit-codes'?: string | string[]
}

export interface LocatedOperation {
  method: string
  path: string
  operation: Operation
}

export const allOperations = (spec: Spec): LocatedOperation[] =>
  Object.entries(spec.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  )

/** The operations of a tag, in the order of the document. */
export const operationsOf = (spec: Spec, tag: string): LocatedOperation[] =>
  allOperations(spec).filter(({ operation }) => operation.tags.includes(tag))

/** The groups of pages about the package. Each of their pages has a file in md/; the other pages of the guide share one. */
export const SDK_GROUPS = { sdk: 'TypeScript SDK', recipes: 'Recipes' }

export const isGuidePage = (tag: Tag): boolean => tag['x-traitTag'] === true

/** The tags of a group, in the order of the menu. */
export function tagsIn(spec: Spec, group: string): Tag[] {
  const names = spec['x-tagGroups'].find(({ name }) => name === group)?.tags ?? []
  return names.flatMap((name) => spec.tags.filter((tag) => tag.name === name))
}

/** The pages about the package, in the order of the menu. */
export const sdkPages = (spec: Spec): Tag[] => Object.values(SDK_GROUPS).flatMap((group) => tagsIn(spec, group))

/** The first sentence of a page, without HTML and links. */
export function firstSentence(markdown: string): string {
  const text = markdown.replaceAll(/<[^>]+>/g, '').replaceAll(/\[([^\]]+)\]\([^)]+\)/g, '$1')
  return /^.*?[.:](?=\s|$)/.exec(text.trim())?.[0] ?? ''
}
