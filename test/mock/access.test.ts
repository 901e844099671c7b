/** What a page of another site, or a name that it points to this machine, can do with the mock: nothing but use the API. */
import { request } from 'node:http'
import { text } from 'node:stream/consumers'
import { describe, expect, test } from 'vitest'
import type { Mock } from '../../src/mock/index.ts'
import { toLocalUrl } from '../../src/tools/local-access.ts'
import { mockFor, send } from './client.ts'

const JSON_BODY = { 'Content-Type': 'application/json' }
const CONTROLS: Array<[method: string, path: string, body?: string]> = [
  ['GET', '/_mock/requests'],
  ['GET', '/_mock/state'],
  ['POST', '/_mock/advance', '{"uuid":"5a6b7c8d-9e0f-4123-8456-789abcdef012","to":"cancelled"}'],
  ['PUT', '/_mock/state', '{"records":{}}'],
  ['POST', '/_mock/reset'],
  ['POST', '/_mock/fail', '{"status":500}'],
]

/** Sends a request with exactly these headers. `fetch` would not send its own `Host` or `Origin`. */
async function sendRaw(mock: Mock, method: string, path: string, headers: Record<string, string>, body?: string) {
  return new Promise<{ status: number; headers: Record<string, unknown>; body: string }>((resolve, reject) => {
    const sent = request(mock.url + path, { method, headers }, async (response) =>
      resolve({ status: response.statusCode ?? 0, headers: response.headers, body: await text(response) }),
    )
    sent.on('error', reject).end(body)
  })
}

test.each([
  ['127.0.0.1', 'http://127.0.0.1:4010'],
  ['localhost', 'http://localhost:4010'],
  ['0.0.0.0', 'http://127.0.0.1:4010'],
  ['0', 'http://127.0.0.1:4010'],
  ['::', 'http://[::1]:4010'],
  ['0:0:0:0:0:0:0:0', 'http://[::1]:4010'],
  ['::1', 'http://[::1]:4010'],
])('a server that listens on %s is reached at %s', (host, url) => {
  expect(toLocalUrl(host, 4010)).toBe(url)
})

describe('the controls', () => {
  test.each([
    ['https://evil.example'],
    ['http://localhost.evil.example'],
    ['http://127.0.0.1.evil.example:4010'],
    ['http://evil.localhost'],
    ['null'],
    ['file://'],
  ])('refuse pages of %s, and change nothing', async (Origin) => {
    const mock = await mockFor()
    await send(mock, 'DELETE', '/tags/301')
    for (const [method, path, body] of CONTROLS) {
      const response = await sendRaw(mock, method, path, { ...JSON_BODY, Origin }, body)
      expect([path, response.status]).toEqual([path, 403])
      expect(response.body).toContain('are not allowed')
      expect(response.headers).not.toHaveProperty('access-control-allow-origin')
      const preflight = { Origin, 'Access-Control-Request-Method': method, 'Access-Control-Request-Headers': 'content-type' }
      expect((await sendRaw(mock, 'OPTIONS', path, preflight)).status).toBe(403)
    }
    expect([mock.rows('tags').length, mock.requests.length]).toEqual([4, 1])
    expect((await send(mock, 'GET', '/tags')).status).toBe(200)
  })

  test.each(['http://localhost:3000', 'http://127.0.0.1:6006', 'http://[::1]:8080', 'https://localhost'])(
    'accept pages of %s',
    async (Origin) => {
      const mock = await mockFor()
      for (const [method, path, body] of CONTROLS) {
        const response = await sendRaw(mock, method, path, { ...JSON_BODY, Origin }, body)
        expect([path, response.status]).toEqual([path, method === 'GET' ? 200 : 204])
        expect(response.headers['access-control-allow-origin']).toBe(Origin)
        const preflight = { Origin, 'Access-Control-Request-Method': method, 'Access-Control-Request-Headers': 'content-type' }
        const allowed = await sendRaw(mock, 'OPTIONS', path, preflight)
        expect([allowed.status, allowed.headers['access-control-allow-headers']]).toEqual([204, 'content-type'])
      }
    },
  )

  test('refuse a name that another site points to this machine', async () => {
    const mock = await mockFor()
    const { port } = new URL(mock.url)
    for (const Host of [`evil.example:${port}`, 'localhost.evil.example', '203.0.113.7', 'a b']) {
      for (const [method, path, body] of CONTROLS) {
        const response = await sendRaw(mock, method, path, { ...JSON_BODY, Host }, body)
        expect([Host, path, response.status]).toEqual([Host, path, 403])
      }
    }
    for (const Host of [`localhost:${port}`, '127.0.0.1', '[::1]:80', 'mock.localhost']) {
      expect([Host, (await sendRaw(mock, 'GET', '/_mock/state', { Host })).status]).toEqual([Host, 200])
    }
  })

  test('accept the hosts of allowedHosts, and pages of them', async () => {
    const mock = await mockFor({ allowedHosts: ['mock', 'Shop.test'] })
    expect((await sendRaw(mock, 'POST', '/_mock/reset', { ...JSON_BODY, Host: 'mock:4010' })).status).toBe(204)
    const Origin = 'http://shop.test:6006'
    expect((await sendRaw(mock, 'POST', '/_mock/reset', { ...JSON_BODY, Host: 'shop.test', Origin })).status).toBe(204)
    expect((await sendRaw(mock, 'POST', '/_mock/reset', { ...JSON_BODY, Host: 'other.test' })).status).toBe(403)
    for (const name of ['http://shop.test', 'shop.test:80', 'a/b', '']) {
      await expect(mockFor({ allowedHosts: [name] })).rejects.toThrow('allowedHosts must be host names without a port')
    }
  })

  test('accept every IP address where the mock listens on all of them, but no name', async () => {
    const mock = await mockFor({ host: '0.0.0.0' })
    const status = async (Host: string) => (await sendRaw(mock, 'GET', '/_mock/health', { Host })).status
    expect([await status('192.168.7.4:4010'), await status('evil.example')]).toEqual([200, 403])
  })

  test('need JSON for POST and PUT, which a form cannot send', async () => {
    const mock = await mockFor()
    await send(mock, 'DELETE', '/tags/301')
    for (const [method, path, body] of CONTROLS.filter(([name]) => name !== 'GET')) {
      for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', undefined]) {
        const headers: Record<string, string> = type === undefined ? {} : { 'Content-Type': type }
        const response = await sendRaw(mock, method, path, headers, body)
        expect([path, type, response.status]).toEqual([path, type, 415])
        expect(response.body).toContain('Content-Type: application/json')
      }
    }
    expect([mock.rows('tags').length, (await send(mock, 'GET', '/tags')).status]).toEqual([4, 200])
  })

  test('GET and HEAD /_mock/health return the version and the number of records', async () => {
    const mock = await mockFor()
    const { status, body } = await send(mock, 'GET', '/_mock/health')
    expect([status, body]).toEqual([200, { version: expect.stringMatching(/^\d+\.\d+\.\d+/), rows: expect.any(Object) }])
    expect(body).toMatchObject({ rows: { tags: 5, invoices: mock.rows('invoices').length } })
    const head = await sendRaw(mock, 'HEAD', '/_mock/health', {})
    expect([head.status, head.body]).toEqual([200, ''])
    // Any page may ask whether this is the mock, but not through a name of its own.
    const Origin = 'https://docs.example'
    const asked = await sendRaw(mock, 'GET', '/_mock/health', { Origin })
    expect([asked.status, asked.headers['access-control-allow-origin']]).toEqual([200, Origin])
    expect((await sendRaw(mock, 'GET', '/_mock/health', { Host: 'evil.example' })).status).toBe(403)
  })
})

test('the API accepts every page and every host', async () => {
  const mock = await mockFor()
  const headers = { Authorization: 'Bearer any', Origin: 'https://shop.example', Host: 'shop.example' }
  const response = await sendRaw(mock, 'GET', '/v1/tags', headers)
  expect([response.status, response.headers['access-control-allow-origin']]).toEqual([200, '*'])
})

test('the page of an invoice escapes every value, and runs nothing', async () => {
  const mock = await mockFor()
  const evil = `<script>alert("x")</script>'`
  const party = { company: evil }
  const invoice = {
    uuid: 'u',
    number: evil,
    type: { name: evil },
    dateIssued: evil,
    biller: party,
    customer: party,
    payableAmount: evil,
  }
  await send(mock, 'PUT', '/_mock/state', { records: { invoices: [invoice] } })
  const page = await sendRaw(mock, 'GET', '/invoice/u', {})
  expect(page.status).toBe(200)
  expect(page.body).not.toMatch(/<script|alert\("|'/)
  expect(page.body.split('&#60;script&#62;')).toHaveLength(6)
  expect(page.headers['content-security-policy']).toBe("default-src 'none'; sandbox")
})
