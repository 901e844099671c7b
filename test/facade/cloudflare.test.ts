/** The globals of a Cloudflare worker with the flag `nodejs_compat`. The recipe for Cloudflare runs in the real runtime. */
import { afterEach, expect, test, vi } from 'vitest'
import { always, connect } from './setup.ts'

afterEach(() => {
  vi.unstubAllGlobals()
})

test('sends a request where process and node:util exist, but node:util has no AbortController', async () => {
  const { billit, server } = await connect(always({ data: { id: 1 } }))
  const transferableAbortController = () => {
    throw new Error('node:util transferableAbortController is not implemented')
  }
  vi.stubGlobal('WebSocketPair', class {})
  vi.stubGlobal('process', Object.create(process, { getBuiltinModule: { value: () => ({ transferableAbortController }) } }))
  // A class that has not been checked yet.
  vi.stubGlobal('AbortController', class extends AbortController {})
  await billit.tags.get(1)
  expect(server.requests).toHaveLength(1)
})
