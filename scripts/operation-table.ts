import { type Document, type Operation, operationsOf, resolve, type Schema } from '../src/tools/document.ts'

/** Writes the module that tells the facade what the document says about each operation. */
export function operationTable(document: Document): string {
  const all = operationsOf(document)
  const rows = all.map(({ method, path, operation }) => {
    const { operationId } = operation
    const answer = answerKind(document, operation)
    const facts = [
      `run: sdk.${operationId}`,
      `method: '${method.toUpperCase()}'`,
      `url: '${path}'`,
      ...(answer === 'record' ? [] : [`answer: '${answer}'`]),
      ...(operation['x-billit-unsafe'] ? ['unsafe: true'] : []),
      ...listOf('dates', dateFields(document, operation)),
      ...listOf('filters', filterNames(document, operation)),
      ...(operation['x-billit-patch'] ? listOf('fields', writableFields(document, operation)) : []),
    ]
    return `  /** ${operation.summary} */\n  ${operationId}: { ${facts.join(', ')} },`
  })
  const types = all.map(({ operation: { operationId } }) => {
    const name = operationId[0]?.toUpperCase() + operationId.slice(1)
    return `  ${operationId}: { data: types.${name}Data; response: types.${name}Response }`
  })
  return `// Written by scripts/generate.ts from the bundled document.

import * as sdk from './client/sdk.gen.ts'
import type * as types from './client/types.gen.ts'

/** What the document says about an operation. */
export interface Operation {
  /** Its generated function. Each takes options of its own, so no one type of options fits all of them. */
  run: (options: never) => unknown
  /** In capitals. */
  method: string
  /** The path, with its parameters in braces. */
  url: string
  /** What its answer holds: a page, a bare object, or nothing. Otherwise a record in \`data\`. */
  answer?: 'page' | 'bare' | 'nothing'
  /** Whether a repetition could do its work twice (\`x-billit-unsafe\`). */
  unsafe?: boolean
  /** The fields of its body that are calendar dates. */
  dates?: readonly string[]
  /** The names of its query parameters, without the page and its size. */
  filters?: readonly string[]
  /** The fields that the operation takes, where the SDK changes only some of them (\`x-billit-patch\`). */
  fields?: readonly string[]
}

export const operations = {
${rows.join('\n')}
} as const satisfies Record<string, Operation>

/** What each operation takes, and what it answers. */
export interface OperationTypes {
${types.join('\n')}
}
`
}

function listOf(name: string, values: string[]): string[] {
  return values.length > 0 ? [`${name}: [${values.map((value) => `'${value}'`).join(', ')}]`] : []
}

function filterNames(document: Document, operation: Operation): string[] {
  return (operation.parameters ?? [])
    .map((parameter) => resolve(document, parameter))
    .flatMap(({ name, in: place }) => (place === 'query' && name ? [name] : []))
    .filter((name) => name !== 'page' && name !== 'per_page')
}

/** Those that the server does not set itself. */
function writableFields(document: Document, operation: Operation): string[] {
  const body = operation.requestBody?.content['application/json']
  if (!body) return []
  return Object.entries(propertiesOf(document, body.schema))
    .filter(([, property]) => !property.readOnly)
    .map(([name]) => name)
}

/** A record in the envelope `data`, a page of rows, an object without envelope, or nothing that a caller needs. */
function answerKind(document: Document, operation: Operation): 'record' | 'page' | 'bare' | 'nothing' {
  const [, success] = Object.entries(operation.responses).find(([status]) => status.startsWith('2')) ?? []
  const schema = success && resolve(document, success).content?.['application/json']?.schema
  if (!schema) return 'nothing'
  const { properties = {}, required = [] } = resolve(document, schema)
  if ('meta' in properties) return 'page'
  if (!('data' in properties)) return 'bare'
  return required.includes('data') ? 'record' : 'nothing'
}

/** Calendar dates stand at the top of a body. One deeper would be missed, so it is refused here. */
function dateFields(document: Document, operation: Operation): string[] {
  const body = operation.requestBody?.content['application/json']
  if (!body) return []
  const dates = Object.entries(propertiesOf(document, body.schema))
    .filter(([, property]) => resolve(document, property).format === 'date')
    .map(([name]) => name)
  if (countDates(document, body.schema) !== dates.length) {
    throw new Error(`${operation.operationId}: a date below the top of the body is not supported`)
  }
  return dates
}

function propertiesOf(document: Document, schema: Schema): Record<string, Schema> {
  const { properties, allOf = [] } = resolve(document, schema)
  return Object.assign({}, ...allOf.map((part) => propertiesOf(document, part)), properties)
}

/** Wherever they stand: under properties, items, allOf, oneOf … */
function countDates(document: Document, node: unknown): number {
  if (typeof node !== 'object' || node === null) return 0
  const found = resolve(document, node)
  const here = 'format' in found && found.format === 'date' ? 1 : 0
  return Object.values(found).reduce<number>((sum, child) => sum + countDates(document, child), here)
}
