import { type Document, type Operation, operationsOf, parametersOf, typesOf } from '../tools/document.ts'

/**
 * Normalizes the query of an operation as Billit's PHP server reads it: empty values are dropped, and the last of several
 * values wins. Flags are written as the OpenAPI document has them: `1` or `true`.
 */
export function createQueryNormalizer(document: Document): (operation: Operation, query: URLSearchParams) => URLSearchParams {
  const schemas = new Map(
    operationsOf(document).map(({ operation }) => [
      operation,
      new Map(parametersOf(document, operation, 'query').map(({ name, schema }) => [name, schema])),
    ]),
  )
  return (operation, query) => {
    const normalized = new URLSearchParams()
    for (const [name, value] of query) {
      const schema = schemas.get(operation)?.get(name)
      const isNumeric = schema?.enum?.includes(1) && schema.enum.includes(0)
      const flag = isNumeric
        ? NUMERIC_FLAGS[value]
        : schema && typesOf(schema).includes('boolean')
          ? BOOLEAN_FLAGS[value]
          : undefined
      if (value !== '') normalized.set(name, flag ?? value)
    }
    return normalized
  }
}

const NUMERIC_FLAGS: Record<string, string> = { true: '1', false: '0' }
const BOOLEAN_FLAGS: Record<string, string> = { '1': 'true', '0': 'false' }

/** Billit's PHP client sends filters and paging as a JSON body on GET. The values in the URL take precedence. */
export function mergeQuery(query: URLSearchParams, body: unknown): URLSearchParams {
  const merged = new URLSearchParams(query)
  for (const [name, value] of Object.entries(body ?? {})) {
    if (merged.has(name) || value === null || typeof value === 'object') continue
    merged.set(name, String(value))
  }
  return merged
}
