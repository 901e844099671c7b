import { expect, onTestFinished, test, vi } from 'vitest'
import { Billit, ServerError } from '../../src/index.ts'
import { type Handler, sendJson } from '../support/local-server.ts'
import { connect, gate, rejection, TOKEN } from './setup.ts'

/** Each response contains the number of its request. */
const counting = (failures: number[] = []): Handler => {
  let count = 0
  return (_request, response) => {
    count += 1
    sendJson(response, { data: { id: count } }, failures.includes(count) ? 500 : 200)
  }
}

test('reads the account once and caches it', async () => {
  const { billit, server } = await connect(counting())
  const first = await billit.account.get()
  expect(await billit.account.get()).toBe(first)
  expect((await billit.account.get().withResponse()).response.status).toBe(200)
  expect(server.requests.map(({ method, target }) => `${method} ${target}`)).toEqual(['GET /account'])
})

test('refresh reads the account again and caches it', async () => {
  const { billit, server } = await connect(counting())
  await billit.account.get()
  expect(await billit.account.get({ refresh: true })).toEqual({ id: 2 })
  expect(await billit.account.get()).toEqual({ id: 2 })
  expect(await billit.account.get({ refresh: false })).toEqual({ id: 2 })
  expect(server.requests).toHaveLength(2)
})

test('does not cache a failure', async () => {
  const { billit, server } = await connect(counting([1]))
  expect(await rejection(billit.account.get())).toBeInstanceOf(ServerError)
  expect(await billit.account.get()).toEqual({ id: 2 })
  expect(await billit.account.get()).toEqual({ id: 2 })
  expect(server.requests).toHaveLength(2)
})

test('keeps the cached account if a refresh fails', async () => {
  const { billit, server } = await connect(counting([2]))
  await billit.account.get()
  expect(await rejection(billit.account.get({ refresh: true }))).toBeInstanceOf(ServerError)
  expect(await billit.account.get()).toEqual({ id: 1 })
  expect(server.requests).toHaveLength(2)
})

test('shares one request between concurrent calls and caches the account', async () => {
  const { billit, server } = await connect(counting())
  const all = await Promise.all([billit.account.get(), billit.account.get(), billit.account.get()])
  for (const account of all) expect(account).toHaveProperty('id')
  const asked = server.requests.length
  await billit.account.get()
  expect(server.requests).toHaveLength(asked)
})

test('makes each request itself in a Cloudflare Worker, which must not wait for the work of another request', async () => {
  vi.stubGlobal('navigator', { userAgent: 'Cloudflare-Workers' })
  onTestFinished(() => void vi.unstubAllGlobals())
  const { billit, server } = await connect(counting())
  const accounts = await Promise.all([billit.account.get(), billit.account.get()])
  expect(accounts).toEqual(expect.arrayContaining([{ id: 1 }, { id: 2 }]))
  await billit.account.get()
  expect(server.requests).toHaveLength(2)
})

test('does not abort other callers when one aborts', async () => {
  const controller = new AbortController()
  const { billit } = await connect((request, response) => {
    controller.abort(new Error('The first has left'))
    return counting()(request, response)
  })
  const left = rejection(billit.account.get({ signal: controller.signal }))
  expect(await billit.account.get()).toEqual({ id: 1 })
  expect(await left).toMatchObject({ message: 'The first has left' })
})

test('does not replace the cached account with a late response to an earlier request', async () => {
  const old = gate()
  const seen = gate()
  let count = 0
  const { billit } = await connect(async (_request, response) => {
    count += 1
    const id = count
    if (id === 1) {
      seen.open()
      await old.opened
    }
    sendJson(response, { data: { id } })
  })
  const slow = billit.account.get()
  await seen.opened
  expect(await billit.account.get({ refresh: true })).toEqual({ id: 2 })
  old.open()
  expect(await slow).toEqual({ id: 1 })
  expect(await billit.account.get()).toEqual({ id: 2 })
})

test('caches the account for each client', async () => {
  const { billit, server } = await connect(counting())
  const other = new Billit({ token: TOKEN, baseUrl: server.url, rateLimit: false })
  expect(await billit.account.get()).toEqual({ id: 1 })
  expect(await other.account.get()).toEqual({ id: 2 })
})
