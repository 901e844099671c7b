import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, onTestFinished, test, vi } from 'vitest'
import { Billit, BillitError } from '../../src/index.ts'

const WRITES = 1000
/** Enough that calls which wait for a silent server do not delay the others. */
const CONCURRENCY = 100

/** How the server handles a request. `create` stores the invoice and returns the response body. */
const behaviours: Record<string, (create: () => string, response: ServerResponse, socket: Socket) => unknown> = {
  'creates and returns it': (create, response) => response.writeHead(201, { 'Content-Type': 'application/json' }).end(create()),
  'creates and resets the connection': (create, _, socket) => {
    create()
    socket.resetAndDestroy()
  },
  'creates and truncates the response': (create, response, socket) => {
    const body = create()
    response.writeHead(201, { 'Content-Type': 'application/json', 'Content-Length': body.length })
    response.write(body.slice(0, body.length / 2), () => socket.resetAndDestroy())
  },
  'creates and never responds': (create) => void create(),
  'creates and returns 500': (create, response) => {
    create()
    response.writeHead(500).end()
  },
  'creates and returns HTML': (create, response) => {
    create()
    response.writeHead(200, { 'Content-Type': 'text/html' }).end('<p>Welcome</p>')
  },
  'returns 429': (_, response) => response.writeHead(429, { 'Retry-After': '0' }).end(),
  'returns 422': (_, response) => response.writeHead(422).end('{"message":"","errors":{"vatId":["no"]}}'),
  'resets the connection': (_, __, socket) => socket.resetAndDestroy(),
}

test(`creates nothing twice and reports every invoice in ${WRITES} writes to an unreliable server`, async () => {
  const created = new Map<number, number>()
  const handlers = Object.values(behaviours)
  let requests = 0
  const server = createServer(async (request, response) => {
    const { customerId } = JSON.parse(await text(request))
    const handle = handlers[requests++ % handlers.length]
    const create = () => {
      created.set(customerId, (created.get(customerId) ?? 0) + 1)
      return JSON.stringify({ data: { uuid: '7c1b7d1e-52a8-4c0e-9f0a-3d9c1f6f2b11', number: customerId } })
    }
    handle?.(create, response, request.socket)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  const { port } = server.address() as AddressInfo
  const client = new Billit({
    token: 'test-token',
    baseUrl: `http://127.0.0.1:${port}`,
    // Long enough for a response on a busy machine.
    timeout: 1500,
    rateLimit: false,
  })
  vi.spyOn(Math, 'random').mockReturnValue(0)

  const reported = { created: 0, unclear: 0, refused: 0 }
  let next = 0
  const write = async () => {
    while (next < WRITES) {
      const customerId = next++
      const outcome = await client.invoices
        .create({ customerId, invoiceTypeId: 31, invoiceDate: '2026-11-22', products: [] })
        .catch((error: unknown) => error)
      const times = created.get(customerId) ?? 0
      expect(times).toBeLessThanOrEqual(1)
      if (!(outcome instanceof BillitError)) {
        expect(outcome).toMatchObject({ number: customerId })
        expect(times).toBe(1)
        reported.created += 1
      } else if (outcome.mayHaveSucceeded) reported.unclear += 1
      else {
        expect(times).toBe(0)
        reported.refused += 1
      }
    }
  }
  await Promise.all(Array.from({ length: CONCURRENCY }, write))
  expect(reported.created + reported.unclear + reported.refused).toBe(WRITES)
  for (const count of Object.values(reported)) expect(count).toBeGreaterThan(50)
})
