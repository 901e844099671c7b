import { describe, expect, inject, test } from 'vitest'
import {
  type ApiError,
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
import { type Documented, documented, findErrors } from './document.ts'
import { failure } from './failure.ts'
import { TOKEN } from './prism-client.ts'

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

const counts = inject('headersCount')

test('covers every error status of the OpenAPI document', () => {
  const statuses = documented.flatMap((operation) => findErrors(operation).map(({ status }) => status))
  expect([...new Set(statuses)].toSorted()).toEqual(Object.keys(CLASSES).map(Number))
})

describe.each(documented)('$id: $method $path', (operation) => {
  test.each(scenarios(operation))('throws for $status $name', async ({ status, name, body, response }) => {
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
    for (const [header, { example }] of Object.entries(response.headers)) {
      // Prism returns the examples of the OpenAPI document. The mock counts requests.
      expect([header, error.headers.get(header)]).toEqual([header, counts ? expect.stringMatching(/^\d+$/) : String(example)])
    }
    expect(error.incidentId).toBe(incidentIn(body))
    // After a documented 4xx, the request has failed. After a 5xx, any request except a GET may have succeeded.
    expect(error.mayHaveSucceeded).toBe(operation.method !== 'GET' && status >= 500)
    if (error instanceof ValidationError) expect(error.errors).toStrictEqual(fieldsIn(body))
    if (error instanceof RateLimitError)
      expect(error.retryAfter).toEqual(counts ? expect.any(Number) : response.headers['Retry-After']?.example)
  })
})

function scenarios(operation: Documented) {
  return findErrors(operation).flatMap((response) => {
    const examples = Object.entries(response.examples)
    // The body of a proxy's response is not documented.
    const named = examples.length > 0 ? examples : [['', undefined] as const]
    return named.map(([name, body]) => ({ status: response.status, name, body, response }))
  })
}

function incidentIn(body: unknown): string | undefined {
  return (body as { data?: { insidentId?: string } } | undefined)?.data?.insidentId
}

const fieldsIn = (body: unknown) => (body as { errors: Record<string, string[]> }).errors
