import { EventEmitter } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer, type ServerResponse } from 'node:http'
import { extname, join, normalize } from 'node:path'
import { close, listen } from '../tools/server.ts'
import { hashSource } from './page.ts'

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.yaml': 'application/yaml; charset=utf-8',
  '.svg': 'image/svg+xml',
}

const RELOAD = "new EventSource('/_reload').onmessage = () => location.reload()"

export interface Site {
  url: string
  /** Makes every open page reload. */
  reload: () => void
  close: () => Promise<void>
}

/** Serves a folder. */
export async function serveSite(folder: string, { port, host }: { port: number; host: string }): Promise<Site> {
  const changes = new EventEmitter().setMaxListeners(0)
  const server = createServer(async ({ url = '/' }, response) => {
    const { pathname } = new URL(url, 'http://localhost')
    if (pathname === '/_reload') return streamChanges(response, changes)
    try {
      await sendFile(folder, decodeURIComponent(pathname), response)
    } catch {
      response.writeHead(404, { 'Content-Type': 'text/plain' }).end('There is no such page.\n')
    }
  })
  const found = await listen(server, port, host)
  return { url: `http://localhost:${found}/`, reload: () => changes.emit('change'), close: () => close(server) }
}

function streamChanges(response: ServerResponse, changes: EventEmitter): void {
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' }).write(': hello\n\n')
  const tell = () => response.write('data: changed\n\n')
  changes.on('change', tell)
  response.once('close', () => changes.off('change', tell))
}

async function sendFile(folder: string, pathname: string, response: ServerResponse): Promise<void> {
  // The leading slash stays, so '..' cannot lead out of the folder.
  const path = normalize(pathname.endsWith('/') ? `${pathname}index.html` : pathname)
  const file = await readFile(join(folder, path))
  const type = TYPES[extname(path)] ?? 'text/plain; charset=utf-8'
  response.writeHead(200, { 'Content-Type': type, 'Cache-Control': 'no-store' })
  response.end(path === '/index.html' ? withReload(file.toString()) : file)
}

/** The page's policy forbids this script and its connection. They are allowed here only, and never in the published page. */
const withReload = (html: string): string =>
  html
    .replace("connect-src 'none'", "connect-src 'self'")
    .replace('script-src ', () => `script-src ${hashSource(RELOAD)} `)
    .replace('</head>', () => `<script>${RELOAD}</script></head>`)
