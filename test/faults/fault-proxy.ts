/** A proxy that lies, stalls and breaks off, by script, and counts what it passed on. */
import { createServer, type IncomingMessage, type RequestListener, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'

/** What to do with one request. */
export type Fault =
  | { do: 'pass' }
  /** Answers on its own: the target sees nothing. */
  | { do: 'answer'; status: number; headers?: Record<string, string>; body?: string }
  /** Breaks the connection before the target sees anything. */
  | { do: 'reset before' }
  /** Lets the target act, then breaks the connection in place of an answer. */
  | { do: 'reset after' }
  /** Lets the target act, then never answers. */
  | { do: 'stall' }
  /** Lets the target act, sends the headers and half of the body, then nothing. */
  | { do: 'stall body' }
  /** Lets the target act, sends the headers and half of the body, then breaks off. */
  | { do: 'truncate' }
  /** Lets the target act, and answers 200 with something else than JSON. */
  | { do: 'wrong type' }
  /** Lets the target act, and sends the body byte by byte. */
  | { do: 'drip' }

export interface FaultProxy {
  url: string
  /** Requests that came in. */
  received: number
  /** Requests that the target answered. */
  passedOn: number
  /** Stops listening, so that connections are refused. */
  refuse(): Promise<void>
  /** Listens again, on the same port. */
  listen(): Promise<void>
  close(): Promise<void>
}

interface Answer {
  status: number
  headers: Record<string, string>
  body: Buffer
}

/**
 * @param script The n-th request gets the n-th fault; those after the last get the last.
 * @param onStall Called each time that it goes silent.
 */
export async function startFaultProxy(target: string, script: Fault[], onStall = () => {}): Promise<FaultProxy> {
  const handle: RequestListener = async (incoming, outgoing) => {
    const fault = script[Math.min(proxy.received, script.length - 1)] ?? { do: 'pass' }
    proxy.received += 1
    const body = await buffer(incoming)
    if (fault.do === 'reset before') return incoming.socket.resetAndDestroy()
    if (fault.do === 'answer') return outgoing.writeHead(fault.status, fault.headers).end(fault.body)
    const answer = await passOn(target, incoming, body)
    proxy.passedOn += 1
    spoil(fault.do, answer, incoming, outgoing)
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
  // Listening on a port, the address is not the string of a pipe.
  const { port } = server.address() as AddressInfo
  const proxy: FaultProxy = {
    url: `http://127.0.0.1:${port}`,
    received: 0,
    passedOn: 0,
    refuse: close,
    listen: () => listen(port),
    close: async () => {
      if (server.listening) await close()
    },
  }
  return proxy
}

function spoil(
  fault: Exclude<Fault['do'], 'answer' | 'reset before'>,
  answer: Answer,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
) {
  const { status, headers, body } = answer
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

async function passOn(target: string, { method, url, headers }: IncomingMessage, body: Buffer): Promise<Answer> {
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    request(new URL(url ?? '/', target), { method, headers }, resolve)
      .on('error', reject)
      .end(body)
  })
  const content = await buffer(answer)
  const kept = { 'content-type': answer.headers['content-type'] ?? 'application/json' }
  const length = answer.statusCode === 204 ? {} : { 'content-length': String(content.length) }
  return { status: answer.statusCode ?? 500, headers: { ...kept, ...length }, body: content }
}
