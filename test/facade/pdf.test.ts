import { afterEach, describe, expect, test, vi } from 'vitest'
import { Billit, InvalidArgumentError, NotFoundError, ResponseParseError, TimeoutError } from '../../src/index.ts'
import { type Handler, type LocalServer, sendJson } from '../support/local-server.ts'
import { always, rejection, serve, TOKEN, UUID } from './setup.ts'

afterEach(() => {
  vi.useRealTimers()
})

const PDF = '%PDF-1.7\n\u00ff binary'

const pdf: Handler = (_request, response) => {
  response.writeHead(200, { 'Content-Type': 'application/pdf' }).end(Buffer.from(PDF, 'latin1'))
}

/** Starts an API whose invoices have their PDF on another server. */
async function installation(files: Handler, permalink = (web: LocalServer): unknown => `${web.url}/i/abc`) {
  const web = await serve(files)
  const api = await serve((_request, response) => sendJson(response, { data: { uuid: UUID, permalink: permalink(web) } }))
  const billit = new Billit({
    token: TOKEN,
    baseUrl: api.url,
    maxRetries: 0,
    rateLimit: false,
    headers: { 'X-Shop': 'secret-of-the-shop', Cookie: 'session=1' },
    onRequest: ({ headers }) => headers.set('X-Hook', 'secret-of-the-hook'),
  })
  return { billit, web, api }
}

test('downloads the PDF from permalink + /pdf', async () => {
  const { billit, web, api } = await installation(pdf)
  const { data, response } = await billit.invoices.pdf(UUID).withResponse()
  expect(data).toBeInstanceOf(Uint8Array)
  expect(Buffer.from(data).toString('latin1')).toBe(PDF)
  expect(response.headers.get('Content-Type')).toBe('application/pdf')
  expect(api.requests.map(({ target }) => target)).toEqual([`/invoices/${UUID}`])
  expect(web.requests.map(({ method, target }) => `${method} ${target}`)).toEqual(['GET /i/abc/pdf'])
})

test.each([10, 100, 1000, 1024, 1500, 4096, 70_000])('reads a long file completely in chunks of %i bytes', async (size) => {
  const bytes = Buffer.alloc(size * 3 + 50_000, 'x')
  bytes.write('%PDF-1.7', 1000)
  const { billit, web } = await installation(async (_request, response) => {
    response.writeHead(200, { 'Content-Type': 'application/pdf' })
    // Each chunk is flushed before the next one is written, so that the reader receives them one by one.
    for (let at = 0; at < bytes.length; at += at < 10 * size ? size : 50_000) {
      const piece = bytes.subarray(at, at + (at < 10 * size ? size : 50_000))
      await new Promise((resolve) => response.write(piece, resolve))
    }
    response.end()
  })
  expect(Buffer.from(await billit.invoices.pdf(UUID)).equals(bytes)).toBe(true)
  expect(web.requests[0]?.headers.accept).toBe('application/pdf')
})

test('sends neither the token nor any header of the client or the call', async () => {
  const { billit, web, api } = await installation(pdf)
  await billit.invoices.pdf(UUID, { headers: { 'X-Trace': 'secret-of-the-call' } })
  expect(api.requests[0]?.headers).toMatchObject({
    authorization: `Bearer ${TOKEN}`,
    'x-shop': 'secret-of-the-shop',
    'x-trace': 'secret-of-the-call',
    'x-hook': 'secret-of-the-hook',
  })
  const sent = JSON.stringify(web.requests)
  expect(web.requests[0]?.headers.authorization).toBeUndefined()
  expect(web.requests[0]?.headers.cookie).toBeUndefined()
  for (const secret of [TOKEN, 'secret-of', 'x-shop', 'x-trace', 'x-hook']) expect(sent).not.toContain(secret)
})

test("sends no token even if the permalink is on the API's host", async () => {
  const server = await serve(({ path }, response) => {
    if (path.endsWith('/pdf')) response.end(PDF)
    else sendJson(response, { data: { permalink: `${server.url}/i/abc` } })
  })
  const billit = new Billit({ token: TOKEN, baseUrl: server.url, rateLimit: false })
  await billit.invoices.pdf(UUID)
  expect(server.requests.map(({ headers }) => headers.authorization)).toEqual([`Bearer ${TOKEN}`, undefined])
})

test.each([
  ['with a slash at the end', '/i/abc/', '/i/abc/pdf'],
  ['with a query', '/i/abc?lang=el', '/i/abc/pdf?lang=el'],
  ['with letters that a URL encodes', '/i/τιμολόγιο', `/i/${encodeURIComponent('τιμολόγιο')}/pdf`],
])('a permalink %s', async (_what, path, target) => {
  const { billit, web } = await installation(pdf, ({ url }) => url + path)
  await billit.invoices.pdf(UUID)
  expect(web.requests.map((request) => request.target)).toEqual([target])
})

describe('a response that is not a PDF throws an error', () => {
  test.each([
    ['a sign-in page', '<html>Sign in</html>'],
    ['nothing', ''],
    ['a text that only speaks of one', `${'x'.repeat(2000)}%PDF-1.7`],
  ])('%s, with status 200', async (_what, body) => {
    const { billit } = await installation((_request, response) => response.writeHead(200).end(body))
    const error = await rejection(billit.invoices.pdf(UUID))
    expect(error).toBeInstanceOf(ResponseParseError)
    expect(error).toMatchObject({ status: 200, body: body.slice(0, 2000), mayHaveSucceeded: false })
    expect(String(error)).toContain('/i/abc/pdf: 200, but the response is not a PDF.')
  })

  test('throws a NotFoundError for a 404 at the permalink', async () => {
    const { billit, web } = await installation(always('gone', 404))
    const error = await rejection(billit.invoices.pdf(UUID))
    expect(error).toBeInstanceOf(NotFoundError)
    expect(error).toMatchObject({ url: `${web.url}/i/abc/pdf`, method: 'GET', attempts: 1, mayHaveSucceeded: false })
    expect((error as Error).message).toBe(`GET ${web.url}/i/abc/pdf: 404 Not Found.`)
  })

  test('retries a broken connection, and throws if it stays broken', async () => {
    const { billit, web } = await installation((_request, response) => response.destroy())
    const error = await rejection(billit.invoices.pdf(UUID, { maxRetries: 1 }))
    expect(error).toMatchObject({ name: 'ConnectionError', attempts: 2, mayHaveSucceeded: false })
    expect(web.requests).toHaveLength(2)
  })

  test.each([[undefined], [null], [''], ['/i/abc'], ['not a url'], ['javascript:alert(1)'], ['file:///etc/passwd'], [{}], [7]])(
    'the permalink %o',
    async (permalink) => {
      const { billit, web } = await installation(pdf, () => permalink)
      const error = await rejection(billit.invoices.pdf(UUID))
      expect(error).toBeInstanceOf(ResponseParseError)
      expect(String(error)).toContain('permalink')
      expect(web.requests).toEqual([])
    },
  )
})

test('throws a NotFoundError if the invoice does not exist', async () => {
  const api = await serve(always({}, 404))
  const billit = new Billit({ token: TOKEN, baseUrl: api.url, maxRetries: 0, rateLimit: false })
  expect(await rejection(billit.invoices.pdf(UUID))).toBeInstanceOf(NotFoundError)
  expect(await rejection(billit.invoices.pdf('7'))).toBeInstanceOf(InvalidArgumentError)
})

test('applies the time limits to the download', async () => {
  const { billit } = await installation(() => {})
  expect(await rejection(billit.invoices.pdf(UUID, { timeout: 50 }))).toBeInstanceOf(TimeoutError)
  expect(await rejection(billit.invoices.pdf(UUID, { deadline: 80 }))).toBeInstanceOf(TimeoutError)
})

test('rejects with the reason of the signal when it aborts', async () => {
  const controller = new AbortController()
  const reason = new Error('The user has left')
  const { billit } = await installation(() => controller.abort(reason))
  expect(await rejection(billit.invoices.pdf(UUID, { signal: controller.signal }))).toBe(reason)
})

test('does not request the invoice of a row with a permalink', async () => {
  const { billit, web, api } = await installation(pdf)
  await billit.invoices.pdf({ uuid: UUID, permalink: `${web.url}/i/row` })
  expect(api.requests).toEqual([])
  expect(web.requests.map(({ target }) => target)).toEqual(['/i/row/pdf'])
  await billit.invoices.pdf({ uuid: UUID })
  expect(api.requests).toHaveLength(1)
})

test("applies the client's deadline to both requests together", async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  const billit = new Billit({
    token: TOKEN,
    rateLimit: false,
    maxRetries: 0,
    deadline: 1000,
    fetch: async (input: URL | RequestInfo): Promise<Response> => {
      const { url, signal } = input instanceof Request ? input : { url: String(input), signal: undefined }
      if (url.endsWith('/pdf'))
        return new Promise<Response>((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)))
      await vi.advanceTimersByTimeAsync(700)
      return Response.json({ data: { uuid: UUID, permalink: 'https://app.example/i/abc' } })
    },
  })
  const started = performance.now()
  const ended = rejection(billit.invoices.pdf(UUID)).then((error) => ({ error, took: performance.now() - started }))
  await vi.advanceTimersByTimeAsync(0)
  await vi.advanceTimersByTimeAsync(2000)
  const { error, took } = await ended
  expect(error).toBeInstanceOf(TimeoutError)
  expect(took).toBe(1000)
})

test('stops reading after the first bytes if it is not a PDF', async () => {
  let sent = 0
  let closed = () => {}
  const connectionClosed = new Promise<void>((resolve) => {
    closed = resolve
  })
  const { billit } = await installation((_request, response) => {
    const chunk = Buffer.alloc(65_536, 'x')
    const more = () => {
      while (!response.destroyed && response.write(chunk)) sent += chunk.length
    }
    response.on('drain', more).on('close', closed)
    more()
  })
  const error = await rejection(billit.invoices.pdf(UUID))
  expect(error).toBeInstanceOf(ResponseParseError)
  await connectionClosed
  expect(sent).toBeLessThan(20_000_000)
})
