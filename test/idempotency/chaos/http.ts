/** Serves the invoice server over HTTP. */
import type { ServerResponse } from 'node:http'
import { type LocalServer, startLocalServer } from '../../support/local-server.ts'
import { Dropped, type InvoiceApi, Stalled } from '../invoice-server.ts'

/** @param dropResponse Whether to drop the response to a GET. */
export function serveInvoices(invoices: InvoiceApi, dropResponse: () => boolean): Promise<LocalServer> {
  return startLocalServer(({ method, target, body }, response: ServerResponse) => {
    if (method === 'GET' && dropResponse()) return response.destroy()
    try {
      const { status, body: content, headers } = invoices.handle(method, new URL(target, 'http://localhost'), body)
      const text = typeof content === 'string' ? content : JSON.stringify(content)
      response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(text)
    } catch (error) {
      if (error instanceof Dropped) return response.destroy()
      // The request hangs until the client times out.
      if (!(error instanceof Stalled)) throw error
    }
  })
}
