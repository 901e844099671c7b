import { describe, expect, test } from 'vitest'
import { InvalidArgumentError, type RawRequest, ResponseParseError, ValidationError } from '../../src/index.ts'
import { documented } from '../contract/document.ts'
import { sendJson } from '../support/local-server.ts'
import { always, connect, rejection, TOKEN, UUID } from './setup.ts'

test('sends a request that the OpenAPI document does not define', async () => {
  const { billit, server } = await connect(always({ rows: [1, 2] }, 200, { 'X-Trace': 'back' }), { headers: { 'X-Shop': '5' } })
  const { data, response } = await billit
    .request<{ rows: number[] }>({
      method: 'PATCH',
      path: '/invoices/drafts',
      query: { page: 2, archived: true, tag: ['a', 'b'] },
      body: { due: new Date('2026-11-22T12:00:00Z') },
      headers: { 'X-Trace': 'there' },
    })
    .withResponse()

  expect(data).toEqual({ rows: [1, 2] })
  expect(response.headers.get('X-Trace')).toBe('back')
  const [sent] = server.requests
  expect(sent).toMatchObject({ method: 'PATCH', path: '/invoices/drafts', body: '{"due":"2026-11-22"}' })
  expect(new URLSearchParams(sent?.target.split('?')[1]).getAll('tag[]')).toEqual(['a', 'b'])
  expect(sent?.query).toMatchObject({ page: '2', archived: '1' })
  expect(sent?.headers).toMatchObject({ authorization: `Bearer ${TOKEN}`, 'x-shop': '5', 'x-trace': 'there' })
})

test('returns the body with its envelope, or undefined if it is empty', async () => {
  const enveloped = await connect(always({ data: { id: 7 } }))
  expect(await enveloped.billit.request({ method: 'GET', path: '/tags/7' })).toEqual({ data: { id: 7 } })
  const empty = await connect((_request, response) => response.writeHead(204).end())
  expect(await empty.billit.request({ method: 'DELETE', path: '/tags/7' })).toBeUndefined()
})

test('throws the same errors', async () => {
  const refused = await connect(always({ errors: { due: ['Too late.'] } }, 422))
  const error = await rejection(refused.billit.request({ method: 'POST', path: '/reminders', body: {} }))
  expect(error).toBeInstanceOf(ValidationError)
  expect(error).toMatchObject({ errors: { due: ['Too late.'] }, method: 'POST', url: `${refused.server.url}/reminders` })
  const html = await connect((_request, response) => response.end('<html>'))
  expect(await rejection(html.billit.request({ method: 'GET', path: '/reports' }))).toBeInstanceOf(ResponseParseError)
})

describe('paths', () => {
  test.each([
    '',
    'invoices',
    '.',
    '..',
    '/..',
    '/../account',
    '/invoices/../account',
    '/invoices/..',
    '/./invoices',
    '/%2e%2e/account',
    '/.%2E/account',
    '/%2e/invoices',
    '/a%2f..%2faccount',
    '/a%5c..%5caccount',
    '//evil.example',
    '//evil.example/v1',
    '/\\evil.example',
    '\\\\evil.example',
    '/invoices//account',
    'http://evil.example',
    'https://evil.example/v1/invoices',
    '@evil.example',
    '/invoices?page=2',
    '/invoices#top',
    '/invoices\n/account',
    '/\t/evil.example',
    ' /invoices',
    null,
    undefined,
    7,
    {},
    new URL('http://evil.example'),
  ])('rejects %o', async (path) => {
    const { billit, server } = await connect(always({}))
    // JavaScript callers can pass this.
    const error = await rejection(billit.request({ method: 'GET', path: path as string }))
    expect(error).toBeInstanceOf(InvalidArgumentError)
    expect(server.requests).toEqual([])
  })

  test.each([
    ['/', '/v1'],
    ['/invoices', '/v1/invoices'],
    ['/reports/2026-11.csv', '/v1/reports/2026-11.csv'],
    ['/reports/...', '/v1/reports/...'],
    ['/tags/a%20b', '/v1/tags/a%20b'],
  ])('sends %s to %s', async (path, target) => {
    const { server } = await connect(always({}))
    const { billit } = await connect(always({}), { baseUrl: `${server.url}/v1` })
    await billit.request({ method: 'GET', path })
    expect(server.requests.map((request) => request.target)).toEqual([target])
  })

  test.each(['get', 'HEAD', 'TRACE', 'CONNECT', 'GET /x', '', undefined])('rejects the method %o', async (method) => {
    const { billit, server } = await connect(always({}))
    // JavaScript callers can pass this.
    const error = await rejection(billit.request({ method: method as 'GET', path: '/tags' }))
    expect(error).toBeInstanceOf(InvalidArgumentError)
    expect(server.requests).toEqual([])
  })
})

test('rejects a GET with a body and sends nothing', async () => {
  const { billit, server } = await connect(always({}))
  const error = await rejection(billit.request({ method: 'GET', path: '/tags', body: { page: 2 } }))
  expect(error).toBeInstanceOf(InvalidArgumentError)
  expect(String(error)).toContain("A GET request cannot have a body. Pass 'query' instead.")
  expect(server.requests).toEqual([])
})

describe('retries', () => {
  /** Counts how often a request is sent if the server returns 503 with `Retry-After: 0`. */
  const timesSent = async (method: RawRequest['method'], path: string): Promise<number> => {
    const unavailable = always({}, 503, { 'Retry-After': '0' })
    const { billit, server } = await connect(unavailable, { maxRetries: 1 })
    const error = await rejection(billit.request({ method, path }))
    expect(error).toMatchObject({ status: 503, attempts: server.requests.length, mayHaveSucceeded: method !== 'GET' })
    return server.requests.length
  }

  const known = documented.map(({ id, method, path }) => ({
    id,
    method: method as RawRequest['method'],
    path: path.replace('{id}', '7').replace('{uuid}', UUID).replace('{vatId}', '523456110'),
    times: method === 'GET' ? 2 : 1,
  }))

  test.each(known)('sends $id, as $method $path, $times times', async ({ method, path, times }) => {
    expect(await timesSent(method, path)).toBe(times)
  })

  test.each<[RawRequest['method'], string, number]>([
    ['GET', '/reports', 2],
    ['POST', '/reports', 1],
    ['PUT', '/reports/7', 1],
    ['PATCH', '/contacts/7', 1],
    ['DELETE', '/reports/7', 1],
    ['DELETE', '/contacts/7/notes', 1],
    ['PUT', `/invoices/${UUID}/`, 1],
    ['DELETE', `/invoices/%37${UUID.slice(1)}`, 1],
    ['DELETE', '/Invoices/7', 1],
    ['PUT', '/contacts/7/', 1],
  ])('sends %s %s %i times', async (method, path, times) => {
    expect(await timesSent(method, path)).toBe(times)
  })

  test('retries an unsafe request after a 429', async () => {
    const statuses = [429, 201]
    const { billit, server } = await connect(
      (_request, response) => sendJson(response, { id: 1 }, statuses.shift(), { 'Retry-After': '0' }),
      { maxRetries: 1 },
    )
    expect(await billit.request({ method: 'POST', path: '/reports', body: {} })).toEqual({ id: 1 })
    expect(server.requests).toHaveLength(2)
  })
})
