import { createFetch, ofetch } from 'ofetch'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { Billit, ConnectionError, ServerError } from '../../src/index.ts'
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
  expect(error).toMatchObject({
    message: expect.stringContaining('no response (the cable is out)'),
    cause: { name: 'TypeError' },
  })
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
    message: expect.stringContaining('no response (the cache is full)'),
  })
})

describe('no answer comes from a cache', () => {
  afterEach(() => {
    vi.unstubAllGlobals()
  })

  /** The options that a fetch of the caller's own is given. */
  async function given(): Promise<RequestInit | undefined> {
    const fetch = vi.fn<typeof globalThis.fetch>(async () => Response.json({ data: { id: 7 } }))
    await new Billit({ token: 'test-token-of-nobody', fetch }).tags.get(7)
    return fetch.mock.calls[0]?.[1]
  }

  test('where the runtime can be told so', async () => {
    expect(await given()).toHaveProperty('cache', 'no-store')
  })

  test('but not where the runtime does not know the option, and would refuse it', async () => {
    const Known = globalThis.Request
    // Its prototype has no `cache`, as on Cloudflare before 2024.
    function Older(...args: ConstructorParameters<typeof Request>): Request {
      return new Known(...args)
    }
    vi.stubGlobal('Request', Older)
    expect(await given()).not.toHaveProperty('cache')
  })
})
