import type { ServerResponse } from 'node:http'
import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { ApiError, type Billit, BillitError, type Logger } from '../../src/index.ts'
import { type Received, sendJson } from '../support/local-server.ts'
import { always, connect, rejection, serve, TOKEN, UUID } from './setup.ts'

const FIXED = { 'Content-Type': 'application/json' }

/** Servers that return the Authorization header. */
const hostile: Record<string, (authorization: string, response: ServerResponse) => unknown> = {
  'a refusal': (echo, response) => sendJson(response, { error: echo, message: echo, data: { insidentId: echo } }, 401),
  'a refusal of fields': (echo, response) => sendJson(response, { message: echo, errors: { [echo]: [echo] } }, 422),
  'a failure with a nested body': (echo, response) => sendJson(response, { request: { headers: [{ name: echo }] } }, 500),
  'a failure in HTML': (echo, response) => response.writeHead(500).end(`<pre>${echo}</pre>`),
  'a failure in broken JSON': (echo, response) => response.writeHead(500, FIXED).end(`{"echo":"${echo}`),
  headers: (echo, response) => sendJson(response, {}, 429, { 'X-Echo': echo, 'Retry-After': echo, 'Set-Cookie': echo }),
  'the reason phrase': (echo, response) => response.writeHead(500, echo).end(),
  'broken JSON with 200': (echo, response) => response.writeHead(200, FIXED).end(`{"echo":"${echo}`),
  'the header alone with 200': (echo, response) => response.writeHead(200, FIXED).end(echo),
  'the token alone with 200': (echo, response) => response.writeHead(200, FIXED).end(echo.replace('Bearer ', '')),
  'a bare word in JSON with 200': (echo, response) => response.writeHead(200, FIXED).end(`{"e":${echo.slice(7)}}`),
  'HTML with 200': (echo, response) => response.writeHead(200, { 'Content-Type': `text/html; x=${echo}` }).end(`<p>${echo}`),
  'another shape with 200': (echo, response) => sendJson(response, { echo }),
  'a redirect': (echo, response) => response.writeHead(302, { Location: `https://other.example/?${echo}` }).end(),
  'JSON as PHP writes it': (echo, response) => {
    response.writeHead(500, FIXED).end(JSON.stringify({ message: echo, echo: [echo] }).replaceAll('/', '\\/'))
  },
  'JSON in escapes': (echo, response) => {
    const escaped = [...echo].map((letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')
    response.writeHead(422, FIXED).end(`{"message":"${escaped}","errors":{"${escaped}":["${escaped}"]}}`)
  },
  'a broken connection': (echo, response) => {
    response.writeHead(200, { ...FIXED, 'X-Echo': echo, 'Content-Length': '1000' })
    response.write(echo, () => response.destroy())
  },
}

const calls: Record<string, (billit: Billit) => PromiseLike<unknown>> = {
  'a record': (billit) => billit.tags.get(7),
  'a page': (billit) => billit.tags.list(),
  'every row': (billit) => billit.tags.list().toArray(),
  'a create': (billit) => billit.contacts.create({ isCompany: true, company: 'Kestrel Ltd', customerType: 1, country: 'GR' }),
  'a raw request': (billit) => billit.request({ method: 'POST', path: '/reports', body: { rows: [] } }),
  'a PDF': (billit) => billit.invoices.pdf(UUID),
}

const echoing = (respond: (echo: string, response: ServerResponse) => unknown) => (request: Received, response: ServerResponse) =>
  respond(request.headers.authorization ?? '', response)

describe.each(Object.entries(hostile))('a server that returns the token in %s', (what, respond) => {
  // request() returns a body of any shape.
  const failing = Object.entries(calls).filter(([name]) => !(what.startsWith('another shape') && name === 'a raw request'))

  test.each(failing)('does not leak it to %s', async (_name, call) => {
    const { lines, logger } = keepingLogger()
    const { billit, server } = await connect(echoing(respond), { logger })
    const error = await rejection(call(billit))
    expect(server.requests[0]?.headers.authorization).toBe(`Bearer ${TOKEN}`)
    expect(error).toBeInstanceOf(BillitError)
    expectNoToken(error)
    expectNoToken(lines)
  })
})

describe.each([
  ['that is not a URL', (echo: string) => echo],
  ['of a page that is no PDF', (echo: string, url: string) => `${url}/files/${echo.slice(7)}`],
  ['of a page that is not there', (echo: string, url: string) => `${url}/missing/${echo.slice(7)}?token=${echo.slice(7)}`],
])('the token in a permalink %s', (_what, permalink) => {
  test('is redacted in the error', async () => {
    const web = await serve(({ path }, response) => response.writeHead(path.startsWith('/missing') ? 404 : 200).end('<html>'))
    const { billit } = await connect(
      echoing((echo, response) => sendJson(response, { data: { permalink: permalink(echo, web.url) } })),
    )
    expectNoToken(await rejection(billit.invoices.pdf(UUID)))
  })
})

test.each([301, 302, 303, 307, 308])('does not follow a redirect with %i to another origin', async (status) => {
  const other = await serve(always({ data: { id: 7 } }))
  const { billit, server } = await connect((_request, response) => response.writeHead(status, { Location: other.url }).end())
  for (const call of Object.values(calls)) {
    const error = await rejection(call(billit))
    expect(error).toBeInstanceOf(ApiError)
    expect(error).toMatchObject({ status })
    expect(String(error)).toContain('not followed')
  }
  expect(server.requests).toHaveLength(Object.keys(calls).length)
  expect(other.requests).toEqual([])
})

test('redacts the token if a custom fetch throws an error with the request', async () => {
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const { authorization } = Object.fromEntries(new Headers(init?.headers))
    const cause = Object.assign(new Error(`failed with ${authorization}`), { code: authorization, config: init })
    throw Object.assign(new TypeError(`could not send ${authorization}`, { cause }), { request: { input, init }, code: 'EPIPE' })
  }
  const { billit } = await connect(always({}), { fetch })
  for (const call of Object.values(calls)) expectNoToken(await rejection(call(billit)))
})

test('redacts a token in a path, in the error and in the log', async () => {
  const { lines, logger } = keepingLogger()
  const { billit, server } = await connect(always({}, 404), { logger })
  expectNoToken(await rejection(billit.request({ method: 'GET', path: `/tokens/${TOKEN}` })))
  expect(server.requests.map(({ path }) => path)).toEqual([`/tokens/${TOKEN}`])
  expect(lines).not.toEqual([])
  expectNoToken(lines)
})

test('inspecting a client, its resources, calls and lists does not reveal the token', async () => {
  const record = always({ data: { id: 7 } })
  const rows = always({ data: [{ id: 7 }], meta: {} })
  const { billit } = await connect((request, response) => (request.path === '/tags' ? rows : record)(request, response))
  const call = billit.tags.get(7)
  const list = billit.tags.list()
  const { data: page, response } = await list.withResponse()
  await call
  for (const shown of [billit, ...Object.values(billit), call, list, page, response]) expectNoToken(shown)
})

function keepingLogger(): { lines: string[]; logger: Logger } {
  const lines: string[] = []
  const log = (line: string) => lines.push(line)
  return { lines, logger: { debug: log, info: log, warn: log, error: log } }
}

/** Expects that a text contains neither the token nor a long part of it. */
function expectNoToken(value: unknown): void {
  const texts = [
    inspect(value, {
      showHidden: true,
      depth: Number.POSITIVE_INFINITY,
      getters: true,
      maxStringLength: null,
      maxArrayLength: null,
    }),
    JSON.stringify(value),
    ...(value instanceof Error ? [value.message, String(value.stack), String(value)] : []),
    ...(value instanceof ApiError ? [JSON.stringify([...value.headers]), value.url, JSON.stringify(value.body)] : []),
  ]
  const pieces = Array.from({ length: TOKEN.length - 7 }, (_, start) => TOKEN.slice(start, start + 8))
  for (const text of texts) for (const piece of pieces) expect(text ?? '').not.toContain(piece)
}

test('redacts a long token that is returned completely or in part', async () => {
  const long = 'aB3-_.'.repeat(1_300)
  for (const cut of [long.length, 3_000, 800, 20]) {
    const { billit } = await connect((_request, response) => sendJson(response, { message: long.slice(0, cut) }, 500), {
      token: long,
    })
    const error = await rejection(billit.tags.get(7))
    expect(error).toMatchObject({ name: 'ServerError', message: expect.stringContaining('[token]') })
    expect(inspect(error, { depth: 9 })).not.toContain(long.slice(0, 20))
  }
})
