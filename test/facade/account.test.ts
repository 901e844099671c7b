import { expect, test } from 'vitest'
import { Billit, ServerError } from '../../src/index.ts'
import { type Handler, sendJson } from '../support/local-server.ts'
import { connect, gate, rejection, TOKEN } from './setup.ts'

/** Each answer has the number of its request. */
const counting = (failures: number[] = []): Handler => {
  let count = 0
  return (_request, response) => {
    count += 1
    sendJson(response, { data: { id: count } }, failures.includes(count) ? 500 : 200)
  }
}

test('it is asked for once, and kept', async () => {
  const { billit, server } = await connect(counting())
  const first = await billit.account.get()
  expect(await billit.account.get()).toBe(first)
  expect((await billit.account.get().withResponse()).response.status).toBe(200)
  expect(server.requests.map(({ method, target }) => `${method} ${target}`)).toEqual(['GET /account'])
})

test('refresh asks again, and what comes is kept', async () => {
  const { billit, server } = await connect(counting())
  await billit.account.get()
  expect(await billit.account.get({ refresh: true })).toEqual({ id: 2 })
  expect(await billit.account.get()).toEqual({ id: 2 })
  expect(await billit.account.get({ refresh: false })).toEqual({ id: 2 })
  expect(server.requests).toHaveLength(2)
})

test('a failure is not kept', async () => {
  const { billit, server } = await connect(counting([1]))
  expect(await rejection(billit.account.get())).toBeInstanceOf(ServerError)
  expect(await billit.account.get()).toEqual({ id: 2 })
  expect(await billit.account.get()).toEqual({ id: 2 })
  expect(server.requests).toHaveLength(2)
})

test('a refresh that fails does not lose what is kept', async () => {
  const { billit, server } = await connect(counting([2]))
  await billit.account.get()
  expect(await rejection(billit.account.get({ refresh: true }))).toBeInstanceOf(ServerError)
  expect(await billit.account.get()).toEqual({ id: 1 })
  expect(server.requests).toHaveLength(2)
})

test('at the same time, everyone gets it, and it is kept', async () => {
  const { billit, server } = await connect(counting())
  const all = await Promise.all([billit.account.get(), billit.account.get(), billit.account.get()])
  for (const account of all) expect(account).toHaveProperty('id')
  const asked = server.requests.length
  await billit.account.get()
  expect(server.requests).toHaveLength(asked)
})

test('the abort of one caller is not that of another', async () => {
  const controller = new AbortController()
  const { billit } = await connect((request, response) => {
    controller.abort(new Error('The first has left'))
    return counting()(request, response)
  })
  const left = rejection(billit.account.get({ signal: controller.signal }))
  expect(await billit.account.get()).toEqual({ id: 1 })
  expect(await left).toMatchObject({ message: 'The first has left' })
})

test('an older answer that comes late does not replace a newer one', async () => {
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

test('two clients keep one each', async () => {
  const { billit, server } = await connect(counting())
  const other = new Billit({ token: TOKEN, baseUrl: server.url, rateLimit: false })
  expect(await billit.account.get()).toEqual({ id: 1 })
  expect(await other.account.get()).toEqual({ id: 2 })
})
