/** Which clients share a rate limit: all clients of one token in one process. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { BillitOptions, Billit as Client } from '../../src/index.ts'
import { createTestClient, fakeClock, json } from './test-client.ts'
import { Throttle } from './throttle.ts'

const WINDOW_MS = 60_000
let tokens = 0
beforeEach(() => {
  fakeClock()
  tokens += 1
})
afterEach(() => {
  vi.useRealTimers()
})

const tokenOf = () => `shared-token-${tokens}`

/** Sends calls at once, and returns the largest number that arrived within one window, wherever it begins. */
async function countInWindow(clients: Client[], callsEach: number, arrivals: number[]): Promise<number> {
  const calls = clients.flatMap((client) => Array.from({ length: callsEach }, () => client.tags.get(301)))
  const all = Promise.all(calls)
  await vi.runAllTimersAsync()
  await all
  const starts = arrivals.map((start) => arrivals.filter((time) => time >= start && time < start + WINDOW_MS).length)
  return Math.max(...starts)
}

function createClients(options: BillitOptions[]): { clients: Client[]; arrivals: number[] } {
  const arrivals: number[] = []
  const handler = () => {
    arrivals.push(performance.now())
    return json({ data: { id: 301, tag: 'x' } })
  }
  return { clients: options.map((each) => createTestClient(handler, { rateLimit: undefined, ...each })), arrivals }
}

test('30 clients, each with a function of its own that returns the token, share one limit', async () => {
  const token = tokenOf()
  const { clients, arrivals } = createClients(Array.from({ length: 30 }, () => ({ token: () => token })))
  expect(await countInWindow(clients, 5, arrivals)).toBe(60)
})

test('a string and functions that return it share one limit', async () => {
  const token = tokenOf()
  const { clients, arrivals } = createClients([{ token }, { token: () => token }, { token: async () => token }])
  expect(await countInWindow(clients, 50, arrivals)).toBe(60)
})

test('a function that returns another token uses the limit of that token', async () => {
  let turn = 0
  const { clients, arrivals } = createClients([{ token: () => `${tokenOf()}-${turn++ % 2}` }])
  expect(await countInWindow(clients, 60, arrivals)).toBe(60)
})

test.each([
  [10, 12],
  [12, 10],
])('clients with limits of %i and %i keep to the strictest', async (one, other) => {
  const limits = [one, other].map((requests) => ({ requests, perMilliseconds: WINDOW_MS }))
  const { clients, arrivals } = createClients(limits.map((rateLimit) => ({ token: tokenOf(), rateLimit })))
  expect(await countInWindow(clients, 15, arrivals)).toBeLessThanOrEqual(10)
})

test('two copies of the package share one limit', async () => {
  vi.resetModules()
  const copy: typeof import('../../src/index.ts') = await import('../../src/index.ts')
  const { clients, arrivals } = createClients([{ token: tokenOf() }])
  const fetch = async () => {
    arrivals.push(performance.now())
    return json({ data: { id: 301, tag: 'x' } })
  }
  const other = new copy.Billit({ token: tokenOf(), baseUrl: 'https://billit.example/v1', fetch })
  expect(other.constructor).not.toBe(clients[0]?.constructor)
  expect(await countInWindow([...clients, other as Client], 50, arrivals)).toBe(60)
})

test('the token is read once for an attempt that does not wait, and again after a wait', async () => {
  const read = vi.fn(() => tokenOf())
  const { clients, arrivals } = createClients([{ token: read, rateLimit: { requests: 1, perMilliseconds: WINDOW_MS } }])
  await countInWindow(clients, 1, arrivals)
  expect(read).toHaveBeenCalledTimes(1)
  await countInWindow(clients, 1, arrivals)
  expect(read).toHaveBeenCalledTimes(3)
})

test('the tokens cannot be read from the global registry', async () => {
  const { clients, arrivals } = createClients([{ token: tokenOf() }])
  await countInWindow(clients, 1, arrivals)
  const { inspect } = await import('node:util')
  const registries = Object.getOwnPropertySymbols(globalThis).map((key) => Reflect.get(globalThis, key))
  expect(inspect(registries, { depth: 5, showHidden: true })).not.toContain(tokenOf())
})

test('a throttled server refuses none of the calls of clients that come and go', async () => {
  const throttle = new Throttle(60, WINDOW_MS)
  const answer = () => {
    const arrival = throttle.arrive(performance.now())
    return 'refusal' in arrival ? arrival.refusal : json({ data: { id: 301, tag: 'x' } }, 200, arrival.headers)
  }
  const token = tokenOf()
  const calls = Array.from({ length: 150 }, () =>
    createTestClient(answer, { token: () => token, rateLimit: undefined }).tags.get(301),
  )
  const all = Promise.all(calls)
  await vi.runAllTimersAsync()
  await all
  expect(throttle).toMatchObject({ accepted: 150, refused: 0 })
})
