import type { Exchange } from './server.ts'
import type { MockRequest } from './types.ts'

/** So many of the last requests are kept. */
const MOST = 500
const SECRETS = /^(authorization|cookie|proxy-authorization|x-api-key)$/

/** The last requests, without their tokens. */
export function createLog() {
  const requests: MockRequest[] = []
  return {
    requests,
    clear: () => requests.splice(0),
    add({ incoming, url, handled, milliseconds }: Exchange): MockRequest {
      const token = incoming.headers.authorization?.replace(/^Bearer\s+/i, '') ?? ''
      const hide = (text: string) => (token === '' ? text : text.replaceAll(token, '[token]'))
      const headers = Object.entries(incoming.headers).map(([name, value]) => [
        name,
        SECRETS.test(name) ? '[token]' : hide(value),
      ])
      const request: MockRequest = {
        method: incoming.method,
        url: hide(url),
        operationId: handled.operationId,
        status: handled.status,
        milliseconds: Math.round(milliseconds * 10) / 10,
        headers: Object.fromEntries(headers),
        body: bodyOf(incoming.body, hide),
        violations: handled.violations,
      }
      requests.push(request)
      if (requests.length > MOST) requests.shift()
      return request
    },
  }
}

function bodyOf(body: Uint8Array | undefined, hide: (text: string) => string): unknown {
  if (!body) return undefined
  const text = hide(new TextDecoder().decode(body))
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
