import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { corsHeaders, preflightHeaders } from './cors.ts'
import type { Handled, Incoming } from './handler.ts'

/** Larger ones are refused: no record comes near. */
const LARGEST_BODY = 5 * 2 ** 20

/** What has been answered, and to what. */
export interface Exchange {
  incoming: Incoming
  /** Path and query, as they came. */
  url: string
  handled: Handled
  milliseconds: number
}

export interface ServerParts {
  /** Answers a request of the API. */
  handle(incoming: Incoming): Promise<Handled>
  /** Answers what belongs to the mock itself, below `/_mock`. */
  control(method: string, path: string): { status: number; body?: unknown }
  told(exchange: Exchange): void
}

/** The HTTP side of the mock: reads requests, writes answers. The API is served at the root and below `/v1`. */
export function createMockServer(parts: ServerParts): Server {
  const server = createServer((request, response) => {
    respond(parts, request, response).catch((error: unknown) => {
      // The client has gone, or a fault of the mock: one request must not end the others.
      if (!response.headersSent)
        write(response, 500, {}, { message: `The mock failed: ${error instanceof Error ? error.message : error}` })
      else response.destroy()
    })
  })
  // Node's own answer to what is no HTTP is empty; ours says so in the shape of the API.
  server.on('clientError', (_, socket) => {
    if (socket.writable)
      socket.end(
        'HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n{"statusCode":400,"error":"Bad Request","message":"This is not HTTP.","data":[]}',
      )
  })
  return server
}

async function respond(
  { handle, control, told }: ServerParts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const started = performance.now()
  const method = request.method ?? 'GET'
  if (method === 'OPTIONS') {
    response.writeHead(204, preflightHeaders(header(request, 'access-control-request-headers'))).end()
    return
  }
  const raw = request.url ?? '/'
  const url = URL.canParse(raw, 'http://mock') ? new URL(raw, 'http://mock') : new URL('http://mock/')
  if (url.pathname.startsWith('/_mock/')) {
    const { status, body } = control(method, url.pathname)
    write(response, status, {}, body)
    return
  }
  const body = await read(request)
  if (body === TOO_LARGE) {
    write(
      response,
      413,
      { connection: 'close' },
      { statusCode: 413, error: 'Payload Too Large', message: 'The body is larger than 5 MB.', data: [] },
    )
    return
  }
  const prefix = /^\/v1(?=\/|$)/.test(url.pathname) ? '/v1' : ''
  const incoming: Incoming = {
    method,
    path: url.pathname.slice(prefix.length).replace(/(.)\/+$/, '$1') || '/',
    query: url.searchParams,
    headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)])),
    body: body.length > 0 ? body : undefined,
    base: `http://${header(request, 'host') ?? 'localhost'}${prefix}`,
  }
  const handled = await handle(incoming)
  write(response, handled.status, handled.headers, handled.body, method === 'HEAD')
  told({ incoming, url: raw, handled, milliseconds: performance.now() - started })
}

function write(response: ServerResponse, status: number, headers: Record<string, string>, body: unknown, headOnly = false): void {
  const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body)
  const type = text === '' ? {} : { 'content-type': 'application/json' }
  // 204 and 304 have no length.
  const length = status === 204 ? {} : { 'content-length': String(Buffer.byteLength(text)) }
  response.writeHead(status, { ...type, ...headers, ...length, ...corsHeaders })
  response.end(headOnly || status === 204 ? undefined : text)
}

const TOO_LARGE = Symbol('too large')

async function read(request: IncomingMessage): Promise<Uint8Array | typeof TOO_LARGE> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request) {
    length += chunk.length
    if (length > LARGEST_BODY) return TOO_LARGE
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name]
  return Array.isArray(value) ? value.join(', ') : value
}
