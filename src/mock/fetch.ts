import { encodeBody, MAX_BODY_BYTES, parseBody } from './body.ts'
import type { Handler } from './server.ts'

/** A `fetch` that calls the handler without a connection. */
export const createFetch =
  (handle: Handler) =>
  async (input: Request | string | URL, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init)
    request.signal.throwIfAborted()
    const { origin, pathname, search } = new URL(request.url)
    const received = new Uint8Array(await request.arrayBuffer())
    const bytes = received.length > MAX_BODY_BYTES ? undefined : received
    const { status, headers, body } = await Promise.race([
      handle({
        method: request.method,
        url: pathname + search,
        origin,
        headers: Object.fromEntries(request.headers),
        bytes,
        body: parseBody(bytes),
      }),
      rejectOnAbort(request.signal),
    ])
    if (status === 0)
      throw new TypeError('fetch failed', { cause: Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' }) })
    const isEmpty = status === 204 || request.method === 'HEAD'
    const type = body === undefined ? {} : { 'content-type': 'application/json' }
    // `Response` accepts no SharedArrayBuffer, so the types require a copy.
    const content = isEmpty ? null : new Uint8Array(encodeBody(body))
    return new Response(content, { status, headers: { ...type, ...headers } })
  }

const rejectOnAbort = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }))
