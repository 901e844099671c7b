import { describe, expect, test } from 'vitest'
import { resolve, type Schema } from '../../scripts/openapi.ts'
import {
  ApiError,
  AuthenticationError,
  BadRequestError,
  BillitError,
  MethodNotAllowedError,
  NotAcceptableError,
  NotFoundError,
  PermissionDeniedError,
  RateLimitError,
  ServerError,
  UnsupportedMediaTypeError,
  ValidationError,
} from '../../src/index.ts'
import { callOperation } from './calls.ts'
import { bundle, type Documented, documented, errorsOf, requestExamples } from './document.ts'
import { prismClient, TOKEN } from './prism-client.ts'

const CLASSES: Record<number, typeof ApiError> = {
  400: BadRequestError,
  401: AuthenticationError,
  403: PermissionDeniedError,
  404: NotFoundError,
  405: MethodNotAllowedError,
  406: NotAcceptableError,
  415: UnsupportedMediaTypeError,
  422: ValidationError,
  429: RateLimitError,
  500: ServerError,
  502: ServerError,
  503: ServerError,
  504: ServerError,
}

test('every error status of the document is expected here', () => {
  const statuses = documented.flatMap((operation) => errorsOf(operation).map(({ status }) => status))
  expect([...new Set(statuses)].toSorted()).toEqual(Object.keys(CLASSES).map(Number))
})

describe.each(documented)('$id: $method $path', (operation) => {
  test.each(scenarios(operation))('$status $name', async ({ status, name, body, answer }) => {
    const prefer = name === '' ? `code=${status}` : `code=${status}, example=${name}`
    const error = await failure(operation, { Prefer: prefer })

    expect(error.constructor).toBe(CLASSES[status])
    expect(error).toBeInstanceOf(BillitError)
    expect(error.name).toBe(CLASSES[status]?.name)
    expect(error.message).toContain(`${operation.method} `)
    expect(error.message).toContain(String(status))
    expect(error.message).not.toContain(TOKEN)
    expect(error).toMatchObject({ status, method: operation.method, attempts: 1 })
    expect(error.body).toStrictEqual(body)
    expect(new URL(error.url).pathname).toMatch(new RegExp(`^${operation.path.replace(/\{\w+\}/, '[\\w-]+')}$`))
    for (const [header, { example }] of Object.entries(answer.headers)) expect(error.headers.get(header)).toBe(String(example))
    expect(error.incidentId).toBe(incidentIn(body))
    // No 4xx of the document leaves it open; every 5xx does, unless nothing could have been done.
    expect(error.mayHaveSucceeded).toBe(operation.method !== 'GET' && status >= 500)
    if (error instanceof ValidationError) expect(error.errors).toStrictEqual(fieldsIn(body))
    if (error instanceof RateLimitError) expect(error.retryAfter).toBe(answer.headers['Retry-After']?.example)
  })
})

describe('a body that Prism itself refuses', () => {
  const withBody = documented.filter((operation) => Object.keys(requestExamples(operation)).length > 0)

  const withRequiredFields = withBody.filter((operation) => requiredFields(operation).length > 0)

  test.each(withRequiredFields)('empty, $id', async (operation) => {
    const error = await failure(operation, {}, {})
    expect(error).toBeInstanceOf(ValidationError)
    const violations = error.headers.get('sl-violations')
    for (const field of requiredFields(operation)) expect(violations).toContain(`'${field}'`)
  })

  test.each(withBody)('missing, $id', async ({ method, path }) => {
    const request = {
      // Only these two have bodies.
      method: method as 'POST' | 'PUT',
      path: path.replace('{id}', '4821').replace('{uuid}', '7c1b7d1e-52a8-4c0e-9f0a-3d9c1f6f2b11'),
    }
    const error = await thrown(prismClient().request(request))
    expect(error).toBeInstanceOf(ValidationError)
    expect(error.headers.get('sl-violations')).toContain('Body parameter is required')
  })

  test('of the wrong type, in a field', async () => {
    const error = await thrown(
      prismClient().request({ method: 'POST', path: '/payments', body: { customerId: 'Kestrel', amount: 1 } }),
    )
    expect(error).toBeInstanceOf(ValidationError)
  })
})

function scenarios(operation: Documented) {
  return errorsOf(operation).flatMap((answer) => {
    const examples = Object.entries(answer.examples)
    // A proxy's answer has no body that could be documented.
    const named = examples.length > 0 ? examples : [['', undefined] as const]
    return named.map(([name, body]) => ({ status: answer.status, name, body, answer }))
  })
}

const failure = (operation: Documented, headers: Record<string, string>, body?: unknown): Promise<ApiError> =>
  thrown(callOperation(operation.id, prismClient(), { headers }, body ?? Object.values(requestExamples(operation))[0]))

async function thrown(call: PromiseLike<unknown>): Promise<ApiError> {
  try {
    await call
  } catch (error) {
    if (error instanceof ApiError) return error
    throw error
  }
  throw new Error('The call should have failed.')
}

const requiredFields = ({ operation }: Documented): string[] =>
  requiredIn(operation.requestBody?.content['application/json']?.schema ?? {})

function requiredIn(schema: Schema): string[] {
  const { required = [], allOf = [] } = resolve(bundle, schema)
  return [...required, ...allOf.flatMap(requiredIn)]
}

function incidentIn(body: unknown): string | undefined {
  return (body as { data?: { insidentId?: string } } | undefined)?.data?.insidentId
}

const fieldsIn = (body: unknown) => (body as { errors: Record<string, string[]> }).errors
