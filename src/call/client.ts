import type { Client as GeneratedClient } from '../../generated/client/client/index.ts'
import { getUrl } from '../../generated/client/core/utils.gen.ts'
import type { Sent } from '../pipeline/call.ts'
import type { Fetch } from './fetch.ts'
import { serializeQuery } from './query.ts'

/** Where a request goes. */
export interface Address {
  /** The path, with its parameters as in the document. */
  url: string
  path?: Record<string, string | number> | undefined
  query?: Record<string, string | string[]>
}

/** What a generated function passes on of what it is given. */
export interface ClientRequest extends Address {
  headers: Record<string, string>
  body?: string
  signal?: AbortSignal | undefined
}

/** Sends requests for the generated functions. */
export interface Client {
  /** The whole address. */
  buildUrl(address: Address): string
  /** Sends a request once. Never rejects. */
  request(method: string, request: ClientRequest): Promise<Sent>
  /** As the generated functions take it. */
  readonly generated: GeneratedClient
}

/**
 * The client that comes with the generated functions weighs more than all of the SDK's own code, follows redirects, and
 * takes an answer that it cannot read for a good one. So this one stands in its place.
 */
export function createClient(baseUrl: string, send: Fetch): Client {
  const buildUrl = ({ url, path = {}, query = {} }: Address): string =>
    withoutTrailingSlash(getUrl({ baseUrl, url, path, query, querySerializer: serializeQuery }))
  const request = async (method: string, { headers, body, signal, ...address }: ClientRequest): Promise<Sent> => {
    const sent = new Headers(headers)
    // The generated functions say so themselves, but not every request has one.
    if (body !== undefined && !sent.has('Content-Type')) sent.set('Content-Type', 'application/json')
    try {
      const response = await send(buildUrl(address), {
        method,
        headers: sent,
        body: body ?? null,
        signal: signal ?? null,
        // Followed, it would take the token along.
        redirect: 'manual',
      })
      // A `fetch` of the caller's own may give anything.
      if (typeof response?.text !== 'function') throw new TypeError('fetch gave no Response')
      return { response }
    } catch (error) {
      return { error }
    }
  }
  return { buildUrl, request, generated: clientOver(request) }
}

/** The path `/` below a base is the base: a Laravel server may redirect `/v1/` and lose the POST. */
const withoutTrailingSlash = (url: string): string => url.replace(/([^/:])\/+(?=$|\?)/, '$1')

/** A client for the generated functions that hands each request over. */
export function clientOver(send: (method: string, request: ClientRequest) => unknown): GeneratedClient {
  const methods = ['get', 'post', 'put', 'delete'].map((name) => [
    name,
    (request: ClientRequest) => send(name.toUpperCase(), request),
  ])
  // The generated functions call nothing else of a client.
  return Object.fromEntries(methods)
}
