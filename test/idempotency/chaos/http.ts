/** The invoice server behind HTTP. */
import type { ServerResponse } from 'node:http'
import { type LocalServer, startLocalServer } from '../../support/local-server.ts'
import { type Answering, Dropped, Stalled } from '../invoice-server.ts'

/** @param spoil Whether an answer to a GET is lost. */
export function serveInvoices(invoices: Answering, spoil: () => boolean): Promise<LocalServer> {
  return startLocalServer(({ method, target, body }, response: ServerResponse) => {
    if (method === 'GET' && spoil()) return response.destroy()
    try {
      const { status, body: content, headers } = invoices.answer(method, new URL(target, 'http://localhost'), body)
      const text = typeof content === 'string' ? content : JSON.stringify(content)
      response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(text)
    } catch (error) {
      if (error instanceof Dropped) return response.destroy()
      // It hangs until the client gives up.
      if (!(error instanceof Stalled)) throw error
    }
  })
}
