import type { CheckAccess } from '../tools/local-access.ts'
import { packageInfo } from '../tools/package-info.ts'
import type { Advance } from './advance.ts'
import { BODY_TOO_LARGE, INVALID_JSON, MALFORMED } from './body.ts'
import { preflightHeaders } from './cors.ts'
import type { createFaults } from './faults.ts'
import type { createLog } from './log.ts'
import { takeSnapshot } from './snapshot.ts'
import type { State } from './state.ts'
import { type BeginChange, StateFileError } from './state-file.ts'
import type { Fault, IncomingRequest, MockResponse, Snapshot } from './types.ts'
import { asRow } from './values.ts'

interface ControlParts {
  state: State
  faults: ReturnType<typeof createFaults>
  log: ReturnType<typeof createLog>
  reset: () => void
  restore: (snapshot: Snapshot) => void
  advance: Advance
  beginChange: BeginChange
  checkAccess: CheckAccess
}

const USAGE =
  'Valid: GET /_mock/health, GET /_mock/requests, POST /_mock/reset, POST /_mock/fail, POST /_mock/advance, GET /_mock/state and PUT /_mock/state.'

/** Handles `/_mock/…`: the methods of `Mock` over HTTP, for programs and pages of this machine. */
export function createControls({ state, faults, log, reset, restore, advance, beginChange, checkAccess }: ControlParts) {
  const routes: Record<string, (body: unknown) => Promise<MockResponse> | MockResponse> = {
    'GET /_mock/health': () => json({ version: packageInfo.version, rows: countRows(state) }),
    async 'POST /_mock/reset'() {
      const save = beginChange()
      reset()
      await save()
      return NO_CONTENT
    },
    'POST /_mock/fail'(body) {
      faults.add(requireJson(body) as Fault) // `add` validates it
      return NO_CONTENT
    },
    async 'POST /_mock/advance'(body) {
      const { uuid, to } = asRow(requireJson(body))
      const save = beginChange()
      advance(uuid, to)
      await save()
      return NO_CONTENT
    },
    'GET /_mock/state': () => json(takeSnapshot(state)),
    async 'PUT /_mock/state'(body) {
      const save = beginChange()
      restore(requireJson(body) as Snapshot) // `restore` validates it
      await save()
      return NO_CONTENT
    },
    'GET /_mock/requests': () => json(log.requests),
  }

  async function respond({ method, headers, bytes, body }: IncomingRequest, path: string): Promise<MockResponse> {
    if (method === 'OPTIONS') return { status: 204, headers: preflightHeaders(headers['access-control-request-headers']) }
    const route = routes[`${method === 'HEAD' ? 'GET' : method} ${path}`]
    if (!route) return json({ message: USAGE }, 404)
    const isWrite = method === 'POST' || method === 'PUT'
    // Without this type, a page of any site could send the request as a form.
    if (isWrite && !/^application\/json\b/i.test(headers['content-type'] ?? '')) {
      return json({ message: `${method} ${path} needs the header Content-Type: application/json.` }, 415)
    }
    if (bytes === undefined) return json({ message: BODY_TOO_LARGE }, 413)
    try {
      return await route(body)
    } catch (error) {
      if (error instanceof TypeError) return json({ message: error.message }, 400)
      if (error instanceof StateFileError) return json({ message: error.message }, 500)
      throw error
    }
  }

  return async (incoming: IncomingRequest, path: string): Promise<MockResponse> => {
    const { origin, ...headers } = incoming.headers
    // A page that is published or on a disk asks whether this is the mock. The response contains no record.
    const isPublic = path === '/_mock/health'
    const refusal = checkAccess(isPublic ? headers : incoming.headers)
    if (refusal !== undefined) {
      return json({ message: `${refusal} If it is yours, start npx billit-io mock with --allowed-hosts.` }, 403)
    }
    const response = await respond(incoming, path)
    return { ...response, headers: { ...response.headers, ...(origin === undefined ? {} : allowOrigin(origin)) } }
  }
}

const NO_CONTENT: MockResponse = { status: 204, headers: {} }

const json = (body: unknown, status = 200): MockResponse => ({ status, headers: {}, body })

const allowOrigin = (origin: string): Record<string, string> => ({ 'access-control-allow-origin': origin, vary: 'Origin' })

const countRows = ({ collections }: State): Record<string, number> =>
  Object.fromEntries([...collections].map(([name, { size }]) => [name, size]))

/** @throws TypeError unless the body is JSON. */
function requireJson(body: unknown): unknown {
  if (body === MALFORMED || body === undefined) throw new TypeError(INVALID_JSON)
  return body
}
