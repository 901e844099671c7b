/** Starts a local server and a client for one test. */
import { onTestFinished } from 'vitest'
import { Billit, type BillitOptions } from '../../src/index.ts'
import { type Handler, type LocalServer, sendJson, startLocalServer } from '../support/local-server.ts'

export const TOKEN = 'Qf7-secret_token.of+nobody/9Zk2Vw8'

export const UUID = '7c1b7d1e-52a8-4c0e-9f0a-3d9c1f6f2b11'

export async function serve(handler: Handler): Promise<LocalServer> {
  const server = await startLocalServer(handler)
  onTestFinished(() => server.close())
  return server
}

/** Creates a client without retries and rate limit. */
export async function connect(handler: Handler, options: BillitOptions = {}): Promise<{ billit: Billit; server: LocalServer }> {
  const server = await serve(handler)
  return { billit: new Billit({ token: TOKEN, baseUrl: server.url, maxRetries: 0, rateLimit: false, ...options }), server }
}

/** Returns the same response to every request. */
export const always =
  (body: unknown, status = 200, headers: Record<string, string> = {}): Handler =>
  (_request, response) =>
    sendJson(response, body, status, headers)

export async function rejection(promise: PromiseLike<unknown>): Promise<unknown> {
  try {
    await promise
  } catch (error) {
    return error
  }
  throw new Error('The call should have failed.')
}

/** A promise that the test resolves. */
export function gate(): { opened: Promise<void>; open: () => void } {
  let open = () => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { opened, open }
}
