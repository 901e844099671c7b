/** Vitest's global setup: starts one `prism mock` for all contract tests. */
import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    prismUrl: string
    /** Whether the server counts requests in its rate limit headers. Prism returns the examples of the OpenAPI document. */
    headersCount: boolean
  }
}

export default async function setup(project: TestProject) {
  const cli = createRequire(import.meta.url)
    .resolve('@stoplight/prism-cli/package.json')
    .replace(/package\.json$/, 'dist/index.js')
  const bundle = fileURLToPath(new URL('../../generated/openapi.json', import.meta.url))
  // With port 0, the system chooses a free port, and Prism prints it.
  const prism = spawn(process.execPath, [cli, 'mock', bundle, '--port', '0', '--host', '127.0.0.1'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const url = await new Promise<string>((resolve, reject) => {
    let printed = ''
    prism.stdout.on('data', (chunk) => {
      printed += chunk
      const found = /listening on (http:\/\/[\d.]+:\d+)/.exec(printed)
      if (found?.[1]) resolve(found[1])
    })
    prism.on('exit', (code) => reject(new Error(`prism mock ended with ${code}: ${printed}`)))
  })
  project.provide('prismUrl', url)
  project.provide('headersCount', false)
  return () => {
    prism.kill()
  }
}
