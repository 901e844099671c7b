import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { messageOf } from '../core/text.ts'
import { parseBody } from './body.ts'
import type { IncomingRequest, MockResponse } from './types.ts'

/** In bytes. No real record comes near it. */
const MAX_BODY = 5 * 2 ** 20

/** Longer than a busy test run pauses: Node's five seconds would close a connection just as a client uses it again. */
const KEEP_ALIVE_MS = 60_000

export type Answer = (incoming: IncomingRequest) => Promise<MockResponse>

const EXPOSED = ['X-RateLimit-Limit', 'X-RateLimit-Remaining', 'X-RateLimit-Reset', 'Retry-After', 'Allow', 'sl-violations']
const METHODS = 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS'

/** Any page may call the mock, and read what it says about the limit. */
export const CORS_HEADERS: Record<string, string> = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': EXPOSED.join(', '),
}

/** The answer to a browser's preflight. `*` would not cover `Authorization`, so the names that it asks for are repeated. */
export const preflightHeaders = (requested: string | undefined): Record<string, string> => ({
  'access-control-allow-methods': METHODS,
  'access-control-allow-headers': requested ?? 'Authorization, Content-Type, Accept, Prefer',
  'access-control-allow-private-network': 'true',
  'access-control-max-age': '600',
  vary: 'Access-Control-Request-Headers',
})

/** The HTTP side of the mock: reads requests and writes answers. */
export function createMockServer(answer: Answer): Server {
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (request, response) => {
    respond(answer, request, response).catch((error: unknown) => {
      // The client has gone, or the mock has a bug: one request must not end the others.
      if (response.headersSent) response.destroy()
      else write(response, { status: 500, headers: {}, body: { message: `The mock failed: ${messageOf(error)}` } }, false)
    })
  })
  // Node answers an empty 400 to what is not HTTP. This answer has the shape of the API's.
  server.on('clientError', (_, socket) => {
    if (socket.writable)
      socket.end(
        'HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n{"statusCode":400,"error":"Bad Request","message":"This is not HTTP.","data":[]}',
      )
  })
  return server
}

async function respond(answer: Answer, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const method = request.method ?? 'GET'
  const body = await readBody(request)
  const answered = await answer({
    method,
    url: request.url ?? '/',
    origin: `http://${request.headers.host ?? 'localhost'}`,
    headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)])),
    body,
    sent: parseBody(body),
  })
  if (answered.status === 0) request.socket.destroy()
  else write(response, answered, method === 'HEAD')
}

/** The bytes of an answer. */
export const bytesOf = ({ body }: MockResponse): Uint8Array =>
  body instanceof Uint8Array
    ? body
    : Buffer.from(body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body))

function write(response: ServerResponse, answered: MockResponse, headOnly: boolean): void {
  const { status, headers } = answered
  const bytes = bytesOf(answered)
  const type = bytes.length === 0 ? {} : { 'content-type': 'application/json' }
  // 204 has no length, and a body that was not read makes the connection useless.
  const length = status === 204 ? {} : { 'content-length': String(bytes.length) }
  response.writeHead(status, { ...type, ...headers, ...length, ...(status === 413 ? { connection: 'close' } : {}) })
  response.end(headOnly || status === 204 ? undefined : bytes)
}

/** `undefined` when it is too large. */
async function readBody(request: IncomingMessage): Promise<Uint8Array | undefined> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request) {
    length += chunk.length
    if (length > MAX_BODY) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** A `fetch` that asks the mock without a connection. */
export const createFetch =
  (answer: Answer) =>
  async (input: Request | string | URL, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init)
    request.signal.throwIfAborted()
    const { origin, pathname, search } = new URL(request.url)
    const bytes = new Uint8Array(await request.arrayBuffer())
    const body = bytes.length > MAX_BODY ? undefined : bytes
    const answered = await Promise.race([
      answer({
        method: request.method,
        url: pathname + search,
        origin,
        headers: Object.fromEntries(request.headers),
        body,
        sent: parseBody(body),
      }),
      aborted(request.signal),
    ])
    if (answered.status === 0)
      throw new TypeError('fetch failed', { cause: Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' }) })
    const isEmpty = answered.status === 204 || request.method === 'HEAD'
    const type = answered.body === undefined ? {} : { 'content-type': 'application/json' }
    // A copy, whose buffer is no SharedArrayBuffer for the types.
    const content = isEmpty ? null : new Uint8Array(bytesOf(answered))
    return new Response(content, { status: answered.status, headers: { ...type, ...answered.headers } })
  }

const aborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }))
