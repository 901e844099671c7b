import { EventEmitter } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { extname, join, normalize } from 'node:path'
import { isRecord } from '../core/record.ts'
import { createAccessCheck } from '../tools/local-access.ts'
import { close, listen, readBody } from '../tools/server.ts'
import { hashSource } from './page.ts'
import { setDefaultServer, TRY_PAGE } from './try-page.ts'

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
  /** Reloads the reference in every browser that shows it. */
  reload: () => void
  close: () => Promise<void>
}

/** An API that is served on the same port as the pages. */
export interface Api {
  /** Its base path, such as `/v1`. */
  path: string
  /** Whether the API handles a path. */
  owns(pathname: string): boolean
  fetch(request: Request): Promise<Response>
}

export interface SiteOptions {
  port: number
  host: string
  /** Files outside the folder, by path. */
  files?: Record<string, string> | undefined
  api?: Api | undefined
}

/** Serves a folder, and optionally an API, over HTTP. */
export async function serveSite(folder: string, { port, host, files = {}, api }: SiteOptions): Promise<Site> {
  const changes = new EventEmitter().setMaxListeners(0)
  const checkAccess = createAccessCheck(host)
  const server = createServer(async (incoming, response) => {
    const pathname = parsePath(incoming.url)
    if (pathname === '/_reload') {
      const refusal = checkAccess(incoming.headers)
      return refusal ? sendText(response, 403, refusal) : streamChanges(response, changes)
    }
    if (api?.owns(pathname)) return forwardToApi(api, incoming, response)
    try {
      await sendFile(decodeURIComponent(pathname), response, { folder, files, api })
    } catch (error) {
      if (isRecord(error) && error.code === 'EISDIR') return redirect(incoming.url, pathname, response)
      sendText(response, 404, 'Page not found.')
    }
  })
  const found = await listen(server, port, host)
  return { url: `http://localhost:${found}/`, reload: () => changes.emit('change'), close: () => close(server) }
}

function sendText(response: ServerResponse, status: number, text: string, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', ...headers }).end(`${text}\n`)
}

/** The request target can be any text, such as `//`, which is not a valid URL. */
const parsePath = (target = '/'): string =>
  URL.canParse(target, 'http://localhost') ? new URL(target, 'http://localhost').pathname : target

/** Adds a trailing slash, since the page has relative links. Exactly one leading slash keeps the redirect on this host. */
function redirect(target: string | undefined, pathname: string, response: ServerResponse): void {
  const [, query] = (target ?? '').split(/(?=\?)/)
  response.writeHead(301, { Location: `/${pathname.replace(/^\/+/, '')}/${query ?? ''}` }).end()
}

/** In bytes. The mock accepts less. */
const MAX_BODY_BYTES = 8 * 2 ** 20

async function forwardToApi(api: Api, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = 'GET', url = '/', headers } = incoming
  try {
    const sent = Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)])
    const body = await readBody(incoming, MAX_BODY_BYTES)
    if (!body) return sendText(response, 413, 'The body is too large.', { Connection: 'close' })
    const hasBody = method !== 'GET' && method !== 'HEAD'
    const target = `http://${headers.host ?? 'localhost'}${url}`
    const request = new Request(target, { method, headers: sent, body: hasBody ? new Uint8Array(body) : null })
    const result = await api.fetch(request)
    response.writeHead(result.status, Object.fromEntries(result.headers)).end(Buffer.from(await result.arrayBuffer()))
  } catch {
    // The mock can simulate a broken connection.
    response.destroy()
  }
}

function streamChanges(response: ServerResponse, changes: EventEmitter): void {
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' }).write(': hello\n\n')
  const notify = () => response.write('data: changed\n\n')
  changes.on('change', notify)
  response.once('close', () => changes.off('change', notify))
}

/** Keeps other pages from showing these in a frame and catching the clicks on them. A policy in the page itself cannot. */
const NO_FRAMES = {
  'Content-Security-Policy': "frame-ancestors 'none'",
  'X-Frame-Options': 'DENY',
  'X-Content-Type-Options': 'nosniff',
}

interface Content extends Pick<SiteOptions, 'api'> {
  folder: string
  files: Record<string, string>
}

async function sendFile(pathname: string, response: ServerResponse, { folder, files, api }: Content): Promise<void> {
  // The leading slash stays, so '..' cannot escape the folder.
  const path = normalize(pathname.endsWith('/') ? `${pathname}index.html` : pathname)
  const file = await readFile(Object.hasOwn(files, path) ? `${files[path]}` : join(folder, path))
  const type = TYPES[extname(path)] ?? 'text/plain; charset=utf-8'
  response.writeHead(200, { 'Content-Type': type, 'Cache-Control': 'no-store', ...NO_FRAMES })
  if (path === '/index.html') response.end(addReload(file.toString()))
  else response.end(api && path === `/${TRY_PAGE}` ? setDefaultServer(file.toString(), api.path) : file)
}

/** Adds the script that reloads the page, and allows it in the page's policy. The published page has neither. */
const addReload = (html: string): string =>
  html
    .replace("connect-src 'none'", "connect-src 'self'")
    .replace('script-src ', () => `script-src ${hashSource(RELOAD)} `)
    .replace('</head>', () => `<script>${RELOAD}</script></head>`)
