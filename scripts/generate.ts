/**
 * Rebuilds generated/ from spec/: the bundled document, the client, and the operation table.
 */
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { createClient } from '@hey-api/openapi-ts'
import type { OpenApi } from './openapi.ts'
import { operationTable } from './operation-table.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const bundle = new URL('../generated/openapi.json', import.meta.url)
process.chdir(root)

const redocly = createRequire(import.meta.url)
  .resolve('@redocly/cli/package.json')
  .replace(/package\.json$/, 'bin/cli.js')
execFileSync(process.execPath, [redocly, 'bundle', 'billit', '--output', fileURLToPath(bundle)], { stdio: 'inherit' })

await createClient({
  input: './generated/openapi.json',
  output: {
    path: './generated/client',
    // Node runs the sources as they are, so that imports name the file.
    module: { extension: '.ts' },
  },
  // No date transformers: they turn a calendar date into an instant, a day off in half the world.
  plugins: ['@hey-api/client-ofetch', '@hey-api/typescript', '@hey-api/sdk'],
  logs: { level: 'warn' },
})

// Reads what Redocly has just written.
const document = JSON.parse(readFileSync(bundle, 'utf8')) as OpenApi
writeFileSync(new URL('../generated/operations.ts', import.meta.url), operationTable(document))
