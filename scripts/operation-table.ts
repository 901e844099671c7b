import { type Document, type Operation, operationsOf, resolve, type Schema } from '../src/tools/document.ts'

/** Returns the source of `generated/operations.ts`: for each operation, the facts that the SDK needs from the OpenAPI document. */
export function formatOperationTable(document: Document): string {
  const all = operationsOf(document)
  const rows = all.map(({ method, path, operation }) => {
    const { operationId } = operation
    const shape = findShape(document, operation)
    const facts = [
      `run: sdk.${operationId}`,
      `method: '${method.toUpperCase()}'`,
      `url: '${path}'`,
      ...(shape === 'record' ? [] : [`shape: '${shape}'`]),
      ...(operation['x-billit-unsafe'] ? ['unsafe: true'] : []),
      ...formatList('dates', findDateFields(document, operation)),
      ...formatList('filters', findFilterNames(document, operation)),
      ...(operation['x-billit-patch'] ? formatList('fields', findWritableFields(document, operation)) : []),
    ]
    return `  /** ${operation.summary} */\n  ${operationId}: { ${facts.join(', ')} },`
  })
  const types = all.map(({ operation: { operationId } }) => {
    const name = operationId[0]?.toUpperCase() + operationId.slice(1)
    return `  ${operationId}: { data: types.${name}Data; response: types.${name}Response }`
  })
  return `// Written by scripts/generate.ts from the bundled OpenAPI document.

import * as sdk from './client/sdk.gen.ts'
import type * as types from './client/types.gen.ts'

/** The facts about an operation that the SDK needs from the OpenAPI document. */
export interface Operation {
  /** Its generated function. The functions accept different options, so no single type fits them all. */
  run: (options: never) => unknown
  /** The HTTP method, in capitals. */
  method: string
  /** The path, with its parameters in braces. */
  url: string
  /**
   * The shape of a successful response: a page of records, an object without the envelope \`data\`, or no data.
   * Omitted for a record inside the envelope \`data\`.
   */
  shape?: 'page' | 'bare' | 'empty'
  /** Whether a repeated request could take effect twice (\`x-billit-unsafe\`). */
  unsafe?: boolean
  /** The fields of the request body that are calendar dates. */
  dates?: readonly string[]
  /** The names of the query parameters, except \`page\` and \`per_page\`. */
  filters?: readonly string[]
  /** The writable fields of the request body. Only for operations that the SDK updates in part (\`x-billit-patch\`). */
  fields?: readonly string[]
}

export const operations = {
${rows.join('\n')}
} as const satisfies Record<string, Operation>

/** The parameters and the response of each operation. */
export interface OperationTypes {
${types.join('\n')}
}
`
}

function formatList(name: string, values: string[]): string[] {
  return values.length > 0 ? [`${name}: [${values.map((value) => `'${value}'`).join(', ')}]`] : []
}

function findFilterNames(document: Document, operation: Operation): string[] {
  return (operation.parameters ?? [])
    .map((parameter) => resolve(document, parameter))
    .flatMap(({ name, in: place }) => (place === 'query' && name ? [name] : []))
    .filter((name) => name !== 'page' && name !== 'per_page')
}

/** The fields that the server does not set itself. */
function findWritableFields(document: Document, operation: Operation): string[] {
  const body = operation.requestBody?.content['application/json']
  if (!body) return []
  return Object.entries(collectProperties(document, body.schema))
    .filter(([, property]) => !property.readOnly)
    .map(([name]) => name)
}

function findShape(document: Document, operation: Operation): 'record' | 'page' | 'bare' | 'empty' {
  const [, success] = Object.entries(operation.responses).find(([status]) => status.startsWith('2')) ?? []
  const schema = success && resolve(document, success).content?.['application/json']?.schema
  if (!schema) return 'empty'
  const { properties = {}, required = [] } = resolve(document, schema)
  if ('meta' in properties) return 'page'
  if (!('data' in properties)) return 'bare'
  return required.includes('data') ? 'record' : 'empty'
}

/** The SDK converts dates only at the top level of a request body, so this throws on a nested one. */
function findDateFields(document: Document, operation: Operation): string[] {
  const body = operation.requestBody?.content['application/json']
  if (!body) return []
  const dates = Object.entries(collectProperties(document, body.schema))
    .filter(([, property]) => resolve(document, property).format === 'date')
    .map(([name]) => name)
  if (countDates(document, body.schema) !== dates.length) {
    throw new Error(`${operation.operationId}: a date below the top level of the request body is not supported`)
  }
  return dates
}

function collectProperties(document: Document, schema: Schema): Record<string, Schema> {
  const { properties, allOf = [] } = resolve(document, schema)
  return Object.assign({}, ...allOf.map((part) => collectProperties(document, part)), properties)
}

/** Counts dates at every level: under properties, items, allOf, oneOf … */
function countDates(document: Document, node: unknown): number {
  if (typeof node !== 'object' || node === null) return 0
  const found = resolve(document, node)
  const here = 'format' in found && found.format === 'date' ? 1 : 0
  return Object.values(found).reduce<number>((sum, child) => sum + countDates(document, child), here)
}
