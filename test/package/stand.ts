/** What the smoke suite needs and the mock does not have: a 429 that passes, and a PDF. For pages of any origin. */
import type { ServerResponse } from 'node:http'
import { type LocalServer, type Received, sendJson, startLocalServer } from '../support/local-server.ts'

const CORS = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Headers': 'authorization, content-type',
  'Access-Control-Expose-Headers': 'Retry-After',
}

export async function startStand(): Promise<LocalServer> {
  const asked = new Set<string>()
  const answer = ({ method, path }: Received, response: ServerResponse) => {
    if (method === 'OPTIONS') return response.writeHead(204, CORS).end()
    if (path.endsWith('/pdf')) return response.writeHead(200, { ...CORS, 'Content-Type': 'application/pdf' }).end('%PDF-1.7')
    if (path.startsWith('/v1/invoices/')) return sendJson(response, { data: { permalink: `${stand.url}/i/abc` } }, 200, CORS)
    if (asked.has(path)) return sendJson(response, { data: { id: 2, tag: 'patient' } }, 200, CORS)
    asked.add(path)
    return sendJson(response, { message: 'Too Many Attempts.' }, 429, { ...CORS, 'Retry-After': '1' })
  }
  const stand = await startLocalServer(answer)
  return stand
}
