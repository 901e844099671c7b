/**
 * A server for the smoke tests that the mock cannot serve: a 429 followed by a 200, a PDF, a slow response, and connections that it
 * closes after it has received the request. It allows requests from any origin.
 */
import type { ServerResponse } from 'node:http'
import { type LocalServer, type Received, sendJson, startLocalServer } from '../support/local-server.ts'

const CORS = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Methods': '*',
  'Access-Control-Allow-Headers': 'authorization, content-type',
  'Access-Control-Expose-Headers': 'Retry-After',
}

/** Long enough for several requests to wait for the response at the same time. */
const SLOW_MS = 500

export async function startStand(): Promise<LocalServer> {
  const refusedPaths = new Set<string>()
  const counts = new Map<string, number>()
  const handle = ({ method, path }: Received, response: ServerResponse) => {
    if (method === 'OPTIONS') return response.writeHead(204, CORS).end()
    const operation = /^\/break\/([^/]+)/.exec(path)?.[1]
    if (operation) {
      breakUnsafe(counts, operation, { method, path }, response)
      return
    }
    if (path === '/slow/account') return setTimeout(() => sendJson(response, { data: { id: 1 } }), SLOW_MS)
    if (path.endsWith('/pdf')) return response.writeHead(200, { ...CORS, 'Content-Type': 'application/pdf' }).end('%PDF-1.7')
    if (path.startsWith('/v1/invoices/')) return sendJson(response, { data: { permalink: `${stand.url}/i/abc` } }, 200, CORS)
    if (refusedPaths.has(path)) return sendJson(response, { data: { id: 2, tag: 'patient' } }, 200, CORS)
    refusedPaths.add(path)
    return sendJson(response, { message: 'Too Many Attempts.' }, 429, { ...CORS, 'Retry-After': '1' })
  }
  const stand = await startLocalServer(handle)
  return stand
}

/** Responds to a GET. Counts any other request and closes its connection without a response. */
function breakUnsafe(
  counts: Map<string, number>,
  operation: string,
  { method, path }: Pick<Received, 'method' | 'path'>,
  response: ServerResponse,
): void {
  const count = counts.get(operation) ?? 0
  const page = { data: [], links: {}, meta: { current_page: 1, last_page: 1, total: 0 } }
  const body = path.endsWith('/invoices') ? page : { data: { id: 1, tag: 'warm' } }
  if (path.endsWith('/count')) response.writeHead(200, CORS).end(String(count))
  else if (method === 'GET') sendJson(response, body, 200, CORS)
  else {
    counts.set(operation, count + 1)
    response.destroy()
  }
}
