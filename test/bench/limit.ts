/** 150 calls under a throttle of 60 requests a second. The window is a sixtieth of the real one. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Billit } from '../../src/index.ts'
import { Throttle } from '../transport/throttle.ts'

const CALLS = 150
const REQUESTS = 60
const WINDOW = 1000

export async function timeLimit(): Promise<{ floor: number; time: number; refused: number }> {
  const throttle = new Throttle(REQUESTS, WINDOW)
  const server = createServer((_, response) => {
    const arrival = throttle.arrive(performance.now())
    const [status, headers] = 'refusal' in arrival ? [429, Object.fromEntries(arrival.refusal.headers)] : [200, arrival.headers]
    response.writeHead(status, headers).end('{"msg":""}')
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  // Only a server on a pipe has a string as its address.
  const { port } = server.address() as AddressInfo
  const rateLimit = { requests: REQUESTS, perMilliseconds: WINDOW }
  const billit = new Billit({ token: 'bench-token', baseUrl: `http://127.0.0.1:${port}`, rateLimit })
  const started = performance.now()
  await Promise.all(Array.from({ length: CALLS }, () => billit.ping()))
  const time = performance.now() - started
  server.close()
  return { floor: Math.floor((CALLS - 1) / REQUESTS) * WINDOW, time, refused: throttle.refused }
}
