import { type Document, examplesFor, type Operation, operationsOf } from '../tools/document.ts'
import type { Row } from './row.ts'
import type { FieldError, MockResponse } from './types.ts'
import { groupByField } from './violations.ts'

export const JSON_TYPE = { 'content-type': 'application/json' }

interface ErrorDetails {
  /** Default: the message of the example. */
  message?: string
  /** The name of the error, for a status that has no example. */
  error?: string
  /** The operation whose example is used. Default: any operation. */
  operation?: Operation | undefined
}

export type ErrorResponses = ReturnType<typeof createErrorResponses>

/** Creates error responses in the API's format, from the OpenAPI document's examples of each status. */
export function createErrorResponses(document: Document) {
  const operations = operationsOf(document).map(({ operation }) => operation)
  return { create, createValidationError }

  function create(status: number, { message, error = 'Error', operation }: ErrorDetails = {}): MockResponse {
    const candidates = operation ? [operation, ...operations] : operations
    const example = candidates.map((each) => Object.values(examplesFor(document, each, status))[0]).find(Boolean) ?? {
      statusCode: status,
      error,
      message: '',
      data: [],
    }
    const body = { ...(example as Row), ...(message === undefined ? {} : { message }) }
    return { status, headers: JSON_TYPE, body }
  }

  function createValidationError(operation: Operation, errors: FieldError[]): MockResponse {
    const response = create(422, { message: 'The given data was invalid.', operation })
    return { ...response, body: { ...(response.body as Row), errors: groupByField(errors) } }
  }
}
