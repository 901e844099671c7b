/** A mock whose answers are changed on the way, as a proxy would. */
import type { Fetch } from '../../src/core/options.ts'

/** An answer on its way. */
export interface Passing {
  /** What was asked. */
  url: URL
  status: number
  headers: Headers
  // What a change reads, it knows to be there.
  // biome-ignore lint/suspicious/noExplicitAny: it changes answers into what no type allows
  body: any
  /** Sent in place of the body. */
  text?: string
}

/** `GET /invoices/{uuid} 200`: which answers to change, and how. */
export type Change = [answers: string, change: (passing: Passing) => void]

export function changing(fetch: Fetch, changes: readonly Change[]): Fetch {
  return async (input, init) => {
    const response = await fetch(input, init)
    const url = new URL(input instanceof Request ? input.url : input)
    const content = await response.text()
    if (content === '') return new Response(null, response)
    const passing = { url, status: response.status, headers: new Headers(response.headers), body: JSON.parse(content) }
    const name = `${init?.method ?? 'GET'} ${templateOf(url.pathname)} ${passing.status}`
    for (const [answers, change] of changes) if (answers === name || answers === '*') change(passing)
    return new Response(contentOf(passing), passing)
  }
}

const contentOf = ({ body, text }: Passing): string => text ?? JSON.stringify(body)

/** `/v1/contacts/7` is `/contacts/{id}`. */
export function templateOf(pathname: string): string {
  const [resource = '', key] = pathname.replace('/v1', '').slice(1).split('/')
  if (key === undefined) return `/${resource}`
  return `/${resource}/{${resource === 'invoices' || resource === 'ocps' ? 'uuid' : 'id'}}`
}
