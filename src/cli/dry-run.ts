/** Shows the request that the client would send, and sends nothing. */
import { Billit } from '../index.ts'
import type { Server } from './global-flags.ts'

export interface DryRequest {
  method: string
  url: string
  headers: Record<string, string>
  /** The JSON of the body, parsed. `undefined` if it has none. */
  body?: unknown
}

/** In place of the token, which is not even read. */
const REDACTED = '[redacted]'

/** Runs calls with a client whose `fetch` keeps the first request, and fails. @returns That request. */
export async function captureRequest(server: Server, work: (billit: Billit) => PromiseLike<unknown>): Promise<DryRequest> {
  let captured: Request | undefined
  const billit = new Billit({
    token: REDACTED,
    baseUrl: server.baseUrl,
    rateLimit: false,
    maxRetries: 0,
    fetch: async (input, init) => {
      captured ??= new Request(input, init)
      throw new Error('A dry run sends nothing.')
    },
  })
  try {
    await work(billit)
  } catch (error) {
    if (!captured) throw error
  }
  if (!captured) throw new Error('The call sent no request.')
  const { method, url, headers } = captured
  const text = await captured.text()
  return { method, url, headers: Object.fromEntries(headers), ...(text === '' ? {} : { body: JSON.parse(text) }) }
}

/** The request in the form of HTTP. */
export function requestText({ method, url, headers, body }: DryRequest): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  return [`${method} ${url}`, ...lines, ...(body === undefined ? [] : ['', JSON.stringify(body, undefined, 2)])].join('\n')
}
