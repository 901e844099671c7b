import { onTestFinished } from 'vitest'
import { type Mock, type MockOptions, startMock } from '../../src/mock/index.ts'

export const TOKEN = 'test-token'

/** Starts a mock for one test. Fails the test if a response violates the OpenAPI document. */
export async function mockFor(options: MockOptions = {}): Promise<Mock> {
  const violations: string[] = []
  const mock = await startMock({
    examples: options.seed === undefined && options.rows === undefined && options.state === undefined,
    ...options,
    onRequest: (request) => {
      violations.push(...request.violations.map((violation) => `${request.method} ${request.url}: ${violation}`))
      options.onRequest?.(request)
    },
  })
  onTestFinished(async () => {
    await mock.close()
    if (violations.length > 0) throw new Error(`Responses violate the OpenAPI document:\n${violations.join('\n')}`)
  })
  return mock
}

export interface SentResponse {
  status: number
  headers: Headers
  // Not validated here: each test asserts the fields that it reads.
  body: { data?: unknown; links?: unknown; meta?: Record<string, unknown>; errors?: Record<string, string[]>; message?: string }
}

/** Sends a request without the SDK. */
export async function send(
  mock: Mock,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<SentResponse> {
  const response = await fetch(`${mock.url}${path}`, {
    method,
    headers: {
      Authorization: `Bearer ${TOKEN}`,
      Accept: 'application/json',
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const text = await response.text()
  return { status: response.status, headers: response.headers, body: text === '' ? {} : JSON.parse(text) }
}
