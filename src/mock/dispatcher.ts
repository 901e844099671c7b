import type { createControls } from './controls.ts'
import { CORS_HEADERS, preflightHeaders } from './cors.ts'
import { serveInvoice } from './invoice-page.ts'
import type { createLog } from './log.ts'
import type { Handler } from './server.ts'
import type { State } from './state.ts'
import type { IncomingRequest, MockOptions, MockResponse } from './types.ts'

interface DispatcherParts {
  api: Handler
  controls: ReturnType<typeof createControls>
  state: State
  log: ReturnType<typeof createLog>
  onRequest: MockOptions['onRequest']
}

/** Passes each request to the handler for its path, and logs the requests to the API. */
export function createDispatcher({ api, controls, state, log, onRequest }: DispatcherParts): Handler {
  return async (incoming) => {
    const [path = ''] = incoming.url.split('?')
    if (path.startsWith('/_mock/')) return controls(incoming, path)
    const response = await serve(incoming, path)
    return { ...response, headers: { ...response.headers, ...CORS_HEADERS } }
  }

  async function serve(incoming: IncomingRequest, path: string): Promise<MockResponse> {
    const { method, headers } = incoming
    if (method === 'OPTIONS') return { status: 204, headers: preflightHeaders(headers['access-control-request-headers']) }
    if (path.startsWith('/invoice/')) return serveInvoice(state, path)
    const started = performance.now()
    const response = await api(incoming)
    const request = log.add(incoming, response, performance.now() - started)
    onRequest?.(request)
    return response
  }
}
