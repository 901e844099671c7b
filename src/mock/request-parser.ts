import type { Document, Operation } from '../tools/document.ts'
import { BODY_TOO_LARGE, hasLongList, INVALID_JSON, LIST_TOO_LONG, MALFORMED } from './body.ts'
import type { ErrorResponses } from './errors.ts'
import { InvalidPreference, type Preferences, parsePrefer } from './prefer.ts'
import { createQueryNormalizer, mergeQuery } from './query.ts'
import { allowedMethods, createRouter, type Route } from './router.ts'
import type { IncomingRequest, MockResponse } from './types.ts'

/** A request to an operation of the API, not yet validated. */
export interface ParsedRequest {
  operation: Operation
  preferences: Preferences
  route: Route
  query: URLSearchParams
  /** Undefined if the operation has no request body. */
  body: unknown
  headers: Record<string, string>
  /** The origin that the client called, and `/v1` if the client called it. */
  baseUrl: string
}

/** Finds the operation of a request and parses its parts. Returns the error response if that fails. */
export function createRequestParser(document: Document, errors: ErrorResponses) {
  const findRoute = createRouter(document)
  const normalizeQuery = createQueryNormalizer(document)

  return (incoming: IncomingRequest): ParsedRequest | MockResponse => {
    if (incoming.bytes === undefined) return errors.create(413, { message: BODY_TOO_LARGE, error: 'Payload Too Large' })
    const target = parseTarget(incoming.url)
    if (!target) return errors.create(400, { message: 'The URL has an invalid percent-encoding.' })
    const route = findRoute(target.path)
    if (!route) return errors.create(404)
    const method = incoming.method === 'HEAD' ? 'GET' : incoming.method
    const operation = route.operations.get(method)
    if (!operation) {
      const response = errors.create(405, { message: 'This path does not support this method.' })
      return { ...response, headers: { ...response.headers, allow: allowedMethods(route) } }
    }
    const { operationId } = operation
    const { headers, body } = incoming
    const invalid = checkHeaders(headers) ?? checkBody(incoming, operation, method)
    if (invalid) return { ...errors.create(invalid.status, { message: invalid.message }), operationId }
    let preferences: Preferences
    try {
      preferences = parsePrefer(headers.prefer, document, operation)
    } catch (error) {
      if (!(error instanceof InvalidPreference)) throw error
      return { ...errors.create(400, { message: error.message }), operationId }
    }
    return {
      operation,
      preferences,
      route,
      query: normalizeQuery(operation, method === 'GET' ? mergeQuery(target.query, body) : target.query),
      body: operation.requestBody ? (body ?? {}) : undefined,
      headers,
      baseUrl: `${incoming.origin}${target.prefix}`,
    }
  }
}

/** Path and query below `/v1` or the root. Returns undefined if the path cannot be decoded. */
function parseTarget(url: string): { path: string; prefix: string; query: URLSearchParams } | undefined {
  let parsed: URL
  try {
    parsed = new URL(url, 'http://mock')
    decodeURIComponent(parsed.pathname)
  } catch {
    return undefined
  }
  const prefix = /^\/v1(?=\/|$)/.test(parsed.pathname) ? '/v1' : ''
  const path = parsed.pathname.slice(prefix.length).replace(/(.)\/+$/, '$1') || '/'
  return { path, prefix, query: parsed.searchParams }
}

interface InvalidRequest {
  status: number
  message: string
}

function checkHeaders({ accept }: Record<string, string>): InvalidRequest | undefined {
  const acceptsJson = accept === undefined || /(\*|application)\/(\*|[\w.+-]*json)/i.test(accept)
  return acceptsJson ? undefined : { status: 406, message: 'The API returns JSON only. Send Accept: application/json.' }
}

/** A body that the operation does not have is ignored, except on GET, where it is the query. */
function checkBody({ headers, bytes, body }: IncomingRequest, operation: Operation, method: string): InvalidRequest | undefined {
  if (!operation.requestBody && method !== 'GET') return undefined
  if (bytes && bytes.length > 0) {
    const type = headers['content-type']
    if (type !== undefined && !/^application\/(json|[\w.+-]+\+json)\b/i.test(type)) {
      return { status: 415, message: 'The body must be JSON. Send Content-Type: application/json.' }
    }
    if (headers['content-encoding'] !== undefined && headers['content-encoding'] !== 'identity') {
      return { status: 415, message: 'Send the body without Content-Encoding.' }
    }
  }
  if (hasLongList(body)) return { status: 413, message: LIST_TOO_LONG }
  return body === MALFORMED ? { status: 400, message: INVALID_JSON } : undefined
}
