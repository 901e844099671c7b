import { request } from 'node:http'
import { describe, expect, test, vi } from 'vitest'
import { Billit, RateLimitError, ValidationError } from '../../src/index.ts'
import { startMock } from '../../src/mock/index.ts'
import { mockFor, send, TOKEN } from './client.ts'

const billitOn = (url: string) => new Billit({ token: TOKEN, baseUrl: url, rateLimit: false, maxRetries: 0 })

describe('errors have the format of the API', () => {
  test.each([
    ['404 for an unknown path', 'GET', '/nothing', undefined, {}, 404],
    ['404 for a missing record', 'GET', '/tags/999999', undefined, {}, 404],
    ['404 for an invalid id', 'GET', '/tags/abc', undefined, {}, 404],
    ['400 for malformed JSON', 'POST', '/contacts', '{"company":', {}, 400],
    [
      '415 for another content type',
      'POST',
      '/contacts',
      'company=x',
      { 'Content-Type': 'application/x-www-form-urlencoded' },
      415,
    ],
    ['415 for a compressed body', 'POST', '/contacts', '{}', { 'Content-Encoding': 'gzip' }, 415],
    ['401 for a missing token', 'GET', '/tags', undefined, { Authorization: '' }, 401],
    ['406 for an Accept header without JSON', 'GET', '/tags', undefined, { Accept: 'application/xml' }, 406],
    ['422 for an invalid query', 'GET', '/tags?per_page=251', undefined, {}, 422],
  ])('returns %s', async (_name, method, path, body, headers, status) => {
    const response = await send(await mockFor(), method, path, body, headers)
    expect(response.status).toBe(status)
    expect(response.headers.get('content-type')).toBe('application/json')
    expect(response.body).toMatchObject({ statusCode: status, message: expect.any(String) })
  })

  test('returns 405 with the allowed methods', async () => {
    const mock = await mockFor()
    const response = await send(mock, 'PUT', '/tags')
    expect(response).toMatchObject({ status: 405, body: { statusCode: 405 } })
    expect(response.headers.get('allow')).toBe('GET, HEAD, OPTIONS')
    expect((await send(mock, 'PATCH', '/invoices')).headers.get('allow')).toBe('GET, POST, HEAD, OPTIONS')
  })

  test('returns 422 with the errors of each field, by its path', async () => {
    const billit = billitOn((await mockFor()).url)
    const products = [{ details: 'x', vatId: 901 }, { details: 'y' }, { vatId: '901' }]
    const error = await billit.invoices.create({ invoiceTypeId: 31, products } as never).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(ValidationError)
    expect((error as ValidationError).errors).toEqual({
      invoiceDate: ['The invoiceDate field is required.'],
      'products.1.vatId': ['The products.1.vatId field is required.'],
      'products.2.vatId': ['The products.2.vatId must be an integer.'],
    })
  })

  test('returns 413 for a body that is too large', async () => {
    const mock = await mockFor()
    const response = await send(mock, 'POST', '/contacts', JSON.stringify({ company: 'x'.repeat(6 * 2 ** 20) })).catch(
      () => undefined,
    )
    // The connection may close before the client has sent the whole body.
    if (response) expect(response.status).toBe(413)
    expect((await send(mock, 'GET', '/tags')).status).toBe(200)
  })
})

test('responds to HEAD like GET, without the body', async () => {
  const { url } = await mockFor()
  const headers = { Authorization: `Bearer ${TOKEN}` }
  const head = await fetch(`${url}/v1/tags`, { method: 'HEAD', headers })
  expect(head.status).toBe(200)
  expect(await head.text()).toBe('')
  const length = (await (await fetch(`${url}/v1/tags`, { headers })).arrayBuffer()).byteLength
  expect(head.headers.get('content-length')).toBe(String(length))
})

test('serves the API below /v1 and at the root, with matching links', async () => {
  const mock = await mockFor()
  for (const prefix of ['', '/v1']) {
    const { body } = await send(mock, 'GET', `${prefix}/tags/?per_page=2`)
    expect(body.links).toEqual({
      first: `${mock.url}${prefix}/tags?page=1`,
      last: `${mock.url}${prefix}/tags?page=3`,
      prev: null,
      next: `${mock.url}${prefix}/tags?page=2`,
    })
    expect((await send(mock, 'POST', prefix || '/')).body).toEqual({ msg: 'Hello from the Billit API' })
  }
})

test('allows CORS from any origin, and exposes the rate limit headers', async () => {
  const { url } = await mockFor({ rateLimit: true })
  const preflight = await fetch(`${url}/v1/tags`, {
    method: 'OPTIONS',
    headers: {
      Origin: 'https://shop.example',
      'Access-Control-Request-Method': 'GET',
      'Access-Control-Request-Headers': 'authorization,x-trace',
    },
  })
  expect(preflight.status).toBe(204)
  expect(preflight.headers.get('access-control-allow-headers')).toBe('authorization,x-trace')
  const response = await fetch(`${url}/v1/tags`, {
    headers: { Origin: 'https://shop.example', Authorization: `Bearer ${TOKEN}` },
  })
  expect(response.headers.get('access-control-allow-origin')).toBe('*')
  for (const name of ['X-RateLimit-Remaining', 'Retry-After'])
    expect(response.headers.get('access-control-expose-headers')).toContain(name)
  expect(response.headers.get('x-ratelimit-remaining')).toBe('59')
})

test('allows 60 requests a minute per token, then returns 429 with Retry-After', async () => {
  const mock = await mockFor({ rateLimit: true })
  const responses = await Promise.all(Array.from({ length: 62 }, () => send(mock, 'GET', '/tags/301')))
  expect(responses.filter(({ status }) => status === 200)).toHaveLength(60)
  const error = await billitOn(mock.url)
    .tags.get(301)
    .catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(RateLimitError)
  expect((error as RateLimitError).retryAfter).toBeGreaterThan(50)
  expect((await send(mock, 'GET', '/tags/301', undefined, { Authorization: 'Bearer another' })).status).toBe(200)
})

describe('simulated responses', () => {
  test('Prefer selects a status, an example or a delay', async () => {
    const mock = await mockFor()
    expect((await send(mock, 'GET', '/tags', undefined, { Prefer: 'code=503' })).status).toBe(503)
    expect((await send(mock, 'GET', '/tags', undefined, { Prefer: 'example=empty' })).body.data).toEqual([])
    const started = performance.now()
    await send(mock, 'GET', '/tags', undefined, { Prefer: 'delay=80' })
    expect(performance.now() - started).toBeGreaterThanOrEqual(79)
    expect((await send(mock, 'GET', '/tags', undefined, { Prefer: 'example=nothing' })).status).toBe(400)
  })

  test('faultRate fails the same requests for the same seed', async () => {
    const statuses = async () => {
      const mock = await mockFor({ faultRate: 0.3 })
      const seen: number[] = []
      for (let count = 0; count < 40; count += 1) {
        // A closed connection is a fault, too.
        seen.push(
          await send(mock, 'GET', '/tags/301').then(
            ({ status }) => status,
            () => 599,
          ),
        )
      }
      return seen
    }
    const [first, second] = [await statuses(), await statuses()]
    expect(second).toEqual(first)
    expect(first.filter((status) => status >= 500).length).toBeGreaterThan(3)
    expect(first.filter((status) => status === 200).length).toBeGreaterThan(15)
  })
})

describe('the mock', () => {
  test('keeps requests with redacted tokens until a reset, which restores the records', async () => {
    const mock = await mockFor()
    await send(mock, 'DELETE', '/tags/301')
    expect(mock.rows('tags').map(({ id }) => id)).not.toContain(301)
    await send(mock, 'POST', '/contacts', { company: 'Kestrel' })
    const { body } = await send(mock, 'GET', '/_mock/requests')
    expect(body).toMatchObject([
      { method: 'DELETE', url: '/tags/301', status: 204 },
      { method: 'POST', status: 422, headers: { authorization: '[token]' }, body: { company: 'Kestrel' } },
    ])
    expect(JSON.stringify(body)).not.toContain(TOKEN)
    expect((await send(mock, 'POST', '/_mock/reset', {})).status).toBe(204)
    expect(mock.requests).toEqual([])
    expect((await send(mock, 'GET', '/tags/301')).status).toBe(200)
  })

  test('redacts every header that may hold a secret in its log', async () => {
    const mock = await mockFor()
    const names = [
      'x-auth-token',
      'x-api-key',
      'apikey',
      'api-key',
      'x-client-secret',
      'proxy-authorization',
      'cookie',
      'x-access-token',
    ]
    const secrets = Object.fromEntries(names.map((name) => [name, 'hidden-value']))
    await send(mock, 'GET', '/tags', undefined, { ...secrets, 'X-Trace': 'visible' })
    expect(mock.requests[0]?.headers).toMatchObject({
      ...Object.fromEntries(names.map((name) => [name, '[token]'])),
      'x-trace': 'visible',
    })
  })

  test('restore() clears pending faults', async () => {
    const mock = await mockFor()
    mock.failNext({ status: 503 })
    mock.restore(mock.snapshot())
    expect((await send(mock, 'GET', '/tags')).status).toBe(200)
    mock.failNext({ status: 503 })
    await send(mock, 'PUT', '/_mock/state', mock.snapshot())
    expect((await send(mock, 'GET', '/tags')).status).toBe(200)
  })

  test('ten mocks at once do not share records', async () => {
    const mocks = await Promise.all(Array.from({ length: 10 }, () => mockFor()))
    expect(new Set(mocks.map(({ url }) => url)).size).toBe(10)
    await Promise.all(mocks.map((mock, index) => (index % 2 ? send(mock, 'DELETE', '/tags/301') : undefined)))
    expect(mocks.map((mock) => mock.rows('tags').length)).toEqual(mocks.map((_, index) => (index % 2 ? 4 : 5)))
  })

  test('rejects a port in use and invalid options', async () => {
    const { port } = new URL((await mockFor()).url)
    await expect(mockFor({ port: Number(port) })).rejects.toMatchObject({ code: 'EADDRINUSE' })
    await expect(mockFor({ port: 70_000 })).rejects.toThrow('port must be a whole number from 0 to 65535, not 70000.')
    await expect(mockFor({ faultRate: 2 })).rejects.toThrow('faultRate')
    await expect(mockFor({ latency: [9, 3] })).rejects.toThrow('latency')
  })

  test('close() does not wait for open connections', async () => {
    const mock = await mockFor({ latency: 60_000 })
    const hanging = request(`${mock.url}/tags`).on('error', () => {})
    hanging.end()
    await vi.waitUntil(() => hanging.socket?.connecting === false)
    await mock.close()
  })
})

test('a delayed response does not keep the process alive after close()', async () => {
  const closing = await startMock({ examples: true })
  const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length
  const before = timers()
  const response = send(closing, 'GET', '/tags', undefined, { Prefer: 'delay=60000' }).catch((error: unknown) => error)
  await vi.waitFor(() => expect(timers()).toBeGreaterThan(before), { interval: 5 })
  await closing.close()
  expect(await response).toBeInstanceOf(Error)
  await vi.waitFor(() => expect(timers()).toBeLessThanOrEqual(before), { interval: 5 })
})
