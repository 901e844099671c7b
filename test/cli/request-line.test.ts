import { expect, test } from 'vitest'
import { requestLine } from '../../src/cli/mock-command.ts'
import type { MockRequest } from '../../src/mock/types.ts'

const at = new Date(2026, 4, 3, 9, 5, 7)

const request = (changes: Partial<MockRequest>): MockRequest => ({
  method: 'GET',
  url: '/v1/tags',
  operationId: 'listTags',
  status: 200,
  milliseconds: 1.5,
  headers: {},
  body: undefined,
  violations: [],
  ...changes,
})

test.each([
  [204, 32],
  [422, 33],
  [503, 31],
])('colours the status %i in a terminal', (status, colour) => {
  expect(requestLine(request({ status }), at, true)).toContain(` \x1b[${colour}m${status}\x1b[39m `)
})

test('adds a line for violations of the OpenAPI document', () => {
  const violations = ['body.id must be a number', 'body.name is missing']
  expect(requestLine(request({ violations }), at, false)).toBe(
    `09:05:07  GET    /v1/tags                                           200    2 ms
          does not match the OpenAPI document: body.id must be a number; body.name is missing`,
  )
})

test('does not truncate a long URL', () => {
  const url = `/v1/invoices?search=${'x'.repeat(60)}`
  expect(requestLine(request({ url, milliseconds: 12_345 }), at, false)).toBe(`09:05:07  GET    ${url} 200 12345 ms`)
})

test('escapes the control characters of a URL and of violations', () => {
  const line = requestLine(request({ url: '/v1/\u009b2J\u202e', violations: ['body.\x1b]0;x\x07'] }), at, false)
  expect(line).toContain('/v1/\\u009b2J\\u202e')
  expect(line).toContain('body.\\u001b]0;x\\u0007')
})
