import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { messageOf } from '../core/text.ts'
import { readBody } from '../tools/server.ts'
import { encodeBody, MAX_BODY_BYTES, parseBody } from './body.ts'
import type { IncomingRequest, MockResponse } from './types.ts'

/** Node's default of five seconds would close connections while a busy test run pauses. */
const KEEP_ALIVE_MS = 60_000

export type Handler = (incoming: IncomingRequest) => Promise<MockResponse>

/** An HTTP server that passes each request to the handler. */
export function createMockServer(handle: Handler): Server {
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (request, response) => {
    respond(handle, request, response).catch((error: unknown) => {
      // Either the client has disconnected, or the mock has a bug. Other requests must not fail.
      if (response.headersSent) response.destroy()
      else write(response, { status: 500, headers: {}, body: { message: `The mock failed: ${messageOf(error)}` } }, false)
    })
  })
  // By default, Node responds to invalid HTTP with an empty 400. This response has the API's error format.
  server.on('clientError', (_, socket) => {
    if (socket.writable)
      socket.end(
        'HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n{"statusCode":400,"error":"Bad Request","message":"The request is not valid HTTP.","data":[]}',
      )
  })
  return server
}

async function respond(handle: Handler, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const method = request.method ?? 'GET'
  const bytes = await readBody(request, MAX_BODY_BYTES)
  const result = await handle({
    method,
    url: request.url ?? '/',
    origin: `http://${request.headers.host ?? 'localhost'}`,
    headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)])),
    bytes,
    body: parseBody(bytes),
  })
  if (result.status === 0) request.socket.destroy()
  else write(response, result, method === 'HEAD')
}

function write(response: ServerResponse, { status, headers, body }: MockResponse, headOnly: boolean): void {
  const bytes = encodeBody(body)
  const type = bytes.length === 0 ? {} : { 'content-type': 'application/json' }
  const length = status === 204 ? {} : { 'content-length': String(bytes.length) }
  // After a 413 the rest of the request body is unread, so the connection cannot be reused.
  response.writeHead(status, { ...type, ...headers, ...length, ...(status === 413 ? { connection: 'close' } : {}) })
  response.end(headOnly || status === 204 ? undefined : bytes)
}
