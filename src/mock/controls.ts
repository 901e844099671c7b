import { MALFORMED } from './body.ts'
import type { createFaults } from './faults.ts'
import type { createLog } from './log.ts'
import { loadSnapshot, takeSnapshot } from './snapshot.ts'
import type { State } from './state.ts'
import type { Fault, IncomingRequest, MockResponse } from './types.ts'

interface ControlParts {
  state: State
  faults: ReturnType<typeof createFaults>
  log: ReturnType<typeof createLog>
  reset: () => void
  save: () => Promise<void>
}

const USAGE = 'Valid: GET /_mock/requests, POST /_mock/reset, POST /_mock/fail, GET /_mock/state and PUT /_mock/state.'

/** Handles `/_mock/…`: the methods of `Mock` over HTTP. */
export function createControls({ state, faults, log, reset, save }: ControlParts) {
  const routes: Record<string, (body: unknown) => Promise<MockResponse> | MockResponse> = {
    async 'POST /_mock/reset'() {
      reset()
      await save()
      return NO_CONTENT
    },
    'POST /_mock/fail'(body) {
      faults.add(requireJson(body) as Fault) // `add` validates it
      return NO_CONTENT
    },
    'GET /_mock/state': () => json(takeSnapshot(state)),
    async 'PUT /_mock/state'(body) {
      loadSnapshot(state, requireJson(body))
      await save()
      return NO_CONTENT
    },
    'GET /_mock/requests': () => json(log.requests),
  }

  return async ({ method, body }: IncomingRequest, path: string): Promise<MockResponse> => {
    const route = routes[`${method} ${path}`]
    if (!route) return json({ message: USAGE }, 404)
    try {
      return await route(body)
    } catch (error) {
      if (error instanceof TypeError) return json({ message: error.message }, 400)
      throw error
    }
  }
}

const NO_CONTENT: MockResponse = { status: 204, headers: {} }

const json = (body: unknown, status = 200): MockResponse => ({ status, headers: {}, body })

/** @throws TypeError unless the body is JSON. */
function requireJson(body: unknown): unknown {
  if (body === MALFORMED || body === undefined) throw new TypeError('The body is not valid JSON.')
  return body
}
