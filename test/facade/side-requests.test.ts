/** A wrapper of `fetch` may send a second request that fails. That must not look as if the API was not reached. */
import { createServer } from 'node:net'
import { ofetch } from 'ofetch'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Billit, BillitOptions } from '../../src/index.ts'
import { draft } from '../mydata/draft.ts'
import { always, rejection, serve, UUID } from './setup.ts'

const runtimeFetch = globalThis.fetch
let closedPort = 0

/** Sends the request, and then reports to a trace collector that cannot be reached. */
const traced: typeof globalThis.fetch = async (input, init) => {
  const response = await runtimeFetch(input, init)
  await runtimeFetch(`http://127.0.0.1:${closedPort}/traces`, { method: 'POST' })
  return response
}

beforeEach(async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((listening) => server.once('listening', listening))
  const address = server.address()
  closedPort = typeof address === 'object' && address ? address.port : 0
  await new Promise((closed) => server.close(closed))
})

afterEach(() => {
  globalThis.fetch = runtimeFetch
  vi.resetModules()
})

const options: Record<string, () => BillitOptions> = {
  'a fetch of the caller': () => ({ fetch: traced }),
  'an instance of ofetch with a hook': () => ({
    fetch: ofetch.create({
      onResponse: async () => void (await runtimeFetch(`http://127.0.0.1:${closedPort}/traces`)),
    }),
  }),
  'the global fetch, replaced after the import': () => ({}),
  'the global fetch, replaced before the import': () => ({}),
}

const calls: Record<string, (billit: Billit) => PromiseLike<unknown>> = {
  create: (billit) => billit.invoices.create(draft()),
  delete: (billit) => billit.invoices.delete(UUID),
}

const cases = Object.keys(options).flatMap((where) => Object.keys(calls).map((call): [string, string] => [where, call]))

test.each(cases)('%s: sends %s once', async (where, call) => {
  vi.resetModules()
  if (where.endsWith('before the import')) globalThis.fetch = traced
  const { Billit } = await import('../../src/index.ts')
  if (where.endsWith('after the import')) globalThis.fetch = traced
  const server = await serve(always({ data: { uuid: UUID } }))
  const billit = new Billit({ token: 'test-token-for-traces', baseUrl: server.url, rateLimit: false, ...options[where]?.() })
  const error = await rejection(Promise.resolve(calls[call]?.(billit)))
  expect(error).toMatchObject({ name: 'ConnectionError', attempts: 1, mayHaveSucceeded: true })
  expect(server.requests).toHaveLength(1)
})
