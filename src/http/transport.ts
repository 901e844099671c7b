/**
 * The generated client over ofetch, set up so that neither does what could do harm: neither repeats a request, follows a
 * redirect, or reads a body.
 */
import { createFetch } from 'ofetch'
import { type Client, createClient, createConfig } from '../../generated/client/client/index.ts'
import { ConfigurationError } from '../core/errors.ts'
import type { Fetch, FetchInstance } from '../core/options.ts'
import { isRecord } from '../core/record.ts'
import { serializeQuery } from './encode.ts'

/** The way out of this machine, for the API and for PDFs. */
export interface Transport {
  /** Sends one request and gives its response unread. */
  raw(url: string, options: object): Promise<Response>
  /** Whether a refused connection is certainly our own. A caller's `fetch` may have failed to reach something else. */
  ownConnection(): boolean
}

/** Read before anyone can replace it. */
const fetchOfRuntime = globalThis.fetch

/** They win over an ofetch instance's own defaults. `parseResponse` would make ofetch read the body. */
const SAFE_OPTIONS = {
  retry: 0,
  redirect: 'manual',
  responseType: 'stream',
  ignoreResponseError: true,
  parseResponse: undefined,
}

/**
 * A cached answer may lack the row that was just created. Older Cloudflare workers throw on the option. It is not checked on
 * import, since touching `Request` makes Node load all of its `fetch`.
 */
const cacheOptions = () => ('cache' in Request.prototype ? { cache: 'no-store' } : {})

export function createTransport(given: Fetch | FetchInstance | undefined): Transport {
  if (given !== undefined && typeof given !== 'function') throw new ConfigurationError('fetch must be a function.')
  const instance: Pick<FetchInstance, 'raw'> =
    given && 'raw' in given
      ? given
      : // The global is looked up at each call: tests and tracing tools replace it.
        createFetch({ fetch: async (input, init) => responseOf(await (given ?? globalThis.fetch)(input, init)) })
  return {
    raw: (url, options) => instance.raw(url, { ...definedOnly(options), ...SAFE_OPTIONS, ...cacheOptions() }),
    ownConnection: () => given === undefined && globalThis.fetch === fetchOfRuntime,
  }
}

/** On anything but an object, ofetch would fail with a message that names its own insides. */
const responseOf = (given: Response): Response => (isRecord(given) ? given : Response.error())

/** The generated client names every option, and an undefined one would erase the instance's own. */
const definedOnly = (options: object): object =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined))

/** The client that the generated functions send with. */
export function createApiClient(baseUrl: string, { raw }: Transport): Client {
  const ofetch = { raw: (url: string, options: object) => raw(withoutTrailingSlash(url), options) }
  return createClient(
    createConfig({
      baseUrl,
      // The client calls nothing else of an instance.
      ofetch: ofetch as ReturnType<typeof createFetch>,
      responseType: 'stream',
      bodySerializer: null,
      querySerializer: serializeQuery,
    }),
  )
}

/** The path `/` below a base is the base itself: a Laravel server may redirect `/v1/` and lose the POST. */
export const withoutTrailingSlash = (url: string): string => url.replace(/([^/:])\/(?=$|\?)/, '$1')
