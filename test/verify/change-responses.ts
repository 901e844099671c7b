/** Changes the responses of a mock, like a proxy. */
import type { Fetch } from '../../src/core/options.ts'

/** A response that can be changed. */
export interface ChangeableResponse {
  /** The URL of the request. */
  url: URL
  status: number
  headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: tests read known fields, and write values of wrong types
  body: any
  /** Replaces the body. */
  text?: string
}

/** The responses to change, such as `GET /invoices/{uuid} 200` or `*`, and how. */
export type Change = [responses: string, change: (response: ChangeableResponse) => void]

export function changeResponses(fetch: Fetch, changes: readonly Change[]): Fetch {
  return async (input, init) => {
    const response = await fetch(input, init)
    const url = new URL(input instanceof Request ? input.url : input)
    const content = await response.text()
    if (content === '') return new Response(null, response)
    const changeable = { url, status: response.status, headers: new Headers(response.headers), body: JSON.parse(content) }
    const name = `${init?.method ?? 'GET'} ${pathTemplate(url.pathname)} ${changeable.status}`
    for (const [responses, change] of changes) if (responses === name || responses === '*') change(changeable)
    return new Response(serialize(changeable), changeable)
  }
}

const serialize = ({ body, text }: ChangeableResponse): string => text ?? JSON.stringify(body)

/** Returns `/contacts/{id}` for `/v1/contacts/7`. */
export function pathTemplate(pathname: string): string {
  const [resource = '', key] = pathname.replace('/v1', '').slice(1).split('/')
  if (key === undefined) return `/${resource}`
  return `/${resource}/{${resource === 'invoices' || resource === 'ocps' ? 'uuid' : 'id'}}`
}
