import { createFetch, ofetch } from 'ofetch'
import { expect, test } from 'vitest'
import { ConnectionError, ServerError } from '../../src/index.ts'
import { always, connect, rejection, UUID } from './setup.ts'

test('an instance of ofetch is the way out, with its interceptors', async () => {
  const seen: string[] = []
  const fetch = ofetch.create({ headers: { 'X-Proxy': 'athens' }, onRequest: ({ request }) => void seen.push(String(request)) })
  const { billit, server } = await connect(always({ data: { id: 7, value: 'εξαγωγή' } }), { fetch })
  expect(await billit.tags.get(7)).toEqual({ id: 7, value: 'εξαγωγή' })
  expect(seen).toEqual([`${server.url}/tags/7`])
  expect(server.requests[0]?.headers).toMatchObject({ 'x-proxy': 'athens', authorization: expect.stringMatching(/^Bearer /) })
})

test('its own repeating stays off, so that no invoice is created twice', async () => {
  const fetch = ofetch.create({ retry: 3, retryDelay: 0, retryStatusCodes: [500] })
  const { billit, server } = await connect(always({}, 500), { fetch })
  expect(await rejection(billit.invoices.delete(UUID))).toBeInstanceOf(ServerError)
  expect(server.requests).toHaveLength(1)
})

test('its error, which holds the token, is not the cause of ours', async () => {
  const fetch = createFetch({ fetch: () => Promise.reject(new TypeError('the cable is out')) })
  const { billit } = await connect(always({}), { fetch })
  const error = await rejection(billit.tags.get(7))
  expect(error).toBeInstanceOf(ConnectionError)
  expect(error).toMatchObject({ message: expect.stringContaining('no answer (the cable is out)'), cause: { name: 'TypeError' } })
})

test('a hook of it that throws is told by its own message', async () => {
  const fetch = ofetch.create({
    onResponse: () => {
      throw new Error('the cache is full')
    },
  })
  const { billit } = await connect(always({ data: { uuid: UUID } }, 201), { fetch })
  const error = await rejection(billit.contacts.delete(7))
  expect(error).toMatchObject({
    name: 'ConnectionError',
    mayHaveSucceeded: true,
    message: expect.stringContaining('no answer (the cache is full)'),
  })
})
