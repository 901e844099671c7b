import { request } from 'node:http'
import { describe, expect, test, vi } from 'vitest'
import { Billit, RateLimitError, ValidationError } from '../../src/index.ts'
import { startMock } from '../../src/mock/index.ts'
import { mockFor, send, TOKEN } from './client.ts'

const billitOn = (url: string) => new Billit({ token: TOKEN, baseUrl: url, rateLimit: false, maxRetries: 0 })

describe('what is wrong is said in the shape of the API', () => {
  test.each([
    ['an unknown path', 'GET', '/nothing', undefined, {}, 404],
    ['a record that is not there', 'GET', '/tags/999999', undefined, {}, 404],
    ['an id that is none', 'GET', '/tags/abc', undefined, {}, 404],
    ['malformed JSON', 'POST', '/contacts', '{"company":', {}, 400],
    ['another content type', 'POST', '/contacts', 'company=x', { 'Content-Type': 'application/x-www-form-urlencoded' }, 415],
    ['a packed body', 'POST', '/contacts', '{}', { 'Content-Encoding': 'gzip' }, 415],
    ['no token', 'GET', '/tags', undefined, { Authorization: '' }, 401],
    ['nothing acceptable', 'GET', '/tags', undefined, { Accept: 'application/xml' }, 406],
    ['a wrong query', 'GET', '/tags?per_page=251', undefined, {}, 422],
  ])('%s', async (_name, method, path, body, headers, status) => {
    const answer = await send(await mockFor(), method, path, body, headers)
    expect(answer.status).toBe(status)
    expect(answer.headers.get('content-type')).toBe('application/json')
    expect(answer.body).toMatchObject({ statusCode: status, message: expect.any(String) })
  })

  test('a wrong method, with those that there are', async () => {
    const mock = await mockFor()
    const answer = await send(mock, 'PUT', '/tags')
    expect(answer).toMatchObject({ status: 405, body: { statusCode: 405 } })
    expect(answer.headers.get('allow')).toBe('GET, HEAD, OPTIONS')
    expect((await send(mock, 'PATCH', '/invoices')).headers.get('allow')).toBe('GET, POST, HEAD, OPTIONS')
  })

  test('the fields that this request got wrong, by their paths', async () => {
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

  test('a body that is too large', async () => {
    const mock = await mockFor()
    const answer = await send(mock, 'POST', '/contacts', JSON.stringify({ company: 'x'.repeat(6 * 2 ** 20) })).catch(
      () => undefined,
    )
    // The connection may close before the whole body has gone out.
    if (answer) expect(answer.status).toBe(413)
    expect((await send(mock, 'GET', '/tags')).status).toBe(200)
  })
})

test('HEAD is GET without the body', async () => {
  const { url } = await mockFor()
  const headers = { Authorization: `Bearer ${TOKEN}` }
  const head = await fetch(`${url}/v1/tags`, { method: 'HEAD', headers })
  expect(head.status).toBe(200)
  expect(await head.text()).toBe('')
  const length = (await (await fetch(`${url}/v1/tags`, { headers })).arrayBuffer()).byteLength
  expect(head.headers.get('content-length')).toBe(String(length))
})

test('it is served below /v1 and at the root, with links to match', async () => {
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

test('any page may call it: preflight, and the headers of the limit', async () => {
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
  const answer = await fetch(`${url}/v1/tags`, { headers: { Origin: 'https://shop.example', Authorization: `Bearer ${TOKEN}` } })
  expect(answer.headers.get('access-control-allow-origin')).toBe('*')
  for (const name of ['X-RateLimit-Remaining', 'Retry-After'])
    expect(answer.headers.get('access-control-expose-headers')).toContain(name)
  expect(answer.headers.get('x-ratelimit-remaining')).toBe('59')
})

test('60 requests a minute for each token, then 429 with the time to wait', async () => {
  const mock = await mockFor({ rateLimit: true })
  const answers = await Promise.all(Array.from({ length: 62 }, () => send(mock, 'GET', '/tags/301')))
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(60)
  const error = await billitOn(mock.url)
    .tags.get(301)
    .catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(RateLimitError)
  expect((error as RateLimitError).retryAfter).toBeGreaterThan(50)
  expect((await send(mock, 'GET', '/tags/301', undefined, { Authorization: 'Bearer another' })).status).toBe(200)
})

describe('on demand', () => {
  test('Prefer chooses a code, an example, a delay', async () => {
    const mock = await mockFor()
    expect((await send(mock, 'GET', '/tags', undefined, { Prefer: 'code=503' })).status).toBe(503)
    expect((await send(mock, 'GET', '/tags', undefined, { Prefer: 'example=empty' })).body.data).toEqual([])
    const started = performance.now()
    await send(mock, 'GET', '/tags', undefined, { Prefer: 'delay=80' })
    expect(performance.now() - started).toBeGreaterThanOrEqual(79)
    expect((await send(mock, 'GET', '/tags', undefined, { Prefer: 'example=nothing' })).status).toBe(400)
  })

  test('faults at a rate, the same for a seed', async () => {
    const statuses = async () => {
      const mock = await mockFor({ faultRate: 0.3 })
      const seen: number[] = []
      for (let count = 0; count < 40; count += 1) {
        // A broken connection is a fault too.
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

describe('the mock itself', () => {
  test('reset puts everything back, requests are kept without their tokens', async () => {
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
    expect((await send(mock, 'POST', '/_mock/reset')).status).toBe(204)
    expect(mock.requests).toEqual([])
    expect((await send(mock, 'GET', '/tags/301')).status).toBe(200)
  })

  test('ten at once do not meet', async () => {
    const mocks = await Promise.all(Array.from({ length: 10 }, () => mockFor()))
    expect(new Set(mocks.map(({ url }) => url)).size).toBe(10)
    await Promise.all(mocks.map((mock, index) => (index % 2 ? send(mock, 'DELETE', '/tags/301') : undefined)))
    expect(mocks.map((mock) => mock.rows('tags').length)).toEqual(mocks.map((_, index) => (index % 2 ? 4 : 5)))
  })

  test('a port that is taken, and options that are wrong', async () => {
    const { port } = new URL((await mockFor()).url)
    await expect(mockFor({ port: Number(port) })).rejects.toMatchObject({ code: 'EADDRINUSE' })
    await expect(mockFor({ port: 70_000 })).rejects.toThrow('port must be a whole number from 0 to 65535, not 70000.')
    await expect(mockFor({ faultRate: 2 })).rejects.toThrow('faultRate')
    await expect(mockFor({ latency: [9, 3] })).rejects.toThrow('latency')
  })

  test('closing does not wait for connections that are kept open', async () => {
    const mock = await mockFor({ latency: 60_000 })
    const hanging = request(`${mock.url}/tags`).on('error', () => {})
    hanging.end()
    await vi.waitUntil(() => hanging.socket?.connecting === false)
    await mock.close()
  })
})

test('closed, it keeps no process alive for an answer that was delayed', async () => {
  const closing = await startMock({ examples: true })
  const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length
  const before = timers()
  const answer = send(closing, 'GET', '/tags', undefined, { Prefer: 'delay=60000' }).catch((error: unknown) => error)
  await vi.waitFor(() => expect(timers()).toBeGreaterThan(before), { interval: 5 })
  await closing.close()
  expect(await answer).toBeInstanceOf(Error)
  await vi.waitFor(() => expect(timers()).toBeLessThanOrEqual(before), { interval: 5 })
})
