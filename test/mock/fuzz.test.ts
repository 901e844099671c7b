import { connect } from 'node:net'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Mock, startMock } from '../../src/mock/index.ts'
import { TOKEN } from './client.ts'

let mock: Mock
beforeAll(async () => {
  mock = await startMock({ examples: true })
})
afterAll(() => mock.close())

const paths = fc.oneof(
  fc.constantFrom(
    '/tags',
    '/contacts',
    '/invoices',
    '/ocps',
    '/payments',
    '/account',
    '/',
    '/gsis/523456110',
    '/alp-signature',
    '/v1/tags/301',
  ),
  fc
    .tuple(fc.constantFrom('/tags/', '/contacts/', '/invoices/', '/gsis/', '/v1/', '/'), fc.string())
    .map(([base, rest]) => base + encodeURIComponent(rest)),
  fc.webPath(),
  fc.constantFrom(
    '/..',
    '/%2e%2e/',
    '//',
    '/%',
    '/%ff',
    '/tags/%00',
    '/tags/1/2/3',
    `/${'x'.repeat(9000)}`,
    '/_mock/',
    '/_mock/nothing',
  ),
)
const queries = fc.oneof(
  fc.constant(''),
  fc.webQueryParameters().map((query) => `?${query}`),
  fc.constantFrom(
    '?page=0',
    '?page=-1',
    '?page=1e9',
    '?page=NaN',
    '?per_page=',
    '?page=&per_page=',
    '?per_page[]=1',
    '?page=1&page=2',
    '?page=999999999999999999999',
    '?__proto__=1',
    '?%',
  ),
)
const bodies = fc.oneof(
  fc.constant(undefined),
  fc.json(),
  fc.string(),
  fc.uint8Array({ maxLength: 64 }).map((bytes) => Buffer.from(bytes)),
  fc.constantFrom(
    '[',
    '{"a":',
    'null',
    '[]',
    '0',
    '""',
    '{"__proto__":{"x":1}}',
    '{"constructor":1}',
    '['.repeat(20_000),
    `${'['.repeat(5000)}${']'.repeat(5000)}`,
    `{"company":"${'x'.repeat(500_000)}"}`,
    '{"products":{}}',
    '{"products":[null]}',
    '\uFEFF{}',
  ),
)
const headers = fc.record(
  {
    Authorization: fc.constantFrom(`Bearer ${TOKEN}`, 'Bearer', 'Basic eDp5', '', 'Bearer  x y'),
    Accept: fc.constantFrom('application/json', '*/*', 'text/html', ';;;', ''),
    'Content-Type': fc.constantFrom(
      'application/json',
      'application/json; charset=utf-16',
      'text/plain',
      'multipart/form-data; boundary=x',
      '',
      ';',
    ),
    'Content-Encoding': fc.constantFrom('identity', 'gzip', 'br'),
    Prefer: fc.constantFrom(
      'code=200',
      'code=418',
      'code=999',
      'example=x',
      'dynamic=true',
      'code=404, example=y',
      'delay=0',
      '=',
      'code=-1',
    ),
  },
  { requiredKeys: ['Authorization'] },
)

test('responds to 1,000 random requests, and never fails with an internal error', async () => {
  const request = fc.record({
    method: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS'),
    path: paths,
    query: queries,
    body: bodies,
    headers,
  })
  let responses = 0
  const property = fc.asyncProperty(request, async ({ method, path, query, body, headers }) => {
    const hasBody = method !== 'GET' && method !== 'HEAD' && body !== undefined
    const response = await fetch(`${mock.url}${path}${query}`, {
      method,
      headers: Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== '')),
      ...(hasBody ? { body: body as string | Buffer<ArrayBuffer> } : {}),
      signal: AbortSignal.timeout(5000),
    })
    const text = await response.text()
    responses += 1
    expect([response.status, text.slice(0, 300)]).not.toEqual([500, expect.stringContaining('The mock failed')])
    if (text !== '') expect(() => JSON.parse(text)).not.toThrow()
  })
  await fc.assert(property, { numRuns: 1000 })
  expect(responses).toBeGreaterThanOrEqual(1000)
  expect(
    mock.requests.flatMap(({ method, url, violations }) => violations.map((violation) => `${method} ${url} ${violation}`)),
  ).toEqual([])
}, 60_000)

test('invalid or aborted HTTP requests do not affect other clients', async () => {
  const { port } = new URL(mock.url)
  const sendRaw = (text: string, end: boolean) =>
    new Promise<void>((closed) => {
      const socket = connect(Number(port), '127.0.0.1', () =>
        end ? socket.end(text) : socket.write(text, () => socket.destroy()),
      )
      socket
        .resume()
        .on('close', () => closed())
        .on('error', () => {})
    })
  await sendRaw('\u0000\u0001 nonsense\r\n\r\n', true)
  await sendRaw('GET /tags HTTP/1.1\r\nHost: x\r\nContent-Length: abc\r\n\r\n', true)
  await sendRaw(
    'POST /contacts HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"comp',
    false,
  )
  await sendRaw('GET http://[::1 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n', true)
  const response = await fetch(`${mock.url}/tags`, { headers: { Authorization: `Bearer ${TOKEN}` } })
  expect(response.status).toBe(200)
})
