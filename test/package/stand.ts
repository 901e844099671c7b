/** A server for the smoke tests that the mock cannot serve: a 429 followed by a 200, and a PDF. It allows requests from any origin. */
import type { ServerResponse } from 'node:http'
import { type LocalServer, type Received, sendJson, startLocalServer } from '../support/local-server.ts'

const CORS = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Headers': 'authorization, content-type',
  'Access-Control-Expose-Headers': 'Retry-After',
}

export async function startStand(): Promise<LocalServer> {
  const refusedPaths = new Set<string>()
  const handle = ({ method, path }: Received, response: ServerResponse) => {
    if (method === 'OPTIONS') return response.writeHead(204, CORS).end()
    if (path.endsWith('/pdf')) return response.writeHead(200, { ...CORS, 'Content-Type': 'application/pdf' }).end('%PDF-1.7')
    if (path.startsWith('/v1/invoices/')) return sendJson(response, { data: { permalink: `${stand.url}/i/abc` } }, 200, CORS)
    if (refusedPaths.has(path)) return sendJson(response, { data: { id: 2, tag: 'patient' } }, 200, CORS)
    refusedPaths.add(path)
    return sendJson(response, { message: 'Too Many Attempts.' }, 429, { ...CORS, 'Retry-After': '1' })
  }
  const stand = await startLocalServer(handle)
  return stand
}
