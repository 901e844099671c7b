/** The bundled document, and what the contract tests derive from it. */
import { readFileSync } from 'node:fs'
import type { OperationTypes } from '../../generated/operations.ts'
import { type Document, type MediaType, type Operation, operationsOf, resolve, type Schema } from '../../src/tools/document.ts'

export type OperationId = keyof OperationTypes

export interface Header {
  schema: Schema
  example?: unknown
}

export interface DocumentedAnswer {
  status: number
  /** By name. Empty where the document promises no body. */
  examples: Record<string, unknown>
  headers: Record<string, Header>
}

export const bundleFile = new URL('../../generated/openapi.json', import.meta.url)

// Redocly wrote it from a linted document.
export const bundle = JSON.parse(readFileSync(bundleFile, 'utf8')) as Document

export interface Documented {
  id: OperationId
  path: string
  method: string
  operation: Operation
  answers: DocumentedAnswer[]
}

export const documented: Documented[] = operationsOf(bundle).map(({ path, method, operation }) => ({
  // operations.test.ts compares the two sets of ids.
  id: operation.operationId as OperationId,
  path,
  method,
  operation,
  answers: Object.entries(operation.responses).map(([status, response]) => {
    // scripts/openapi.ts leaves out headers, which the scripts do not read.
    const { content, headers = {} } = resolve(bundle, response) as typeof response & { headers?: Record<string, Header> }
    return {
      status: Number(status),
      examples: examplesOf(content),
      headers: Object.fromEntries(Object.entries(headers).map(([name, header]) => [name, resolve(bundle, header)])),
    }
  }),
}))

export const successOf = ({ id, answers }: Documented): DocumentedAnswer => {
  const [success] = answers.filter(({ status }) => status >= 200 && status < 300)
  if (!success) throw new Error(`${id} has no 2xx`)
  return success
}

export const errorsOf = ({ answers }: Documented): DocumentedAnswer[] => answers.filter(({ status }) => status >= 400)

/** The bodies that the document shows for a request, by name. */
export const requestExamples = ({ operation }: Documented): Record<string, unknown> => examplesOf(operation.requestBody?.content)

function examplesOf(content: Record<string, MediaType> = {}): Record<string, unknown> {
  const named = Object.entries(content['application/json']?.examples ?? {})
  return Object.fromEntries(named.map(([name, example]) => [name, resolve(bundle, example).value]))
}
