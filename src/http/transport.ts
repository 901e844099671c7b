/** The generated client over ofetch, configured so that neither retries a request, follows a redirect or reads a body. */
import { createFetch } from 'ofetch'
import { type Client, createClient, createConfig } from '../../generated/client/client/index.ts'
import { ConfigurationError } from '../core/errors.ts'
import type { Fetch, FetchInstance } from '../core/options.ts'
import { isRecord } from '../core/record.ts'
import { serializeQuery } from './encode.ts'

/** Sends requests to the API and for PDFs. */
export interface Transport {
  /** Sends one request and returns its response with the body unread. */
  raw(url: string, options: object): Promise<Response>
  /** Whether a refused connection is certainly our own. A caller's `fetch` may have failed to reach another server. */
  ownConnection(): boolean
}

/** Read on import, before a test or a tracing tool can replace it. */
const runtimeFetch = globalThis.fetch

/** These override the defaults of an ofetch instance. `parseResponse` would make ofetch read the body. */
const SAFE_OPTIONS = {
  retry: 0,
  redirect: 'manual',
  responseType: 'stream',
  ignoreResponseError: true,
  parseResponse: undefined,
}

/**
 * A cached response may lack the record that was just created. Older Cloudflare workers throw on this option. It is not checked
 * on import, because touching `Request` makes Node load all of its `fetch`.
 */
const cacheOptions = () => ('cache' in Request.prototype ? { cache: 'no-store' } : {})

/**
 * Deno silently resends a request whose connection breaks before the response, and Bun a DELETE on a reused connection: the server
 * may do the work twice. Deno cannot resend a stream, and Bun does not resend on a connection of its own. A caller's `fetch` gets
 * the same, because it usually calls the runtime's.
 */
function preventResend({ method = 'GET', body }: RequestInit): object {
  if (method === 'GET') return {}
  if ('Deno' in globalThis) return { body: new Blob(body ? [body as string] : []).stream(), duplex: 'half' } // encoded as JSON
  return 'Bun' in globalThis ? { keepalive: false } : {}
}

export function createTransport(custom: Fetch | FetchInstance | undefined): Transport {
  if (custom !== undefined && typeof custom !== 'function') throw new ConfigurationError('fetch must be a function.')
  const instance: Pick<FetchInstance, 'raw'> =
    custom && 'raw' in custom
      ? custom
      : // The global is read for each request: tests and tracing tools replace it.
        createFetch({ fetch: async (input, init) => requireObject(await (custom ?? globalThis.fetch)(input, init)) })
  return {
    raw: (url, options) =>
      instance.raw(url, { ...definedOnly(options), ...SAFE_OPTIONS, ...cacheOptions(), ...preventResend(options) }),
    ownConnection: () => custom === undefined && globalThis.fetch === runtimeFetch,
  }
}

/** With anything but an object, ofetch would fail with a message about its internals. */
const requireObject = (response: Response): Response => (isRecord(response) ? response : Response.error())

/** The generated client passes every option, and an undefined one would override the instance's own. */
const definedOnly = (options: object): object =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined))

/**
 * The generated client passes the signal through a `Request`, whose own signal Node creates with the global AbortController. Under
 * jsdom, that is one that `fetch` rejects. So the signal goes around the client.
 */
export function sendWith({ raw }: Transport, signal: AbortSignal | undefined): { ofetch: ReturnType<typeof createFetch> } {
  const ofetch = { raw: (url: string, options: object) => raw(withoutTrailingSlash(url), { ...options, signal }) }
  // The client uses no other method of an instance.
  return { ofetch: ofetch as ReturnType<typeof createFetch> }
}

/** Creates the client that the generated functions use. */
export function createApiClient(baseUrl: string): Client {
  return createClient(
    createConfig({
      baseUrl,
      responseType: 'stream',
      bodySerializer: null,
      querySerializer: serializeQuery,
    }),
  )
}

/** The path `/` is the base URL itself: a Laravel server may redirect `/v1/` and lose the POST. */
export const withoutTrailingSlash = (url: string): string => url.replace(/([^/:])\/(?=$|\?)/, '$1')
