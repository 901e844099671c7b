/** A real HTTP server for one test. It calls the test's handler and records the requests. */
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { close, listen } from '../../src/tools/server.ts'

export interface Received {
  method: string
  /** Path and query, as sent. */
  target: string
  path: string
  query: Record<string, string>
  headers: IncomingHttpHeaders
  body: string
}

export type Handler = (request: Received, response: ServerResponse) => unknown

export interface LocalServer {
  url: string
  /** Requests, in the order in which their bodies were complete. */
  requests: Received[]
  close: () => Promise<void>
}

/** Starts the server on a free port of 127.0.0.1. */
export async function startLocalServer(handler: Handler): Promise<LocalServer> {
  const requests: Received[] = []
  const server = createServer(async (incoming, response) => {
    const request = toReceived(incoming, await text(incoming))
    requests.push(request)
    try {
      await handler(request, response)
    } catch (error) {
      // The client gets a connection error. The cause is in the output of the test.
      console.error(error)
      response.destroy()
    }
  })
  const port = await listen(server, 0, '127.0.0.1')
  return { url: `http://127.0.0.1:${port}`, requests, close: () => close(server) }
}

/** Sends a JSON response. */
export function sendJson(response: ServerResponse, body: unknown, status = 200, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(body))
}

function toReceived({ method = '', url = '', headers }: IncomingMessage, body: string): Received {
  const { pathname, searchParams } = new URL(url, 'http://localhost')
  return { method, target: url, path: pathname, query: Object.fromEntries(searchParams), headers, body }
}
