import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, onTestFinished, test, vi } from 'vitest'
import { Billit, BillitError } from '../../src/index.ts'

const WRITES = 1000
/** So many that those which wait for a silent server do not hold up the rest. */
const AT_ONCE = 100

/** What the server does with a request: it acts, or not, and says so, or not. */
const lies: Record<string, (act: () => string, response: ServerResponse, socket: Socket) => unknown> = {
  'acts and says so': (act, response) => response.writeHead(201, { 'Content-Type': 'application/json' }).end(act()),
  'acts and drops the line': (act, _, socket) => {
    act()
    socket.resetAndDestroy()
  },
  'acts and answers half': (act, response, socket) => {
    const body = act()
    response.writeHead(201, { 'Content-Type': 'application/json', 'Content-Length': body.length })
    response.write(body.slice(0, body.length / 2), () => socket.resetAndDestroy())
  },
  'acts and stays silent': (act) => void act(),
  'acts and says that it failed': (act, response) => {
    act()
    response.writeHead(500).end()
  },
  'acts and answers with a page': (act, response) => {
    act()
    response.writeHead(200, { 'Content-Type': 'text/html' }).end('<p>Welcome</p>')
  },
  'refuses for now': (_, response) => response.writeHead(429, { 'Retry-After': '0' }).end(),
  'refuses the fields': (_, response) => response.writeHead(422).end('{"message":"","errors":{"vatId":["no"]}}'),
  'drops the line': (_, __, socket) => socket.resetAndDestroy(),
}

test(`${WRITES} writes against a server that lies: nothing is made twice, nothing is made untold`, async () => {
  const made = new Map<number, number>()
  const kinds = Object.values(lies)
  let turn = 0
  const server = createServer(async (request, response) => {
    const { customerId } = JSON.parse(await text(request))
    const lie = kinds[turn++ % kinds.length]
    const act = () => {
      made.set(customerId, (made.get(customerId) ?? 0) + 1)
      return JSON.stringify({ data: { uuid: '7c1b7d1e-52a8-4c0e-9f0a-3d9c1f6f2b11', number: customerId } })
    }
    lie?.(act, response, request.socket)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  const { port } = server.address() as AddressInfo
  const client = new Billit({
    token: 'test-token-of-nobody',
    baseUrl: `http://127.0.0.1:${port}`,
    // Long enough for an answer on a busy machine.
    timeout: 1500,
    rateLimit: false,
  })
  vi.spyOn(Math, 'random').mockReturnValue(0)

  const told = { made: 0, unclear: 0, refused: 0 }
  let next = 0
  const write = async () => {
    while (next < WRITES) {
      const customerId = next++
      const outcome = await client.invoices
        .create({ customerId, invoiceTypeId: 31, invoiceDate: '2026-11-22', products: [] })
        .catch((error: unknown) => error)
      const times = made.get(customerId) ?? 0
      expect(times).toBeLessThanOrEqual(1)
      if (!(outcome instanceof BillitError)) {
        expect(outcome).toMatchObject({ number: customerId })
        expect(times).toBe(1)
        told.made += 1
      } else if (outcome.mayHaveSucceeded) told.unclear += 1
      else {
        expect(times).toBe(0)
        told.refused += 1
      }
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, write))
  expect(told.made + told.unclear + told.refused).toBe(WRITES)
  for (const count of Object.values(told)) expect(count).toBeGreaterThan(50)
})
