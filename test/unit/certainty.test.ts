import { describe, expect, test } from 'vitest'
import type { Ending } from '../../src/http/call.ts'
import * as retry from '../../src/http/retry.ts'
import { disconnected } from '../../src/http/send.ts'

/** With the built-in fetch. */
const isCertainlyNotDone = (outcome: Ending, url = 'https://billit.example/v1/tags') =>
  retry.isCertainlyNotDone(outcome, { url }, true)
/** An error of Node: a refused connection has a port, a failed DNS lookup has a host name. */
const failed = (code: string, where: object = code === 'ECONNREFUSED' ? { port: 443 } : { hostname: 'billit.example' }) =>
  Object.assign(new Error('failed'), { code, ...where })
const afterFailure = (cause: unknown) => isCertainlyNotDone(disconnected(cause))

describe('a response', () => {
  const afterResponse = (status: number) =>
    isCertainlyNotDone({ kind: 'response', response: new Response(null, { status }), text: '' })

  test.each([400, 401, 403, 404, 405, 406, 413, 415, 422, 429])('%i: certainly not processed', (status) => {
    expect(afterResponse(status)).toBe(true)
  })

  test.each([200, 201, 204, 301, 302, 307, 408, 409, 421, 423, 425, 499, 500, 502, 503, 504, 520, 599])(
    '%i: may have been processed',
    (status) => {
      expect(afterResponse(status)).toBe(false)
    },
  )

  test.each(['<h1>Forbidden</h1>', '"no"', '[]', 'null', 'Forbidden'])(
    '403 with %j, which is not of the API: may have been processed',
    (text) => {
      expect(isCertainlyNotDone({ kind: 'response', response: new Response(null, { status: 403 }), text })).toBe(false)
    },
  )

  test('403 with a JSON object: certainly not processed', () => {
    expect(isCertainlyNotDone({ kind: 'response', response: new Response(null, { status: 403 }), text: '{"message":""}' })).toBe(
      true,
    )
  })

  test('a redirect that was not followed: may have been processed', () => {
    expect(isCertainlyNotDone({ kind: 'response', response: Response.error(), text: '' })).toBe(false)
  })
})

describe('no response', () => {
  test.each([
    ...['DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN', 'CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID', 'CERT_REVOKED'],
    ...[
      'ERR_TLS_CERT_ALTNAME_INVALID',
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
      'ERR_INVALID_URL',
    ],
  ])('%s: certainly not processed, with our own connection only', (code) => {
    const cause = new TypeError('fetch failed', { cause: failed(code) })
    expect(afterFailure(cause)).toBe(true)
    expect(retry.isCertainlyNotDone(disconnected(cause), { url: 'https://billit.example/v1/tags' }, false)).toBe(false)
  })

  test.each(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'])('%s: certainly not processed', (code) => {
    expect(afterFailure(failed(code))).toBe(true)
    expect(afterFailure(new TypeError('fetch failed', { cause: failed(code) })), 'as fetch wraps it').toBe(true)
  })

  test.each(['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'UND_ERR_SOCKET', 'UND_ERR_BODY_TIMEOUT', 'econnrefused', ''])(
    '%j: may have been processed',
    (code) => {
      expect(afterFailure(failed(code))).toBe(false)
      expect(afterFailure(new TypeError('fetch failed', { cause: failed(code) }))).toBe(false)
    },
  )

  test('all addresses refused the connection: certainly not processed', () => {
    const error = new AggregateError([failed('ECONNREFUSED'), failed('ECONNREFUSED')])
    expect(afterFailure(error)).toBe(true)
    expect(afterFailure(new TypeError('fetch failed', { cause: error }))).toBe(true)
  })

  test('one address refused the connection and another broke it: may have been processed', () => {
    expect(afterFailure(new AggregateError([failed('ECONNREFUSED'), failed('ECONNRESET')]))).toBe(false)
    const coded = Object.assign(new AggregateError([failed('ECONNRESET'), failed('ECONNREFUSED')]), { code: 'ECONNREFUSED' })
    expect(afterFailure(coded), 'whatever the whole is called').toBe(false)
  })

  test('an error that is its own cause: may have been processed', () => {
    const error = new Error('broken')
    error.cause = error
    expect(afterFailure(error)).toBe(false)
  })

  test.each<[string, string, object, boolean]>([
    ['http://127.0.0.1:4010/tags', 'ECONNREFUSED', { port: 4010 }, true],
    ['http://127.0.0.1:4010/tags', 'ECONNREFUSED', { port: 4318 }, false],
    ['http://billit.example/tags', 'ECONNREFUSED', { port: 80 }, true],
    ['http://billit.example/tags', 'ECONNREFUSED', { port: 443 }, false],
    ['https://billit.example/tags', 'ECONNREFUSED', {}, false],
    ['https://billit.example/tags', 'ENOTFOUND', { hostname: 'traces.example' }, false],
    ['https://billit.example/tags', 'EAI_AGAIN', {}, false],
  ])('%s: %s with %j is certain: %s', (url, code, where, certain) => {
    expect(isCertainlyNotDone(disconnected(failed(code, where)), url)).toBe(certain)
  })

  test.each([
    [5, true],
    [6, false],
  ])('a refused connection, %i causes deep, is certain: %s', (depth, certain) => {
    const nested = Array.from({ length: depth }).reduce<unknown>(
      (cause) => new Error('around', { cause }),
      failed('ECONNREFUSED'),
    )
    expect(afterFailure(nested)).toBe(certain)
  })

  test('an aggregate error that contains itself: may have been processed', () => {
    const error = new AggregateError([])
    error.errors.push(error)
    expect(afterFailure(error)).toBe(false)
  })

  test.each([
    ['no reason', undefined],
    ['null', null],
    ['a text', 'ECONNREFUSED'],
    ['an error without a code', new Error('connect ECONNREFUSED')],
    ['an empty aggregate', new AggregateError([])],
  ])('%s: may have been processed', (_name, cause) => {
    expect(afterFailure(cause)).toBe(false)
  })
})

test('a refused connection of a custom fetch: may have been processed', () => {
  expect(retry.isCertainlyNotDone(disconnected(failed('ECONNREFUSED')), { url: 'https://billit.example/v1/tags' }, false)).toBe(
    false,
  )
})

test('a time-out: may have been processed', () => {
  expect(isCertainlyNotDone({ kind: 'timeout', limit: 'timeout', message: '' })).toBe(false)
  expect(isCertainlyNotDone({ kind: 'timeout', limit: 'deadline', message: '' })).toBe(false)
})

test('a missing token: certainly not processed', () => {
  expect(isCertainlyNotDone({ kind: 'misconfigured', message: 'Missing API token.', cause: undefined })).toBe(true)
})
