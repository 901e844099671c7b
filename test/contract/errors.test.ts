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
import { type Documented, documented, errorsOf } from './document.ts'
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
  const statuses = documented.flatMap((operation) => errorsOf(operation).map(({ status }) => status))
  expect([...new Set(statuses)].toSorted()).toEqual(Object.keys(CLASSES).map(Number))
})

describe.each(documented)('$id: $method $path', (operation) => {
  test.each(scenarios(operation))('throws for $status $name', async ({ status, name, body, answer }) => {
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
    for (const [header, { example }] of Object.entries(answer.headers)) {
      // Prism repeats the document's examples. The mock counts.
      expect([header, error.headers.get(header)]).toEqual([header, counts ? expect.stringMatching(/^\d+$/) : String(example)])
    }
    expect(error.incidentId).toBe(incidentIn(body))
    // No 4xx of the document leaves it open; every 5xx does, unless nothing could have been done.
    expect(error.mayHaveSucceeded).toBe(operation.method !== 'GET' && status >= 500)
    if (error instanceof ValidationError) expect(error.errors).toStrictEqual(fieldsIn(body))
    if (error instanceof RateLimitError)
      expect(error.retryAfter).toEqual(counts ? expect.any(Number) : answer.headers['Retry-After']?.example)
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

function incidentIn(body: unknown): string | undefined {
  return (body as { data?: { insidentId?: string } } | undefined)?.data?.insidentId
}

const fieldsIn = (body: unknown) => (body as { errors: Record<string, string[]> }).errors
