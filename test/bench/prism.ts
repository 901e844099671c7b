import { fileURLToPath } from 'node:url'
import { getHttpOperationsFromSpec } from '@stoplight/prism-http'
import { createServer } from '@stoplight/prism-http-server'
import { silentLogger } from '../../src/tools/prism.ts'

const bundle = fileURLToPath(new URL('../../generated/openapi.json', import.meta.url))

/** Starts Prism in this process, on a free port. It validates requests against the OpenAPI document and returns its examples. */
export async function startPrism(): Promise<{ url: string; close: () => Promise<void> }> {
  const operations = await getHttpOperationsFromSpec(bundle)
  const server = createServer(operations, {
    cors: false,
    components: { logger: silentLogger },
    config: {
      isProxy: false,
      checkSecurity: true,
      validateRequest: true,
      validateResponse: true,
      errors: false,
      upstreamProxy: undefined,
      mock: { dynamic: false, ignoreExamples: false },
    },
  })
  const url = await server.listen(0, '127.0.0.1')
  return { url, close: () => server.close() }
}
