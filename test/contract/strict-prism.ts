/** An in-process Prism that reports all violations of the OpenAPI document, in requests and in responses. */
import { fileURLToPath } from 'node:url'
import { createInstance, getHttpOperationsFromSpec, type IHttpConfig, type IHttpRequest } from '@stoplight/prism-http'
import { silentLogger } from '../../src/tools/prism.ts'
import { bundleFile } from './document.ts'

const configure = (mock: { code?: number; exampleKey?: string }): IHttpConfig => ({
  isProxy: false,
  checkSecurity: true,
  validateRequest: true,
  validateResponse: true,
  errors: true,
  upstreamProxy: undefined,
  mock: { dynamic: false, ignoreExamples: false, ...mock },
})

const prism = createInstance(configure({}), { logger: silentLogger })

type Operations = Awaited<ReturnType<typeof getHttpOperationsFromSpec>>

const documentedOperations = await getHttpOperationsFromSpec(fileURLToPath(bundleFile))

export interface Replayed {
  status: number
  body: unknown
  headers: Record<string, string>
  /** Violations of the OpenAPI document, in the request and in the response. */
  violations: string[]
}

/** Sends a documented request, and requests one of its documented responses. */
export function replay(request: IHttpRequest, mock: { code?: number; exampleKey?: string } = {}): Promise<Replayed> {
  const headers = { authorization: 'Bearer test-token', ...request.headers }
  return send({ ...request, headers }, documentedOperations, mock)
}

/** Returns Prism's messages about the violations of a schema. The value is sent as a body, which is not coerced. */
export async function findViolations(schema: object, value: unknown): Promise<string[]> {
  const content = { 'application/json': { schema: { type: 'object', required: ['value'], properties: { value: schema } } } }
  const post = {
    requestBody: { required: true, content },
    responses: { 200: { description: 'Taken' }, 422: { description: 'Refused' } },
  }
  const info = { title: 'One schema', version: '1' }
  const operations = await getHttpOperationsFromSpec({ openapi: '3.1.0', info, paths: { '/': { post } } })
  const headers = { 'content-type': 'application/json' }
  return (await send({ method: 'post', url: { path: '/' }, headers, body: { value } }, operations, {})).violations
}

async function send(
  request: IHttpRequest,
  operations: Operations,
  mock: { code?: number; exampleKey?: string },
): Promise<Replayed> {
  const result = await prism.request(request, operations, configure(mock))()
  if (result._tag === 'Left') {
    const { name, message, ...details } = result.left
    return { status: 0, body: undefined, headers: {}, violations: [`${name} ${message} ${JSON.stringify(details)}`] }
  }
  const { output, validations } = result.right
  const violations = [...validations.input, ...validations.output].map(
    ({ path = [], message }) => `${path.join('.')}: ${message}`,
  )
  return { status: output.statusCode, body: output.body, headers: output.headers ?? {}, violations }
}
