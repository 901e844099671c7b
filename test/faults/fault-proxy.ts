/** A proxy with scripted faults, which counts the requests it forwards. */
import { createServer, type IncomingMessage, type RequestListener, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'

/** What to do with one request. */
export type Fault =
  | { do: 'pass' }
  /** Responds itself. The target receives nothing. */
  | { do: 'respond'; status: number; headers?: Record<string, string>; body?: string }
  /** Resets the connection. The target receives nothing. */
  | { do: 'reset before' }
  /** Forwards the request, then resets the connection instead of responding. */
  | { do: 'reset after' }
  /** Forwards the request, then never responds. */
  | { do: 'stall' }
  /** Forwards the request, sends the headers and half of the body, then stalls. */
  | { do: 'stall body' }
  /** Forwards the request, sends the headers and half of the body, then resets the connection. */
  | { do: 'truncate' }
  /** Forwards the request, then returns 200 with HTML. */
  | { do: 'wrong type' }
  /** Forwards the request, then sends the body byte by byte. */
  | { do: 'drip' }

export interface FaultProxy {
  url: string
  /** Number of requests received. */
  received: number
  /** Number of requests that the target has responded to. */
  forwarded: number
  /** Stops listening, so that new connections are refused. */
  refuse(): Promise<void>
  /** Listens again, on the same port. */
  listen(): Promise<void>
  close(): Promise<void>
}

interface TargetResponse {
  status: number
  headers: Record<string, string>
  body: Buffer
}

/**
 * @param script The n-th request gets the n-th fault. The last fault repeats.
 * @param onStall Called each time the proxy stalls.
 */
export async function startFaultProxy(target: string, script: Fault[], onStall = () => {}): Promise<FaultProxy> {
  const handle: RequestListener = async (incoming, outgoing) => {
    const fault = script[Math.min(proxy.received, script.length - 1)] ?? { do: 'pass' }
    proxy.received += 1
    const body = await buffer(incoming)
    if (fault.do === 'reset before') return incoming.socket.resetAndDestroy()
    if (fault.do === 'respond') return outgoing.writeHead(fault.status, fault.headers).end(fault.body)
    const response = await forward(target, incoming, body)
    proxy.forwarded += 1
    applyFault(fault.do, response, incoming, outgoing)
    if (fault.do.startsWith('stall')) onStall()
  }
  const server = createServer(handle)
  const listen = (port: number) => new Promise<void>((done) => server.listen(port, '127.0.0.1', done))
  const close = () =>
    new Promise<void>((done) => {
      server.close(() => done())
      server.closeAllConnections()
    })
  await listen(0)
  // The address is a string only for a pipe.
  const { port } = server.address() as AddressInfo
  const proxy: FaultProxy = {
    url: `http://127.0.0.1:${port}`,
    received: 0,
    forwarded: 0,
    refuse: close,
    listen: () => listen(port),
    close: async () => {
      if (server.listening) await close()
    },
  }
  return proxy
}

function applyFault(
  fault: Exclude<Fault['do'], 'respond' | 'reset before'>,
  response: TargetResponse,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
) {
  const { status, headers, body } = response
  const half = body.subarray(0, Math.floor(body.length / 2))
  switch (fault) {
    case 'pass':
      return outgoing.writeHead(status, headers).end(body)
    case 'reset after':
      return incoming.socket.resetAndDestroy()
    case 'stall':
      return
    case 'stall body':
      return outgoing.writeHead(status, headers).write(half)
    case 'truncate':
      return outgoing.writeHead(status, headers).write(half, () => incoming.socket.resetAndDestroy())
    case 'wrong type':
      return outgoing.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Sign in to the Wi-Fi</h1>')
    case 'drip':
      outgoing.writeHead(status, headers)
      return drip(outgoing, body)
  }
}

function drip(outgoing: ServerResponse, body: Buffer): void {
  if (body.length === 0) return void outgoing.end()
  outgoing.write(body.subarray(0, 1), () => setImmediate(drip, outgoing, body.subarray(1)))
}

async function forward(target: string, { method, url, headers }: IncomingMessage, body: Buffer): Promise<TargetResponse> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    request(new URL(url ?? '/', target), { method, headers }, resolve)
      .on('error', reject)
      .end(body)
  })
  const content = await buffer(response)
  const kept = { 'content-type': response.headers['content-type'] ?? 'application/json' }
  const length = response.statusCode === 204 ? {} : { 'content-length': String(content.length) }
  return { status: response.statusCode ?? 500, headers: { ...kept, ...length }, body: content }
}
