import { EventEmitter } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { extname, join, normalize } from 'node:path'
import { arrayBuffer } from 'node:stream/consumers'
import { isRecord } from '../core/record.ts'
import { close, listen } from '../tools/server.ts'
import { hashSource } from './page.ts'
import { TRY_PAGE, withServer } from './try-page.ts'

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

/** An API that is served beside the pages. */
export interface Api {
  /** Its address on the site, such as `/v1`. */
  path: string
  /** Whether a path of the site belongs to it. */
  owns(pathname: string): boolean
  fetch(request: Request): Promise<Response>
}

export interface SiteOptions {
  port: number
  host: string
  api?: Api | undefined
}

/** Serves a folder. */
export async function serveSite(folder: string, { port, host, api }: SiteOptions): Promise<Site> {
  const changes = new EventEmitter().setMaxListeners(0)
  const server = createServer(async (incoming, response) => {
    const pathname = pathOf(incoming.url)
    if (pathname === '/_reload') return streamChanges(response, changes)
    if (api?.owns(pathname)) return sendAnswer(api, incoming, response)
    try {
      await sendFile(folder, decodeURIComponent(pathname), response, api)
    } catch (error) {
      if (isRecord(error) && error.code === 'EISDIR') return redirect(incoming.url, pathname, response)
      response.writeHead(404, { 'Content-Type': 'text/plain' }).end('There is no such page.\n')
    }
  })
  const found = await listen(server, port, host)
  return { url: `http://localhost:${found}/`, reload: () => changes.emit('change'), close: () => close(server) }
}

/** A client may send any text as its target: `//` is not an address. */
const pathOf = (target = '/'): string =>
  URL.canParse(target, 'http://localhost') ? new URL(target, 'http://localhost').pathname : target

/** A folder's page has relative links, so its address ends with a slash. The slash in front is one, so it is this site's. */
function redirect(target: string | undefined, pathname: string, response: ServerResponse): void {
  const [, query] = (target ?? '').split(/(?=\?)/)
  response.writeHead(301, { Location: `/${pathname.replace(/^\/+/, '')}/${query ?? ''}` }).end()
}

async function sendAnswer(api: Api, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = 'GET', url = '/', headers } = incoming
  try {
    const sent = Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)])
    const body = method === 'GET' || method === 'HEAD' ? null : await arrayBuffer(incoming)
    const request = new Request(`http://${headers.host ?? 'localhost'}${url}`, { method, headers: sent, body })
    const answer = await api.fetch(request)
    response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(Buffer.from(await answer.arrayBuffer()))
  } catch {
    // The mock can be told to break the connection.
    response.destroy()
  }
}

function streamChanges(response: ServerResponse, changes: EventEmitter): void {
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' }).write(': hello\n\n')
  const tell = () => response.write('data: changed\n\n')
  changes.on('change', tell)
  response.once('close', () => changes.off('change', tell))
}

async function sendFile(folder: string, pathname: string, response: ServerResponse, api: Api | undefined): Promise<void> {
  // The leading slash stays, so '..' cannot lead out of the folder.
  const path = normalize(pathname.endsWith('/') ? `${pathname}index.html` : pathname)
  const file = await readFile(join(folder, path))
  const type = TYPES[extname(path)] ?? 'text/plain; charset=utf-8'
  response.writeHead(200, { 'Content-Type': type, 'Cache-Control': 'no-store' })
  if (path === '/index.html') response.end(withReload(file.toString()))
  else response.end(api && path === `/${TRY_PAGE}` ? withServer(file.toString(), api.path) : file)
}

/** The page's policy forbids this script and its connection. They are allowed only here, never in the published page. */
const withReload = (html: string): string =>
  html
    .replace("connect-src 'none'", "connect-src 'self'")
    .replace('script-src ', () => `script-src ${hashSource(RELOAD)} `)
    .replace('</head>', () => `<script>${RELOAD}</script></head>`)
