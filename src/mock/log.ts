import { MALFORMED } from './body.ts'
import type { IncomingRequest, MockRequest, MockResponse } from './types.ts'

/** How many of the last requests are kept. */
const MAX_REQUESTS = 500

const SECRET_HEADERS = /^(authorization|cookie|proxy-authorization|x-api-key)$/

/** The last requests, without their tokens. */
export function createLog() {
  const requests: MockRequest[] = []
  return {
    requests,
    clear: () => requests.splice(0),
    add({ method, url, headers, body, sent }: IncomingRequest, response: MockResponse, milliseconds: number): MockRequest {
      const shown = Object.entries(headers).map(([name, value]) => [name, SECRET_HEADERS.test(name) ? '[token]' : value])
      const request: MockRequest = {
        method,
        url,
        operationId: response.operationId,
        status: response.status,
        milliseconds: Math.round(milliseconds * 10) / 10,
        headers: Object.fromEntries(shown),
        body: sent === MALFORMED ? new TextDecoder().decode(body) : sent,
        violations: response.violations ?? [],
      }
      requests.push(request)
      if (requests.length > MAX_REQUESTS) requests.shift()
      return request
    },
  }
}
