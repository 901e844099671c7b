import { MALFORMED } from './body.ts'
import type { IncomingRequest, MockRequest, MockResponse } from './types.ts'

/** The log keeps this many of the last requests. */
const MAX_REQUESTS = 500

const SECRET_HEADERS = /^(authorization|cookie|proxy-authorization|x-api-key)$/

/** A log of the last requests, with their tokens redacted. */
export function createLog() {
  const requests: MockRequest[] = []
  return {
    requests,
    clear: () => requests.splice(0),
    add({ method, url, headers, bytes, body }: IncomingRequest, response: MockResponse, milliseconds: number): MockRequest {
      const redacted = Object.entries(headers).map(([name, value]) => [name, SECRET_HEADERS.test(name) ? '[token]' : value])
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
      if (requests.length > MAX_REQUESTS) requests.shift()
      return request
    },
  }
}
