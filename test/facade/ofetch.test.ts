import { createFetch, ofetch } from 'ofetch'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { Billit, ConnectionError, ServerError } from '../../src/index.ts'
import { always, connect, rejection, UUID } from './setup.ts'

test('sends requests through an ofetch instance with its interceptors', async () => {
  const seen: string[] = []
  const fetch = ofetch.create({ headers: { 'X-Proxy': 'athens' }, onRequest: ({ request }) => void seen.push(String(request)) })
  const { billit, server } = await connect(always({ data: { id: 7, value: 'εξαγωγή' } }), { fetch })
  expect(await billit.tags.get(7)).toEqual({ id: 7, value: 'εξαγωγή' })
  expect(seen).toEqual([`${server.url}/tags/7`])
  expect(server.requests[0]?.headers).toMatchObject({ 'x-proxy': 'athens', authorization: expect.stringMatching(/^Bearer /) })
})

test('disables the retries of ofetch, so that no invoice is created twice', async () => {
  const fetch = ofetch.create({ retry: 3, retryDelay: 0, retryStatusCodes: [500] })
  const { billit, server } = await connect(always({}, 500), { fetch })
  expect(await rejection(billit.invoices.delete(UUID))).toBeInstanceOf(ServerError)
  expect(server.requests).toHaveLength(1)
})

test("does not expose ofetch's error, which contains the token, as a cause", async () => {
  const fetch = createFetch({ fetch: () => Promise.reject(new TypeError('the cable is out')) })
  const { billit } = await connect(always({}), { fetch })
  const error = await rejection(billit.tags.get(7))
  expect(error).toBeInstanceOf(ConnectionError)
  expect(error).toMatchObject({
    message: expect.stringContaining('no response (the cable is out)'),
    cause: { name: 'TypeError' },
  })
})

test('reports the message of an interceptor that throws', async () => {
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

describe('the HTTP cache', () => {
  afterEach(() => {
    vi.unstubAllGlobals()
  })

  /** Returns the options that a custom fetch receives. */
  async function given(): Promise<RequestInit | undefined> {
    const fetch = vi.fn<typeof globalThis.fetch>(async () => Response.json({ data: { id: 7 } }))
    await new Billit({ token: 'test-token-for-ofetch', fetch }).tags.get(7)
    return fetch.mock.calls[0]?.[1]
  }

  test('is disabled if the runtime supports it', async () => {
    expect(await given()).toHaveProperty('cache', 'no-store')
  })

  test('is not disabled if the runtime would reject the option', async () => {
    const Known = globalThis.Request
    // Cloudflare before 2024: the prototype of Request has no `cache`.
    function Older(...args: ConstructorParameters<typeof Request>): Request {
      return new Known(...args)
    }
    vi.stubGlobal('Request', Older)
    expect(await given()).not.toHaveProperty('cache')
  })
})
