import { isSecretHeader } from '../core/headers.ts'
import { MALFORMED } from './body.ts'
import type { IncomingRequest, MockRequest, MockResponse } from './types.ts'

/** The log keeps this many of the last requests. */
const MAX_REQUESTS = 500

/** Their bodies together have at most this many bytes. */
const MAX_BYTES = 8 * 2 ** 20

/** A log of the last requests, with their tokens redacted. */
export function createLog() {
  const requests: MockRequest[] = []
  /** The size of each request's body. */
  const sizes: number[] = []
  let total = 0
  function drop(count: number): void {
    requests.splice(0, count)
    for (const size of sizes.splice(0, count)) total -= size
  }
  return {
    requests,
    clear: () => drop(requests.length),
    add({ method, url, headers, bytes, body }: IncomingRequest, response: MockResponse, milliseconds: number): MockRequest {
      const redacted = Object.entries(headers).map(([name, value]) => [name, isSecretHeader(name) ? '[token]' : value])
      const request: MockRequest = {
        method,
        url,
        operationId: response.operationId,
        status: response.status,
        milliseconds: Math.round(milliseconds * 10) / 10,
        headers: Object.fromEntries(redacted),
        body: body === MALFORMED ? new TextDecoder().decode(bytes) : body,
        violations: response.violations ?? [],
      }
      requests.push(request)
      sizes.push(bytes?.length ?? 0)
      total += bytes?.length ?? 0
      while (requests.length > MAX_REQUESTS || total > MAX_BYTES) drop(1)
      return request
    },
  }
}
