/** Answers from the responses of a life cycle. They contain field names of the OpenAPI document, but no response values. */
import { isRecord } from '../core/record.ts'
import { bodyOf, type Document, propertiesOf, resolve } from '../tools/document.ts'
import type { Exchange } from './client.ts'
import type { IsFieldName } from './field-names.ts'
import type { CreatedRecord } from './test-records.ts'

/** The request body of a record, with null in every field that is not required. */
export function withNulls(document: Document, { path, keyName, body }: CreatedRecord): object {
  const operation = document.paths[`${path}/{${keyName}}`]?.put
  const schema = operation && bodyOf(document, operation)
  const required = schema ? (resolve(document, schema).required ?? []) : []
  const optional = schema ? Object.keys(propertiesOf(document, schema)).filter((name) => !required.includes(name)) : []
  return { ...body, ...Object.fromEntries(optional.map((name) => [name, null])) }
}

export const containsTag = (tags: unknown, name: string): boolean =>
  Array.isArray(tags) && tags.some((tag) => tag === name || (isRecord(tag) && tag.tag === name))

export function describePaymentMethods({ row }: CreatedRecord): string {
  const lists = [row.paymentMethodIds, row.offlinePaymentMethods, row.onlinePaymentMethods].filter((list) => Array.isArray(list))
  if (lists.length === 0) return 'Unknown: the response has no payment methods.'
  return lists.every((list) => list.length === 0) ? 'None.' : 'Some.'
}

export function describeRequiredFields(exchange: Exchange | undefined, isFieldName: IsFieldName): string {
  if (!exchange) return 'No response.'
  if (exchange.status < 300) return 'None: an empty body is accepted.'
  return exchange.status === 422 ? rejectedFields(exchange, isFieldName) : `Rejected with ${exchange.status}.`
}

export function acceptsNull(exchange: Exchange | undefined, isFieldName: IsFieldName): string {
  if (!exchange) return 'No response.'
  if (exchange.status < 300) return 'Yes.'
  return exchange.status === 422
    ? `Not in these: ${rejectedFields(exchange, isFieldName)}`
    : `No: rejected with ${exchange.status}.`
}

/** The fields in a 422 response that the OpenAPI document also has: `products[].vatId`. */
function rejectedFields({ body }: Exchange, isFieldName: IsFieldName): string {
  const errors = isRecord(body) && isRecord(body.errors) ? Object.keys(body.errors) : []
  const paths = errors.map((name) => name.replace(/\.\d+(?=\.|$)/g, '[]').split('.'))
  const known = paths.filter((steps) => steps.every((step) => isFieldName(step.replaceAll('[]', ''))))
  return known.length > 0 ? `${[...new Set(known.map((steps) => steps.join('.')))].join(', ')}.` : 'No known field.'
}
