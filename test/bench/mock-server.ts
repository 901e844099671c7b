/** A mock in a process of its own: ours, or plain Prism. Prints its URL; tells its live heap when asked. */
import { fileURLToPath } from 'node:url'
import { getHttpOperationsFromSpec } from '@stoplight/prism-http'
import { createServer } from '@stoplight/prism-http-server'
import { startMock } from '../../src/mock/index.ts'

const silent = { trace() {}, debug() {}, info() {}, warn() {}, error() {}, fatal() {}, success() {}, child: () => silent }

async function startPrism(): Promise<string> {
  const operations = await getHttpOperationsFromSpec(fileURLToPath(new URL('../../generated/openapi.json', import.meta.url)))
  const config = {
    isProxy: false,
    checkSecurity: true,
    validateRequest: true,
    validateResponse: true,
    errors: false,
    upstreamProxy: undefined,
    mock: { dynamic: false, ignoreExamples: false },
  } as const
  // Prism's own logger type: ours does nothing.
  const server = createServer(operations, { cors: true, components: { logger: silent as never }, config })
  return server.listen(0, '127.0.0.1')
}

const url = process.argv[2] === 'prism' ? await startPrism() : (await startMock({ seed: 1 })).url
process.on('message', () => {
  globalThis.gc?.()
  process.send?.(process.memoryUsage().heapUsed)
})
process.send?.(url)
