/** The bundled OpenAPI document, in the form that the contract tests use. */
import { readFileSync } from 'node:fs'
import type { OperationTypes } from '../../generated/operations.ts'
import { type Document, type MediaType, type Operation, operationsOf, resolve, type Schema } from '../../src/tools/document.ts'

export type OperationId = keyof OperationTypes

export interface Header {
  schema: Schema
  example?: unknown
}

export interface DocumentedResponse {
  status: number
  /** Examples by name. Empty if the OpenAPI document defines no body. */
  examples: Record<string, unknown>
  headers: Record<string, Header>
}

export const bundleFile = new URL('../../generated/openapi.json', import.meta.url)

// Redocly bundles it from a linted document.
export const bundle = JSON.parse(readFileSync(bundleFile, 'utf8')) as Document

export interface Documented {
  id: OperationId
  path: string
  method: string
  operation: Operation
  responses: DocumentedResponse[]
}

export const documented: Documented[] = operationsOf(bundle).map(({ path, method, operation }) => ({
  // operations.test.ts checks that the two sets of ids are equal.
  id: operation.operationId as OperationId,
  path,
  method,
  operation,
  responses: Object.entries(operation.responses).map(([status, response]) => {
    // The type in src/tools/document.ts does not include headers.
    const { content, headers = {} } = resolve(bundle, response) as typeof response & { headers?: Record<string, Header> }
    return {
      status: Number(status),
      examples: readExamples(content),
      headers: Object.fromEntries(Object.entries(headers).map(([name, header]) => [name, resolve(bundle, header)])),
    }
  }),
}))

export const findSuccess = ({ id, responses }: Documented): DocumentedResponse => {
  const [success] = responses.filter(({ status }) => status >= 200 && status < 300)
  if (!success) throw new Error(`${id} has no 2xx`)
  return success
}

export const findErrors = ({ responses }: Documented): DocumentedResponse[] => responses.filter(({ status }) => status >= 400)

/** Examples of the request body, by name. */
export const requestExamples = ({ operation }: Documented): Record<string, unknown> =>
  readExamples(operation.requestBody?.content)

function readExamples(content: Record<string, MediaType> = {}): Record<string, unknown> {
  const named = Object.entries(content['application/json']?.examples ?? {})
  return Object.fromEntries(named.map(([name, example]) => [name, resolve(bundle, example).value]))
}
