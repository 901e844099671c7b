/** The memory that large responses take. Each is read in a new process, whose peak includes nothing else. */
import { execFile } from 'node:child_process'
import { createServer, type ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { createGzip } from 'node:zlib'
import { close, listen } from '../../src/tools/server.ts'

const MB = 2 ** 20
const CLIENT = fileURLToPath(new URL('large-response-client.ts', import.meta.url))

export const LARGE_RESPONSES = {
  'A PDF of 1 MB that inflates to 1,000 MB': { path: '/i/pdf', status: 200, megabytes: 1000, isGzipped: true, head: '%PDF-1.7' },
  'A JSON response of 1,000 MB': { path: '/tags/200', status: 200, megabytes: 1000, isGzipped: false, head: '{"data":"' },
  'An error body of 100 MB': { path: '/tags/100', status: 500, megabytes: 100, isGzipped: false, head: '{"message":"' },
  'An error body of 5 MB': { path: '/tags/5', status: 500, megabytes: 5, isGzipped: false, head: '{"message":"' },
}
type Large = (typeof LARGE_RESPONSES)[keyof typeof LARGE_RESPONSES]

export interface Peak {
  /** Growth of the largest resident set of the process, in megabytes. */
  megabytes: number
  /** Length of the error's message, if the call failed. */
  message: number
}

/** The peaks of a process that reads each response with billit-io, and of one that reads it with `fetch`. */
export async function measureLargeResponses(): Promise<Record<string, { wire: number; sdk: Peak; bare: Peak }>> {
  const bomb = await buffer(Readable.from(body(LARGE_RESPONSES['A PDF of 1 MB that inflates to 1,000 MB'])).pipe(createGzip()))
  const server = createServer((request, response) => {
    const large = Object.values(LARGE_RESPONSES).find(({ path }) => path === request.url)
    if (large) void send(response, large, bomb)
    else response.end(JSON.stringify({ data: { permalink: `http://${request.headers.host}/i` } }))
  })
  const url = `http://127.0.0.1:${await listen(server, 0, '127.0.0.1')}`
  try {
    const peaks: Record<string, { wire: number; sdk: Peak; bare: Peak }> = {}
    for (const [name, { path, megabytes, isGzipped }] of Object.entries(LARGE_RESPONSES)) {
      const wire = isGzipped ? bomb.length / MB : megabytes
      peaks[name] = { wire, sdk: await readWith('billit-io', url, path), bare: await readWith('fetch', url, path) }
    }
    return peaks
  } finally {
    await close(server)
  }
}

function* body({ megabytes, head }: Large): Generator<Buffer> {
  yield Buffer.from(head)
  const piece = Buffer.alloc(MB, 'x')
  for (let sent = 0; sent < megabytes; sent += 1) yield piece
}

async function send(response: ServerResponse, large: Large, bomb: Buffer): Promise<void> {
  response.writeHead(large.status, large.isGzipped ? { 'Content-Encoding': 'gzip' } : {})
  // The client closes the connection.
  await pipeline(large.isGzipped ? [bomb] : body(large), response).catch(() => {})
}

async function readWith(client: string, url: string, path: string): Promise<Peak> {
  const { stdout } = await promisify(execFile)(process.execPath, [CLIENT, client, url, path])
  return JSON.parse(stdout)
}
